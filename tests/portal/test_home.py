"""The dashboard: one button to the exact place, the rule that counts, dates, points, and what to do when there is nothing yet."""

from datetime import date, timedelta

import pytest

from lms.accounts.terms import Role
from lms.catalogue.terms import Course
from lms.exams import actions as exams
from lms.exams import queries as rounds
from lms.kernel.calendar import start_of_day
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction
from lms.training import actions as training
from lms.training import queries as groups
from tests.browse import Page, PageClient
from tests.courses import right_answers
from tests.people import Someone, World
from tests.portal.test_points import post, register


@pytest.fixture
def course(world: World) -> Course:
    return world.publish()


@pytest.fixture
def alice(world: World, course: Course) -> Someone:
    student = world.person("alice", Role.STUDENT)
    world.group(course, student, trainers=(world.person("bob", Role.TRAINER),))
    return student


def dates(page: Page) -> list[str]:
    return [" ".join(item.get_text(" ").split()) for item in page.soup.select("ul.dates li")]


def finish_everything(world: World, who: Someone, course: Course) -> None:
    """Every lesson, quiz and practice case."""
    actor, at = world.actor(who), world.clock.now()
    for module in course.modules:
        with transaction():
            enrolment = groups.get_enrolment(who.id, course.id)
            for lesson in module.lessons:
                training.mark_read(enrolment=enrolment, course=course, module=module, lesson_id=lesson.id, actor=actor, at=at)
            attempt = training.start_attempt(enrolment=enrolment, course=course, module=module, actor=actor, at=at)
            for question_id, given in right_answers(module.id).items():
                training.answer_question(attempt=attempt, question=groups.quiz_of(course, module.id).get(question_id), given=given, at=at)
            training.finish_attempt(attempt=attempt, course=course, actor=actor, at=at)
            for case_id in module.case_ids:
                training.record_case_result(
                    person_id=who.id, course_id=course.id, module_id=module.id, case_id=case_id, passed=True, at=at, actor_id=None
                )


def open_round(world: World, course: Course, *candidates: Someone) -> int:
    """An exam that can be written from now for a week."""
    desk, at = world.person("roos", Role.SECRETARIAT), world.clock.now()
    with transaction():
        round_ = exams.create_round(
            title="Examen najaar",
            course_hash=course.content_hash,
            case_id=course.exam.case_id,
            writing_from=at,
            writing_until=at + timedelta(days=7),
            actor_id=desk.id,
            at=at,
        )
        for candidate in candidates:
            exams.admit_candidate(round_=round_, person_id=candidate.id, actor_id=desk.id, at=at)
        for nick in ("emiel", "fatma", "gijs"):
            exams.appoint_examiner(round_=round_, person_id=world.person(nick, Role.EXAMINER).id, actor_id=desk.id, at=at)
    with transaction():
        exams.open_round(round_=rounds.get_round(round_.id), actor_id=desk.id, at=at)
    return round_.id


def test_the_rule_that_counts_stands_at_every_bar(client: PageClient, alice: Someone) -> None:
    client.post("/mijn/lessen/m1-les-een/gelezen", as_=alice)
    page = client.get("/mijn", as_=alice)
    first = " ".join(page.soup.select(".module-list > li")[0].get_text(" ").split())
    assert "M1. Module m1 Bezig Klaar 1 van 4 stappen" in first
    assert "Alle 2 lessen gelezen: 1 van 2 (nog niet)" in first
    assert "Kennistoets gehaald (ten minste 70 procent goed) (nog niet)" in first
    assert "Oefencasus “De casus oefening” voldoende (nog niet)" in first


def test_a_module_of_which_a_lesson_was_opened_is_begun(client: PageClient, alice: Someone) -> None:
    first = client.get("/mijn", as_=alice).soup.select(".module-list > li")[0].get_text(" ")
    assert "Nog niet begonnen" in first
    assert "Alle 2 lessen gelezen" not in first
    client.get("/mijn/lessen/m1-les-een", as_=alice)
    first = client.get("/mijn", as_=alice).soup.select(".module-list > li")[0].get_text(" ")
    assert "Bezig" in first
    assert "Alle 2 lessen gelezen" in first


def test_one_goes_on_at_the_question_where_one_was(client: PageClient, world: World, alice: Someone) -> None:
    client.post("/mijn/toetsen/m1", as_=alice)
    page = client.get("/mijn", as_=alice)
    assert "Kennistoets m1, vraag 1 van 7" in page.main
    attempt = groups.list_attempts(groups.get_enrolment(alice.id, "klantmanager").id)[0]
    assert page.link("Ga verder") == f"/mijn/toets/{attempt.id}/1"
    assert world.today


def test_a_practice_case_is_one_click_away(client: PageClient, world: World, alice: Someone, course: Course) -> None:
    finish_everything(world, alice, course)
    charlie = world.person("charlie", Role.STUDENT)
    world.group(course, charlie)
    for lesson in ("m1-les-een", "m1-les-twee"):
        client.post(f"/mijn/lessen/{lesson}/gelezen", as_=charlie)
    with transaction():
        enrolment = groups.get_enrolment(charlie.id, course.id)
        attempt = training.start_attempt(
            enrolment=enrolment, course=course, module=course.module("m1"), actor=world.actor(charlie), at=world.clock.now()
        )
        for question_id, given in right_answers("m1").items():
            training.answer_question(attempt=attempt, question=groups.quiz_of(course, "m1").get(question_id), given=given, at=world.clock.now())
        training.finish_attempt(attempt=attempt, course=course, actor=world.actor(charlie), at=world.clock.now())
    assert client.get("/mijn", as_=charlie).link("Ga verder") == "/mijn/oefenen/m1/oefening"


