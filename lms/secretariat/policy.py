"""Who works at the desk."""

from lms.accounts.policy import is_desk, is_staff
from lms.accounts.terms import Actor, Role

__all__ = ["is_desk", "is_secretariat", "is_staff", "is_trainer", "may_help_students", "may_see_registrations"]


def is_secretariat(actor: Actor | None) -> bool:
    """The registerbureau itself."""
    return actor is not None and actor.has(Role.SECRETARIAT)


def may_see_registrations(actor: Actor | None) -> bool:
    """The registerbureau and the registration committee."""
    return actor is not None and actor.has(Role.SECRETARIAT, Role.REGISTRATION_COMMITTEE)


def is_trainer(actor: Actor | None) -> bool:
    """Whoever trains groups."""
    return actor is not None and actor.has(Role.TRAINER)


def may_help_students(actor: Actor | None) -> bool:
    """Trainers and the registerbureau; of which groups, the training says."""
    return is_trainer(actor) or is_secretariat(actor)
