"""Who may see and decide about points."""

from typing import Protocol

from lms.accounts.terms import Actor, Role


class OwnedByPerson(Protocol):
    """Anything that belongs to one person."""

    @property
    def person_id(self) -> int:
        """Whose it is."""


def is_own(actor: Actor, thing: OwnedByPerson) -> bool:
    """Only one's own claims."""
    return actor.person_id == thing.person_id


def may_assess(actor: Actor | None) -> bool:
    """The registerbureau assesses own activities."""
    return actor is not None and actor.has(Role.SECRETARIAT)


def may_assess_claim(actor: Actor, thing: OwnedByPerson) -> bool:
    """Nobody assesses their own."""
    return may_assess(actor) and actor.person_id != thing.person_id
