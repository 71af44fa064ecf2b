"""Attempts at a quiz: which questions, in what order, and when another may start."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from lms.catalogue.terms import Quiz
from lms.training.terms import AttemptFact, RetakeAnswer

T = TypeVar("T")


def draw(quiz: Quiz, seed: int) -> tuple[str, ...]:
    """The ids of the questions of one attempt: a sample from the pool, in shuffled order. The same seed draws the same."""
    ids = [question.id for question in quiz.questions]
    count = min(quiz.pick or len(ids), len(ids))
    return tuple(random.Random(seed).sample(ids, count))  # noqa: S311 -- fairness, not secrecy; the seed is stored


def shuffled(things: Sequence[T], seed: int, question_id: str) -> tuple[T, ...]:
    """Options in the order of this attempt; stable for the same attempt and question."""
    order = list(things)
    random.Random(f"{seed}:{question_id}").shuffle(order)  # noqa: S311 -- the same
    return tuple(order)


def answer_retake(quiz: Quiz, attempts: Sequence[AttemptFact], *, granted: int = 0, at: datetime) -> RetakeAnswer:
    """Whether a new attempt may start at this moment; `granted` attempts were given on top of the quiz's own."""
    limit = None if quiz.max_attempts is None else quiz.max_attempts + granted
    left = None if limit is None else max(limit - len(attempts), 0)
    if any(attempt.passed for attempt in attempts):
        return RetakeAnswer(allowed=False, reason="Je hebt deze toets al gehaald.", limit=limit, left=left)
    if any(attempt.finished_at is None for attempt in attempts):
        return RetakeAnswer(allowed=False, reason="Je bent al met deze toets bezig.", limit=limit, left=left)
    if left == 0:
        return RetakeAnswer(allowed=False, reason="Je hebt alle pogingen gebruikt. Vraag je trainer wat nu kan.", limit=limit, left=0, used_up=True)
    ended = max((attempt.finished_at for attempt in attempts if attempt.finished_at), default=None)
    if ended is not None and (again := ended + timedelta(hours=quiz.wait_hours)) > at:
        return RetakeAnswer(allowed=False, reason="Neem eerst de tijd om de stof terug te lezen.", from_=again, limit=limit, left=left)
    return RetakeAnswer(allowed=True, reason="", limit=limit, left=left)
