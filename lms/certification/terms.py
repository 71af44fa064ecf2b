"""Words of certification."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lms.kernel.errors import Conflict, DomainError, Invalid

CODE_LENGTH = 10


class ApplicationKind(StrEnum):
    """What is asked for."""

    FULL = "full"
    PROVISIONAL = "provisional"

    @property
    def label(self) -> str:
        """The Dutch words."""
        return {"full": "certificering en registratie", "provisional": "inschrijving als aspirant"}[self.value]


class ApplicationState(StrEnum):
    """How an application stands."""

    SUBMITTED = "submitted"
    GRANTED = "granted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    """By the applicant, before a decision."""

    @property
    def label(self) -> str:
        """The Dutch word."""
        return {"submitted": "in behandeling", "granted": "toegekend", "rejected": "afgewezen", "withdrawn": "ingetrokken"}[self.value]


class CheckItem(StrEnum):
    """What the registerbureau sees and records (design/5)."""

    IDENTITY = "identity"
    CONDUCT_CERTIFICATE = "conduct_certificate"
    FEE = "fee"

    @property
    def label(self) -> str:
        """The Dutch words."""
        return {
            "identity": "Identiteit gecontroleerd",
            "conduct_certificate": "Verklaring omtrent het gedrag (VOG) gezien",
            "fee": "Registratiekosten voldaan",
        }[self.value]


@dataclass(frozen=True)
class CheckFact:
    """What was recorded of an item: the outcome and its date, never the document. The last one counts."""

    item: CheckItem
    dated_on: date
    recorded_at: datetime
    is_met: bool = True
    recorded_by_id: int | None = None


@dataclass(frozen=True)
class PublicCertificate:
    """What a certificate says, for the public pages. `valid_to` is exclusive."""

    number: int
    registration_id: int
    holder: str
    title: str
    scheme: str
    valid_from: date
    valid_to: date
    code: str


@dataclass(frozen=True)
class DossierFacts:
    """Everything the checklist is computed from. `applied_on` is the day the application was handed in, None before that."""

    entry_complete: bool
    entry_missing: str
    exam_passed_on: date | None
    code_accepted: bool
    checks: tuple[CheckFact, ...]
    applied_on: date | None = None


@dataclass(frozen=True)
class ChecklistItem:
    """One demand: met and by what, or what is missing. `by_applicant` says who must act, `recorded_by_id` who recorded it."""

    key: str
    title: str
    met: bool
    words: str
    by_applicant: bool
    recorded_by_id: int | None = None


class ApplicationOpen(Conflict):
    """One application at a time."""

    message = "Er loopt al een aanvraag."


class NothingToApplyFor(Conflict):
    """Who is registered already, or was before, does not apply for the first time."""

    message = "Je bent al geregistreerd. Een nieuwe aanvraag is niet nodig."


class NotComplete(Invalid):
    """The checklist has gaps."""

    message = "Het dossier is nog niet compleet."


class AlreadyDecided(Conflict):
    """An application is decided once."""

    message = "Over deze aanvraag is al besloten."


class CodeTaken(Conflict):
    """A code or number is never given twice."""


class LettersMissing(DomainError):
    """The certificate's font cannot print this name."""

    def __init__(self, letters: str) -> None:
        super().__init__(
            f"Het certificaat kan nog niet worden gemaakt: het lettertype kent deze tekens uit de naam niet: {letters}. "
            "Spreek met de aanvrager af hoe de naam in Latijnse letters wordt geschreven, en pas hem in het dossier aan."
        )
