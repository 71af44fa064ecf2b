"""Eight at once in the training: everybody gets an answer, and nothing is kept or booked twice."""

from datetime import timedelta

from flask import Flask

from lms.accounts.terms import Role
from lms.catalogue.terms import Course
from lms.credits import queries as credits
from lms.credits.terms import Track
from lms.kernel.db import transaction
from lms.training import actions
from lms.training import queries as training
from tests.browse import PageClient
from tests.courses import right_answers
from tests.journeys.test_races import AT_ONCE, race
from tests.people import Someone, World


def student_of(world: World) -> tuple[Course, Someone]:
    course = world.publish()
    student = world.person("alice", Role.STUDENT)
    world.group(course, student, trainers=(world.person("bob", Role.TRAINER),))
    return course, student


def test_the_last_lesson_completes_the_module_once(app: Flask, client: PageClient, world: World) -> None:
    course, student = student_of(world)
    module, at = course.module("m2"), world.clock.now()
    with transaction():
        enrolment = training.get_enrolment(student.id, course.id)
        attempt = actions.start_attempt(enrolment=enrolment, course=course, module=module, actor=world.actor(student), at=at)
        for question_id, given in right_answers("m2").items():
            actions.answer_question(attempt=attempt, question=training.quiz_of(course, "m2").get(question_id), given=given, at=at)
        actions.finish_attempt(attempt=attempt, course=course, actor=world.actor(student), at=at)
        actions.mark_read(enrolment=enrolment, course=course, module=module, lesson_id="m2-les-een", actor=world.actor(student), at=at)
    assert race(app, client, student, "/mijn/lessen/m2-les-twee/gelezen") == [302] * AT_ONCE
    assert [entry.activity_key for entry in credits.list_entries(student.id, track=Track.ENTRY)] == ["module:klantmanager:m2"]


def test_one_answer_sent_many_times_is_one_answer(app: Flask, client: PageClient, world: World) -> None:
    course, student = student_of(world)
    with transaction():
        enrolment = training.get_enrolment(student.id, course.id)
        attempt = actions.start_attempt(
            enrolment=enrolment, course=course, module=course.module("m1"), actor=world.actor(student), at=world.clock.now()
        )
        number, attempt_id = attempt.question_ids.index("m1-q1") + 1, attempt.id
    assert race(app, client, student, f"/mijn/toets/{attempt_id}/{number}", antwoord="a") == [302] * AT_ONCE
    assert list(training.list_answers(attempt_id)) == ["m1-q1"]


def test_a_note_sent_many_times_is_one_note(app: Flask, client: PageClient, world: World) -> None:
    course, student = student_of(world)
    assert race(app, client, student, "/mijn/lessen/m1-les-een/notitie", note="Een", version="0") == [302] * AT_ONCE
    assert training.list_notes(training.get_enrolment(student.id, course.id).id) == {"m1-les-een": "Een"}


def test_a_grant_clicked_many_times_is_one_attempt(app: Flask, client: PageClient, world: World) -> None:
    course, student = student_of(world)
    enrolment = training.get_enrolment(student.id, course.id)
    for hours in (72, 48, 24):
        with transaction():
            at, facts = world.clock.now() - timedelta(hours=hours), {"course": course, "actor": world.actor(student)}
            attempt = actions.start_attempt(enrolment=enrolment, module=course.module("m1"), at=at, **facts)  # type: ignore[arg-type]  # test shorthand
            actions.finish_attempt(attempt=attempt, at=at, **facts)  # type: ignore[arg-type]  # the same
    desk, path = world.person("roos", Role.SECRETARIAT), f"/beoordelen/groepen/{enrolment.group_id}/cursisten/{student.id}/poging"
    assert sorted(race(app, client, desk, path, module_id="m1")) == [302] + [409] * (AT_ONCE - 1)
    assert {row.granted for row in training.list_attempts(enrolment.id, "m1")} == {1}


def test_an_activity_is_handed_in_once(app: Flask, client: PageClient, world: World) -> None:
    _, student = student_of(world)
    fields = {"title": "Lezing", "category": "other", "held_from": "2026-11-01", "held_to": "2026-11-01", "points": "4", "description": "Geleerd."}
    statuses = race(app, client, student, "/mijn/punten/toevoegen", **fields)
    assert sorted(statuses) == [302] + [409] * (AT_ONCE - 1)
