"""R1 to R7 of design/4, as read in design/11."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.exams import rules
from lms.exams.rules.texts import looks_like_bsn
from lms.exams.terms import ExaminerLoad, MarkFact, MarkingScheme, Next
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
    assert rules.pick(examiners, already=(), shared={}, seed="x") in {2, 3}
    assert rules.pick(examiners, already=(9,), shared={frozenset({9, 2}): 1}, seed="x") == 3


def test_chance_is_reproducible_and_nobody_gets_a_script_twice() -> None:
    examiners = [ExaminerLoad(n, 0) for n in range(1, 30)]
    assert {rules.pick(examiners, already=(), shared={}, seed="a") for _ in range(5)} == {rules.pick(examiners, already=(), shared={}, seed="a")}
    assert len({rules.pick(examiners, already=(), shared={}, seed=str(n)) for n in range(40)}) > 5
    assert rules.pick([ExaminerLoad(1, 0)], already=(1,), shared={}, seed="a") is None


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
