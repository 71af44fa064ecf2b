"""Preparing a round, writing, allocating and marking: what people do, and the states that follow."""

from datetime import timedelta
from fractions import Fraction

import pytest

from lms.accounts.models import Tie
from lms.accounts.terms import Role, TieKind
from lms.exams import actions, queries
from lms.exams.actions.moving import move_script
from lms.exams.terms import (
    AlreadyHandedIn,
    AlreadySigned,
    AlreadyStarted,
    GlobalRating,
    Incomplete,
    NotEnoughExaminers,
    NotNow,
    RoundState,
    ScriptState,
    StaleMark,
    StaleVersion,
    TimeIsUp,
)
from lms.kernel.db import db, transaction
from lms.kernel.errors import Invalid, NotFound
from tests.exams.stage import CRITERIA, Stage
from tests.people import World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


# preparing


def test_an_exam_is_never_marked_by_one(stage: Stage) -> None:
    with pytest.raises(Invalid, match="twee examinatoren"), transaction():
        stage.new_round(mode="single")


def test_a_round_opens_with_candidates_and_three_examiners(world: World) -> None:
    stage = Stage(world, examiners=2)
    with pytest.raises(NotEnoughExaminers):
        stage.open()
    assert stage.round.state == RoundState.DRAFT


def test_marking_does_not_begin_while_somebody_may_still_write(stage: Stage) -> None:
    stage.open()
    with pytest.raises(NotNow, match="Er wordt nog geschreven"):
        stage.distribute()


def test_a_round_in_which_nobody_wrote_can_be_closed_once_the_window_has_passed(stage: Stage) -> None:
    stage.open()

    def close() -> None:
        with transaction():
            actions.close_round(round_=stage.round, actor_id=None, at=stage.clock.now())

    with pytest.raises(NotNow):
        close()
    stage.clock.move(timedelta(days=1))
    with pytest.raises(NotNow, match="Niemand leverde werk in"):
        stage.distribute()
    close()
    assert stage.round.state == RoundState.CLOSED


def test_a_round_with_work_is_not_closed_before_its_results_are_known(stage: Stage) -> None:
    stage.open()
    stage.write()
    stage.clock.move(timedelta(days=1))
    with pytest.raises(NotNow), transaction():
        actions.close_round(round_=stage.round, actor_id=None, at=stage.clock.now())


def test_a_script_makes_no_step_that_is_not_in_the_table(stage: Stage) -> None:
    stage.play_to_marking()
    for state in (ScriptState.CONFIRMED, ScriptState.WRITING, ScriptState.VOID):
        with pytest.raises(NotNow):
            move_script(stage.script, state)


# writing


def test_the_clock_cannot_be_started_outside_the_window_nor_by_a_stranger(stage: Stage) -> None:
    stage.open()
    stranger, at = stage.world.person("bob", Role.STUDENT), stage.clock.now()
    with pytest.raises(NotFound), transaction():
        actions.start_script(round_=stage.round, actor=stage.world.actor(stranger), at=at)
    with pytest.raises(NotNow), transaction():
        actions.start_script(round_=stage.round, actor=stage.world.actor(stage.student), at=at + timedelta(days=1))


def test_an_exam_is_begun_once(stage: Stage) -> None:
    stage.open()
    stage.write()
    with pytest.raises(AlreadyStarted), transaction():
        actions.start_script(round_=stage.round, actor=stage.world.actor(stage.student), at=stage.clock.now())


