"""What is done in the training holds: once, whatever the course becomes, and whoever clicks twice."""

from datetime import timedelta

import pytest

from lms.accounts.terms import Role
from lms.catalogue.terms import Course
from lms.credits import queries as credits
from lms.credits.terms import Track
from lms.kernel import audit
from lms.kernel.clock import FixedClock
from lms.kernel.db import db, transaction
from lms.kernel.errors import ConflictOfInterest, NotFound
from lms.training import actions, queries
from lms.training.models import QuizAttempt
from lms.training.terms import AlreadyEnrolled, AnswerStands, AttemptClosed, GroupEnded, NotAllowedYet, NotDoneYet, NoteChanged, NotUsedUp, StepKind
from tests.courses import right_answers, small_course
from tests.people import Someone, World


@pytest.fixture
def course(world: World) -> Course:
    return world.publish()


@pytest.fixture
def alice(world: World, course: Course) -> Someone:
    student = world.person("alice", Role.STUDENT)
    world.group(course, student, trainers=(world.person("bob", Role.TRAINER),))
    return student


@pytest.fixture
def desk(world: World) -> Someone:
    return world.person("roos", Role.SECRETARIAT)


def read(world: World, who: Someone, course: Course, module: str, *lessons: str) -> None:
    for lesson in lessons:
        with transaction():
            enrolment = queries.get_enrolment(who.id, course.id)
            actions.mark_read(
                enrolment=enrolment, course=course, module=course.module(module), lesson_id=lesson, actor=world.actor(who), at=world.clock.now()
            )


def begin(world: World, who: Someone, course: Course, module: str) -> int:
    with transaction():
        enrolment = queries.get_enrolment(who.id, course.id)
        return actions.start_attempt(
            enrolment=enrolment, course=course, module=course.module(module), actor=world.actor(who), at=world.clock.now()
        ).id


def row(attempt_id: int) -> QuizAttempt:
    db.session.rollback()
    db.session.expire_all()
    found = queries.find_attempt(attempt_id)
    assert found is not None
    return found


def answer_all(world: World, course: Course, attempt_id: int, module: str) -> None:
    quiz = queries.quiz_of(course, module)
    for question_id, given in right_answers(module).items():
        with transaction():
            actions.answer_question(attempt=row(attempt_id), question=quiz.get(question_id), given=given, at=world.clock.now())


def finish(world: World, who: Someone, course: Course, attempt_id: int) -> None:
    with transaction():
        actions.finish_attempt(attempt=row(attempt_id), course=course, actor=world.actor(who), at=world.clock.now())


def booked(who: Someone) -> list[str]:
    return [entry.activity_key for entry in credits.list_entries(who.id, track=Track.ENTRY)]


def changed(version: str, *changes: tuple[str, str, str]) -> dict[str, str]:
    """Another version of the small course, with (file, old, new) replaced."""
    files = small_course(version)
    for file, old, new in changes:
        assert old in files[file], (file, old)
        files[file] = files[file].replace(old, new)
    return files


def test_the_last_thing_done_completes_the_module_whatever_it_is(world: World, alice: Someone, course: Course) -> None:
    attempt = begin(world, alice, course, "m2")
    answer_all(world, course, attempt, "m2")
    finish(world, alice, course, attempt)
    read(world, alice, course, "m2", "m2-les-een")
    assert booked(alice) == []
    read(world, alice, course, "m2", "m2-les-twee")
    assert booked(alice) == ["module:klantmanager:m2"]
    read(world, alice, course, "m2", "m2-les-een", "m2-les-twee")
    assert booked(alice) == ["module:klantmanager:m2"]


def test_a_practice_case_completes_a_module_and_sufficient_stays_sufficient(world: World, alice: Someone, course: Course) -> None:
    attempt = begin(world, alice, course, "m1")
    answer_all(world, course, attempt, "m1")
    finish(world, alice, course, attempt)
    read(world, alice, course, "m1", "m1-les-een", "m1-les-twee")
    facts = {"person_id": alice.id, "course_id": course.id, "module_id": "m1", "case_id": "oefening", "actor_id": None}
    for passed in (False, True, False):
        with transaction():
            actions.record_case_result(passed=passed, at=world.clock.now(), **facts)  # type: ignore[arg-type]  # test shorthand
    assert booked(alice) == ["module:klantmanager:m1"]
    assert queries.get_standing(alice.id, course.id).steps[StepKind.CASE, "oefening"].passed is True


