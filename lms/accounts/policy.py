"""Who may do what with accounts."""

from lms.accounts.terms import Actor, Role


def is_desk(actor: Actor | None) -> bool:
    """The registerbureau or the administrator."""
    return actor is not None and actor.has(Role.SECRETARIAT, Role.ADMIN)


def is_staff(actor: Actor | None) -> bool:
    """Anybody who works at the desk, board or committee."""
    return actor is not None and actor.has(Role.SECRETARIAT, Role.ADMIN, Role.EXAM_BOARD, Role.REGISTRATION_COMMITTEE)


def may_manage(actor: Actor, person_id: int, roles: frozenset[Role]) -> bool:
    """Whether somebody may change the roles, address or account of a person with these roles: never one's own, and an administrator's only as one."""
    return actor.person_id != person_id and is_desk(actor) and (actor.has(Role.ADMIN) or Role.ADMIN not in roles)


def grantable(actor: Actor) -> tuple[Role, ...]:
    """The roles that somebody may give: the desk makes no administrators."""
    return tuple(role for role in Role if role is not Role.ADMIN or actor.has(Role.ADMIN))
