"""Eight at once: one wins, the others are told, nothing is done twice and nothing of ours fails."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from bs4 import BeautifulSoup
from flask import Flask

from lms.accounts import actions as inviting
from lms.accounts import queries as accounts
from lms.accounts.terms import Role
from lms.certification import actions as certifying
from lms.certification import queries as certification
from lms.certification.terms import ApplicationState, CheckItem
from lms.credits import actions as credits
from lms.credits import queries as ledger
from lms.credits.terms import Category, Track
from lms.exams import actions as exams
from lms.exams import queries as scripts
from lms.kernel.clock import FixedClock
from lms.kernel.db import db, transaction
from lms.registration import actions as registration
from lms.training import actions as study
from lms.training import queries as training
from tests.answers import right_fields
from tests.browse import PageClient
from tests.people import Someone, World
from tests.stage import EXAMINERS, load_demo, someone

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


def test_a_quiz_is_handed_in_once_and_its_credits_are_posted_once(app: Flask, client: PageClient, world: World, clock: FixedClock) -> None:
    course, at = world.publish(), clock.now()
    student = world.person("alice", Role.STUDENT)
    world.group(course, student, trainers=(world.person("bob", Role.TRAINER),))
    module, actor = course.modules[0], world.actor(student)
    with transaction():
        enrolment = training.get_enrolment(student.id, course.id)
        for lesson in module.lessons:
            study.mark_read(enrolment=enrolment, course=course, module=module, lesson_id=lesson.id, actor=actor, at=at)
        study.record_case_result(
            person_id=student.id, course_id=course.id, module_id=module.id, case_id=module.case_ids[0], passed=True, at=at, actor_id=None
        )
        attempt = study.start_attempt(enrolment=enrolment, course=course, module=module, actor=actor, at=at)
        for question in module.quiz.questions if module.quiz else ():
            study.answer_question(attempt=attempt, question=question, given=right_fields(question), at=at)
    statuses = race(app, client, student, f"/mijn/toets/{attempt.id}/inleveren")
    assert 302 in statuses
    assert set(statuses) <= {302, 409}
    assert [entry.points for entry in ledger.list_entries(student.id, track=Track.ENTRY)] == [module.points.total]


def test_a_mark_is_signed_once(app: Flask, client: PageClient, world: World) -> None:
    load_demo(world)
    nick, code = next((nick, item.code) for nick in EXAMINERS for item in scripts.list_queue(someone(nick).id) if item.signed_at is None)
    path = f"/beoordelen/casus/{code}"
    page = client.get(path, as_=someone(nick))
    _, fields = page.form("Ondertekenen")
    levels = {str(box["name"]): "3" for box in page.soup.select("fieldset.rubric input[type=radio]")}
    statuses = race(app, client, someone(nick), path, **{**levels, "version": fields["version"], "rating": "pass", "comment": "", "doen": "sign"})
    assert sorted(statuses) == [302] + [409] * (AT_ONCE - 1)
    assert next(item for item in scripts.list_queue(someone(nick).id) if item.code == code).signed_at is not None


def test_an_application_is_decided_once_and_gives_one_number_and_one_certificate(
    app: Flask, client: PageClient, world: World, clock: FixedClock
) -> None:
    load_demo(world)
    at = clock.now()
    application = certification.list_applications(ApplicationState.SUBMITTED)[0]
    person_id = application.person_id
    with transaction():
        desk = world.actor(someone("bureau"))
        for item in CheckItem:
            certifying.record_check(application=application, item=item, dated_on=world.today, actor=desk, at=at)
    path = f"/bureau/aanvragen/{application.id}/besluit"
    statuses = race(app, client, someone("commissie2"), path, verdict="grant", reason="Het dossier is compleet.")
    assert sorted(statuses) == [302] + [409] * (AT_ONCE - 1)
    certificates = certification.list_certificates(person_id)
    assert len(certificates) == 1
    holder = accounts.get_person(person_id)
    again = race(app, client, Someone(holder.id, holder.email, holder.name), f"/mijn/certificaten/{certificates[0].id}/maken")
    assert set(again) == {302}


def test_numbers_given_at_once_differ(app: Flask, world: World, clock: FixedClock) -> None:
    people = [world.person(f"nummer{place}", Role.STUDENT) for place in range(AT_ONCE)]
    today, at = world.today, clock.now()
    db.session.rollback()

    def register(person: Someone) -> str:
        with app.app_context(), transaction():
            row = registration.register_person(
                person_id=person.id,
                name=person.name,
                ruleset_id="klantmanager-2020",
                starts_on=today,
                ends_on=today + timedelta(days=900),
                actor_id=None,
                decided_by_id=None,
                at=at,
            )
            return row.number

    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbers = list(pool.map(register, people))
    assert len(set(numbers)) == AT_ONCE


def test_an_invitation_is_used_once(app: Flask, world: World, clock: FixedClock) -> None:
    person = world.person("alice", Role.STUDENT)
    with transaction():
        token = inviting.invite(person=accounts.get_person(person.id), actor_id=None, at=clock.now())
    db.session.rollback()
    ready = Barrier(AT_ONCE)

    def choose(place: int) -> int:
        with app.app_context():
            visitor = app.test_client()
            page = visitor.get(f"/uitnodiging/{token}")
            field = BeautifulSoup(page.data, "html5lib").find("input", attrs={"name": "csrf_token"})
            ready.wait(30)
            data = {"csrf_token": field["value"] if field else "", "password": f"vier heel losse woorden {place}"}
            return visitor.post(f"/uitnodiging/{token}", data=data).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(choose, range(AT_ONCE)))
    assert sorted(statuses) == [302] + [404] * (AT_ONCE - 1)
