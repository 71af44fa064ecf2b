"""What is frozen, what a signed mark refuses, what the desk puts right, and time given."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.accounts import queries as people
from lms.exams import actions, queries
from lms.exams.models import ExamRound, Mark, MarkLevel
from lms.exams.terms import AlreadySigned, GlobalRating, NotNow, RoundState
from lms.kernel.db import db, transaction
from lms.kernel.errors import Conflict, Invalid, NotFound
from tests.exams.stage import Stage
from tests.people import Someone, World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


# freezing


def test_what_a_round_is_judged_by_is_frozen_when_marking_starts(stage: Stage) -> None:
    assert stage.round.frozen_hash is None
    stage.play_to_marking()
    assert stage.round.frozen_hash == queries.fingerprint_of(stage.round)
    assert stage.round.rules == {"agree_within": 15, "board_beyond": 25, "near_cut": 3, "levels_apart": 2, "most_marks": 4}


def test_nothing_is_confirmed_when_the_rules_of_a_round_were_changed_behind_its_back(stage: Stage) -> None:
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3)
    with transaction():
        stage.round.rules = {**stage.round.rules, "near_cut": 0}
    with pytest.raises(NotNow, match="niet meer die van het begin"):
        stage.confirm()


def test_the_database_refuses_a_round_that_is_marked_and_not_frozen(stage: Stage) -> None:
    stage.open()

    def move() -> None:
        with transaction():
            db.session.query(ExamRound).update({"state": RoundState.MARKING})

    with pytest.raises(Conflict):
        move()


# a signed mark


def test_no_action_however_written_changes_a_signed_mark(stage: Stage) -> None:
    examiner = stage.play_to_marking()[0]
    stage.sign(examiner, 3)
    view = queries.get_grading_view(stage.code, examiner.id)
    assert view is not None
    mark = view.mark
    assert mark is not None

    def change(what: str) -> None:
        with transaction():
            row = db.session.scalars(select(Mark)).one()
            level = db.session.scalars(select(MarkLevel).where(MarkLevel.criterion_id == "G1")).one()
            if what == "rating":
                row.global_rating = GlobalRating.FAIL
            elif what == "unsign":
                row.signed_at = None
            elif what == "level":
                level.level = 1
            elif what == "remove":
                db.session.delete(level)
            else:
                db.session.add(MarkLevel(mark_id=row.id, criterion_id="X9", level=1, comment=""))

    for what in ("rating", "unsign", "level", "remove", "add"):
        with pytest.raises(AlreadySigned):
            change(what)
    assert queries.list_marks(stage.script.id)[0].levels["G1"] == 3


def test_how_long_a_page_was_looked_at_only_grows(stage: Stage) -> None:
    examiner = stage.play_to_marking()[0]

    def save(seconds: int, version: int) -> int:
        with transaction():
            view = queries.get_grading_view(stage.code, examiner.id)
            assert view is not None
            return actions.save_mark(view=view, levels={}, rating=None, comment="", version=version, seconds=seconds, at=stage.clock.now()).seconds

    assert [save(40, 0), save(5, 1), save(10**9, 2)] == [40, 40, 86_400]


# people in a round


def test_a_candidate_is_taken_out_until_they_begin(stage: Stage) -> None:
    def withdraw() -> None:
        with transaction():
            actions.withdraw_candidate(round_=stage.round, person_id=stage.student.id, actor_id=None, at=stage.clock.now())

    withdraw()
    assert queries.list_candidates(stage.round_id) == []
    with pytest.raises(NotFound):
        withdraw()
    with transaction():
        actions.admit_candidate(round_=stage.round, person_id=stage.student.id, actor_id=None, at=stage.clock.now())
    stage.open()
    stage.write()
    with pytest.raises(NotNow, match="al begonnen"):
        withdraw()


def test_an_examiner_is_taken_out_until_they_get_work(stage: Stage) -> None:
    pair = stage.play_to_marking()
    free = next(examiner for examiner in stage.examiners if examiner not in pair)

    def dismiss(who: Someone) -> None:
        with transaction():
            actions.dismiss_examiner(round_=stage.round, person_id=who.id, actor_id=None, at=stage.clock.now())

    dismiss(free)
    assert free.id not in queries.list_examiners(stage.round_id)
    with pytest.raises(NotNow, match="heeft werk gekregen"):
        dismiss(pair[0])


def test_nobody_is_candidate_and_examiner_in_one_round(stage: Stage) -> None:
    with pytest.raises(Invalid, match="is kandidaat"), transaction():
        actions.appoint_examiner(round_=stage.round, person_id=stage.student.id, actor_id=None, at=stage.clock.now())
    with pytest.raises(Invalid, match="is examinator"), transaction():
        actions.admit_candidate(round_=stage.round, person_id=stage.examiners[0].id, actor_id=None, at=stage.clock.now())


def test_a_draft_is_taken_back_whole_and_an_open_round_never(stage: Stage) -> None:
    def cancel(round_id: int) -> None:
        with transaction():
            actions.cancel_round(round_=queries.get_round(round_id), actor_id=None, at=stage.clock.now())

    with transaction():
        other = stage.new_round().id
    cancel(other)
    with pytest.raises(NotFound):
        queries.get_round(other)
    stage.open()
    with pytest.raises(NotNow):
        cancel(stage.round_id)


def test_once_open_a_round_begins_when_it_said_and_ends_no_sooner(stage: Stage) -> None:
    begin, end = stage.round.writing_from, stage.round.writing_until
    day = timedelta(days=1)

    def change(shift_begin: timedelta, shift_end: timedelta) -> None:
        with transaction():
            actions.change_round(
                round_=stage.round,
                title="Beter",
                writing_from=begin + shift_begin,
                writing_until=end + shift_end,
                marking_until=(end + shift_end + 9 * day).date(),
                actor_id=None,
                at=stage.clock.now(),
            )

    change(day, day)
    change(timedelta(), timedelta())
    stage.open()
    with pytest.raises(Invalid, match="begin staat vast"):
        change(day, day)
    with pytest.raises(Invalid, match="alleen later"):
        change(timedelta(), -day / 2)
    change(timedelta(), day)
    assert (stage.round.title, stage.round.writing_until) == ("Beter", end + day)
    stage.clock.move(timedelta(hours=1))
    stage.write()
    stage.clock.move(3 * day)
    stage.distribute()
    with pytest.raises(NotNow):
        change(timedelta(), 2 * day)


def test_the_last_day_to_mark_lies_after_the_writing(stage: Stage) -> None:
    at = stage.clock.now()
    with pytest.raises(Invalid, match="voor het einde van het schrijven"), transaction():
        actions.create_round(
            title="X",
            course_hash=stage.course.content_hash,
            case_id=stage.course.exam.case_id,
            writing_from=at,
            writing_until=at + timedelta(days=2),
            marking_until=stage.world.today,
            actor_id=None,
            at=at,
        )
    assert stage.round.marking_until == date(2026, 11, 25) + timedelta(days=22)


def test_marking_that_is_late_is_on_the_work_list(stage: Stage) -> None:
    stage.play_to_marking()
    assert queries.list_due_work(at=stage.clock.now()) == []
    stage.clock.move(timedelta(days=30))
    assert [work.title for work in queries.list_due_work(at=stage.clock.now())] == ["Beoordelen loopt achter: Examen"]


# time


def test_extra_time_set_while_somebody_writes_moves_their_end_at_once_and_never_back(stage: Stage) -> None:
    stage.open()
    with transaction():
        script = actions.start_script(round_=stage.round, actor=stage.world.actor(stage.student), at=stage.clock.now())
    first = script.deadline_at

    def give(percent: int) -> timedelta:
        with transaction():
            actions.set_extra_time(person_id=stage.student.id, percent=percent, reason="Besluit.", actor_id=None, at=stage.clock.now())
        return queries.get_script(script.id).deadline_at - first

    assert [give(50), give(0)] == [timedelta(minutes=30), timedelta(minutes=30)]
    assert people.extra_time_of([stage.student.id]) == {}
    assert [row.percent for row in people.list_extra_time(stage.student.id)] == [0, 50]


def test_minutes_for_everybody_who_writes_move_the_window_when_they_must(stage: Stage) -> None:
    stage.open()
    stage.clock.move(timedelta(hours=23, minutes=30))
    with transaction():
        script = actions.start_script(round_=stage.round, actor=stage.world.actor(stage.student), at=stage.clock.now())
    end = stage.round.writing_until
    with transaction():
        assert actions.extend_writing(round_=stage.round, minutes=20, reason="Brandalarm.", actor_id=None, at=stage.clock.now()) == 1
    assert queries.get_script(script.id).deadline_at == stage.round.writing_until == end + timedelta(minutes=20)
    stage.clock.move(timedelta(minutes=40))
    with pytest.raises(NotNow, match="Er wordt nog geschreven"):
        stage.distribute()
    with pytest.raises(Invalid):
        actions.extend_writing(round_=stage.round, minutes=20, reason=" ", actor_id=None, at=stage.clock.now())


def test_work_whose_end_was_moved_is_not_handed_in_by_the_clock(stage: Stage) -> None:
    stage.open()
    with transaction():
        script = actions.start_script(round_=stage.round, actor=stage.world.actor(stage.student), at=stage.clock.now())
        actions.extend_writing(round_=stage.round, minutes=30, reason="Storing.", actor_id=None, at=stage.clock.now())
    with transaction():
        assert actions.hand_in_overdue(at=script.started_at + timedelta(minutes=70)) == 0
    with transaction():
        assert actions.hand_in_overdue(at=script.started_at + timedelta(minutes=90)) == 1
