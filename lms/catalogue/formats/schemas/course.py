"""course.yml, module.yml, lessons, and the shared files."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lms.catalogue.formats.schemas.base import Day, Flag, HalfPoints, Id, Minutes, Reviewed, Strict, Text, ThemePoints

VERSION = r"^[0-9]{4}\.[0-9]+$"
MODULE_CODE = r"^M[0-9]{1,2}$"
LESSON_FILE = r"^[a-z0-9-]+\.md$"


class ExamFile(Strict):
    """The exam of a course."""

    id: Id
    case: Id
    resit: Id | None = None
    minutes: Minutes
    points: ThemePoints


class ThemeNamesFile(Strict):
    """The names of the four themes."""

    R: Text
    M: Text
    E: Text
    P: Text


class CourseFile(Strict):
    """course.yml."""

    id: Id
    version: Annotated[str, StringConstraints(pattern=VERSION, max_length=20)]
    title: Text
    language: Literal["nl"]
    as_of: Day
    theme_names: ThemeNamesFile
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
    code: Annotated[str, StringConstraints(pattern=MODULE_CODE)]
    title: Text
    summary: Text
    minutes: Minutes
    points: ThemePoints
    requires: list[Id] = []
    outcomes: Annotated[list[OutcomeFile], Field(min_length=1)]
    lessons: Annotated[list[Annotated[str, StringConstraints(pattern=LESSON_FILE)]], Field(min_length=1)]
    quiz: Literal["quiz.yml"] | None = None
    cases: list[Id] = []
    completion: CompletionFile = CompletionFile()


class LessonFile(Reviewed):
    """The front matter of a lesson."""

    id: Id
    title: Text
    minutes: Minutes
    outcomes: list[int] = []


class NormFile(Strict):
    """An amount that changes."""

    id: Id
    title: Text
    amount: float | None
    unit: Text
    geldig_van: Day
    geldig_tot: Day | None = None
    bron: Text
    verified: Flag


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
    kind: Literal["wet", "uitspraak", "publicatie"] = "publicatie"
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
    effective_from: Day
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