def test_when_all_modules_are_done_the_exam_comes_next(client: PageClient, world: World, alice: Someone, course: Course) -> None:
    finish_everything(world, alice, course)
    page = client.get("/mijn", as_=alice)
    assert "Het registerbureau laat je toe tot een examenronde." in page.main
    number = open_round(world, course, alice)
    page = client.get("/mijn", as_=alice)
    assert page.link("Naar het examen") == f"/mijn/examens/{number}"
    assert dates(page)[0] == "1 december 2026 Examen najaar: schrijven kan tot 1 december 2026, 10.00 uur"


def test_who_handed_in_waits_also_when_the_time_did_it(client: PageClient, world: World, alice: Someone, course: Course, clock: FixedClock) -> None:
    finish_everything(world, alice, course)
    round_ = rounds.get_round(open_round(world, course, alice))
    with transaction():
        exams.start_script(round_=round_, actor=world.actor(alice), at=clock.now())
    page = client.get("/mijn", as_=alice)
    assert page.link("Schrijf verder")
    assert "Je tijd loopt tot 24 november 2026, 11.00 uur." in page.main
    assert dates(page)[0] == "24 november 2026 Examen najaar: schrijven kan tot 24 november 2026, 11.00 uur"
    clock.set(clock.now() + timedelta(days=1))
    page = client.get("/mijn", as_=alice)
    assert "Wacht op de uitslag" in page.main
    assert "Schrijf het examen" not in page.main
    assert dates(page) == []


def test_who_sits_the_exam_without_the_course_reads_of_the_exam_and_of_no_group(
    client: PageClient, world: World, course: Course, clock: FixedClock
) -> None:
    dina = world.person("dina", Role.STUDENT)
    number = open_round(world, course, dina)
    page = client.get("/mijn", as_=dina)
    assert page.link("Naar het examen") == f"/mijn/examens/{number}"
    assert "modules zijn af" not in page.main
    with transaction():
        exams.start_script(round_=rounds.get_round(number), actor=world.actor(dina), at=clock.now())
    clock.set(clock.now() + timedelta(days=1))
    page = client.get("/mijn", as_=dina)
    assert "Wacht op de uitslag" in page.main
    assert "nog niet ingeschreven" not in page.main


def test_dates_come_in_order(client: PageClient, world: World, alice: Someone, course: Course) -> None:
    open_round(world, course, alice)
    assert [text.split(" ")[2] for text in dates(client.get("/mijn", as_=alice))] == ["2026", "2027"]


def test_who_is_not_enrolled_reads_what_happens_and_what_can_be_done(client: PageClient, world: World, course: Course) -> None:
    charlie = world.person("charlie", Role.STUDENT)
    page = client.get("/mijn", as_=charlie)
    assert "Je bent nog niet ingeschreven voor de opleiding" in page.main
    assert "Het registerbureau plaatst je in een groep." in page.main
    assert page.link("leeslijst") == "/mijn/leeslijst"
    assert client.get("/mijn/leeslijst", as_=charlie).status == 200
    assert course.id


def test_before_the_group_begins_the_first_day_is_told(client: PageClient, world: World, course: Course, clock: FixedClock) -> None:
    early = world.person("charlie", Role.STUDENT)
    world.group(course, early)
    clock.set(clock.now() - timedelta(days=8))
    page = client.get("/mijn", as_=early)
    assert "Je groep begint op 17 november 2026" in page.main
    assert dates(page) == ["17 november 2026 Groep Wilgen begint"]


def test_who_is_registered_sees_status_points_and_the_days_that_come(client: PageClient, world: World, course: Course) -> None:
    fatma = world.person("fatma", Role.STUDENT)
    register(fatma)
    post(fatma, "cursus", 400, date(2026, 5, 4))
    page = client.get("/mijn", as_=fatma)
    assert "geregistreerd Geldig t/m 28 februari 2031." in page.main
    assert "Punten om geregistreerd te blijven 4 van 100" in page.main
    assert dates(page) == [
        "1 september 2030 Vanaf deze dag kun je herregistratie aanvragen",
        "28 februari 2031 Laatste dag om herregistratie aan te vragen",
    ]
    assert "nog niet ingeschreven" not in page.main
    assert len(page.queries) <= 6, page.queries
    assert course.id


def test_who_lapsed_is_told_and_asked_nothing(client: PageClient, world: World, course: Course, clock: FixedClock) -> None:
    fatma = world.person("fatma", Role.STUDENT)
    register(fatma)
    clock.set(start_of_day(date(2031, 3, 2)))
    page = client.get("/mijn", as_=fatma)
    assert "verlopen Je registratie gold t/m 28 februari 2031." in page.main
    assert dates(page) == []
    assert course.id
