"""The rules of examining, pure: scoring, reconciliation (R1-R7 of design/4), allocation, states, time, and what a text gives away."""

from lms.exams.rules.allocation import open_places, pick
from lms.exams.rules.freezing import freeze
from lms.exams.rules.reconciliation import PAIR, learning_points, reconcile
from lms.exams.rules.scoring import final, passes, percent, shown_level, shown_percent
from lms.exams.rules.states import ROUND_MOVES, SCRIPT_MOVES, may_move
from lms.exams.rules.texts import count_words, fingerprint, warnings
from lms.exams.rules.timing import writing_deadline

__all__ = [
    "PAIR",
    "ROUND_MOVES",
    "SCRIPT_MOVES",
    "count_words",
    "final",
    "fingerprint",
    "freeze",
    "learning_points",
    "may_move",
    "open_places",
    "passes",
    "percent",
    "pick",
    "reconcile",
    "shown_level",
    "shown_percent",
    "warnings",
    "writing_deadline",
]
