"""R1 to R7 of design/4, as read in design/11."""

import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.exams import rules
from lms.exams.rules.texts import looks_like_bsn
from lms.exams.terms import ExaminerLoad, MarkFact, MarkingScheme, Next, RoundState, ScriptState
from lms.kernel.config import ROOT

CRITERIA = tuple(f"G{n}" for n in range(1, 9))
SCHEME = MarkingScheme(dict.fromkeys(CRITERIA, 1), ("G3", "G5", "G6"), 60)
STEP = Fraction(100, 24)
"""One level on one of eight criteria."""


def mark(points: int, position: int = 1, **levels: int) -> MarkFact:
    """A mark of so many of the 24 points, knock-outs first; single levels can be set, which changes the points."""
    order = ("G3", "G5", "G6", "G1", "G2", "G4", "G7", "G8")
    given = dict.fromkeys(order, 1)
    for place in range(points):
        given[order[place % 8]] += 1
    return MarkFact(position, position, {**given, **levels})


def outcome(*marks: MarkFact) -> Next:
    return rules.reconcile(marks, SCHEME, needed=2).next


def test_the_score_is_exact() -> None:
    assert rules.percent(mark(14).levels, SCHEME) == Fraction(14, 24) * 100
    assert rules.percent(mark(24).levels, SCHEME) == 100


def test_one_signature_waits_for_the_other() -> None:
    assert outcome(mark(20)) is Next.WAIT


def test_a_practice_case_needs_one() -> None:
    assert rules.reconcile([mark(20)], SCHEME, needed=1).next is Next.AGREED


def test_two_who_agree_are_done() -> None:
    assert outcome(mark(20), mark(19, 2)) is Next.AGREED


@pytest.mark.parametrize(("first", "second"), [(16, 13), (13, 16)])
def test_across_the_pass_line_a_third_is_called(first: int, second: int) -> None:
    assert outcome(mark(first), mark(second, 2)) is Next.FURTHER_MARK


def test_more_than_fifteen_apart_a_third_is_called_though_both_pass() -> None:
    assert outcome(mark(24), mark(20, 2)) is Next.FURTHER_MARK
    assert outcome(mark(23), mark(20, 2)) is Next.AGREED


def test_two_fails_whose_mean_would_pass_go_to_a_third() -> None:
    """Each misses another knock-out; together they miss none."""
    first, second = mark(18, G3=1, G1=4, G2=4), mark(18, 2, G5=1, G1=4, G2=4)
    assert not rules.passes(first.levels, SCHEME)
    assert not rules.passes(second.levels, SCHEME)
    assert rules.passes(rules.final([first, second], SCHEME), SCHEME)
    assert outcome(first, second) is Next.FURTHER_MARK


def test_a_knockout_two_levels_apart_calls_a_third() -> None:
    assert outcome(mark(20, G3=2), mark(20, 2, G3=4)) is Next.FURTHER_MARK


def test_exactly_three_from_the_cut_is_near_and_more_is_not() -> None:
    """Weights make the mean land where it must: 63 is near, 64 is not."""
    scheme = MarkingScheme({"G1": 63, "G2": 37}, (), 60)
    near = [MarkFact(n, n, {"G1": 4, "G2": 1}) for n in (1, 2)]
    assert rules.percent(near[0].levels, scheme) == 63
    assert rules.reconcile(near, scheme, needed=2).next is Next.BOARD
    far = MarkingScheme({"G1": 64, "G2": 36}, (), 60)
    assert rules.reconcile(near, far, needed=2).next is Next.AGREED


def test_near_the_cut_does_not_matter_when_a_unanimous_knockout_decides() -> None:
    marks = [mark(15, n, G3=1, G1=4, G2=4) for n in (1, 2)]
    result = rules.reconcile(marks, SCHEME, needed=2)
    assert abs(result.percent - 60) <= 3
    assert (result.next, result.passed) == (Next.AGREED, False)


