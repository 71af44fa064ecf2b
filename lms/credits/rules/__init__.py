"""The one evaluation of points: for a period (renewal), and for the course (entry)."""

from lms.credits.rules.entry import evaluate_entry
from lms.credits.rules.renewal import evaluate, what_if

__all__ = ["evaluate", "evaluate_entry", "what_if"]
