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

    @property
    def label(self) -> str:
        """The Dutch word."""
        return _WORDS[self][0]

    @property
    def sentence(self) -> str:
        """One plain sentence for the public."""
        return _WORDS[self][1]

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
    RegistrationStatus.STRUCK_OFF: ("doorgehaald", "Is door een maatregel uit het register verwijderd.", "bad"),
}


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
            "reversed": "besluit herzien",
        }[self.value]

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
class StatusOn:
    """The status on a day: since when, and until when it is certain (exclusive)."""

    status: RegistrationStatus
    since: date
    until: date | None
    valid_from: date | None
    valid_to: date | None
    first_registered_on: date


@dataclass(frozen=True)
class Interruption:
    """A stretch in which somebody was not registered; `label` is what the public may read."""

    label: str
    since: date
    until: date | None


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
    """The status does not allow this event."""

    message = "Dit kan niet bij de huidige status van de registratie."


class ImpossibleDates(Invalid):
    """An end before its beginning, or an event before the registration."""

    message = "De datums kloppen niet: het einde moet na het begin liggen."
