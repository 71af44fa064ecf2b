"""Who has a /mijn."""

from lms.accounts.terms import Actor, Role


def may_learn(actor: Actor | None) -> bool:
    """Students."""
    return actor is not None and actor.has(Role.STUDENT)
