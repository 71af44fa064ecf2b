"""Questions about people."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from lms.accounts.models import Employer, Employment, ExtraTime, FailedSignIn, LoginSession, OneTimeLink, Person, RoleMembership, Tie
from lms.accounts.rules import FAILURE_WINDOW, conflict_horizon, find_conflicts, session_lives
from lms.accounts.terms import AccountStand, Actor, EmploymentFact, PersonName, Role, TieFact, TieKind
from lms.kernel.db import db, rows
from lms.kernel.errors import NotFound
from lms.kernel.paging import Page

_MOST_WORDS = 4
_BUNCH = 500
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


def people_of(ids: Iterable[int]) -> dict[int, Person]:
    """People by id, in one query."""
    return {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(set(ids))))}


def names_of(ids: Iterable[int]) -> dict[int, PersonName]:
    """Names by person id, in one query; nothing else of them is read."""
    query = select(Person.id, Person.initials, Person.given_name, Person.name_prefix, Person.family_name).where(Person.id.in_(set(ids)))
    return {
        row.id: PersonName(initials=row.initials, given_name=row.given_name, prefix=row.name_prefix, family_name=row.family_name)
        for row in db.session.execute(query)
    }


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


def list_sessions(person_id: int) -> list[LoginSession]:
    """Somebody's sign-ins that are kept, newest first."""
    return list(db.session.scalars(select(LoginSession).where(LoginSession.person_id == person_id).order_by(LoginSession.started_at.desc())))


def list_people(*, search: str = "", role: Role | None = None, on: date | None = None, page: int = 1, size: int = 25) -> Page[Person]:
    """People by surname; every word of `search` begins a first name, a surname or the mail address. With a role, who holds it that day."""
    query = select(Person)
    for word in search.lower().split()[:_MOST_WORDS]:
        columns = (func.lower(Person.given_name), func.lower(Person.name_prefix), func.lower(Person.family_name), Person.email)
        inside = func.lower(Person.family_name).contains(f"-{word}", autoescape=True)
        query = query.where(or_(inside, *(column.startswith(word, autoescape=True) for column in columns)))
    if role is not None and on is not None:
        query = query.where(Person.id.in_(select(RoleMembership.person_id).where(RoleMembership.role == role, _held(on))))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    items = db.session.scalars(query.order_by(Person.family_name, Person.given_name, Person.id).limit(size).offset((page - 1) * size)).all()
    return Page(items=items, number=page, size=size, total=total)


def list_ties(*, about: int, on: date) -> tuple[TieFact, ...]:
    """Ties that touch a person and lasted until at least 24 months before this day."""
    horizon = conflict_horizon(on)
    query = select(Tie).where(or_(Tie.other_id == about, Tie.person_id == about), or_(Tie.valid_to.is_(None), Tie.valid_to > horizon))
    return tuple(TieFact(tie.person_id, tie.other_id, TieKind(tie.kind), tie.valid_from, tie.valid_to) for tie in db.session.scalars(query))


def list_declared(person_id: int) -> list[tuple[Person, date]]:
    """Whom somebody declared to know, and since when; those that still run, by address."""
    query = select(Person, Tie.valid_from).join(Tie, Tie.other_id == Person.id)
    query = query.where(Tie.person_id == person_id, Tie.kind == TieKind.DECLARED, Tie.valid_to.is_(None)).order_by(Person.email)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def list_extra_time(person_id: int) -> list[ExtraTime]:
    """What was decided about somebody's extra time, newest first; the first row holds."""
    return list(db.session.scalars(select(ExtraTime).where(ExtraTime.person_id == person_id).order_by(ExtraTime.id.desc())))


def extra_time_of(ids: Iterable[int]) -> dict[int, int]:
    """Person id -> extra percent, for who has any, in one query."""
    newest = select(func.max(ExtraTime.id)).where(ExtraTime.person_id.in_(set(ids))).group_by(ExtraTime.person_id)
    rows_ = db.session.execute(select(ExtraTime.person_id, ExtraTime.percent).where(ExtraTime.id.in_(newest), ExtraTime.percent > 0))
    return {row.person_id: row.percent for row in rows_}


def employers_of(ids: Iterable[int], *, since: date, until: date) -> dict[int, frozenset[int]]:
    """Person id -> ids of the employers at any time in [since, until], of everybody asked, in one query."""
    found: dict[int, frozenset[int]] = dict.fromkeys(ids, frozenset())
    lasts = and_(Employment.valid_from <= until, or_(Employment.valid_to.is_(None), Employment.valid_to > since))
    for person_id, employer_id in db.session.execute(
        select(Employment.person_id, Employment.employer_id).where(Employment.person_id.in_(found), lasts)
    ):
        found[person_id] |= {employer_id}
    return found


