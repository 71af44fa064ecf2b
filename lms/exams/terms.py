"""Words of examining."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from lms.kernel.errors import Conflict, DomainError, Invalid

CODE_LENGTH = 6


class RoundKind(StrEnum):
    """An exam counts; a practice case is for learning."""

    EXAM = "exam"
    PRACTICE = "practice"

    @property
    def label(self) -> str:
        """The Dutch word."""
        return {"exam": "examen", "practice": "oefening"}[self.value]


class RoundState(StrEnum):
    """How far a round is; moved only by what people do."""

    DRAFT = "draft"
    OPEN = "open"
    MARKING = "marking"
    RECONCILING = "reconciling"
    BOARD = "board"
    PUBLISHED = "published"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The Dutch words."""
        return {
            "draft": "in voorbereiding",
            "open": "open om te schrijven",
            "marking": "wordt beoordeeld",
            "reconciling": "derde beoordeling loopt",
            "board": "bij de examencommissie",
            "published": "uitslag bekend",
            "closed": "gesloten",
        }[self.value]


class ScriptState(StrEnum):
    """How far one script is."""

    WRITING = "writing"
    SUBMITTED = "submitted"
    ALLOCATED = "allocated"
    FIRST_SIGNED = "first_signed"
    THIRD_NEEDED = "third_needed"
    AGREED = "agreed"
    TO_BOARD = "to_board"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    VOID = "void"

    @property
    def label(self) -> str:
        """The Dutch words."""
        return {
            "writing": "wordt geschreven",
            "submitted": "ingeleverd",
            "allocated": "wordt beoordeeld",
            "first_signed": "één beoordeling klaar",
            "third_needed": "derde beoordeling nodig",
            "agreed": "beoordeeld",
            "to_board": "examencommissie kijkt",
            "confirmed": "vastgesteld",
            "released": "uitslag bekend",
            "void": "ongeldig, gratis herkansing",
        }[self.value]

    @property
    def is_marked(self) -> bool:
        """Whether the first blind marks are all signed, so that the board may look."""
        return self not in {ScriptState.WRITING, ScriptState.SUBMITTED, ScriptState.ALLOCATED, ScriptState.FIRST_SIGNED}


class GlobalRating(StrEnum):
    """The examiner's overall impression, beside the rubric."""

    FAIL = "fail"
    BORDERLINE = "borderline"
    PASS = "pass"  # noqa: S105 -- a rating
    GOOD = "good"

    @property
    def label(self) -> str:
        """The Dutch word."""
        return {"fail": "onvoldoende", "borderline": "op de grens", "pass": "voldoende", "good": "goed"}[self.value]


class Verdict(StrEnum):
    """What the exam board can say. Nothing else: it changes no number."""

    CONFIRM = "confirm"
    FURTHER = "further"
    VOID = "void"

    @property
    def label(self) -> str:
        """The Dutch words."""
        return {"confirm": "vaststellen", "further": "nog één blinde beoordeling", "void": "ongeldig verklaren, met gratis herkansing"}[self.value]


class RecusalReason(StrEnum):
    """Why an examiner hands a script back; only the category is kept."""

    RECOGNISED = "recognised"
    INVOLVED = "involved"
    TIME = "time"

    @property
    def label(self) -> str:
        """The Dutch words."""
        return {"recognised": "ik herken de schrijver", "involved": "ik ben betrokken bij de schrijver of de zaak", "time": "ik heb geen tijd"}[
            self.value
        ]


@dataclass(frozen=True)
class MarkingRules:
    """The numbers of R3, R4 and R6, in percentage points, levels and marks; a round keeps those it was marked under."""

    agree_within: int = 15
    board_beyond: int = 25
    near_cut: int = 3
    levels_apart: int = 2
    most_marks: int = 4


@dataclass(frozen=True)
class MarkingScheme:
    """What marks are weighed with: criterion -> weight, the knock-outs, the cut in percent, and the rules for disagreement."""

    weights: Mapping[str, int]
    knockouts: tuple[str, ...]
    cut: int
    rules: MarkingRules = MarkingRules()


@dataclass(frozen=True)
class MarkFact:
    """A signed mark as the rules see it: criterion -> level 1..4."""

    examiner_id: int
    position: int
    levels: Mapping[str, int]


class Next(StrEnum):
    """What the rule says must happen after a signature."""

    WAIT = "wait"
    AGREED = "agreed"
    FURTHER_MARK = "further_mark"
    BOARD = "board"


@dataclass(frozen=True)
class Outcome:
    """The final result over all signed marks, what must happen next, and why."""

    next: Next
    percent: Fraction
    passed: bool
    means: Mapping[str, Fraction]
    missed_knockouts: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ExaminerLoad:
    """An examiner who may take a script, and how many they carry in this round."""

    examiner_id: int
    load: int


@dataclass(frozen=True)
class DueWork:
    """Something that waits in a round: what, since when, until when if that is known, and whether only the board may do it."""

    round_id: int
    title: str
    since: datetime
    due: datetime | None
    board_only: bool


@dataclass(frozen=True)
class ExaminerProgress:
    """How far an examiner of a round is: numbers, no marks. `saved_at` is when they last worked on any script of it."""

    person_id: int
    given: int
    signed: int
    saved_at: datetime | None


@dataclass(frozen=True)
class ExamPass:
    """A passed exam, as certification needs it."""

    passed_at: datetime
    script_code: str
    percent: int


class StaleVersion(Conflict):
    """Two windows, one text."""

    message = "Deze tekst is intussen in een ander venster opgeslagen. Kopieer wat je hier typte en vernieuw de pagina."


class StaleMark(Conflict):
    """Two windows, one mark."""

    message = "Deze beoordeling is intussen in een ander venster opgeslagen. Vernieuw de pagina; wat u hier invulde staat hieronder nog."


class TimeIsUp(Conflict):
    """The deadline has passed."""

    message = "De tijd is om. De tekst die je het laatst opsloeg, is ingeleverd."


class AlreadyHandedIn(Conflict):
    """A script is handed in once."""

    message = "Je hebt dit werk al ingeleverd."


class AlreadySigned(Conflict):
    """A signed mark is never changed."""

    message = "Deze beoordeling is al ondertekend en verandert niet meer."


class Incomplete(Invalid):
    """A mark can be signed when it is whole."""

    message = "Kies bij elk criterium een niveau, en kies een totaalindruk. Daarna kunt u ondertekenen."


class NotNow(Conflict):
    """The round or script is in another state."""

    message = "Dit kan niet in de huidige stand van de ronde."


class NotEnoughExaminers(DomainError):
    """Nobody is left who may mark this script."""

    status = 409
    message = "Er zijn te weinig examinatoren zonder band met de kandidaten. Benoem er meer."


class AlreadyStarted(Conflict):
    """One script at a time."""

    message = "Je bent hier al mee bezig."
