"""Words of the register."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lms.kernel.errors import Conflict, Invalid

NUMBER_LENGTH = 8


class RegistrationStatus(StrEnum):
    """One at a time, derived (research/domain.md section 4.1)."""

    PROVISIONAL = "provisional"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    STRUCK_OFF = "struck_off"
    DECEASED = "deceased"
    """Never public, for no day; only the desk reads it."""

    @property
    def is_registered(self) -> bool:
        """Whether somebody with this status is registered, be it as an aspirant."""
        return self in {RegistrationStatus.PROVISIONAL, RegistrationStatus.ACTIVE}

    @property
    def label(self) -> str:
        """The Dutch word."""
        return _WORDS[self][0]

    @property
    def sentence(self) -> str:
        """One plain sentence for the public."""
        return _WORDS[self][1]

    @property
    def sentence_then(self) -> str:
        """The same of a day in the past."""
        return _THEN[self]

    @property
    def look(self) -> str:
        """Which icon and colour go with it."""
        return _WORDS[self][2]


_WORDS = {
    RegistrationStatus.PROVISIONAL: ("aspirant", "Is geregistreerd als aspirant: de opleiding of een voorwaarde loopt nog.", "info"),
    RegistrationStatus.ACTIVE: ("geregistreerd", "Is geregistreerd.", "ok"),
    RegistrationStatus.SUSPENDED: ("geschorst", "Is geschorst en daardoor nu niet geregistreerd.", "bad"),
    RegistrationStatus.LAPSED: ("verlopen", "De registratie is verlopen. Dat zegt niets over fouten.", "neutral"),
    RegistrationStatus.WITHDRAWN: ("uitgeschreven op eigen verzoek", "Is op eigen verzoek uitgeschreven. Dat zegt niets over fouten.", "neutral"),
    RegistrationStatus.DECEASED: ("overleden", "Is overleden.", "neutral"),
    RegistrationStatus.STRUCK_OFF: ("doorgehaald", "Is door een maatregel uit het register verwijderd.", "bad"),
}


_THEN = {
    RegistrationStatus.PROVISIONAL: "Was geregistreerd als aspirant.",
    RegistrationStatus.ACTIVE: "Was geregistreerd.",
    RegistrationStatus.SUSPENDED: "Was geschorst en daardoor niet geregistreerd.",
    RegistrationStatus.LAPSED: "De registratie was verlopen. Dat zegt niets over fouten.",
    RegistrationStatus.WITHDRAWN: "Was op eigen verzoek uitgeschreven. Dat zegt niets over fouten.",
    RegistrationStatus.DECEASED: "Was overleden.",
    RegistrationStatus.STRUCK_OFF: "Was door een maatregel uit het register verwijderd.",
}


class Veiled(StrEnum):
    """What the public reads instead of a status whose publication has ended: the days stay true, the measure is not told."""

    INTERRUPTED = "interrupted"
    NOT_REGISTERED = "not_registered"

    @property
    def label(self) -> str:
        """The Dutch word."""
        return {"interrupted": "tijdelijk niet geregistreerd", "not_registered": "niet geregistreerd"}[self.value]

    @property
    def sentence(self) -> str:
        """One plain sentence for the public."""
        return {"interrupted": "Was een tijd niet geregistreerd. De reden staat er niet bij.", "not_registered": "Is niet geregistreerd."}[self.value]

    @property
    def sentence_then(self) -> str:
        """The same of a day in the past."""
        return {"interrupted": "Was tijdelijk niet geregistreerd.", "not_registered": "Was niet geregistreerd."}[self.value]

    @property
    def look(self) -> str:
        """Which icon and colour go with it."""
        return "neutral"


class EventType(StrEnum):
    """What can happen to a registration."""

    REGISTERED = "registered"
    REGISTERED_PROVISIONALLY = "registered_provisionally"
    CONDITIONS_MET = "conditions_met"
    PERIOD_GRANTED = "period_granted"
    SUSPENDED = "suspended"
    SUSPENSION_ENDED = "suspension_ended"
    WITHDRAWN = "withdrawn"
    STRUCK_OFF = "struck_off"
    DEATH_RECORDED = "death_recorded"
    REVERSED = "reversed"

    @property
    def label(self) -> str:
        """The Dutch phrase."""
        return {
            "registered": "ingeschreven",
            "registered_provisionally": "ingeschreven als aspirant",
            "conditions_met": "aan de voorwaarden voldaan",
            "period_granted": "registratieperiode toegekend",
            "suspended": "geschorst",
            "suspension_ended": "schorsing beëindigd",
            "withdrawn": "uitgeschreven op eigen verzoek",
            "struck_off": "doorgehaald",
            "death_recorded": "overlijden vastgelegd",
            "reversed": "besluit herzien",
        }[self.value]

    @property
    def may_be_reversed(self) -> bool:
        """Whether the desk can record that this decision was reversed."""
        return self in {EventType.SUSPENDED, EventType.SUSPENSION_ENDED, EventType.WITHDRAWN, EventType.STRUCK_OFF, EventType.DEATH_RECORDED}

    @property
    def is_measure(self) -> bool:
        """Whether it needs to be final, or declared immediate, before it takes effect."""
        return self in {EventType.SUSPENDED, EventType.STRUCK_OFF}


class Shield(StrEnum):
    """How far somebody is hidden from searching."""

    NONE = "none"
    FULL = "full"

    @property
    def label(self) -> str:
        """The Dutch phrase."""
        return {"none": "vindbaar op naam", "full": "alleen vindbaar op nummer"}[self.value]


@dataclass(frozen=True)
class EventFact:
    """One event as the rules see it. `until_on` is exclusive. `corrects_id` points at the event that is ended or reversed."""

    id: int
    type: EventType
    effective_on: date
    recorded_at: datetime
    until_on: date | None = None
    immediate: bool = False
    final_on: date | None = None
    corrects_id: int | None = None
    ruleset_id: str = ""


@dataclass(frozen=True)
class RecordedEvent:
    """An event with what only the desk may read: who recorded and decided it, and the reference of the decision."""

    fact: EventFact
    recorded_by_id: int | None
    decided_by_id: int | None
    note: str
    is_undone: bool
    """Whether a later event reversed it."""


@dataclass(frozen=True)
class StatusOn:
    """The status on a day: since when, and until when it is certain (exclusive)."""

    status: RegistrationStatus
    since: date
    until: date | None
    valid_from: date | None
    valid_to: date | None
    first_registered_on: date


@dataclass(frozen=True)
class PublicStanding:
    """The status on a day as the public may read it. `until` and `valid_to` are exclusive."""

    word: RegistrationStatus | Veiled
    since: date
    until: date | None
    valid_to: date | None
    first_registered_on: date

    @property
    def is_registered(self) -> bool:
        """Whether somebody was registered on that day."""
        return isinstance(self.word, RegistrationStatus) and self.word.is_registered


@dataclass(frozen=True)
class Interruption:
    """A stretch that is over, in which somebody was not registered, without a reason; `label` is what the public may read."""

    label: str
    since: date
    until: date


@dataclass(frozen=True)
class Measure:
    """A measure that is published: what, from when until when, and until when the page shows it (exclusive; None: as long as it runs)."""

    label: str
    since: date
    until: date | None
    shown_until: date | None


@dataclass(frozen=True)
class Entry:
    """What is known of a registration, ready for the rules."""

    id: int
    person_id: int
    number: str
    initials: str
    given_name: str
    prefix: str
    family_name: str
    shield: Shield
    events: tuple[EventFact, ...]

    @property
    def name(self) -> str:
        """As registered: "A. de Vries"."""
        return " ".join(part for part in (self.initials, self.prefix, self.family_name) if part)

    @property
    def sort_name(self) -> str:
        """As in a list: "Berg, van den, A."."""
        return ", ".join(part for part in (self.family_name, self.prefix, self.initials) if part)


class NumberTaken(Conflict):
    """A number is never given twice."""


class AlreadyRegistered(Conflict):
    """One registration per person."""

    message = "Deze persoon staat al in het register."


class NotPossibleNow(Conflict):
    """The status on that day does not allow this event."""

    message = "Dit kan niet bij de status van de registratie op die dag."


class NotYetFinal(Invalid):
    """A measure has effect when it is final or immediate; that it will become final is not known before that day."""

    message = "Deze dag moet nog komen. Leg het besluit vast zodra het onherroepelijk is, of als het met onmiddellijke ingang geldt."


class ImpossibleDates(Invalid):
    """An end before its beginning, or an event before the registration."""

    message = "De datums kloppen niet: het einde moet na het begin liggen."
