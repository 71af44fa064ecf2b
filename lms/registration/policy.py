"""Who may change the register."""

from lms.accounts.terms import Actor, Role


def may_register(actor: Actor | None) -> bool:
    """The registerbureau and the registration committee."""
    return actor is not None and actor.has(Role.SECRETARIAT, Role.REGISTRATION_COMMITTEE)


def may_record(actor: Actor | None) -> bool:
    """The registerbureau records what a college or the person decided."""
    return actor is not None and actor.has(Role.SECRETARIAT)
