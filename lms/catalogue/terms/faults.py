"""What is wrong with a course."""

from dataclasses import dataclass

from lms.kernel.errors import Conflict, DomainError


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a course file: where, what, and what to write instead."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """As a compiler would print it."""
        return f"{self.file}:{self.line}: {self.message}"


class CourseHasFaults(DomainError):
    """A course with faults is never published."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(f"De opleiding heeft {len(faults)} fouten en is niet gepubliceerd.")


class VersionTaken(Conflict):
    """A version number belongs to one content for ever."""

    message = "Deze versie is al gepubliceerd met een andere inhoud. Geef de opleiding een nieuw versienummer."