def test_a_late_a_stale_and_a_second_save_change_nothing(stage: Stage) -> None:
    stage.open()
    actor, at = stage.world.actor(stage.student), stage.clock.now()
    with transaction():
        script = actions.start_script(round_=stage.round, actor=actor, at=at)
    own = queries.find_own_script(script.id)
    assert own is not None
    with transaction():
        assert actions.save_answers(own=own, texts={"besluit": "Eerst"}, version=0, at=at) == 1
    with pytest.raises(StaleVersion), transaction():
        actions.save_answers(own=own, texts={"besluit": "Oud venster"}, version=0, at=at)
    with pytest.raises(TimeIsUp), transaction():
        actions.save_answers(own=own, texts={"besluit": "Te laat"}, version=1, at=own.script.deadline_at)
    with transaction():
        actions.hand_in(own=own, actor=actor, at=at)
    with pytest.raises(AlreadyHandedIn), transaction():
        actions.save_answers(own=own, texts={"besluit": "Achteraf"}, version=1, at=at)
    assert queries.list_answers(script.id) == {"besluit": "Eerst"}


def test_past_its_deadline_a_script_counts_as_handed_in_before_any_job_ran(stage: Stage) -> None:
    stage.open()
    at = stage.clock.now()
    with transaction():
        script = actions.start_script(round_=stage.round, actor=stage.world.actor(stage.student), at=at)
    [before] = queries.list_board(stage.round_id, at=at)
    [after] = queries.list_board(stage.round_id, at=script.deadline_at)
    assert (before.state, after.state) == (ScriptState.WRITING, ScriptState.SUBMITTED)
    assert queries.get_script(script.id).state == ScriptState.WRITING


# allocating


def test_a_signature_is_kept_when_no_third_can_be_found_and_the_next_appointed_gets_the_script(stage: Stage) -> None:
    pair = stage.play_to_marking()
    for other in stage.examiners:
        if other not in pair:
            stage.tie(other)
    stage.sign(pair[0], 4)
    stage.sign(pair[1], 1)
    assert stage.state() == ScriptState.THIRD_NEEDED
    assert stage.round.state == RoundState.RECONCILING
    assert stage.waiting() == []
    assert len(queries.list_open_places(stage.round)) == 1
    assert [work.title for work in queries.list_due_work(at=stage.clock.now())] == ["Benoem een examinator zonder band: Examen"]
    stage.examiners.append(stage.world.person("bob", Role.EXAMINER))
    with transaction():
        actions.appoint_examiner(round_=stage.round, person_id=stage.examiners[-1].id, actor_id=None, at=stage.clock.now())
    assert stage.waiting() == [stage.examiners[-1]]
    assert queries.list_open_places(stage.round) == []


def test_who_knows_the_writer_can_always_hand_back(world: World) -> None:
    stage = Stage(world, examiners=3)
    pair = stage.play_to_marking()
    stage.recuse(pair[0])
    [third] = [examiner for examiner in stage.holders() if examiner not in pair]
    stage.recuse(third)
    assert stage.holders() == [pair[1]]
    assert len(queries.list_open_places(stage.round)) == 1


def test_what_was_handed_back_in_one_window_is_not_marked_in_another(stage: Stage) -> None:
    examiner = stage.play_to_marking()[0]
    view = queries.get_grading_view(stage.code, examiner.id)
    assert view is not None
    stage.recuse(examiner)
    with pytest.raises(NotFound), transaction():
        actions.save_mark(view=view, levels={}, rating=None, comment="", version=0, at=stage.clock.now())


def test_a_place_that_was_handed_back_is_filled_by_the_timed_command_once(stage: Stage) -> None:
    pair = stage.play_to_marking()
    others = [examiner for examiner in stage.examiners if examiner not in pair]
    for other in others:
        stage.tie(other)
    stage.recuse(pair[0])
    with transaction():
        assert actions.fill_open_places(at=stage.clock.now()) == 0
    stage.clock.move(timedelta(days=3 * 366))
    with transaction():
        db.session.query(Tie).update({"valid_to": stage.world.today - timedelta(days=2 * 366)})
    with transaction():
        assert actions.fill_open_places(at=stage.clock.now()) == 1
    with transaction():
        assert actions.fill_open_places(at=stage.clock.now()) == 0
    assert len(stage.holders()) == 2


