"""Who may see and do what in the training."""

from typing import Protocol

from lms.accounts.terms import Actor, Role
from lms.training.terms import Seat


class OwnedByPerson(Protocol):
    """Anything that belongs to one person."""

    @property
    def person_id(self) -> int:
        """Whose it is."""


def may_learn(actor: Actor | None) -> bool:
    """Students."""
    return actor is not None and actor.has(Role.STUDENT)


def is_own(actor: Actor, thing: OwnedByPerson) -> bool:
    """Only one's own attempt, whoever one is."""
    return actor.person_id == thing.person_id


def may_help(actor: Actor, seat: Seat) -> bool:
    """The desk, and the trainers of the student's own group."""
    return actor.has(Role.SECRETARIAT) or (actor.has(Role.TRAINER) and actor.person_id in seat.trainers)
