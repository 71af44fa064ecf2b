"""Words of the desk."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lms.accounts.terms import PersonName, Role

SOON = timedelta(days=7)


class WorkKind(StrEnum):
    """What kind of work it is; the value stands in the address."""

    APPLICATION = "aanvraag"
    CLAIM = "activiteit"
    EXAM = "examen"
    ACCOUNT = "account"
    MAIL = "mail"
    CONTENT = "lesstof"

    @property
    def label(self) -> str:
        """The Dutch word."""
        return {
            "aanvraag": "Aanvraag",
            "activiteit": "Eigen activiteit",
            "examen": "Examen",
            "account": "Account",
            "mail": "Mail",
            "lesstof": "Lesstof",
        }[self.value]


class Urgency(StrEnum):
    """How near the last day is."""

    LATE = "late"
    SOON = "soon"
    OPEN = "open"


@dataclass(frozen=True)
class WorkItem:
    """Something that waits for somebody: what to do, where, since when and by when. `url` is empty when no page here does it."""

    kind: WorkKind
    title: str
    hint: str
    url: str
    since: date
    due: date | None = None

    def urgency(self, on: date) -> Urgency:
        """How near the last day is on a day; the last day itself is still in time."""
        if self.due is not None and self.due < on:
            return Urgency.LATE
        return Urgency.SOON if self.due is not None and self.due - on <= SOON else Urgency.OPEN

    def days_late(self, on: date) -> int:
        """How many days the last day has passed."""
        return max(0, (on - self.due).days) if self.due is not None else 0


@dataclass(frozen=True)
class ImportRow:
    """One person from a file."""

    line: int
    email: str
    name: PersonName
    roles: tuple[Role, ...]
    group_id: int | None = None
    """The group that a student joins."""


@dataclass(frozen=True)
class ImportFault:
    """What is wrong with a line."""

    line: int
    message: str


@dataclass(frozen=True)
class ImportReading:
    """What came of reading a file: nothing is imported while there are faults."""

    rows: tuple[ImportRow, ...]
    faults: tuple[ImportFault, ...]
    known: tuple[str, ...]
    """Addresses that have an account already; they are skipped."""


_EVENTS = {
    "person_created": "account gemaakt",
    "person_renamed": "naam gewijzigd",
    "email_changed": "e-mailadres gewijzigd",
    "person_disabled": "account gesloten",
    "person_reopened": "account weer geopend",
    "person_invited": "uitnodiging gestuurd",
    "role_granted": "rol gegeven",
    "role_ended": "rol beëindigd",
    "employment_set": "werkgever vastgelegd",
    "tie_recorded": "band vastgelegd",
    "tie_ended": "band beëindigd",
    "signed_in": "ingelogd",
    "signed_out": "uitgelogd",
    "reset_requested": "nieuw wachtwoord gevraagd",
    "password_chosen": "wachtwoord gekozen",
    "code_of_conduct_accepted": "beroepscode geaccepteerd",
    "person_enrolled": "ingeschreven in een groep",
    "enrolment_cancelled": "inschrijving weggehaald",
    "file_seen": "dossier bekeken",
}


def say_event(event: str) -> str:
    """An event of the trail in Dutch."""
    return _EVENTS.get(event, event.replace("_", " "))


def say_tie(kind: str, first: bool) -> str:  # noqa: FBT001 -- a template's own word
    """What somebody is to the other, seen from the one who is `first` in the tie or not."""
    words = {
        "trainer": ("leidde op", "werd opgeleid door"),
        "examiner": ("beoordeelde", "werd beoordeeld door"),
        "coach": ("begeleidde", "werd begeleid door"),
    }
    return words.get(kind, ("kent", "kent"))[0 if first else 1]
