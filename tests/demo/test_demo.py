"""The demo tells one story: six statuses, seven states of a round, dates in a believable order, and work for everybody who signs in."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from flask import Flask

from lms.accounts import queries as people
from lms.accounts.terms import AREAS
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course
from lms.certification import queries as certification
from lms.certification.terms import ApplicationState
from lms.credits import queries as credits
from lms.credits.terms import ClaimState, Period, Track
from lms.demo import actions as demo
from lms.demo.terms import DOMAIN, SIGN_INS, DemoPerson
from lms.demo.terms.scenes import EXAMINERS, ROUNDS
from lms.exams import queries as exams
from lms.exams.terms import RoundState, ScriptState
from lms.kernel.calendar import local_day
from lms.kernel.db import db
from lms.registration import queries as register
from lms.registration import rules
from lms.registration.terms import RegistrationStatus
from lms.secretariat import queries as desk
from lms.training import queries as training
from tests import engines
from tests.browse import PageClient
from tests.conftest import START
from tests.people import Someone, World
from tests.stage import REGISTERED, load_demo

TODAY = local_day(START)


@pytest.fixture(scope="module")
def loaded(engine: Flask) -> Iterator[Flask]:
    """The application with the demo in it, loaded once for all tests here: none of them changes anything."""
    engine.extensions["clock"].set(START)
    with engine.app_context():
        engines.empty_tables()
        load_demo(World(engine, engine.extensions["clock"]))
        db.session.remove()
    yield engine
    with engine.app_context():
        engines.empty_tables()
        db.session.remove()


@pytest.fixture
def course(loaded: Flask) -> Iterator[Course]:
    """The published course, inside the application."""
    loaded.extensions["clock"].set(START)
    with loaded.app_context():
        yield catalogue.get_current_course("klantmanager")
        db.session.remove()


def id_of(nick: str) -> int:
    person = people.find_person_by_email(f"{nick}@{DOMAIN}")
    assert person is not None, nick
    return person.id


def test_the_register_shows_all_six_statuses_and_every_round_state_is_there(course: Course) -> None:
    del course
    entries = register.list_entries(limit=1000)
    found = Counter(status.status for entry in entries if (status := rules.derive_status(entry.events, on=TODAY)))
    assert set(found) == set(RegistrationStatus) - {RegistrationStatus.DECEASED}
    assert len(entries) == REGISTERED + 2
    assert {row.state for row in exams.list_rounds()} == set(RoundState)


def test_a_second_load_changes_nothing_and_real_people_are_never_joined(course: Course) -> None:
    before = people.list_people(size=1).total
    assert not demo.load_demo(course=course, title="", at=START)
    assert people.list_people(size=1).total == before


def test_nobody_sits_an_exam_before_the_modules_nor_is_registered_before_the_result(course: Course) -> None:
    seen = 0
    for scene in ROUNDS:
        for one in scene.candidates:
            person_id = id_of(one.nick)
            account = people.get_person(person_id).created_at
            enrolment = training.find_enrolment(person_id, course.id)
            assert (enrolment is None) == one.by_experience, one.nick
            done = training.completed_modules(training.list_steps(enrolment.id)) if enrolment else {}
            assert set(done) == (set() if one.by_experience else {module.id for module in course.modules}), one.nick
            assert enrolment is None or account < enrolment.enrolled_at < min(done.values())
            for own in exams.list_own_rounds(person_id):
                assert max([account, *done.values()]) < own.round.writing_from
                if own.script is not None and own.script.released_at is not None:
                    seen += 1
                    assert own.script.submitted_at is not None
                    assert own.script.started_at < own.script.submitted_at < own.script.released_at <= START
            application = certification.find_latest_application(person_id)
            passed = exams.exam_pass_of(person_id, course.id)
            if application is not None:
                assert passed is not None
                assert passed.passed_at < application.submitted_at
                entry = register.find_registration_of(person_id)
                assert (entry is not None) == (application.state == ApplicationState.GRANTED)
                assert entry is None or local_day(application.submitted_at) < min(event.effective_on for event in entry.events)
    assert seen >= 9


def test_one_candidate_is_writing_now(course: Course) -> None:
    del course
    own = next(own for own in exams.list_own_rounds(id_of("kandidaat11")) if own.round.state == RoundState.OPEN)
    assert own.script is not None
    assert own.script.state == ScriptState.WRITING
    assert own.script.started_at < START < own.script.deadline_at


def test_nothing_in_the_register_is_dated_before_its_beginning_or_after_today(course: Course) -> None:
    del course
    for entry in register.list_entries(limit=1000):
        first = min(event.effective_on for event in entry.events)
        assert people.get_person(entry.person_id).created_at.date() < first
        assert all(first <= event.effective_on <= TODAY for event in entry.events)
        for line in credits.list_entries(entry.person_id, track=Track.RENEWAL):
            assert first <= line.held_to <= TODAY


@pytest.mark.parametrize("demo_person", SIGN_INS, ids=lambda one: one.nick)
def test_whoever_signs_in_finds_something_to_do(loaded: Flask, course: Course, demo_person: DemoPerson) -> None:
    del course
    person = people.get_person(id_of(demo_person.nick))
    actor = people.get_actor(person.id, on=TODAY)
    home = next(area.path for area in reversed(AREAS) if area.open_to(actor))
    page = PageClient(loaded).get(home, as_=Someone(person.id, person.email, person.name))
    assert page.status == 200
    assert "niets op u" not in page.main
    assert "niets te" not in page.main.lower()
    assert len(page.queries) <= 12


def test_every_examiner_has_first_marks_and_a_third_mark_waiting(course: Course) -> None:
    del course
    states = {row.id: RoundState(row.state) for row in exams.list_rounds()}
    for nick in EXAMINERS:
        waiting = [item for item in exams.list_queue(id_of(nick)) if item.signed_at is None]
        views = [exams.get_grading_view(item.code, id_of(nick)) for item in waiting]
        found = Counter(states[view.round.id] for view in views if view is not None)
        assert found[RoundState.MARKING] >= 2
        assert found[RoundState.RECONCILING] == 1


def test_the_board_has_agreed_scripts_and_two_it_must_look_at(course: Course) -> None:
    del course
    (board,) = [row for row in exams.list_rounds() if row.state == RoundState.BOARD]
    assert exams.count_scripts(board.id) == {ScriptState.AGREED: 2, ScriptState.TO_BOARD: 2}
    scripts = [exams.get_script_of_round(board.id, item.code) for item in exams.list_board(board.id) if item.state is ScriptState.TO_BOARD]
    reasons = [exams.outcome_of(script, board).reasons for script in scripts]
    assert any("van de grens" in " ".join(reason) and len(reason) == 1 for reason in reasons)
    assert any("uit elkaar" in " ".join(reason) for reason in reasons)


def test_the_answers_differ_from_each_other_and_every_mark_says_something(course: Course) -> None:
    texts = defaultdict(list)
    for row in exams.list_rounds():
        for item in exams.list_board(row.id):
            script = exams.get_script_of_round(row.id, item.code)
            for task, text in exams.list_answers(script.id).items():
                texts[task].append(text)
            assert all(mark.levels for mark in exams.list_marks(script.id))
    for task, found in texts.items():
        assert len(set(found)) >= 3, task
        assert "lorem" not in " ".join(found).lower()
    assert len(texts) == len(course.case(course.exam.case_id).tasks)


def test_the_desk_has_an_honest_spread_of_work(loaded: Flask, course: Course) -> None:
    del course
    with loaded.test_request_context():
        items = desk.list_work(people.get_actor(id_of("bureau"), on=TODAY), at=START)
    assert len(items) >= 8
    assert any(item.due is not None and item.due < TODAY for item in items)
    assert any(item.due is None or item.due >= TODAY for item in items)


def test_a_committee_member_is_kept_from_who_they_trained(course: Course) -> None:
    del course
    trained, other = id_of("kandidaat17"), id_of("kandidaat1")
    assert people.find_conflicts_between(id_of("commissie1"), trained, on=TODAY) == ("U hebt deze persoon opgeleid.",)
    assert people.find_conflicts_between(id_of("commissie2"), trained, on=TODAY) == ()
    assert people.find_conflicts_between(id_of("commissie1"), other, on=TODAY) == ()


def test_credits_pages_live(course: Course) -> None:
    short, enough = 0, 0
    for entry in register.list_entries(limit=1000):
        status = rules.derive_status(entry.events, on=TODAY)
        if status is None or status.valid_from is None or status.valid_to is None or status.status is not RegistrationStatus.ACTIVE:
            continue
        ruleset = catalogue.get_ruleset(course, "klantmanager-2020")
        stand = credits.evaluate_person(entry.person_id, ruleset=ruleset, period=Period(status.valid_from, status.valid_to), on=TODAY)
        near = (status.valid_to - TODAY).days < 365
        enough += near and stand.met
        short += near and not stand.met
    assert enough >= 3
    assert short >= 3
    states = {ClaimState(claim.state) for nick in ("kandidaat2", "kandidaat14") for claim in credits.list_claims(id_of(nick))}
    assert states == {ClaimState.APPROVED, ClaimState.PARTLY_APPROVED, ClaimState.REJECTED, ClaimState.SUBMITTED}


def test_a_common_name_has_namesakes_and_people_whose_name_only_sounds_so(course: Course) -> None:
    del course
    families = Counter(entry.family_name for entry in register.list_entries(limit=1000))
    assert max(families.values()) >= 3
    found = {name for name in families if {entry.family_name for entry, _ in register.search(surname=name, on=TODAY).hits} - {name}}
    assert found, "somebody sounds like somebody else"


def test_the_sign_in_page_of_a_real_installation_names_no_demo(loaded: Flask, course: Course) -> None:
    del course
    assert "demonstratie" not in PageClient(loaded).get("/inloggen").main
