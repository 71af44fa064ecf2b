"""What the public may ask. A query that cannot be answered says why; it is never an error page."""

import re
from dataclasses import dataclass
from datetime import date

from lms.registration.queries import SHORTEST_NAME, normalise_number
from lms.registration.rules.names import LONGEST, query_token

_INITIALS = re.compile(r"(?:(?:[^\W\d_]|IJ|Th|Ch|Ph|Chr)\.\s*)+", re.IGNORECASE)
_PARTED = re.compile(r"(?:km[-\s]+)?\S{4,}[-\s]\S{4}", re.IGNORECASE)


@dataclass(frozen=True)
class SearchQuery:
    """A search as typed, and what is wrong with it."""

    name: str
    initials: str
    number: str
    is_sent: bool = False
    """Whether somebody pressed the button, be it with nothing in the field."""

    @property
    def typed(self) -> str:
        """What stands in the one field for a name or a number."""
        return self.number or self.name

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        return not (self.name or self.number)

    @property
    def fault(self) -> str:
        """Why this cannot be searched, or nothing."""
        if self.number:
            return "" if normalise_number(self.number) else "Dit nummer kan niet kloppen: er zit een tikfout in. Een nummer heeft acht tekens."
        if self.is_empty:
            return "Vul een achternaam of een registratienummer in." if self.is_sent else ""
        if len(self.name) > LONGEST:
            return f"De naam is te lang. Vul hooguit {LONGEST} tekens in."
        if len(query_token(self.name)) < SHORTEST_NAME:
            return "Vul ten minste twee letters van de achternaam in."
        return ""


def read_query(name: str | None, initials: str | None, number: str | None) -> SearchQuery:
    """The query from the address, without outer spaces. A number may stand in the field of the name; initials may stand before it."""
    is_sent = name is not None
    name, initials, number = _plain(name), _plain(initials)[:20], _plain(number)[:40]
    if not number and _is_number(name):
        return SearchQuery("", initials, name[:40], is_sent)
    if not number and not initials:
        name, initials = _split(name)
    return SearchQuery(name, initials, number, is_sent)


def _is_number(text: str) -> bool:
    """No surname holds a digit; a number without one is known by its two halves and its check symbol."""
    return any(char.isdigit() for char in text) or (_PARTED.fullmatch(text) is not None and normalise_number(text) is not None)


def _split(name: str) -> tuple[str, str]:
    """The surname with its prefix, and the initials, of "A. van den Berg" and "Berg, van den, A."."""
    family, *rest = [part.strip() for part in name.split(",")]
    initials = next((part for part in rest if _INITIALS.fullmatch(part)), "")
    name = " ".join([*(part for part in rest if part and part != initials), family])
    found = _INITIALS.match(name)
    if found is not None and name[found.end() :]:
        name, initials = name[found.end() :], found.group()
    return name, initials[:20].strip()


def _plain(text: str | None) -> str:
    return "".join(char for char in text or "" if char.isprintable()).strip()


def read_day(text: str | None, *, today: date) -> tuple[date | None, str]:
    """The day in `?op=`, as 2026-11-24 or 24-11-2026, and what is wrong with it; a day that is still to come is wrong."""
    text = _plain(text)
    if not text:
        return None, ""
    parts = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text) or re.fullmatch(r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})", text)
    if parts is None:
        return None, "Deze datum kan niet. Schrijf hem als 24-11-2026."
    year, month, day = map(int, parts.groups() if len(parts.group(1)) == 4 else reversed(parts.groups()))  # noqa: PLR2004 -- the year first
    try:
        found = date(year, month, day)
    except ValueError:
        return None, "Deze dag bestaat niet. Kies een andere dag."
    return (None, "Deze dag moet nog komen. Kies een dag tot en met vandaag.") if found > today else (found, "")
