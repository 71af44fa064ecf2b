"""Words of credits. Points are integers in hundredths."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lms.catalogue.terms import Points
from lms.kernel.errors import Conflict, Invalid

NO_THEMES = Points()
CORRECTION = "Correctie: "
"""How the title of a counter-entry begins; the reason follows."""


class Track(StrEnum):
    """What an entry counts toward."""

    ENTRY = "entry"
    RENEWAL = "renewal"

    @property
    def label(self) -> str:
        """The Dutch phrase."""
        return {"entry": "eerste certificering", "renewal": "geregistreerd blijven"}[self.value]


class Category(StrEnum):
    """The kind of professional development (research/domain.md section 3)."""

    ACCREDITED = "accredited"
    REFLECTION = "reflection"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Dutch name."""
        return {
            "accredited": "Geaccrediteerde scholing",
            "reflection": "Reflectie (intervisie, supervisie, toetsing)",
            "other": "Overige deskundigheidsbevordering",
        }[self.value]

    @property
    def short(self) -> str:
        """One word, for a narrow line."""
        return {"accredited": "scholing", "reflection": "reflectie", "other": "overig"}[self.value]


class EntrySource(StrEnum):
    """Where an entry comes from."""

    OWN_MODULE = "own_module"
    OWN_EXAM = "own_exam"
    PRIOR_LEARNING = "prior_learning"
    SESSION = "session"
    OWN_ACTIVITY = "own_activity"
    INTERVISION = "intervision"
    EXAMINER_WORK = "examiner_work"

    @property
    def label(self) -> str:
        """The Dutch phrase."""
        return {
            "own_module": "module van de opleiding",
            "own_exam": "examen van de opleiding",
            "prior_learning": "eerder verworven competenties",
            "session": "bijeenkomst",
            "own_activity": "eigen activiteit",
            "intervision": "intervisie",
            "examiner_work": "werk als examinator of docent",
        }[self.value]

    @property
    def shares_day_cap(self) -> bool:
        """Whether the cap per day holds: sessions and own activities only (design/5)."""
        return self in {EntrySource.SESSION, EntrySource.OWN_ACTIVITY}


class ClaimState(StrEnum):
    """How an own activity stands."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    PARTLY_APPROVED = "partly_approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Dutch word."""
        return {
            "submitted": "ingediend",
            "approved": "toegekend",
            "partly_approved": "deels toegekend",
            "rejected": "afgewezen",
            "withdrawn": "ingetrokken",
        }[self.value]

    @property
    def look(self) -> str:
        """Which icon and colour go with it."""
        return {"submitted": "info", "approved": "ok", "partly_approved": "warn", "rejected": "bad", "withdrawn": "neutral"}[self.value]


@dataclass(frozen=True)
class Booking:
    """Points (hundredths) to be booked for an activity."""

    category: Category
    activity_key: str
    title: str
    points: int
    held_from: date
    held_to: date
    source: EntrySource
    source_ref: str
    at: datetime
    themes: Points = field(default_factory=Points)


@dataclass(frozen=True)
class EntryFact:
    """One ledger entry as the rules see it. `held_to` is the last day of the activity, inclusive: it decides the period."""

    id: int
    category: Category
    activity_key: str
    title: str
    points: int
    held_from: date
    held_to: date
    recorded_at: datetime
    source: EntrySource
    themes: Points = NO_THEMES
    counters_id: int | None = None


@dataclass(frozen=True)
class Period:
    """A registration period, half-open."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Line:
    """What one entry brings: claimed, granted, counted, and in words why it is less (or waits)."""

    entry: EntryFact
    claimed: int
    """Booked at first. What somebody asked for an own activity stands on the claim."""
    granted: int
    """After corrections."""
    counted: int
    reason: str
    parked: bool = False


@dataclass(frozen=True)
class PointsNeeded:
    """One demand, how it stands, and until when it can still be met."""

    label: str
    reached: int
    needed: int
    by: date | None
    possible: int | None = None
    """What can still be earned until then; None when no rule limits it."""

    @property
    def missing(self) -> int:
        """Plain subtraction, never below zero."""
        return max(0, self.needed - self.reached)

    @property
    def met(self) -> bool:
        """Whether it is reached."""
        return self.missing == 0

    @property
    def is_out_of_reach(self) -> bool:
        """Whether more is missing than can still be earned."""
        return self.possible is not None and self.missing > self.possible


@dataclass(frozen=True)
class Evaluation:
    """The outcome for one period, with a reason on every line."""

    lines: tuple[Line, ...]
    requirements: tuple[PointsNeeded, ...]
    other_max: int | None = None
    """The most that counts in the category `other`."""

    def counted_in(self, category: Category) -> int:
        """Points that count in a category."""
        return sum(line.counted for line in self.lines if line.entry.category is category)

    @property
    def total(self) -> int:
        """Points that count."""
        return sum(line.counted for line in self.lines)

    @property
    def met(self) -> bool:
        """Whether every demand is met."""
        return all(requirement.met for requirement in self.requirements)


@dataclass(frozen=True)
class EntryLine:
    """One part of the course in the entry track: a module or the exam."""

    key: str
    title: str
    needed: int
    reached: int
    reason: str

    @property
    def met(self) -> bool:
        """Whether it is done."""
        return self.reached >= self.needed


@dataclass(frozen=True)
class EntryEvaluation:
    """How somebody stands on the way to first certification."""

    parts: tuple[EntryLine, ...]
    themes: tuple[PointsNeeded, ...]
    other: tuple[Line, ...] = ()
    """Entries in the track that belong to no part of this course, each with its reason."""

    @property
    def reached(self) -> int:
        """Points of the course reached."""
        return sum(part.reached for part in self.parts)

    @property
    def needed(self) -> int:
        """Points of the whole course."""
        return sum(part.needed for part in self.parts)

    @property
    def met(self) -> bool:
        """Whether every part is done."""
        return all(part.met for part in self.parts)


class AlreadyPosted(Conflict):
    """One activity counts once for one person."""

    message = "Deze activiteit staat al op de puntenlijst."


class NegativeBalance(Invalid):
    """A counter-entry never takes more than there was."""

    message = "Een correctie kan niet meer punten afhalen dan er geboekt zijn."


class ImpossiblePeriod(Invalid):
    """The activity ends before it begins, or lies in the future."""

    message = "De einddatum ligt voor de begindatum."


class AlreadyClaimed(Conflict):
    """One activity is handed in once; what was withdrawn or refused may be handed in again."""

    message = "Je hebt deze activiteit al ingediend. Was het een andere? Geef haar dan een andere naam."


class AlreadyDecided(Conflict):
    """A claim is decided once."""

    message = "Over deze activiteit is al besloten."


class Withdrawn(Conflict):
    """The claim was withdrawn by its owner."""

    message = "Deze activiteit is ingetrokken. Misschien is er een verbeterde versie ingediend."
