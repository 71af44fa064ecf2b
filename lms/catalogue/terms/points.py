"""Themes and points; points are in hundredths."""

from dataclasses import dataclass
from enum import StrEnum

HUNDREDTHS = 100


class Theme(StrEnum):
    """What a point is about."""

    R = "R"
    M = "M"
    E = "E"
    P = "P"

    @property
    def label(self) -> str:
        """The Dutch name of the theme."""
        return {"R": "Recht en kaders", "M": "Methodiek en vakmanschap", "E": "Ethiek en reflectie", "P": "Praktijk"}[self.value]


@dataclass(frozen=True)
class Points:
    """Points per theme, in hundredths."""

    R: int = 0
    M: int = 0
    E: int = 0
    P: int = 0

    @property
    def total(self) -> int:
        """All themes together."""
        return self.R + self.M + self.E + self.P

    def of(self, theme: Theme) -> int:
        """The points of one theme."""
        return int(getattr(self, theme.value))


def say_points(hundredths: int) -> str:
    """Points as people write them: 250 -> "2,5"."""
    whole, rest = divmod(hundredths, HUNDREDTHS)
    return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)