def find_employer_name(person_id: int, *, on: date) -> str | None:
    """The name of the present employer."""
    query = (
        select(Employer.name)
        .join(Employment, Employment.employer_id == Employer.id)
        .where(Employment.person_id == person_id, Employment.valid_from <= on, or_(Employment.valid_to.is_(None), Employment.valid_to > on))
    )
    return db.session.scalar(query.order_by(Employment.valid_from.desc()).limit(1))


def find_conflicts_between(decider_id: int, subject_id: int, *, on: date) -> tuple[str, ...]:
    """The reasons why one person may not decide about another on this day, in two queries."""
    employers = employers_of({decider_id, subject_id}, since=conflict_horizon(on), until=on)
    return find_conflicts(
        decider_id=decider_id,
        subject_id=subject_id,
        ties=list_ties(about=subject_id, on=on),
        decider_employers=employers[decider_id],
        subject_employers=employers[subject_id],
    )


def list_employments(person_id: int) -> list[EmploymentFact]:
    """Where somebody works and worked, newest first."""
    query = select(Employment.id, Employer.name, Employment.valid_from, Employment.valid_to).join(Employer, Employer.id == Employment.employer_id)
    found = db.session.execute(query.where(Employment.person_id == person_id).order_by(Employment.valid_from.desc(), Employment.id.desc()))
    return [EmploymentFact(*row) for row in found]


def list_tie_rows(about: int) -> list[Tie]:
    """Every tie that touches a person, newest first."""
    query = select(Tie).where(or_(Tie.other_id == about, Tie.person_id == about))
    return list(db.session.scalars(query.order_by(Tie.valid_from.desc(), Tie.id.desc())))


def list_conflicted(decider_id: int, subjects: Iterable[int], *, on: date) -> frozenset[int]:
    """Those of these people about whom somebody may not decide, or who may not decide about them: in two queries however many they are."""
    ids, horizon = set(subjects), conflict_horizon(on)
    touches = or_(and_(Tie.person_id == decider_id, Tie.other_id.in_(ids)), and_(Tie.other_id == decider_id, Tie.person_id.in_(ids)))
    ties = db.session.execute(select(Tie.person_id, Tie.other_id).where(touches, or_(Tie.valid_to.is_(None), Tie.valid_to > horizon))).all()
    tied = {row.person_id for row in ties} | {row.other_id for row in ties} | {decider_id}
    employers = employers_of({decider_id, *ids}, since=horizon, until=on)
    return frozenset(key for key in ids if key in tied or employers[key] & employers[decider_id])


def stands_of(people: Sequence[Person], *, at: datetime) -> dict[int, AccountStand]:
    """How the accounts of these people stand, in one query; none when everybody has signed in or is closed."""
    waiting = [person.id for person in people if person.password_hash is None and person.disabled_at is None]
    open_links = select(OneTimeLink.person_id).where(OneTimeLink.person_id.in_(waiting), OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > at)
    invited = set(db.session.scalars(open_links)) if waiting else set[int]()
    return {person.id: _stand(person, invited) for person in people}


def _stand(person: Person, invited: set[int]) -> AccountStand:
    if person.disabled_at is not None:
        return AccountStand.CLOSED
    if person.password_hash is not None:
        return AccountStand.ACTIVE
    return AccountStand.INVITED if person.id in invited else AccountStand.WITHOUT


def list_without_invitation(*, at: datetime, limit: int = 200) -> list[Person]:
    """Who has no password and no link that works, longest ago made first."""
    works = select(OneTimeLink.id).where(OneTimeLink.person_id == Person.id, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > at)
    query = select(Person).where(Person.password_hash.is_(None), Person.disabled_at.is_(None), ~works.exists())
    return list(db.session.scalars(query.order_by(Person.created_at, Person.id).limit(limit)))


def find_known(emails: Iterable[str]) -> frozenset[str]:
    """Those of these addresses that have an account, some hundreds at a time."""
    asked, found = sorted(set(emails)), set[str]()
    for start in range(0, len(asked), _BUNCH):
        found |= set(db.session.scalars(select(Person.email).where(Person.email.in_(asked[start : start + _BUNCH]))))
    return frozenset(found)


def count_recent_failures(key: str, *, at: datetime) -> int:
    """Refused sign-ins under this key within the window."""
    query = select(func.count()).select_from(FailedSignIn).where(FailedSignIn.key == key, FailedSignIn.at > at - FAILURE_WINDOW)
    return db.session.scalar(query) or 0


def find_link(token_hash: str, *, at: datetime) -> OneTimeLink | None:
    """A one-time link that still works."""
    query = select(OneTimeLink).where(OneTimeLink.token_hash == token_hash, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > at)
    return db.session.scalar(query)


def count_links_since(person_id: int, since: datetime) -> int:
    """How many reset links somebody was sent since a moment."""
    query = select(func.count()).select_from(OneTimeLink).where(OneTimeLink.person_id == person_id, OneTimeLink.purpose == "reset")
    return db.session.scalar(query.where(OneTimeLink.created_at > since)) or 0
