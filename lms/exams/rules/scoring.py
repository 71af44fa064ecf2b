"""From levels to a percentage, in exact fractions: sum weight*(level-1) / sum weight*(scale-1) * 100 (design/4)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lms.exams.terms import MarkFact, MarkingScheme

SCALE = 4
KNOCKOUT_LEVEL = 2
_HUNDRED = 100


def percent(levels: Mapping[str, Fraction] | Mapping[str, int], scheme: MarkingScheme) -> Fraction:
    """The score of one set of levels."""
    earned = sum((weight * (Fraction(levels[criterion]) - 1) for criterion, weight in scheme.weights.items()), Fraction(0))
    return earned * _HUNDRED / (sum(scheme.weights.values()) * (SCALE - 1))


def missed_knockouts(levels: Mapping[str, Fraction] | Mapping[str, int], scheme: MarkingScheme) -> tuple[str, ...]:
    """Knock-out criteria whose (mean) level, rounded half up, stays below 2."""
    return tuple(criterion for criterion in scheme.knockouts if round_half_up(Fraction(levels[criterion])) < KNOCKOUT_LEVEL)


def passes(levels: Mapping[str, Fraction] | Mapping[str, int], scheme: MarkingScheme) -> bool:
    """Whether the score reaches the cut and no knock-out is missed."""
    return percent(levels, scheme) >= scheme.cut and not missed_knockouts(levels, scheme)


def final(marks: Sequence[MarkFact], scheme: MarkingScheme) -> dict[str, Fraction]:
    """The mean level per criterion over all signed blind marks: never the closest two, never the third alone."""
    return {criterion: Fraction(sum(mark.levels[criterion] for mark in marks), len(marks)) for criterion in scheme.weights}


def round_half_up(value: Fraction) -> int:
    """1.5 -> 2."""
    return int(value + Fraction(1, 2))


def shown_percent(value: Fraction) -> float:
    """Cut after one decimal: a score below the line is never shown as on the line."""
    return int(value * 10) / 10


def shown_level(mean: Fraction) -> int:
    """The level whose descriptor a candidate reads for a mean."""
    return min(SCALE, max(1, round_half_up(mean)))
