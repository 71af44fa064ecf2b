"""Words of accounts: who somebody is, what roles they hold, how they are tied to others."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lms.kernel.errors import Conflict, DomainError, Forbidden, Invalid


class Role(StrEnum):
    """What a person may be in the system; memberships are dated."""

    STUDENT = "student"
    TRAINER = "trainer"
    EXAMINER = "examiner"
    EXAM_BOARD = "exam_board"
    REGISTRATION_COMMITTEE = "registration_committee"
    SECRETARIAT = "secretariat"
    AUTHOR = "author"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """The Dutch word."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.STUDENT: "cursist",
    Role.TRAINER: "trainer",
    Role.EXAMINER: "examinator",
    Role.EXAM_BOARD: "examencommissie",
    Role.REGISTRATION_COMMITTEE: "registratiecommissie",
    Role.SECRETARIAT: "registerbureau",
    Role.AUTHOR: "auteur",
    Role.ADMIN: "beheerder",
}


class TieKind(StrEnum):
    """Why two people are not strangers. Every conflict rule reads ties; the direction is person -> other."""

    TRAINER = "trainer"
    EXAMINER = "examiner"
    COACH = "coach"
    DECLARED = "declared"

    @property
    def label(self) -> str:
        """The Dutch phrase that completes "U hebt deze persoon ..."."""
        return {"trainer": "opgeleid", "examiner": "geëxamineerd", "coach": "begeleid", "declared": "als bekende opgegeven"}[self.value]


@dataclass(frozen=True)
class PersonName:
    """A name as used in practice. `given_name` may be empty; `prefix` is the tussenvoegsel."""

    initials: str
    family_name: str
    prefix: str = ""
    given_name: str = ""

    @property
    def surname(self) -> str:
        """Prefix and family name: "van den Berg"."""
        return f"{self.prefix} {self.family_name}".strip()

    @property
    def formal(self) -> str:
        """As in letters and in the register: "A. (Amina) de Vries"."""
        given = f"({self.given_name})" if self.given_name else ""
        return " ".join(part for part in (self.initials, given, self.surname) if part)

    @property
    def certificate(self) -> str:
        """As on a certificate: "Amina de Vries", or with initials when no given name is known."""
        return f"{self.given_name or self.initials} {self.surname}"


@dataclass(frozen=True)
class Actor:
    """Who is acting in this request: read once, never changed."""

    person_id: int
    name: str
    roles: frozenset[Role]
    employer_ids: frozenset[int] = frozenset()

    def has(self, *roles: Role | str) -> bool:
        """Whether the actor holds at least one of these roles today."""
        return any(Role(role) in self.roles for role in roles)


@dataclass(frozen=True)
class TieFact:
    """One tie as the rules see it. `until` is exclusive; None while it lasts."""

    person_id: int
    other_id: int
    kind: TieKind
    since: date
    until: date | None


class EmailTaken(Conflict):
    """One person, one account."""

    message = "Er is al een account met dit e-mailadres."


class RoleHeld(Conflict):
    """A role is held once at a time."""

    message = "Deze persoon heeft deze rol al in deze periode."


class NotYours(Forbidden):
    """Own roles, own account, and administrators: somebody else does that."""

    message = "Dit mag u niet wijzigen."