def test_the_final_is_the_mean_of_all_three_never_the_closest_two() -> None:
    result = rules.reconcile([mark(18), mark(13, 2), mark(19, 3)], SCHEME, needed=2)
    assert result.percent == Fraction(18 + 13 + 19, 3 * 24) * 100


def test_three_still_far_apart_go_to_the_board() -> None:
    assert outcome(mark(24), mark(17, 2), mark(22, 3)) is Next.BOARD
    assert outcome(mark(24), mark(18, 2), mark(22, 3)) is Next.AGREED


def test_a_disputed_knockout_goes_to_the_board_when_the_score_alone_would_pass() -> None:
    disputed = (mark(20, G3=1), mark(20, 2, G3=2), mark(20, 3, G3=2))
    assert outcome(*disputed) is Next.BOARD
    low = (mark(9, G3=1), mark(9, 2, G3=2), mark(9, 3, G3=2))
    assert outcome(*low) is Next.AGREED


def test_a_mean_knockout_level_is_rounded_half_up() -> None:
    levels = {name: Fraction(level) for name, level in mark(20).levels.items()}
    assert rules.passes({**levels, "G3": Fraction(3, 2)}, SCHEME)
    assert not rules.passes({**levels, "G3": Fraction(4, 3)}, SCHEME)


def test_levels_two_apart_are_something_to_learn_from() -> None:
    assert rules.learning_points([mark(20, G1=1), mark(20, 2, G1=3)], SCHEME) == ("G1",)


_LEVELS = st.fixed_dictionaries({name: st.integers(1, 4) for name in CRITERIA})


@given(st.lists(_LEVELS, min_size=2, max_size=4))
def test_the_order_of_the_marks_never_matters(levels: list[dict[str, int]]) -> None:
    marks = [MarkFact(n, n, given) for n, given in enumerate(levels, start=1)]
    one, other = (rules.reconcile(order, SCHEME, needed=2) for order in (marks, list(reversed(marks))))
    assert (one.next, one.percent, one.passed) == (other.next, other.percent, other.passed)
    assert 0 <= one.percent <= 100


@given(_LEVELS, _LEVELS)
def test_two_agreed_marks_always_share_the_verdict_of_their_mean(first: dict[str, int], second: dict[str, int]) -> None:
    marks = [MarkFact(1, 1, first), MarkFact(2, 2, second)]
    result = rules.reconcile(marks, SCHEME, needed=2)
    if result.next is not Next.FURTHER_MARK:
        assert {rules.passes(each.levels, SCHEME) for each in marks} == {result.passed}


def test_the_least_loaded_comes_first_and_then_the_pair_that_shared_fewest() -> None:
    examiners = [ExaminerLoad(1, 2), ExaminerLoad(2, 1), ExaminerLoad(3, 1)]
    assert rules.pick(examiners, already=(), beside=(), shared={}, seed="x") in {2, 3}
    assert rules.pick(examiners, already=(9,), beside=(9,), shared={frozenset({9, 2}): 1}, seed="x") == 3


def test_chance_is_reproducible_and_nobody_gets_a_script_twice() -> None:
    examiners = [ExaminerLoad(n, 0) for n in range(1, 30)]
    assert {rules.pick(examiners, already=(), beside=(), shared={}, seed="a") for _ in range(5)} == {
        rules.pick(examiners, already=(), beside=(), shared={}, seed="a")
    }
    assert len({rules.pick(examiners, already=(), beside=(), shared={}, seed=str(n)) for n in range(40)}) > 5
    assert rules.pick([ExaminerLoad(1, 0)], already=(1,), beside=(), shared={}, seed="a") is None


def test_only_those_who_are_on_a_script_now_count_as_a_pair() -> None:
    examiners = [ExaminerLoad(2, 0), ExaminerLoad(3, 0)]
    shared = {frozenset({9, 2}): 5, frozenset({8, 3}): 1}
    assert rules.pick(examiners, already=(8, 9), beside=(8,), shared=shared, seed="x") == 2
    assert rules.pick(examiners, already=(8, 9), beside=(9,), shared=shared, seed="x") == 3


