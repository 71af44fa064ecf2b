"""The one evaluation of points: for a period (renewal), and for the course (entry)."""

from lms.credits.rules.entry import evaluate_entry
from lms.credits.rules.renewal import evaluate, for_period, park, what_if

__all__ = ["evaluate", "evaluate_entry", "for_period", "park", "what_if"]
