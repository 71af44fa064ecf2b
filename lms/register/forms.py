"""What the public may ask. A query that cannot be answered says why; it is never an error page."""

from dataclasses import dataclass
from datetime import date

from lms.registration.queries import SHORTEST_NAME
from lms.registration.rules.names import LONGEST, query_token


@dataclass(frozen=True)
class SearchQuery:
    """A search as typed, and what is wrong with it."""

    name: str
    initials: str
    number: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        return not (self.name or self.number)

    @property
    def fault(self) -> str:
        """Why this name cannot be searched, or nothing."""
        if self.number or self.is_empty:
            return ""
        if len(self.name) > LONGEST:
            return f"De naam is te lang. Vul hooguit {LONGEST} tekens in."
        if len(query_token(self.name)) < SHORTEST_NAME:
            return "Vul ten minste twee letters van de achternaam in."
        return ""


def read_query(name: str | None, initials: str | None, number: str | None) -> SearchQuery:
    """The query from the address, without outer spaces."""
    return SearchQuery(_plain(name), _plain(initials)[:20], _plain(number)[:40])


def _plain(text: str | None) -> str:
    return "".join(char for char in text or "" if char.isprintable()).strip()


def read_day(text: str | None) -> tuple[date | None, str]:
    """The day in `?op=`, and what is wrong with it."""
    if not text:
        return None, ""
    try:
        return date.fromisoformat(text.strip()), ""
    except ValueError:
        return None, "Deze datum kan niet. Schrijf hem als 2026-11-24."
