"""case.md and rubric.yml."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from lms.catalogue.formats.schemas.base import CriterionId, Day, Id, Minutes, Reviewed, Strict, Text

CASE_CODE = r"^[A-Z]{1,2}[0-9]{1,2}$"
DOCUMENT_FILE = r"^docs/[a-z0-9-]+\.md$"
CENTRAL = r"^G[1-8]$"


class DocumentFile(Strict):
    """A document of a case."""

    id: Id
    file: Annotated[str, StringConstraints(pattern=DOCUMENT_FILE)]
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

    id: CriterionId
    weight: Annotated[int, Field(gt=0, le=10)] = 1


class OwnCriterion(Strict):
    """A criterion of the case itself."""

    id: CriterionId
    title: Text
    question: str = ""
    weight: Annotated[int, Field(gt=0, le=10)] = 1
    levels: Annotated[list[Text], Field(min_length=4, max_length=4)]


def _whose(written: object) -> str:
    """An S is the case's own; anything else should stand in rubric.yml."""
    name = written.get("id") if isinstance(written, dict) else getattr(written, "id", "")
    return "own" if str(name).startswith("S") else "central"


AnyCriterion = Annotated[Annotated[CentralCriterion, Tag("central")] | Annotated[OwnCriterion, Tag("own")], Discriminator(_whose)]


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
    expected: dict[CriterionId, Annotated[float, Field(ge=1, le=4)]]
    note: str = ""


class BenchmarkFile(Strict):
    """The front matter of seeds/*.md."""

    id: Id
    title: Text
    use: Literal["practice", "qualification", "seed"]
    levels: dict[CriterionId, Annotated[int, Field(ge=1, le=4)]]
    reasons: dict[CriterionId, Text]


class CaseFile(Reviewed):
    """The front matter of a case."""

    id: Id
    code: Annotated[str, StringConstraints(pattern=CASE_CODE)]
    title: Text
    mode: Literal["single", "double"]
    minutes: Minutes
    words: WordsFile
    documents: Annotated[list[DocumentFile], Field(min_length=1)]
    tasks: Annotated[list[TaskFile], Field(min_length=1)]
    criteria: Annotated[list[AnyCriterion], Field(min_length=1)]
    knockouts: list[CriterionId] = []
    cut_percent: Annotated[int, Field(ge=1, le=100)]
    angoff: AngoffFile | None = None
    perspectives: list[Text] = []
    model_points: Annotated[list[Text], Field(min_length=1)]
    comparison: Text
    comments: list[CommentFile] = []


class RubricCriterion(Strict):
    """A criterion of the central rubric."""

    id: Annotated[str, StringConstraints(pattern=CENTRAL)]
    title: Text
    question: str = ""
    levels: Annotated[list[Text], Field(min_length=4, max_length=4)]


class RubricFile(Strict):
    """rubric.yml."""

    scale: Literal[4]
    criteria: Annotated[list[RubricCriterion], Field(min_length=1)]