def test_an_attempt_is_marked_under_the_version_it_began_with_and_counts_in_the_course_of_today(
    world: World, alice: Someone, course: Course, clock: FixedClock
) -> None:
    attempt = begin(world, alice, course, "m2")
    answer_all(world, course, attempt, "m2")
    clock.move(timedelta(minutes=1))
    newer = world.publish(changed("2027.2", ("modules/02-tweede/quiz.yml", "pass_percent: 70", "pass_percent: 100")))
    finish(world, alice, newer, attempt)
    assert row(attempt).passed
    read(world, alice, newer, "m2", "m2-les-een", "m2-les-twee")
    assert booked(alice) == ["module:klantmanager:m2"]


def test_progress_follows_the_id_of_a_lesson_and_not_its_title(world: World, alice: Someone, course: Course, clock: FixedClock) -> None:
    read(world, alice, course, "m1", "m1-les-een")
    clock.move(timedelta(minutes=1))
    newer = world.publish(changed("2027.2", ("modules/01-eerste/m1-les-een.md", "title: Les m1-les-een", "title: Een nieuwe titel")))
    progress = queries.progress_of(queries.get_standing(alice.id, newer.id).steps, newer)
    assert progress.module("m1").requirements[0].done == 1


def test_a_module_that_left_the_course_stops_nobody_from_handing_in(world: World, alice: Someone, course: Course, clock: FixedClock) -> None:
    attempt = begin(world, alice, course, "m2")
    answer_all(world, course, attempt, "m2")
    clock.move(timedelta(minutes=1))
    newer = world.publish(changed("2027.2", ("course.yml", "modules: [01-eerste, 02-tweede]", "modules: [01-eerste]")))
    finish(world, alice, newer, attempt)
    assert row(attempt).passed
    assert booked(alice) == []


def test_a_module_that_asks_less_since_is_completed_with_a_button(world: World, alice: Someone, course: Course, clock: FixedClock) -> None:
    attempt = begin(world, alice, course, "m2")
    answer_all(world, course, attempt, "m2")
    finish(world, alice, course, attempt)
    read(world, alice, course, "m2", "m2-les-een")
    complete = {"enrolment": queries.get_enrolment(alice.id, course.id), "actor": world.actor(alice), "at": clock.now()}
    with pytest.raises(NotDoneYet), transaction():
        actions.complete_module(course=course, module=course.module("m2"), **complete)  # type: ignore[arg-type]  # test shorthand
    clock.move(timedelta(minutes=1))
    link = ("modules/02-tweede/m2-les-een.md", "[de tweede](les:m2-les-twee)", "de tweede")
    newer = world.publish(changed("2027.2", ("modules/02-tweede/module.yml", "[m2-les-een.md, m2-les-twee.md]", "[m2-les-een.md]"), link))
    for _ in range(2):
        with transaction():
            complete["enrolment"] = queries.get_enrolment(alice.id, course.id)
            actions.complete_module(course=newer, module=newer.module("m2"), **complete)  # type: ignore[arg-type]  # the same
    assert booked(alice) == ["module:klantmanager:m2"]


def test_what_is_complete_stays_complete_when_a_lesson_is_added(world: World, alice: Someone, course: Course, clock: FixedClock) -> None:
    attempt = begin(world, alice, course, "m2")
    answer_all(world, course, attempt, "m2")
    finish(world, alice, course, attempt)
    read(world, alice, course, "m2", "m2-les-een", "m2-les-twee")
    clock.move(timedelta(minutes=1))
    files = changed("2027.2", ("modules/02-tweede/module.yml", "[m2-les-een.md, m2-les-twee.md]", "[m2-les-een.md, m2-les-twee.md, drie.md]"))
    files["modules/02-tweede/drie.md"] = files["modules/02-tweede/m2-les-twee.md"].replace("m2-les-twee", "m2-les-drie")
    newer = world.publish(files)
    stand = queries.progress_of(queries.get_standing(alice.id, newer.id).steps, newer).module("m2")
    assert (stand.completed_at is not None, stand.complete) == (True, False)


def test_nothing_is_answered_after_handing_in(world: World, alice: Someone, course: Course) -> None:
    attempt = begin(world, alice, course, "m1")
    finish(world, alice, course, attempt)
    with pytest.raises(AttemptClosed):
        answer_all(world, course, attempt, "m1")
    with pytest.raises(AttemptClosed):
        finish(world, alice, course, attempt)
    assert (row(attempt).correct, row(attempt).passed) == (0, False)


