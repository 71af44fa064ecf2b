"""Questions and quizzes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class QuestionType(StrEnum):
    """The seven ways to ask (docs/course-format.md)."""

    ONE = "one"
    MANY = "many"
    TRUE_FALSE = "true_false"
    NUMBER = "number"
    SHORT = "short"
    MATCH = "match"
    ORDER = "order"

    @property
    def label(self) -> str:
        """What the student is asked to do."""
        return {
            "one": "Kies één antwoord",
            "many": "Kies alle goede antwoorden",
            "true_false": "Waar of niet waar?",
            "number": "Vul een getal in",
            "short": "Vul een woord of korte term in",
            "match": "Zoek bij elkaar wat bij elkaar hoort",
            "order": "Zet in de goede volgorde",
        }[self.value]


@dataclass(frozen=True)
class Option:
    """A choice; `feedback` is shown when it was chosen."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class Pair:
    """Two things that belong together."""

    id: str
    left: str
    right: str


@dataclass(frozen=True)
class Item:
    """A thing with a place in an order."""

    id: str
    text: str


@dataclass(frozen=True)
class Question:
    """One question; which answer fields are filled follows from the type."""

    id: str
    type: QuestionType
    text: str
    explain: str
    lesson_id: str
    source: str
    as_of: date
    options: tuple[Option, ...] = ()
    answer: bool | None = None
    number: float | None = None
    tolerance: float = 0
    unit: str = ""
    answers: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    items: tuple[Item, ...] = ()
    feedback_right: str = ""
    feedback_wrong: str = ""


@dataclass(frozen=True)
class Quiz:
    """The quiz of a module. `pick` questions are drawn from the pool; None means all."""

    id: str
    title: str
    pick: int | None
    max_attempts: int | None
    wait_hours: int
    pass_percent: int
    feedback: str
    time_limit_minutes: int | None
    questions: tuple[Question, ...]

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    def get(self, question_id: str) -> Question:
        """A question by id; KeyError when it is not in the pool."""
        return self._by_id[question_id]

    @property
    def tells_at_once(self) -> bool:
        """Whether the feedback follows each answer, which then stands; otherwise it follows the handing in."""
        return self.feedback == "now"

    @property
    def count(self) -> int:
        """How many questions one attempt has."""
        return min(self.pick or len(self.questions), len(self.questions))