@pytest.mark.parametrize(
    ("state", "running", "signed", "lacking"),
    [
        (ScriptState.ALLOCATED, 2, 0, 0),
        (ScriptState.ALLOCATED, 1, 0, 1),
        (ScriptState.ALLOCATED, 0, 0, 2),
        (ScriptState.FIRST_SIGNED, 1, 1, 1),
        (ScriptState.FIRST_SIGNED, 2, 1, 0),
        (ScriptState.THIRD_NEEDED, 2, 2, 1),
        (ScriptState.THIRD_NEEDED, 3, 2, 0),
        (ScriptState.THIRD_NEEDED, 3, 3, 1),
        (ScriptState.WRITING, 0, 0, 0),
        (ScriptState.AGREED, 2, 2, 0),
        (ScriptState.TO_BOARD, 3, 3, 0),
        (ScriptState.VOID, 2, 2, 0),
    ],
)
def test_a_place_stands_open_when_somebody_must_mark_and_nobody_has_it(state: ScriptState, running: int, signed: int, lacking: int) -> None:
    assert rules.open_places(state, running=running, signed=signed, needed=2) == lacking


def test_extra_time_lengthens_the_writing_and_never_the_window() -> None:
    begun = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def deadline(extra: int, until: timedelta) -> timedelta:
        return rules.writing_deadline(begun_at=begun, minutes=150, extra_percent=extra, until=begun + until) - begun

    assert deadline(0, timedelta(days=1)) == timedelta(minutes=150)
    assert deadline(25, timedelta(days=1)) == timedelta(minutes=187, seconds=30)
    assert deadline(25, timedelta(minutes=160)) == timedelta(minutes=160)


@pytest.mark.parametrize(("value", "shown"), [(Fraction(5999, 100), 59.9), (Fraction(60), 60.0), (Fraction(175, 3), 58.3), (Fraction(641, 10), 64.1)])
def test_a_score_below_the_line_is_never_shown_as_on_it(value: Fraction, shown: float) -> None:
    assert rules.shown_percent(value) == shown


def test_every_state_can_be_reached_and_only_the_ends_are_left_for_nowhere() -> None:
    for moves, first, ends in (
        (rules.ROUND_MOVES, RoundState.DRAFT, {RoundState.CLOSED}),
        (rules.SCRIPT_MOVES, ScriptState.WRITING, {ScriptState.RELEASED, ScriptState.VOID}),
    ):
        states = set(type(first))
        assert {then for _, then in moves} | {first} == states
        assert states - {now for now, _ in moves} == ends


@pytest.mark.parametrize(
    ("text", "warned"), [("nummer 111222333", True), ("111 222 333", True), ("telefoon 0612345678", False), ("123456789", False)]
)
def test_a_number_that_passes_the_elfproef_is_warned_of(text: str, *, warned: bool) -> None:
    assert bool(rules.warnings(text, own_names=())) is warned


def test_one_s_own_name_is_warned_of_whatever_its_case_or_accents() -> None:
    assert rules.warnings("Groet, RENEE", own_names=("Renée", "Voorbeeld"))
    assert not rules.warnings("voorbeelden genoeg", own_names=("Renée", "Voorbeeld"))


@given(st.text(max_size=200))
def test_the_elfproef_takes_any_text(text: str) -> None:
    assert looks_like_bsn(text) in {True, False}


def test_the_drawing_and_the_table_of_moves_are_the_same() -> None:
    drawn = Path(ROOT / "docs" / "states-exams.md").read_text(encoding="utf-8")
    rounds, scripts = (set(re.findall(r"^ +(\w+) --> (\w+)$", part, re.MULTILINE)) for part in drawn.split("## Script")[:2])
    assert rounds == {(a.value, b.value) for a, b in rules.ROUND_MOVES}
    assert scripts == {(a.value, b.value) for a, b in rules.SCRIPT_MOVES}
