"""What the desk does across several floors."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from lms.accounts import actions as accounts
from lms.accounts import policy
from lms.accounts import queries as people
from lms.accounts.terms import Actor, NewPerson, NotYours, Role, RoleHeld, TieKind
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.kernel.errors import Invalid, NotFound
from lms.secretariat.terms import ImportRow
from lms.training import actions as training

_LOOKED_AGAIN = timedelta(hours=1)


def import_people(*, rows: Sequence[ImportRow], invited: bool, actor: Actor, at: datetime) -> int:
    """Make an account with roles for everybody who has none, enrol who names a group, and invite them if asked; returns how many.

    The database is asked again who is known: somebody may have been added since the preview.
    """
    known = people.find_known(row.email for row in rows)
    new = [row for row in rows if row.email not in known]
    if any(Role.ADMIN in row.roles for row in new) and not actor.has(Role.ADMIN):
        raise NotYours
    made = accounts.create_people(people=[NewPerson(row.email, row.name, row.roles) for row in new], invited=invited, actor_id=actor.person_id, at=at)
    for row, person in zip(new, made, strict=True):
        if row.group_id is not None:
            training.enrol(group_id=row.group_id, person_id=person.id, actor_id=actor.person_id, at=at)
    audit.record("people_imported", actor_id=actor.person_id, subject="import", subject_id=None, at=at, made=len(made), invited=invited)
    return len(made)


def must_manage(*, person_id: int, actor: Actor, on: date) -> None:
    """Raise NotYours for oneself and, unless one is an administrator, for an administrator; NotFound when there is no such person."""
    people.get_person(person_id)
    held = {Role(row.role) for row in people.list_roles(person_id) if row.valid_to is None or row.valid_to > on}
    if not policy.may_manage(actor, person_id, frozenset(held)):
        own = "Uw eigen rollen en account wijzigt iemand anders." if actor.person_id == person_id else "Alleen een beheerder wijzigt een beheerder."
        raise NotYours(own)


def grant_role(*, person_id: int, role: Role, since: date, until: date | None, actor: Actor, at: datetime) -> None:
    """Give a role for a period; raises NotYours, RoleHeld and Invalid."""
    must_manage(person_id=person_id, actor=actor, on=local_day(at))
    if role not in policy.grantable(actor):
        raise NotYours("Alleen een beheerder maakt iemand beheerder.")
    if until is not None and until <= since:
        raise Invalid("De laatste dag ligt voor de eerste.", field="until")
    same = [row for row in people.list_roles(person_id) if row.role == role]
    if any((row.valid_to is None or row.valid_to > since) and (until is None or row.valid_from < until) for row in same):
        raise RoleHeld(field="role")
    accounts.grant_role(person_id=person_id, role=role, since=since, until=until, actor_id=actor.person_id, at=at)


def end_role(*, person_id: int, membership_id: int, actor: Actor, at: datetime) -> None:
    """End a role today: from now on it is not held any more. Raises NotYours and NotFound."""
    on = local_day(at)
    must_manage(person_id=person_id, actor=actor, on=on)
    membership = next((row for row in people.list_roles(person_id) if row.id == membership_id), None)
    if membership is None or (membership.valid_to is not None and membership.valid_to <= on):
        raise NotFound
    accounts.end_role(membership=membership, on=on, actor_id=actor.person_id, at=at)


def declare_tie(*, person_id: int, email: str, since: date, until: date | None, actor: Actor, at: datetime) -> None:
    """Record that two people know each other; raises Invalid."""
    other = people.find_person_by_email(email)
    people.get_person(person_id)
    if other is None:
        raise Invalid("Er is niemand met dit e-mailadres.", field="email")
    if other.id == person_id:
        raise Invalid("Dit is dezelfde persoon. Vul het adres van de ander in.", field="email")
    if until is not None and until <= since:
        raise Invalid("De laatste dag ligt voor de eerste.", field="until")
    accounts.record_tie(person_id=person_id, other_id=other.id, kind=TieKind.DECLARED, since=since, until=until, at=at, actor_id=actor.person_id)


def record_look(*, person_id: int, actor: Actor, at: datetime) -> None:
    """Remember who looked at whose file, once an hour."""
    if not audit.has_done("file_seen", actor_id=actor.person_id, subject="person", subject_id=person_id, since=at - _LOOKED_AGAIN):
        audit.record("file_seen", actor_id=actor.person_id, subject="person", subject_id=person_id, at=at)


def invite_all(*, actor: Actor, at: datetime) -> int:
    """Send a fresh invitation to everybody without one that works; returns how many."""
    waiting = people.list_without_invitation(at=at)
    for person in waiting:
        accounts.invite(person=person, actor_id=actor.person_id, at=at)
    return len(waiting)
