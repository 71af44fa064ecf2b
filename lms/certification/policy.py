"""Who applies, who records, who decides."""

from typing import Protocol

from lms.accounts.terms import Actor, Role


class OwnedByPerson(Protocol):
    """Anything that belongs to one person."""

    @property
    def person_id(self) -> int:
        """Whose it is."""


def may_apply(actor: Actor | None) -> bool:
    """Students."""
    return actor is not None and actor.has(Role.STUDENT)


def is_own(actor: Actor, thing: OwnedByPerson) -> bool:
    """Only one's own certificate."""
    return actor.person_id == thing.person_id


def may_see(actor: Actor | None) -> bool:
    """The registerbureau and the registration committee."""
    return actor is not None and actor.has(Role.SECRETARIAT, Role.REGISTRATION_COMMITTEE)


def may_record(actor: Actor | None) -> bool:
    """The registerbureau records what it saw."""
    return actor is not None and actor.has(Role.SECRETARIAT)


def may_decide(actor: Actor | None) -> bool:
    """Only the registration committee decides."""
    return actor is not None and actor.has(Role.REGISTRATION_COMMITTEE)
