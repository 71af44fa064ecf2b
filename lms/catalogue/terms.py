"""Words of the catalogue: a course as the rest of the house sees it. Everything is frozen; points are in hundredths."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from lms.kernel.errors import Conflict, DomainError

HUNDREDTHS = 100


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


class Theme(StrEnum):
    """What a point is about."""

    R = "R"
    M = "M"
    E = "E"
    P = "P"

    @property
    def label(self) -> str:
        """The Dutch name of the theme."""
        return {"R": "Recht en kaders", "M": "Methodiek en vakmanschap", "E": "Ethiek en reflectie", "P": "Praktijk"}[self.value]


@dataclass(frozen=True)
class Points:
    """Points per theme, in hundredths."""

    R: int = 0
    M: int = 0
    E: int = 0
    P: int = 0

    @property
    def total(self) -> int:
        """All themes together."""
        return self.R + self.M + self.E + self.P

    def of(self, theme: Theme) -> int:
        """The points of one theme."""
        return int(getattr(self, theme.value))


@dataclass(frozen=True)
class Source:
    """Where a claim comes from and how it was read: primair, secundair, or oud (an older version of the law)."""

    title: str
    verified: str
    read_on: date | None


@dataclass(frozen=True)
class Heading:
    """A heading inside a lesson."""

    id: str
    text: str


@dataclass(frozen=True)
class Lesson:
    """A lesson, rendered once."""

    id: str
    title: str
    minutes: int
    html: str
    headings: tuple[Heading, ...]
    sources: tuple[Source, ...]
    as_of: date
    valid_from: date
    valid_to: date | None
    status: str
    reviewed_by: str | None
    outcomes: tuple[int, ...]


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
    def count(self) -> int:
        """How many questions one attempt has."""
        return min(self.pick or len(self.questions), len(self.questions))


@dataclass(frozen=True)
class Document:
    """A document from the file of a case."""

    id: str
    title: str
    kind: str
    date: date | None
    html: str


@dataclass(frozen=True)
class Task:
    """One text that the candidate writes."""

    id: str
    title: str
    prompt_html: str
    words: int


@dataclass(frozen=True)
class Criterion:
    """A criterion of the rubric; `levels` are the four descriptors, level 1 first."""

    id: str
    title: str
    question: str
    weight: int
    levels: tuple[str, ...]
    knockout: bool


@dataclass(frozen=True)
class Comment:
    """A ready-made remark for the marker."""

    id: str
    criterion_id: str
    text: str


@dataclass(frozen=True)
class Case:
    """A case: what the candidate reads and writes, and how it is marked."""

    id: str
    code: str
    title: str
    mode: str
    minutes: int
    words_min: int
    words_max: int
    body_html: str
    documents: tuple[Document, ...]
    tasks: tuple[Task, ...]
    criteria: tuple[Criterion, ...]
    cut_percent: int
    comments: tuple[Comment, ...]
    model_points: tuple[str, ...]
    comparison: str
    perspectives: tuple[str, ...]
    sources: tuple[Source, ...]
    as_of: date
    status: str

    @property
    def knockouts(self) -> tuple[str, ...]:
        """Ids of the criteria on which level 2 is needed."""
        return tuple(criterion.id for criterion in self.criteria if criterion.knockout)


@dataclass(frozen=True)
class Outcome:
    """What somebody can do afterwards, with its level in Bloom's taxonomy."""

    level: str
    text: str


@dataclass(frozen=True)
class Module:
    """A module of a course."""

    id: str
    code: str
    title: str
    summary: str
    minutes: int
    points: Points
    requires: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    lessons: tuple[Lesson, ...]
    quiz: Quiz | None
    case_ids: tuple[str, ...]
    quiz_percent: int


@dataclass(frozen=True)
class Exam:
    """The exam that closes a course."""

    id: str
    case_id: str
    minutes: int
    points: Points


@dataclass(frozen=True)
class Word:
    """An entry of the glossary."""

    id: str
    word: str
    meaning: str


@dataclass(frozen=True)
class Title:
    """An entry of the reading list."""

    id: str
    author: str
    year: int
    title: str


@dataclass(frozen=True)
class CoursePage:
    """A page that explains."""

    id: str
    title: str
    html: str


@dataclass(frozen=True)
class CategoryRule:
    """What a rule set asks of one category, in hundredths; None is no limit."""

    minimum: int
    maximum: int | None
    max_per_year: int | None


@dataclass(frozen=True)
class RuleSet:
    """A dated version of the rules for staying registered (research/domain.md section 3). Points in hundredths."""

    id: str
    effective_from: date
    period_months: int
    early_renewal_from_months: int
    total_min: int
    accredited: CategoryRule
    reflection: CategoryRule
    other: CategoryRule
    cap_per_activity: int
    cap_per_day: int
    cap_examiner_teacher_work: int
    exam_valid_months: int
    vog_max_age_months: int
    provisional_max_months: int
    decide_within_days: int
    assess_within_days: int
    objection_days: int


@dataclass(frozen=True)
class Course:
    """A course, whole, under one content hash."""

    id: str
    version: str
    title: str
    as_of: date
    content_hash: str
    theme_names: Mapping[str, str]
    modules: tuple[Module, ...]
    exam: Exam
    cases: Mapping[str, Case]
    glossary: tuple[Word, ...]
    reading_list: tuple[Title, ...]
    pages: tuple[CoursePage, ...]
    rulesets: tuple[RuleSet, ...]

    def module(self, module_id: str) -> Module:
        """A module by id; KeyError when there is none."""
        found = next((module for module in self.modules if module.id == module_id), None)
        if found is None:
            raise KeyError(module_id)
        return found

    def case(self, case_id: str) -> Case:
        """A case by id; KeyError when there is none."""
        return self.cases[case_id]

    @property
    def points(self) -> Points:
        """All modules and the exam together."""
        parts = [module.points for module in self.modules] + [self.exam.points]
        return Points(*(sum(part.of(theme) for part in parts) for theme in Theme))


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a course file: where, what, and what to write instead."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """As a compiler would print it."""
        return f"{self.file}:{self.line}: {self.message}"


class CourseHasFaults(DomainError):
    """A course with faults is never published."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(f"De opleiding heeft {len(faults)} fouten en is niet gepubliceerd.")


class VersionTaken(Conflict):
    """A version number belongs to one content for ever."""

    message = "Deze versie is al gepubliceerd met een andere inhoud. Geef de opleiding een nieuw versienummer."
