"""Questions about people."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from lms.accounts.models import Employer, Employment, FailedSignIn, LoginSession, OneTimeLink, Person, RoleMembership, Tie
from lms.accounts.rules import FAILURE_WINDOW, conflict_horizon, find_conflicts, session_lives
from lms.accounts.terms import Actor, PersonName, Role, TieFact, TieKind
from lms.kernel.db import db, rows
from lms.kernel.errors import NotFound
from lms.kernel.paging import Page

_S, _P, _M = LoginSession.__table__.c, Person.__table__.c, RoleMembership.__table__.c
_HELD_ON = and_(_M.person_id == _P.id, _M.valid_from <= bindparam("on"), or_(_M.valid_to.is_(None), _M.valid_to > bindparam("on")))
_ACTOR_OF_SESSION = (
    select(_S.person_id, _S.started_at, _S.seen_at, _S.ended_at, _P.disabled_at, _P.initials, _P.given_name, _P.name_prefix, _P.family_name, _M.role)
    .join_from(LoginSession.__table__, Person.__table__, _P.id == _S.person_id)
    .outerjoin(RoleMembership.__table__, _HELD_ON)
    .where(_S.id == bindparam("session_id"))
)


def get_person(person_id: int) -> Person:
    """The person, or NotFound."""
    person = find_person(person_id)
    if person is None:
        raise NotFound
    return person


def find_person(person_id: int) -> Person | None:
    """The person, or None."""
    return db.session.get(Person, person_id)


def find_person_by_email(email: str) -> Person | None:
    """Whoever signs in with this address; case does not matter."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def names_of(ids: Iterable[int]) -> dict[int, PersonName]:
    """Names by person id, in one query."""
    people = db.session.scalars(select(Person).where(Person.id.in_(set(ids))))
    return {person.id: person.name for person in people}


def _held(on: date) -> ColumnElement[bool]:
    return and_(RoleMembership.valid_from <= on, or_(RoleMembership.valid_to.is_(None), RoleMembership.valid_to > on))


def get_actor(person_id: int, *, on: date) -> Actor:
    """The person as an actor, with the roles held that day."""
    person = get_person(person_id)
    roles = db.session.scalars(select(RoleMembership.role).where(RoleMembership.person_id == person_id, _held(on)))
    return Actor(person_id=person.id, name=person.name.formal, roles=frozenset(Role(role) for role in roles))


def find_session(token_hash: str) -> LoginSession | None:
    """The row of a signed-in browser, alive or not."""
    return db.session.get(LoginSession, token_hash)


def find_actor_of_session(token_hash: str, *, at: datetime, on: date) -> tuple[Actor, datetime] | None:
    """Who is signed in with this session and the roles held that day, in one query, and when it was last seen; None when it has ended."""
    found = rows(_ACTOR_OF_SESSION, session_id=token_hash, on=on)
    if not found:
        return None
    first = found[0]
    if first.disabled_at or not session_lives(started_at=first.started_at, seen_at=first.seen_at, ended_at=first.ended_at, at=at):
        return None
    name = PersonName(initials=first.initials, given_name=first.given_name, prefix=first.name_prefix, family_name=first.family_name)
    roles = frozenset(Role(row.role) for row in found if row.role is not None)
    return Actor(person_id=first.person_id, name=name.formal, roles=roles), first.seen_at


def list_people_with_role(role: Role, *, on: date) -> list[Person]:
    """Everybody who holds the role that day, by surname."""
    query = select(Person).join(RoleMembership, RoleMembership.person_id == Person.id).where(RoleMembership.role == role, _held(on))
    return list(db.session.scalars(query.where(Person.disabled_at.is_(None)).order_by(Person.family_name, Person.id).distinct()))


def list_roles(person_id: int) -> list[RoleMembership]:
    """All memberships of a person, newest first."""
    return list(
        db.session.scalars(
            select(RoleMembership).where(RoleMembership.person_id == person_id).order_by(RoleMembership.valid_from.desc(), RoleMembership.id)
        )
    )


def list_people(*, search: str = "", page: int = 1, size: int = 25) -> Page[Person]:
    """People by surname; `search` is the beginning of a surname or mail address."""
    query = select(Person)
    if search:
        start = search.strip().lower()
        query = query.where(or_(func.lower(Person.family_name).startswith(start, autoescape=True), Person.email.startswith(start, autoescape=True)))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    items = db.session.scalars(query.order_by(Person.family_name, Person.id).limit(size).offset((page - 1) * size)).all()
    return Page(items=items, number=page, size=size, total=total)


def list_ties(*, about: int, on: date) -> tuple[TieFact, ...]:
    """Ties that touch a person and lasted until at least 24 months before this day."""
    horizon = conflict_horizon(on)
    query = select(Tie).where(or_(Tie.other_id == about, Tie.person_id == about), or_(Tie.valid_to.is_(None), Tie.valid_to > horizon))
    return tuple(TieFact(tie.person_id, tie.other_id, TieKind(tie.kind), tie.valid_from, tie.valid_to) for tie in db.session.scalars(query))


def employer_ids_of(person_id: int, *, since: date, until: date) -> frozenset[int]:
    """Employers of a person at any time in [since, until]."""
    query = select(Employment.employer_id).where(
        Employment.person_id == person_id, Employment.valid_from <= until, or_(Employment.valid_to.is_(None), Employment.valid_to > since)
    )
    return frozenset(db.session.scalars(query))


def find_employer_name(person_id: int, *, on: date) -> str | None:
    """The name of the present employer."""
    query = (
        select(Employer.name)
        .join(Employment, Employment.employer_id == Employer.id)
        .where(Employment.person_id == person_id, Employment.valid_from <= on, or_(Employment.valid_to.is_(None), Employment.valid_to > on))
    )
    return db.session.scalar(query.order_by(Employment.valid_from.desc()).limit(1))


def find_conflicts_between(decider_id: int, subject_id: int, *, on: date) -> tuple[str, ...]:
    """The reasons why one person may not decide about another on this day."""
    horizon = conflict_horizon(on)
    return find_conflicts(
        decider_id=decider_id,
        subject_id=subject_id,
        ties=list_ties(about=subject_id, on=on),
        decider_employers=employer_ids_of(decider_id, since=horizon, until=on),
        subject_employers=employer_ids_of(subject_id, since=horizon, until=on),
    )


def count_recent_failures(key: str, *, at: datetime) -> int:
    """Refused sign-ins under this key within the window."""
    query = select(func.count()).select_from(FailedSignIn).where(FailedSignIn.key == key, FailedSignIn.at > at - FAILURE_WINDOW)
    return db.session.scalar(query) or 0


def has_reset_since(person_id: int, *, at: datetime) -> bool:
    """Whether a reset link was mailed to this person after the moment."""
    query = select(OneTimeLink.id).where(OneTimeLink.person_id == person_id, OneTimeLink.purpose == "reset", OneTimeLink.created_at > at)
    return db.session.scalar(query.limit(1)) is not None


def find_link(token_hash: str, *, at: datetime) -> OneTimeLink | None:
    """A one-time link that still works."""
    query = select(OneTimeLink).where(OneTimeLink.token_hash == token_hash, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > at)
    return db.session.scalar(query)
