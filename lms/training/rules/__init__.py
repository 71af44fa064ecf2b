"""The rules of the training: marking answers, when a retake may start, what counts as done."""

from lms.training.rules.marking import is_right, normalise_short, read_numbers
from lms.training.rules.progress import find_resume_point, module_progress
from lms.training.rules.retakes import answer_retake, draw, shuffled
from lms.training.rules.telling import Told, tell

__all__ = [
    "Told",
    "answer_retake",
    "draw",
    "find_resume_point",
    "is_right",
    "module_progress",
    "normalise_short",
    "read_numbers",
    "shuffled",
    "tell",
]
