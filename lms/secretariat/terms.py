"""Words of the desk."""

from dataclasses import dataclass
from datetime import date

from lms.accounts.terms import PersonName, Role


@dataclass(frozen=True)
class WorkItem:
    """Something that waits for somebody, with the day by which it must be done."""

    title: str
    url: str
    since: date
    due: date | None


@dataclass(frozen=True)
class ImportRow:
    """One person from a file."""

    line: int
    email: str
    name: PersonName
    roles: tuple[Role, ...]


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