def test_an_answer_may_change_until_then_and_not_when_its_feedback_was_shown(world: World, alice: Someone, course: Course) -> None:
    attempt = begin(world, alice, course, "m1")
    asked = queries.quiz_of(course, "m1").get("m1-q1")
    for value in ("b", "a"):
        with transaction():
            actions.answer_question(attempt=row(attempt), question=asked, given={"antwoord": [value]}, at=world.clock.now())
    assert queries.list_answers(attempt)["m1-q1"].correct
    with pytest.raises(AnswerStands), transaction():
        actions.answer_question(attempt=row(attempt), question=asked, given={"antwoord": ["b"]}, once=True, at=world.clock.now())
    assert queries.list_answers(attempt)["m1-q1"].correct


def test_after_three_attempts_there_is_no_fourth(world: World, alice: Someone, course: Course, clock: FixedClock) -> None:
    for _ in range(3):
        finish(world, alice, course, begin(world, alice, course, "m1"))
        clock.move(timedelta(hours=24))
    with pytest.raises(NotAllowedYet, match="alle pogingen"):
        begin(world, alice, course, "m1")


def grant(world: World, who: Someone, course: Course, by: Someone, module: str = "m1") -> None:
    with transaction():
        enrolment = queries.get_enrolment(who.id, course.id)
        actions.grant_attempt(enrolment_id=enrolment.id, module_id=module, actor=world.actor(by), at=world.clock.now())


def use_up(world: World, who: Someone, course: Course) -> None:
    for _ in range(3):
        finish(world, who, course, begin(world, who, course, "m1"))
        world.clock.move(timedelta(hours=24))


def test_an_attempt_is_granted_when_all_are_used_and_one_at_a_time(world: World, alice: Someone, course: Course, desk: Someone) -> None:
    use_up(world, alice, course)
    for _ in range(2):
        grant(world, alice, course, desk)
        with pytest.raises(NotUsedUp, match="pas als alle pogingen"):
            grant(world, alice, course, desk)
        attempt = begin(world, alice, course, "m1")
        with pytest.raises(NotUsedUp):
            grant(world, alice, course, desk)
        finish(world, alice, course, attempt)
        world.clock.move(timedelta(hours=24))
    events = [(event.actor_id, event.facts) for event in audit.list_about("person", alice.id) if event.event == "attempt_granted"]
    assert events == [(desk.id, {"module": "m1"})] * 2


def test_no_attempt_is_granted_to_who_has_some_left_or_has_passed(world: World, alice: Someone, course: Course, desk: Someone) -> None:
    with pytest.raises(NotUsedUp):
        grant(world, alice, course, desk)
    use_up(world, alice, course)
    with pytest.raises(NotUsedUp):
        grant(world, alice, course, desk, module="m2")
    grant(world, alice, course, desk)
    attempt = begin(world, alice, course, "m1")
    answer_all(world, course, attempt, "m1")
    finish(world, alice, course, attempt)
    assert row(attempt).passed
    with pytest.raises(NotUsedUp):
        grant(world, alice, course, desk)


def test_no_attempt_is_granted_at_a_quiz_that_is_not_there_or_to_oneself(world: World, alice: Someone, course: Course, desk: Someone) -> None:
    use_up(world, alice, course)
    with pytest.raises(NotFound):
        grant(world, alice, course, desk, module="m9")
    with pytest.raises(ConflictOfInterest, match="uw eigen toets"):
        grant(world, alice, course, alice)


def test_a_note_is_kept_and_a_second_tab_overwrites_nothing(alice: Someone, course: Course, clock: FixedClock) -> None:
    def save(text: str, version: int) -> int:
        with transaction():
            enrolment = queries.get_enrolment(alice.id, course.id)
            return actions.save_note(enrolment=enrolment, lesson_id="m1-les-een", text=text, version=version, at=clock.now())

    assert save("Eerst", 0) == 1
    assert save("Eerst", 0) == 1, "the same text again is no conflict"
    with pytest.raises(NoteChanged):
        save("Uit een ander tabblad", 0)
    assert save("Daarna", 1) == 2
    assert queries.list_notes(queries.get_enrolment(alice.id, course.id).id) == {"m1-les-een": "Daarna"}


def test_nobody_is_enrolled_twice_or_in_a_group_that_has_ended(world: World, alice: Someone, course: Course, clock: FixedClock) -> None:
    group = queries.get_enrolment(alice.id, course.id).group_id
    with pytest.raises(AlreadyEnrolled), transaction():
        actions.enrol(group_id=group, person_id=alice.id, actor_id=None, at=clock.now())
    late = world.person("charlie", Role.STUDENT)
    clock.set(clock.now() + timedelta(days=400))
    with pytest.raises(GroupEnded), transaction():
        actions.enrol(group_id=group, person_id=late.id, actor_id=None, at=clock.now())
