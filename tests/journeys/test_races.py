"""Eight at once: one wins, the others are told, nothing is done twice and nothing of ours fails."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask

from lms.accounts.terms import Role
from lms.credits import actions as credits
from lms.credits import queries as ledger
from lms.credits.terms import Category, Track
from lms.exams import actions as exams
from lms.exams import queries as scripts
from lms.kernel.clock import FixedClock
from lms.kernel.db import db, transaction
from lms.training import queries as training
from tests.browse import PageClient
from tests.people import Someone, World

AT_ONCE = 8


def race(app: Flask, client: PageClient, who: Someone, path: str, **fields: str) -> list[int]:
    """The statuses of so many identical submits at the same moment, from one session."""
    data = {"csrf_token": client.token(who), **fields}
    cookie = client.client(who).get_cookie("sessie").value
    db.session.rollback()

    def submit(_number: int) -> int:
        with app.app_context():
            visitor = app.test_client()
            visitor.set_cookie("sessie", cookie)
            return visitor.post(path, data=data).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(submit, range(AT_ONCE)))
    db.session.expire_all()
    return statuses


def test_points_are_granted_once(app: Flask, client: PageClient, world: World, clock: FixedClock) -> None:
    world.publish()
    student, desk = world.person("alice", Role.STUDENT), world.person("bob", Role.SECRETARIAT)
    day = world.today
    with transaction():
        claim = credits.submit_claim(
            person_id=student.id, category=Category.OTHER, title="Lezing", description="-", held_from=day, held_to=day, points=200, at=clock.now()
        )
    statuses = race(app, client, desk, f"/bureau/punten/{claim.id}", points="2", reason="")
    assert sorted(statuses) == [302] + [409] * (AT_ONCE - 1)
    assert [entry.points for entry in ledger.list_entries(student.id, track=Track.RENEWAL)] == [200]


def test_a_quiz_is_begun_once(app: Flask, client: PageClient, world: World) -> None:
    course = world.publish()
    student = world.person("alice", Role.STUDENT)
    world.group(course, student, trainers=(world.person("bob", Role.TRAINER),))
    statuses = race(app, client, student, "/mijn/toetsen/m1")
    assert 302 in statuses
    assert set(statuses) <= {302, 409}
    enrolment = training.get_enrolment(student.id, course.id)
    assert len(training.list_attempts(enrolment.id)) == 1


def test_an_exam_is_begun_once_and_handed_in_once(app: Flask, client: PageClient, world: World, clock: FixedClock) -> None:
    course, student, at = world.publish(), world.person("alice", Role.STUDENT), clock.now()
    with transaction():
        round_ = exams.create_round(
            title="Examen",
            course_hash=course.content_hash,
            case_id=course.exam.case_id,
            writing_from=at,
            writing_until=at + timedelta(days=1),
            actor_id=None,
            at=at,
        )
        exams.admit_candidate(round_=round_, person_id=student.id, actor_id=None, at=at)
        for nick in ("bob", "charlie", "dina"):
            exams.appoint_examiner(round_=round_, person_id=world.person(nick, Role.EXAMINER).id, actor_id=None, at=at)
        exams.open_round(round_=round_, actor_id=None, at=at)
    assert set(race(app, client, student, f"/mijn/examens/{round_.id}/beginnen")) <= {302, 409}
    assert len(scripts.list_board(round_.id)) == 1
    own = scripts.list_own_rounds(student.id)[0].script
    assert own is not None
    assert set(race(app, client, student, f"/mijn/casus/{own.id}/inleveren")) <= {302, 409}
    assert scripts.list_own_rounds(student.id)[0].script.state == "submitted"  # type: ignore[union-attr]  # begun above
