"""Who may do what with accounts."""

from lms.accounts.terms import Actor, Role


def is_desk(actor: Actor | None) -> bool:
    """The registerbureau or the administrator."""
    return actor is not None and actor.has(Role.SECRETARIAT, Role.ADMIN)


def is_staff(actor: Actor | None) -> bool:
    """Anybody who works at the desk, board or committee."""
    return actor is not None and actor.has(Role.SECRETARIAT, Role.ADMIN, Role.EXAM_BOARD, Role.REGISTRATION_COMMITTEE)
