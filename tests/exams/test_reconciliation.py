"""R3, R4 and R6 at their borders, as a table; and what holds for any marks at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.exams import rules
from lms.exams.terms import MarkFact, MarkingRules, MarkingScheme, Next

MADE = MarkingRules()
# Weights of a hundred: with levels 1 and 4 a score is the sum of the weights at 4.
FINE = MarkingScheme({"A": 50, "B": 10, "C": 15, "D": 1, "E": 3, "F": 21}, (), 60)
KNOCKED = MarkingScheme({"K": 10, "L": 10, "A": 80}, ("K", "L"), 60)


def top(*names: str) -> dict[str, int]:
    """Level 4 on these, 1 elsewhere, so that the score is the sum of their weights."""
    return {name: 4 if name in names else 1 for name in FINE.weights}


def k(knockout: int, other: int = 4, rest: int = 4) -> dict[str, int]:
    """Levels on the knock-outs K and L, and on all the rest."""
    return {"K": knockout, "L": other, "A": rest}


@dataclass(frozen=True)
class Case:
    """Marks, and what must follow."""

    name: str
    scheme: MarkingScheme
    levels: Sequence[dict[str, int]]
    next: Next
    passed: bool | None = None


CASES = [
    Case("exactly 15 apart agree", FINE, [top("A", "C", "F"), top("A", "F")], Next.AGREED, passed=True),
    Case("16 apart do not", FINE, [top("A", "C", "F", "D"), top("A", "F")], Next.FURTHER_MARK),
    # R3: the verdict. 60 passes, 59 does not.
    Case("60 passes and 57 fails: a third", FINE, [top("A", "B"), top("A", "E", "D") | {"B": 2}], Next.FURTHER_MARK),
    # R6: how near to the cut. The score is 63, 64, 57, 56.
    Case("exactly 3 above goes to the board", FINE, [top("A", "B", "E")] * 2, Next.BOARD, passed=True),
    Case("4 above does not", FINE, [top("A", "B", "E", "D")] * 2, Next.AGREED, passed=True),
    Case("on the line goes to the board", FINE, [top("A", "B")] * 2, Next.BOARD, passed=True),
    Case("exactly 3 below goes to the board", MarkingScheme({"A": 57, "B": 43}, (), 60), [{"A": 4, "B": 1}] * 2, Next.BOARD, passed=False),
    Case("4 below does not", MarkingScheme({"A": 56, "B": 44}, (), 60), [{"A": 4, "B": 1}] * 2, Next.AGREED, passed=False),
    # Knock-outs: half rounds up, so 1 and 2 reach level 2; but the two markers do not share a verdict.
    Case("1 and 2 on a knock-out: another verdict, a third", KNOCKED, [k(1), k(2)], Next.FURTHER_MARK),
    Case("two levels apart on a knock-out: a third", KNOCKED, [k(2), k(4)], Next.FURTHER_MARK),
    Case("one level apart on a knock-out agrees", KNOCKED, [k(3), k(4)], Next.AGREED, passed=True),
    Case("both fail on the same knock-out", KNOCKED, [k(1), k(1)], Next.AGREED, passed=False),
    Case("two fails whose mean passes: a third", KNOCKED, [k(1, 2), k(2, 1)], Next.FURTHER_MARK),
    # R4, after three marks.
    Case("three within 25 are done", FINE, [top("A", "C", "F", "B"), top("A", "F"), top("A", "F", "E")], Next.AGREED, passed=True),
    Case("exactly 25 apart is done", FINE, [top("A", "C", "F", "B"), top("A", "F"), top("A", "F")], Next.AGREED, passed=True),
    Case("26 apart goes to the board", FINE, [top("A", "C", "F", "B", "D"), top("A", "F"), top("A", "F")], Next.BOARD),
    Case("two against one on a knock-out that decides: the board", KNOCKED, [k(1), k(2), k(2)], Next.BOARD, passed=True),
    Case("the same when the score fails anyway: done", KNOCKED, [k(1, 4, 1), k(2, 4, 1), k(2, 4, 1)], Next.AGREED, passed=False),
    Case("three who all miss a knock-out are done", KNOCKED, [k(1), k(1), k(1)], Next.AGREED, passed=False),
    Case("1, 1 and 2 on a knock-out round down and are disputed", KNOCKED, [k(1), k(1), k(2)], Next.BOARD, passed=False),
    # R6 again after a further mark, up to the fourth.
    Case("three near the line go to the board", FINE, [top("A", "B", "E")] * 3, Next.BOARD, passed=True),
    Case("four near the line go to the board", FINE, [top("A", "B", "E")] * 4, Next.BOARD, passed=True),
    Case("four who agree are done", FINE, [top("A", "C", "F")] * 4, Next.AGREED, passed=True),
    Case(
        "near the line, but a unanimous knock-out decides",
        MarkingScheme({"K": 40, "A": 60}, ("K",), 60),
        [{"K": 1, "A": 4}] * 2,
        Next.AGREED,
        passed=False,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_follows_from_these_marks(case: Case) -> None:
    marks = [MarkFact(place, place, levels) for place, levels in enumerate(case.levels, start=1)]
    result = rules.reconcile(marks, case.scheme, needed=rules.PAIR)
    assert result.next is case.next, result
    if case.passed is not None:
        assert result.passed is case.passed
    assert bool(result.reasons) is (case.next is not Next.AGREED), "a person reads why"


def test_a_round_is_judged_by_the_rules_it_was_frozen_with() -> None:
    marks = [MarkFact(1, 1, top("A", "C", "F", "D")), MarkFact(2, 2, top("A", "F"))]
    wider = MarkingScheme(FINE.weights, (), 60, MarkingRules(agree_within=16))
    assert rules.reconcile(marks, FINE, needed=2).next is Next.FURTHER_MARK
    assert rules.reconcile(marks, wider, needed=2).next is Next.AGREED


@pytest.mark.parametrize(
    "other",
    [
        {"course_hash": "b"},
        {"case_id": "d"},
        {"mode": "single"},
        {"scheme": MarkingScheme(FINE.weights, (), 61)},
        {"scheme": MarkingScheme(FINE.weights, ("A",), 60)},
        {"scheme": MarkingScheme({**FINE.weights, "A": 51}, (), 60)},
        {"scheme": MarkingScheme(FINE.weights, (), 60, MarkingRules(near_cut=4))},
    ],
    ids=lambda other: next(iter(other)),
)
def test_the_fingerprint_of_a_round_changes_with_anything_it_is_judged_by(other: dict[str, object]) -> None:
    made: dict[str, object] = {"course_hash": "a", "case_id": "c", "mode": "double", "scheme": FINE}
    assert rules.freeze(**made) == rules.freeze(**made)  # type: ignore[arg-type]  # one of each
    assert rules.freeze(**made) != rules.freeze(**{**made, **other})  # type: ignore[arg-type]  # the same


SMALL = MarkingScheme({"G1": 1, "G2": 2, "G3": 1, "G5": 1}, ("G3", "G5"), 60)
LEVELS = st.fixed_dictionaries({name: st.integers(1, 4) for name in SMALL.weights})


@given(st.lists(LEVELS, min_size=2, max_size=4).flatmap(lambda given_: st.tuples(st.just(given_), st.permutations(range(len(given_))))))
def test_no_order_of_the_marks_matters_and_the_final_is_their_mean(drawn: tuple[list[dict[str, int]], list[int]]) -> None:
    levels, order = drawn
    marks = [MarkFact(place, place, given_) for place, given_ in enumerate(levels, start=1)]
    one, other = rules.reconcile(marks, SMALL, needed=2), rules.reconcile([marks[place] for place in order], SMALL, needed=2)
    assert (one.next, one.percent, one.passed, one.means, one.missed_knockouts) == (
        other.next,
        other.percent,
        other.passed,
        other.means,
        other.missed_knockouts,
    )
    scores = [rules.percent(mark.levels, SMALL) for mark in marks]
    assert one.percent == sum(scores, Fraction(0)) / len(scores)


@given(st.lists(LEVELS, min_size=4, max_size=4), st.lists(st.booleans(), min_size=2, max_size=2))
def test_every_script_ends_within_four_marks_whatever_the_board_asks(levels: list[dict[str, int]], asks: list[bool]) -> None:
    """The machine as the actions run it: a pair, a third by rule, then the board, which may ask while there are fewer than four."""
    marks: list[MarkFact] = []
    wishes = iter(asks)
    while True:
        assert len(marks) < MADE.most_marks
        marks.append(MarkFact(len(marks) + 1, len(marks) + 1, levels[len(marks)]))
        result = rules.reconcile(marks, SMALL, needed=2)
        if result.next in {Next.WAIT, Next.FURTHER_MARK}:
            assert len(marks) <= rules.PAIR, "after the third nothing but the board calls for another"
        elif result.next is Next.AGREED or len(marks) == MADE.most_marks or not next(wishes, False):
            break
    assert result.next in {Next.AGREED, Next.BOARD}
