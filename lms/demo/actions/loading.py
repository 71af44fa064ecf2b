"""Everything in order: the sign-ins, a group, exam rounds in every state, and five hundred people in the register."""

from datetime import datetime, timedelta

from sqlalchemy import inspect

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import Actor
from lms.catalogue.terms import Course
from lms.demo.actions.certified import fill_applications
from lms.demo.actions.register import fill_register
from lms.demo.actions.rounds import fill_rounds
from lms.demo.terms import CODE_OF_CONDUCT, DOMAIN, PASSWORD, SIGN_INS
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.kernel.db import db, transaction
from lms.kernel.errors import Conflict
from lms.registration import actions as registration
from lms.training import actions as training
from lms.training import queries as groups

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
        ids = _sign_ins(password_hash, at)
        _group(course, ids, at)
        registration.publish_code_of_conduct(
            version="2025",
            title="Beroepscode voor klantmanagers (voorbeeld)",
            body=CODE_OF_CONDUCT,
            effective_on=local_day(at - timedelta(days=600)),
            actor_id=ids["bureau"],
            at=at,
        )
        fill_register(count=people_count, desk_id=ids["bureau"], at=at)
        fill_rounds(course=course, ids=ids, password_hash=password_hash, at=at)
        fill_applications(course=course, ids=ids, title=title, at=at)
        audit.record(_MARK, actor_id=None, subject="demo", subject_id=None, at=at)
    return True


def _sign_ins(password_hash: str, at: datetime) -> dict[str, int]:
    since = local_day(at - timedelta(days=900))
    ids = {}
    for demo in SIGN_INS:
        person = accounts.create_person(
            email=f"{demo.nick}@{DOMAIN}", name=demo.name, actor_id=None, at=at - timedelta(days=900), password_hash=password_hash
        )
        for role in demo.roles:
            accounts.grant_role(person_id=person.id, role=role, since=since, actor_id=None, at=at)
        accounts.set_employment(person_id=person.id, employer_name=demo.employer, since=since, actor_id=None, at=at)
        ids[demo.nick] = person.id
    return ids


def _group(course: Course, ids: dict[str, int], at: datetime) -> None:
    """`cursist` began last week: one lesson read, the second half-way."""
    began = at - timedelta(days=7)
    group = training.create_group(
        title="Groep Wilgenkade",
        course_id=course.id,
        starts_on=local_day(began),
        ends_on=local_day(at + timedelta(days=300)),
        trainer_ids=[ids["trainer"], ids["commissie1"]],
        actor_id=ids["bureau"],
        at=began,
    )
    enrolment = training.enrol(group_id=group.id, person_id=ids["cursist"], actor_id=ids["bureau"], at=began)
    module = course.modules[0]
    first, second = module.lessons[0], module.lessons[1]
    cursist: Actor = people.get_actor(ids["cursist"], on=local_day(at))
    training.mark_read(enrolment=enrolment, course=course, module=module, lesson_id=first.id, actor=cursist, at=at - timedelta(days=3))
    if second.headings:
        place = second.headings[len(second.headings) // 2].id
        training.remember_position(
            enrolment=groups.get_enrolment(cursist.person_id, course.id), lesson_id=second.id, position=place, at=at - timedelta(days=2)
        )
