"""The rules of examining, pure: scoring, reconciliation (R1-R7 of design/4), allocation, states, and what a text gives away."""

from lms.exams.rules.allocation import pick
from lms.exams.rules.reconciliation import learning_points, reconcile
from lms.exams.rules.scoring import final, passes, percent, shown_level
from lms.exams.rules.states import ROUND_MOVES, SCRIPT_MOVES, may_move
from lms.exams.rules.texts import count_words, fingerprint, warnings

__all__ = [
    "ROUND_MOVES",
    "SCRIPT_MOVES",
    "count_words",
    "final",
    "fingerprint",
    "learning_points",
    "may_move",
    "passes",
    "percent",
    "pick",
    "reconcile",
    "shown_level",
    "warnings",
]
