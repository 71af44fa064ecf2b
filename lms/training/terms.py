"""Words of the training."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lms.kernel.errors import Conflict, DomainError, Invalid, NotFound

Given = Mapping[str, list[str]]
"""What was sent for one question: field name -> values. `antwoord` for most types, the id of each pair or item for match and order."""


class StepKind(StrEnum):
    """What a step of a module is."""

    LESSON = "lesson"
    QUIZ = "quiz"
    CASE = "case"
    MODULE = "module"

    @property
    def label(self) -> str:
        """The Dutch word."""
        return {"lesson": "les", "quiz": "kennistoets", "case": "oefencasus", "module": "module"}[self.value]


@dataclass(frozen=True)
class StepFact:
    """One step as the rules see it. `passed` is only said of a case that was marked."""

    kind: StepKind
    ref_id: str
    opened_at: datetime | None
    done_at: datetime | None
    position: str = ""
    passed: bool | None = None
    note: str = ""
    """The reader's own note; filled only for the lesson that was asked for."""
    note_version: int = 0


Steps = Mapping[tuple[StepKind, str], StepFact]


@dataclass(frozen=True)
class EnrolmentFact:
    """Somebody's place in a group that follows a course. `ends_on` is exclusive."""

    id: int
    person_id: int
    group_id: int
    group_title: str
    starts_on: date
    ends_on: date

    def has_begun(self, on: date) -> bool:
        """Whether the group has begun."""
        return self.starts_on <= on

    def is_over(self, on: date) -> bool:
        """Whether the group has ended; what was learnt stays, and so does the course."""
        return on >= self.ends_on


@dataclass(frozen=True)
class AttemptFact:
    """One attempt at a quiz as the rules see it."""

    number: int
    started_at: datetime
    finished_at: datetime | None
    correct: int | None
    total: int
    passed: bool | None


@dataclass(frozen=True)
class Requirement:
    """One thing a module asks, and how it stands."""

    kind: StepKind
    text: str
    met: bool
    done: int
    needed: int


@dataclass(frozen=True)
class ModuleProgress:
    """How somebody stands in one module; `builds_on` names earlier modules that are not done, `opened` tells that a lesson was looked at."""

    module_id: str
    requirements: tuple[Requirement, ...]
    completed_at: datetime | None
    builds_on: tuple[str, ...] = ()
    opened: bool = False

    @property
    def done(self) -> int:
        """Steps done."""
        return sum(requirement.done for requirement in self.requirements)

    @property
    def begun(self) -> bool:
        """Whether there is something to go on with, also when nothing is done yet."""
        return self.opened or self.done > 0

    @property
    def needed(self) -> int:
        """Steps asked."""
        return sum(requirement.needed for requirement in self.requirements)

    def open_of(self, kind: StepKind) -> int:
        """How many steps of a kind are still to do."""
        return sum(requirement.needed - requirement.done for requirement in self.requirements if requirement.kind is kind)

    @property
    def complete(self) -> bool:
        """Whether everything the module asks is met."""
        return all(requirement.met for requirement in self.requirements)


@dataclass(frozen=True)
class RetakeAnswer:
    """Whether a new attempt may start now, and in words why or from when."""

    allowed: bool
    reason: str
    from_: datetime | None = None
    limit: int | None = None
    """Attempts in all, with those that were given on top; None when there is no limit."""
    left: int | None = None
    """Attempts that are left; None when there is no limit."""
    used_up: bool = False
    """All attempts are used and the quiz is not passed: only somebody else can help now."""


@dataclass(frozen=True)
class ResumePoint:
    """Where somebody was: the one step to go on with."""

    kind: StepKind
    ref_id: str
    title: str
    module_title: str
    position: str = ""
    minutes: int | None = None
    """How long the lesson or case takes."""
    module_id: str = ""
    attempt_id: int | None = None
    question_number: int | None = None
    total: int | None = None


class AlreadyEnrolled(Conflict):
    """One enrolment per person and course."""

    message = "Deze persoon is al ingeschreven voor deze opleiding."


class AttemptRunning(Conflict):
    """One running attempt per quiz."""

    message = "Je bent al met deze toets bezig. Ga verder waar je was."


class NotUsedUp(Conflict):
    """Another attempt is given when all are used, one at a time."""

    message = "Een extra poging geven kan pas als alle pogingen zijn gebruikt en de toets niet is gehaald. Er is niets veranderd."


class AttemptClosed(Conflict):
    """The attempt has been handed in."""

    message = "Deze toets is al ingeleverd. Je antwoord is niet meer veranderd."


class AnswerStands(Conflict):
    """The feedback on this answer was shown."""

    message = "Je hebt deze vraag al beantwoord en de uitleg gezien. Je eerste antwoord blijft staan."


class NotAllowedYet(DomainError):
    """The retake rule says no."""

    status = 409


class NoAnswer(Invalid):
    """Nothing was chosen or typed."""

    message = "Kies of typ eerst een antwoord."


class NoteChanged(Conflict):
    """The note was saved elsewhere after this page was opened."""

    message = "Je notitie is intussen ergens anders veranderd. Er is niets overschreven: bewaar met de knop en je ziet beide teksten."


class NotBegun(Conflict):
    """The group has not begun."""

    message = "Je groep is nog niet begonnen."


class GroupEnded(Conflict):
    """Nobody is enrolled in a group that has ended."""

    message = "Deze groep is al afgelopen. Kies een groep die nog loopt."


class NotDoneYet(Conflict):
    """A module is completed when everything it asks is met."""

    message = "Deze module is nog niet af."


@dataclass(frozen=True)
class GroupMember:
    """How far a student of a group is: modules and lessons done, and when something was last done."""

    enrolment_id: int
    person_id: int
    enrolled_at: datetime
    modules_done: int
    lessons_done: int
    last_at: datetime | None


@dataclass(frozen=True)
class Seat:
    """A student's place in a group, with who trains the group."""

    enrolment_id: int
    trainers: frozenset[int]


class HasBegun(Conflict):
    """Who has begun is not taken out of a group: the work would be gone."""

    message = "Deze cursist is al begonnen. Haal alleen iemand weg die per ongeluk is ingeschreven."


class NotEnrolled(NotFound):
    """No enrolment."""

    message = "Je bent nog niet ingeschreven voor deze opleiding. Neem contact op met het registerbureau."
