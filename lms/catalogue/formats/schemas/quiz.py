"""quiz.yml: the seven kinds of question."""

from typing import Annotated, Literal

from pydantic import Field

from lms.catalogue.formats.schemas.base import Day, Flag, Id, Minutes, Status, Strict, Text


class OptionFile(Strict):
    """A choice of a question."""

    id: Id
    text: Text
    correct: Flag = False
    feedback: Text


class PairFile(Strict):
    """A pair of a match question."""

    id: Id
    left: Text
    right: Text


class ItemFile(Strict):
    """An item of an order question."""

    id: Id
    text: Text


class RightWrong(Strict):
    """Feedback of a question without options."""

    right: Text
    wrong: Text


class TrueFalse(Strict):
    """Feedback of a true-or-false question, by what was answered."""

    true: Text
    false: Text


class QuestionFile(Strict):
    """What every question has."""

    id: Id
    text: Text
    explain: Text
    lesson: Id
    bron: Text
    peildatum: Day
    geldig_van: Day
    geldig_tot: Day | None = None
    status: Status


class OneQuestion(QuestionFile):
    """Exactly one right."""

    type: Literal["one"]
    options: Annotated[list[OptionFile], Field(min_length=3, max_length=8)]


class ManyQuestion(QuestionFile):
    """Some but not all right."""

    type: Literal["many"]
    options: Annotated[list[OptionFile], Field(min_length=4, max_length=8)]


class TrueFalseQuestion(QuestionFile):
    """Right or not."""

    type: Literal["true_false"]
    answer: Flag
    feedback: TrueFalse


class NumberQuestion(QuestionFile):
    """A number."""

    type: Literal["number"]
    answer: float
    tolerance: Annotated[float, Field(ge=0)] = 0
    unit: str = ""
    feedback: RightWrong


class ShortQuestion(QuestionFile):
    """A word."""

    type: Literal["short"]
    answers: Annotated[list[Text], Field(min_length=1)]
    feedback: RightWrong


class MatchQuestion(QuestionFile):
    """What belongs together."""

    type: Literal["match"]
    pairs: Annotated[list[PairFile], Field(min_length=3, max_length=8)]
    feedback: RightWrong


class OrderQuestion(QuestionFile):
    """The right order."""

    type: Literal["order"]
    items: Annotated[list[ItemFile], Field(min_length=3, max_length=8)]
    feedback: RightWrong


AnyQuestion = Annotated[
    OneQuestion | ManyQuestion | TrueFalseQuestion | NumberQuestion | ShortQuestion | MatchQuestion | OrderQuestion,
    Field(discriminator="type"),
]


class PickFile(Strict):
    """How many are drawn."""

    count: Annotated[int, Field(gt=0)]


class AttemptsFile(Strict):
    """The retake rule."""

    max: Annotated[int, Field(gt=0)] | None
    wait_hours: Annotated[int, Field(ge=0)] = 0


class QuizFile(Strict):
    """quiz.yml."""

    id: Id
    title: Text
    pick: PickFile | None = None
    attempts: AttemptsFile
    pass_percent: Annotated[int, Field(ge=1, le=100)]
    feedback: Literal["now", "after_attempt"] = "after_attempt"
    time_limit_minutes: Minutes | None = None
    questions: Annotated[list[AnyQuestion], Field(min_length=1)]
