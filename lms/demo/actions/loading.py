"""Everything in order: who works here, five hundred people in the register, groups and exams, applications, and the group of today."""

from datetime import datetime, timedelta

from sqlalchemy import inspect

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import TieKind
from lms.catalogue.terms import Course
from lms.demo.actions.applying import fill_applications
from lms.demo.actions.ledgers import claims_settled, hand_in_claim, keep_up
from lms.demo.actions.register import fill_register
from lms.demo.actions.rounds import fill_rounds
from lms.demo.actions.studying import fill_classroom, make_groups
from lms.demo.terms.conduct import CODE_OF_CONDUCT, TITLE, VERSION
from lms.demo.terms.people import CLASSMATES, DOMAIN, INVITED, PASSWORD, SIGN_INS, STAFF_DAYS, DemoPerson
from lms.demo.terms.points import OPEN_CLAIMS
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.kernel.db import db, transaction
from lms.kernel.errors import Conflict
from lms.registration import actions as registration
from lms.registration import queries as register

_MARK = "demo_loaded"


def is_marked() -> bool:
    """Whether this database was filled as a demo."""
    return audit.has(_MARK)


def refuse_real_data() -> None:
    """Raise Conflict when the database is somebody's real one; an empty one or a demo passes, with or without tables."""
    tables = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    if tables and "audit_event" not in tables:
        raise Conflict("Deze database bevat tabellen van een ander programma. Er is niets geladen.")
    if tables and not is_marked() and people.list_people(size=1).total:
        raise Conflict("Deze database bevat al personen en is geen demo. Er is niets geladen.")


def load_demo(*, course: Course, title: str, at: datetime, people_count: int = 500) -> bool:
    """Fill an empty database; True when it did. A demo that is there stays as it is; anything else raises Conflict."""
    if is_marked():
        return False
    refuse_real_data()
    password_hash = accounts.hash_password(PASSWORD)
    with transaction():  # one for all: a start that is broken off leaves an empty database, and the next start fills it
        ids = {demo.nick: _account(demo, None, password_hash, at) for demo in SIGN_INS}
        ids |= {demo.nick: _account(demo, ids["bureau"], password_hash, at) for demo in CLASSMATES}
        _rules_of_the_house(ids, at)
        groups = make_groups(course=course, ids=ids, at=at)
        desk = people.get_actor(ids["bureau"], on=local_day(at))
        fill_register(count=people_count, desk=desk, password_hash=password_hash, at=at)
        fill_rounds(course=course, ids=ids, groups=groups, password_hash=password_hash, at=at)
        fill_applications(course=course, ids=ids, title=title, at=at)
        fill_classroom(course=course, ids=ids, at=at)
        _certified_keep_up(ids, at)
        _invite(ids["bureau"], at)
        audit.record(_MARK, actor_id=None, subject="demo", subject_id=None, at=at)
    return True


def _account(demo: DemoPerson, actor_id: int | None, password_hash: str | None, at: datetime) -> int:
    then = at - timedelta(days=demo.days)
    person = accounts.create_person(email=f"{demo.nick}@{DOMAIN}", name=demo.name, actor_id=actor_id, at=then, password_hash=password_hash)
    for role in demo.roles:
        accounts.grant_role(person_id=person.id, role=role, since=local_day(then), actor_id=actor_id, at=then)
    accounts.set_employment(person_id=person.id, employer_name=demo.employer, since=local_day(then), actor_id=actor_id, at=then)
    return person.id


def _rules_of_the_house(ids: dict[str, int], at: datetime) -> None:
    """The code of conduct, and two people who said that they know each other."""
    begin = at - timedelta(days=STAFF_DAYS)
    registration.publish_code_of_conduct(
        version=VERSION, title=TITLE, body=CODE_OF_CONDUCT, effective_on=local_day(begin), actor_id=ids["bureau"], at=begin
    )
    then = at - timedelta(days=500)
    accounts.record_tie(
        person_id=ids["commissie2"],
        other_id=ids["examinator1"],
        kind=TieKind.DECLARED,
        since=local_day(then),
        at=then,
        actor_id=ids["bureau"],
    )


def _certified_keep_up(ids: dict[str, int], at: datetime) -> None:
    """Who was certified here has a ledger too, with own activities in every state."""
    desk = people.get_actor(ids["bureau"], on=local_day(at))
    for number, nick in ((6, "kandidaat14"), (7, "kandidaat2")):
        person = people.find_person_by_email(f"{nick}@{DOMAIN}")
        entry = register.find_registration_of(person.id) if person is not None else None
        if person is None or entry is None:
            continue
        keep_up(person_id=person.id, number=number * 3 + 2, full=False, since=entry.events[0].effective_on, desk=desk, at=at)
        claims_settled(person_id=person.id, desk=desk, at=at)
        hand_in_claim(person.id, OPEN_CLAIMS[number], at - timedelta(days=2 * number))


def _invite(desk_id: int, at: datetime) -> None:
    """Two who were invited and did not come yet; the link of the first is too old."""
    for demo in INVITED:
        person_id = _account(demo, desk_id, None, at)
        accounts.invite(person=people.get_person(person_id), actor_id=desk_id, at=at - timedelta(days=demo.days))
