"""Who may write, mark, run and decide."""

from collections.abc import Callable, Collection
from typing import Protocol

from lms.accounts.terms import Actor, Role

Predicate = Callable[[Actor | None], bool]


class OwnedByPerson(Protocol):
    """Anything that belongs to one person."""

    @property
    def person_id(self) -> int:
        """Whose it is."""


class OfExaminer(Protocol):
    """A script given to one examiner."""

    @property
    def examiner_id(self) -> int:
        """To whom."""


def may_write(actor: Actor | None) -> bool:
    """Students."""
    return actor is not None and actor.has(Role.STUDENT)


def is_own(actor: Actor, thing: OwnedByPerson) -> bool:
    """Only one's own script."""
    return actor.person_id == thing.person_id


def may_mark(actor: Actor | None) -> bool:
    """Examiners, and trainers for practice cases."""
    return actor is not None and actor.has(Role.EXAMINER, Role.TRAINER)


def is_given_to(actor: Actor, thing: OfExaminer) -> bool:
    """Only a script that was given to this examiner."""
    return actor.person_id == thing.examiner_id


def may_declare(actor: Actor | None) -> bool:
    """Whoever judges others: examiners and members of a committee say up front whom they know."""
    return actor is not None and actor.has(Role.EXAMINER, Role.EXAM_BOARD, Role.REGISTRATION_COMMITTEE)


def is_desk(actor: Actor | None) -> bool:
    """The registerbureau decides on extra time."""
    return actor is not None and actor.has(Role.SECRETARIAT)


def may_run(actor: Actor | None) -> bool:
    """The registerbureau prepares rounds; the exam board too."""
    return actor is not None and actor.has(Role.SECRETARIAT, Role.EXAM_BOARD)


def stands_apart(actor: Actor, examiner_ids: Collection[int]) -> bool:
    """Whether somebody of the desk or the board may know candidates and marks of a round: never who examines in it."""
    return actor.person_id not in examiner_ids


def may_decide(actor: Actor | None) -> bool:
    """Only the exam board sees marks and decides."""
    return actor is not None and actor.has(Role.EXAM_BOARD)