class AccountStand(StrEnum):
    """How an account stands, for the desk."""

    ACTIVE = "active"
    INVITED = "invited"
    WITHOUT = "without"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The Dutch words."""
        return {"active": "actief", "invited": "uitgenodigd", "without": "geen geldige uitnodiging", "closed": "gesloten"}[self.value]

    @property
    def look(self) -> str:
        """Which icon and colour go with it."""
        return {"active": "ok", "invited": "info", "without": "warn", "closed": "neutral"}[self.value]


@dataclass(frozen=True)
class NewPerson:
    """Somebody to make an account for, with roles."""

    email: str
    name: PersonName
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class EmploymentFact:
    """Where somebody works or worked; `until` is exclusive."""

    id: int
    employer: str
    since: date
    until: date | None


class PasswordTooShort(Invalid):
    """NIST 800-63B-4: 15 characters when the password is the only factor."""

    message = "Kies een wachtwoord van ten minste 15 tekens."


class LinkExpired(DomainError):
    """An invitation or reset link that was used, replaced or is too old."""

    status = 404
    message = "Deze link werkt niet meer. Vraag een nieuwe aan."


@dataclass(frozen=True)
class NavigationItem:
    """One link in the navigation of an area, for whoever holds one of the roles."""

    label: str
    path: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()
    """Other addresses that belong to it: the link is marked as the current one there too."""


@dataclass(frozen=True)
class Area:
    """A part of the site with its own home, for certain roles, and the demo sign-ins that show it."""

    label: str
    path: str
    items: tuple[NavigationItem, ...]
    demo: tuple[str, ...]

    def open_to(self, actor: Actor) -> bool:
        """Whether there is anything here for the actor."""
        return any(actor.roles & item.roles for item in self.items)


_EVERYBODY = frozenset(Role)
_LEARNERS = frozenset({Role.STUDENT})
_GRADERS = frozenset({Role.EXAMINER, Role.TRAINER})
_SECRETARIAT = frozenset({Role.SECRETARIAT})
_STAFF = frozenset({Role.SECRETARIAT, Role.EXAM_BOARD, Role.REGISTRATION_COMMITTEE, Role.ADMIN})
_PEOPLE = frozenset({Role.SECRETARIAT, Role.ADMIN})
_JUDGES = frozenset({Role.EXAMINER, Role.EXAM_BOARD, Role.REGISTRATION_COMMITTEE})

_OF_MODULES = ("/mijn/lessen", "/mijn/toetsen", "/mijn/toets", "/mijn/oefenen", "/mijn/woordenlijst", "/mijn/leeslijst", "/mijn/uitleg")
AREAS = (
    Area(
        "Mijn pagina",
        "/mijn",
        (
            NavigationItem("Overzicht", "/mijn", _LEARNERS),
            NavigationItem("Modules", "/mijn/modules", _LEARNERS, _OF_MODULES),
            NavigationItem("Examens", "/mijn/examens", _LEARNERS, ("/mijn/casus",)),
            NavigationItem("Punten", "/mijn/punten", _LEARNERS),
            NavigationItem("Aanvraag", "/mijn/aanvraag", _LEARNERS),
            NavigationItem("Certificaten", "/mijn/certificaten", _LEARNERS),
            NavigationItem("Mijn gegevens", "/mijn/gegevens", _EVERYBODY),
            NavigationItem("Bekenden", "/mijn/bekenden", _JUDGES),
        ),
        ("cursist",),
    ),
    Area(
        "Beoordelen",
        "/beoordelen",
        (
            NavigationItem("Te beoordelen", "/beoordelen", _GRADERS),
            NavigationItem("Mijn groepen", "/beoordelen/groepen", frozenset({Role.TRAINER})),
        ),
        ("trainer", "examinator1", "examinator2", "examinator3"),
    ),
    Area(
        "Bureau",
        "/bureau",
        (
            NavigationItem("Werkvoorraad", "/bureau", _STAFF),
            NavigationItem("Aanvragen", "/bureau/aanvragen", _SECRETARIAT | {Role.REGISTRATION_COMMITTEE}),
            NavigationItem("Examens", "/bureau/examens", _SECRETARIAT | {Role.EXAM_BOARD}),
            NavigationItem("Punten", "/bureau/punten", _SECRETARIAT),
            NavigationItem("Registraties", "/bureau/registraties", _SECRETARIAT | {Role.REGISTRATION_COMMITTEE}),
            NavigationItem("Groepen", "/bureau/groepen", _SECRETARIAT),
            NavigationItem("Personen", "/bureau/personen", _PEOPLE, ("/bureau/import",)),
        ),
        ("examencommissie", "commissie1", "commissie2", "bureau", "beheer"),
    ),
)
"""Role -> part of the site -> demo sign-in, in one table."""
