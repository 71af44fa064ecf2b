"""The shape of each course file: strict, an unknown key is a fault (docs/course-format.md)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Day = date
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
CriterionId = Annotated[str, StringConstraints(pattern=r"^[GS][1-9][0-9]?$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]
Minutes = Annotated[int, Field(gt=0, le=20_000)]
HalfPoints = Annotated[float, Field(ge=0, le=1000, multiple_of=0.5)]
Status = Literal["concept", "gecontroleerd", "vervallen"]


class Strict(BaseModel):
    """Nothing but the keys that are named."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class SourceFile(Strict):
    """A source."""

    title: Text
    verified: Literal["primair", "secundair", "oud"]
    read_on: date | None = None


class ThemePoints(Strict):
    """Points per theme."""

    R: HalfPoints = 0
    M: HalfPoints = 0
    E: HalfPoints = 0
    P: HalfPoints = 0


class ExamFile(Strict):
    """The exam of a course."""

    id: Id
    case: Id
    minutes: Minutes
    points: ThemePoints


class CourseFile(Strict):
    """course.yml."""

    id: Id
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]+$")]
    title: Text
    language: Literal["nl"]
    as_of: date
    theme_names: dict[Literal["R", "M", "E", "P"], Text]
    modules: Annotated[list[Id], Field(min_length=1)]
    exam: ExamFile


class OutcomeFile(Strict):
    """A learning outcome."""

    level: Literal["O", "B", "T", "A", "E", "C"]
    text: Text


class CompletionFile(Strict):
    """What completes a module."""

    lessons: Literal["all"] = "all"
    quiz_percent: Annotated[int, Field(ge=1, le=100)] = 70
    cases: Literal["all"] = "all"


class ModuleFile(Strict):
    """module.yml."""

    id: Id
    code: Annotated[str, StringConstraints(pattern=r"^M[0-9]{1,2}$")]
    title: Text
    summary: Text
    minutes: Minutes
    points: ThemePoints
    requires: list[Id] = []
    outcomes: Annotated[list[OutcomeFile], Field(min_length=1)]
    lessons: Annotated[list[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.md$")]], Field(min_length=1)]
    quiz: Literal["quiz.yml"] | None = None
    cases: list[Id] = []
    completion: CompletionFile = CompletionFile()


class Reviewed(Strict):
    """What every text that teaches carries."""

    bron: Annotated[list[SourceFile], Field(min_length=1)]
    peildatum: date
    geldig_van: date
    geldig_tot: date | None = None
    status: Status
    gekeurd_door: Text | None = None


class LessonFile(Reviewed):
    """The front matter of a lesson."""

    id: Id
    title: Text
    minutes: Minutes
    outcomes: list[int] = []


class OptionFile(Strict):
    """A choice of a question."""

    id: Id
    text: Text
    correct: bool = False
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
    peildatum: date
    geldig_van: date
    geldig_tot: date | None = None
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
    answer: bool
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


class DocumentFile(Strict):
    """A document of a case."""

    id: Id
    file: Annotated[str, StringConstraints(pattern=r"^docs/[a-z0-9-]+\.md$")]
    title: Text
    kind: Literal[
        "formulier", "rapportage", "e-mail", "telefoonnotitie", "beschikking", "brief", "verslag", "uitdraai", "tabel", "verordening", "tekening"
    ]
    date: Day | None = None


class TaskFile(Strict):
    """A text to write."""

    id: Id
    title: Text
    prompt: Text
    words: Annotated[int, Field(gt=0)]


class CentralCriterion(Strict):
    """A criterion whose descriptors stand in rubric.yml."""

    id: Annotated[str, StringConstraints(pattern=r"^G[1-8]$")]
    weight: Annotated[int, Field(gt=0, le=10)] = 1


class OwnCriterion(Strict):
    """A criterion of the case itself."""

    id: Annotated[str, StringConstraints(pattern=r"^S[1-9]$")]
    title: Text
    question: str = ""
    weight: Annotated[int, Field(gt=0, le=10)] = 1
    levels: Annotated[list[Text], Field(min_length=4, max_length=4)]


class CommentFile(Strict):
    """A ready-made remark."""

    id: Id
    criterion: CriterionId
    text: Text


class WordsFile(Strict):
    """How long the work is."""

    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(gt=0)]


class AngoffFile(Strict):
    """How the cut was judged."""

    status: Literal["voorstel", "vastgesteld"]
    judges: list[Text] = []
    expected: dict[CriterionId, float] = {}
    note: str = ""


class CaseFile(Reviewed):
    """The front matter of a case."""

    id: Id
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{1,2}$")]
    title: Text
    mode: Literal["single", "double"]
    minutes: Minutes
    words: WordsFile
    documents: Annotated[list[DocumentFile], Field(min_length=1)]
    tasks: Annotated[list[TaskFile], Field(min_length=1)]
    criteria: Annotated[list[CentralCriterion | OwnCriterion], Field(min_length=1)]
    knockouts: list[CriterionId] = []
    cut_percent: Annotated[int, Field(ge=1, le=100)]
    angoff: AngoffFile | None = None
    perspectives: list[Text] = []
    model_points: Annotated[list[Text], Field(min_length=1)]
    comparison: Text
    comments: list[CommentFile] = []


class RubricCriterion(Strict):
    """A criterion of the central rubric."""

    id: Annotated[str, StringConstraints(pattern=r"^G[1-8]$")]
    title: Text
    question: str = ""
    levels: Annotated[list[Text], Field(min_length=4, max_length=4)]


class RubricFile(Strict):
    """rubric.yml."""

    scale: Literal[4]
    criteria: Annotated[list[RubricCriterion], Field(min_length=1)]


class NormFile(Strict):
    """An amount that changes."""

    id: Id
    title: Text
    amount: float | None
    unit: Text
    geldig_van: date
    geldig_tot: date | None = None
    bron: Text
    verified: bool


class NormsFile(Strict):
    """normen.yml."""

    normen: list[NormFile]


class WordFile(Strict):
    """A word and its meaning."""

    id: Id
    word: Text
    meaning: Text


class GlossaryFile(Strict):
    """woordenlijst.yml."""

    woorden: list[WordFile]


class TitleFile(Strict):
    """A publication."""

    id: Id
    author: Text
    year: int
    title: Text


class ReadingListFile(Strict):
    """leeslijst.yml."""

    titels: list[TitleFile]


class PageFile(Strict):
    """The front matter of a course page."""

    id: Id
    title: Text


class CategoryFile(Strict):
    """A category of a rule set."""

    min: HalfPoints = 0
    max: HalfPoints | None = None
    max_per_year: HalfPoints | None = None


class CategoriesFile(Strict):
    """The three categories."""

    accredited: CategoryFile
    reflection: CategoryFile
    other: CategoryFile


class RuleSetFile(Strict):
    """rulesets/*.yml."""

    id: Id
    effective_from: date
    period_months: Annotated[int, Field(gt=0)]
    early_renewal_from_months: Annotated[int, Field(gt=0)]
    total_min: HalfPoints
    categories: CategoriesFile
    cap_per_activity: HalfPoints
    cap_per_day: HalfPoints
    cap_examiner_teacher_work: HalfPoints
    exam_valid_months: Annotated[int, Field(gt=0)]
    vog_max_age_months: Annotated[int, Field(gt=0)]
    provisional_max_months: Annotated[int, Field(gt=0)]
    decide_within_days: Annotated[int, Field(gt=0)]
    assess_within_days: Annotated[int, Field(gt=0)]
    objection_days: Annotated[int, Field(gt=0)]
