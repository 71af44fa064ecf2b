"""The board, the release, what waits, and practice cases: decisions with the ties and points that follow."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts import queries as people
from lms.accounts.models import Tie
from lms.accounts.terms import Role, TieKind
from lms.credits import queries as ledger
from lms.credits.terms import Track
from lms.exams import actions, queries
from lms.exams.terms import (
    AlreadyStarted,
    NotNow,
    RoundState,
    ScriptState,
    Verdict,
)
from lms.kernel.audit import AuditEvent
from lms.kernel.db import db, transaction
from lms.kernel.errors import ConflictOfInterest, Invalid
from lms.training import queries as learning
from lms.training.models import GroupTrainer
from tests.exams.stage import NEAR, Practice, Stage
from tests.people import Someone, World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


# the board


def test_the_board_asks_up_to_four_marks_and_then_confirms_or_voids(world: World) -> None:
    stage = Stage(world, examiners=5)
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3, NEAR)
    for _ in range(2):
        assert stage.state() == ScriptState.TO_BOARD
        stage.decide(Verdict.FURTHER)
        assert (stage.state(), stage.round.state) == (ScriptState.THIRD_NEEDED, RoundState.RECONCILING)
        stage.sign(stage.waiting()[0], 3, NEAR)
    assert len(queries.list_marks(stage.script.id)) == 4
    with pytest.raises(NotNow, match="al vier beoordelingen"):
        stage.decide(Verdict.FURTHER)
    stage.decide(Verdict.CONFIRM)
    assert (stage.script.percent, stage.script.passed) == (5833, False)


def test_what_the_board_had_to_decide_is_no_lesson(stage: Stage) -> None:
    pair = stage.play_to_marking()
    stage.sign(pair[0], 3, {"G1": 1})
    stage.sign(pair[1], 3, {"G2": 1})
    assert stage.state() == ScriptState.TO_BOARD
    stage.decide(Verdict.CONFIRM)
    assert queries.list_learning_points(pair[0].id) == []


def test_levels_far_apart_on_an_agreed_script_are_listed_to_both(stage: Stage) -> None:
    pair = stage.play_to_marking()
    stage.sign(pair[0], 3, {"G1": 4, "G2": 2})
    assert queries.list_learning_points(pair[0].id) == [], "nothing tells that there is another"
    stage.sign(pair[1], 3, {"G1": 2, "G2": 4})
    found = [[(point.code, point.title, point.own, point.others) for point in queries.list_learning_points(examiner.id)] for examiner in pair]
    assert found == [
        [(stage.code, "Criterium G1", 4, (2,)), (stage.code, "Criterium G2", 2, (4,))],
        [(stage.code, "Criterium G1", 2, (4,)), (stage.code, "Criterium G2", 4, (2,))],
    ]


def test_who_examines_in_a_round_decides_on_nothing_in_it(stage: Stage) -> None:
    both = stage.world.person("bob", Role.EXAMINER, Role.EXAM_BOARD)
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3, NEAR)
    with transaction():
        actions.appoint_examiner(round_=stage.round, person_id=both.id, actor_id=None, at=stage.clock.now())
    with pytest.raises(ConflictOfInterest, match="examinator in deze ronde"):
        stage.decide(Verdict.CONFIRM, who=both)
    with pytest.raises(ConflictOfInterest):
        stage.confirm(who=both)


def test_who_decided_in_a_round_cannot_become_its_examiner(stage: Stage) -> None:
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3, NEAR)
    stage.decide(Verdict.FURTHER)
    with pytest.raises(Invalid, match="kent de beoordelingen"), transaction():
        actions.appoint_examiner(round_=stage.round, person_id=stage.board.id, actor_id=None, at=stage.clock.now())


def test_a_board_member_who_coached_the_author_is_refused_with_the_reason(stage: Stage) -> None:
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3, NEAR)
    stage.tie(stage.board)
    with pytest.raises(ConflictOfInterest, match="U hebt deze persoon begeleid"):
        stage.decide(Verdict.CONFIRM)
    assert stage.state() == ScriptState.TO_BOARD


def test_nothing_is_confirmed_twice(stage: Stage) -> None:
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3)
    assert stage.confirm() == (1, ())
    assert stage.confirm() == (0, ())


# release


def released(stage: Stage, level: int) -> list[Someone]:
    """Carry the round to its results; returns who signed."""
    pair = stage.play_to_marking()
    for examiner in pair:
        stage.sign(examiner, level)
    assert stage.confirm() == (1, ())
    assert stage.publish() == 1
    return pair


def test_a_pass_earns_the_points_of_the_exam_once_and_certification_finds_it(stage: Stage) -> None:
    released(stage, 3)
    [entry] = ledger.list_entries(stage.student.id, track=Track.ENTRY)
    assert (entry.activity_key, entry.points) == (f"exam:{stage.course.id}:{stage.course.exam.id}", stage.course.exam.points.total)
    found = queries.exam_pass_of(stage.student.id, stage.course.id)
    assert found is not None
    assert (found.passed_at, found.script_code) == (stage.clock.now(), stage.code)
    with pytest.raises(NotNow):
        stage.publish()


def test_a_fail_earns_nothing(stage: Stage) -> None:
    released(stage, 2)
    assert ledger.list_entries(stage.student.id, track=Track.ENTRY) == ()
    assert queries.exam_pass_of(stage.student.id, stage.course.id) is None


def test_who_signed_has_a_tie_that_counts_for_24_months_and_then_no_more(stage: Stage) -> None:
    pair = released(stage, 3)
    day = stage.world.today

    def reasons(who: Someone, days: int) -> tuple[str, ...]:
        return people.find_conflicts_between(who.id, stage.student.id, on=day + timedelta(days=days))

    assert reasons(pair[0], 0) == reasons(pair[0], 729) == ("U hebt deze persoon geëxamineerd.",)
    assert reasons(pair[0], 732) == ()
    assert [reasons(examiner, 0) for examiner in stage.examiners if examiner not in pair] == [(), ()]


def test_who_marked_a_script_that_was_declared_void_has_that_tie_too(stage: Stage) -> None:
    pair = stage.play_to_marking()
    for examiner in pair:
        stage.sign(examiner, 3, NEAR)
    stage.decide(Verdict.VOID, "De bijlage ontbrak door een storing.")
    assert stage.publish() == 0
    assert stage.state() == ScriptState.VOID
    ties = db.session.scalars(select(Tie).where(Tie.kind == TieKind.EXAMINER, Tie.other_id == stage.student.id)).all()
    assert {tie.person_id for tie in ties} == {examiner.id for examiner in pair}


def test_nothing_is_published_while_one_script_waits(stage: Stage) -> None:
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3)
    with pytest.raises(NotNow, match="Stel eerst van elk werk"):
        stage.publish()


def test_no_event_of_an_exam_holds_a_name_or_a_text(stage: Stage) -> None:
    released(stage, 3)
    facts = " ".join(str(event.facts) for event in db.session.scalars(select(AuditEvent)))
    assert "Denkbeeld" not in facts
    assert "Mijn besluit" not in facts


# what waits


def test_the_desk_is_told_what_waits_and_since_when(stage: Stage) -> None:
    def titles() -> list[tuple[str, bool]]:
        return [(work.title.split(":")[0], work.board_only) for work in queries.list_due_work(at=stage.clock.now())]

    assert titles() == [("Ronde openen", False)]
    stage.open()
    assert titles() == []
    stage.write()
    stage.clock.move(timedelta(days=1))
    assert titles() == [("Schrijven is voorbij, verdeel het werk", False)]
    for examiner in stage.distribute():
        stage.sign(examiner, 3)
    assert titles() == [("Uitslag vaststellen", True)]
    stage.confirm()
    stage.publish()
    assert titles() == []


def test_progress_is_counted_per_examiner_and_only_in_its_own_round(stage: Stage) -> None:
    pair = stage.play_to_marking()
    stage.sign(pair[0], 3)
    numbers = {one.person_id: (one.given, one.signed) for one in queries.list_progress(stage.round_id)}
    assert numbers == {examiner.id: ((1, 1) if examiner is pair[0] else (1, 0) if examiner is pair[1] else (0, 0)) for examiner in stage.examiners}
    saved = {one.person_id: one.saved_at for one in queries.list_progress(stage.round_id)}
    assert (saved[pair[0].id], saved[pair[1].id]) == (stage.clock.now(), None)
    with transaction():
        other = stage.new_round()
        actions.appoint_examiner(round_=other, person_id=pair[0].id, actor_id=None, at=stage.clock.now())
    assert [(one.given, one.signed) for one in queries.list_progress(other.id)] == [(0, 0)]


# practice


def test_a_practice_case_is_released_at_the_trainer_s_signature_and_may_be_written_again_after_a_fail(world: World) -> None:
    trainer = world.person("bob", Role.TRAINER)
    practice = Practice(world, trainer)
    practice.sign(trainer, practice.hand_in(), 1)
    second = practice.hand_in()
    practice.sign(trainer, second, 3)
    attempts = queries.list_own_practice(practice.student.id, "oefening")
    assert [(own.attempt, own.script.state, own.script.passed) for own in attempts] == [
        (1, ScriptState.RELEASED, False),
        (2, ScriptState.RELEASED, True),
    ]
    assert len({own.round.id for own in attempts}) == 1, "one practice round for a group"
    progress = learning.get_progress(learning.get_enrolment(practice.student.id, practice.course.id), practice.course)
    assert "oefening" in str(progress.module("m1"))
    with pytest.raises(AlreadyStarted):
        practice.hand_in()


def test_a_practice_case_is_handed_in_though_the_group_has_no_trainer_yet(world: World) -> None:
    practice = Practice(world)
    code = practice.hand_in()
    [own] = queries.list_own_practice(practice.student.id, "oefening")
    assert own.script.state == ScriptState.SUBMITTED
    trainer = world.person("bob", Role.TRAINER)
    with transaction():
        db.session.add(GroupTrainer(group_id=practice.group_id, person_id=trainer.id))
    with transaction():
        assert actions.fill_open_places(at=world.clock.now()) == 1
    practice.sign(trainer, code, 3)
    [own] = queries.list_own_practice(practice.student.id, "oefening")
    assert own.script.passed is True