@pytest.mark.parametrize("kind", list(TieKind))
def test_any_tie_keeps_an_examiner_from_a_script(world: World, kind: TieKind) -> None:
    stage = Stage(world)
    tied = stage.examiners[0]
    with transaction():
        actions.open_round(round_=stage.round, actor_id=None, at=stage.clock.now())
        db.session.add(Tie(person_id=tied.id, other_id=stage.student.id, kind=kind, valid_from=world.today - timedelta(days=30)))
    stage.write()
    pair = stage.distribute()
    for examiner in pair:
        stage.recuse(examiner)
    assert tied not in stage.holders()


# marking


def test_a_mark_is_signed_when_it_is_whole_and_then_never_changes(stage: Stage) -> None:
    examiner, at = stage.play_to_marking()[0], stage.clock.now()

    def mark(levels: dict[str, tuple[int | None, str]], rating: GlobalRating | None, version: int) -> None:
        with transaction():
            view = queries.get_grading_view(stage.code, examiner.id)
            assert view is not None
            row = actions.save_mark(view=view, levels=levels, rating=rating, comment="", version=version, at=at)
            actions.sign_mark(view=view, mark=row, actor=stage.world.actor(examiner), at=at)

    whole: dict[str, tuple[int | None, str]] = dict.fromkeys(CRITERIA, (3, ""))
    for levels, rating in (({**whole, "G8": (None, "")}, GlobalRating.PASS), (whole, None)):
        with pytest.raises(Incomplete):
            mark(levels, rating, 0)
    mark(whole, GlobalRating.PASS, 0)
    with pytest.raises(AlreadySigned):
        mark({**whole, "G1": (1, "")}, GlobalRating.FAIL, 1)
    assert queries.list_marks(stage.script.id)[0].levels == dict.fromkeys(CRITERIA, 3)


def test_two_windows_with_one_mark_are_told_apart_by_version(stage: Stage) -> None:
    examiner, at = stage.play_to_marking()[0], stage.clock.now()
    with transaction():
        view = queries.get_grading_view(stage.code, examiner.id)
        assert view is not None
        actions.save_mark(view=view, levels={"G1": (2, "Eerst")}, rating=None, comment="", version=0, at=at)
    again = queries.get_grading_view(stage.code, examiner.id)
    assert again is not None
    with pytest.raises(StaleMark), transaction():
        actions.save_mark(view=again, levels={"G1": (4, "Later")}, rating=None, comment="", version=0, at=at)
    assert {row.criterion_id: row.comment for row in again.levels.values() if row.comment} == {"G1": "Eerst"}


def test_across_the_line_a_third_is_called_and_all_three_count(stage: Stage) -> None:
    pair = stage.play_to_marking()
    stage.sign(pair[0], 3)
    assert stage.script.state == "first_signed"
    stage.sign(pair[1], 3, {"G1": 2, "G2": 2, "G4": 2})
    assert stage.state() == ScriptState.THIRD_NEEDED
    [third] = stage.waiting()
    assert third not in pair
    stage.sign(third, 3, {"G1": 4, "G2": 4})
    assert stage.state() == ScriptState.AGREED
    assert queries.outcome_of(stage.script, stage.round).percent == Fraction(16 + 13 + 18, 3 * 24) * 100


def test_remarks_reach_the_candidate_under_letters_in_the_order_of_the_places(stage: Stage) -> None:
    pair = stage.play_to_marking()
    by_position = {view.allocation.position: who for who in pair if (view := queries.get_grading_view(stage.code, who.id))}
    stage.sign(by_position[2], 3, remark="Van de tweede.")
    stage.sign(by_position[1], 3, remark="Van de eerste.")
    expected = (("Beoordelaar A", "Van de eerste."), ("Beoordelaar B", "Van de tweede."))
    result = queries.get_result(stage.script, stage.round)
    assert result.comments == expected
    assert result.criteria[0].comments == expected
