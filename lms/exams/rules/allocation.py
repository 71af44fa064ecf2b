"""Who marks which script: least loaded first, then the pair that shared fewest scripts, then chance with a stored seed (design/4).

A place that nobody can take now stays open: no signature, no hand-back and no hand-in waits for it.
"""

import random
from collections.abc import Collection, Mapping, Sequence

from lms.exams.terms import ExaminerLoad, ScriptState

Pair = frozenset[int]
_FIRST_PLACES = {ScriptState.SUBMITTED, ScriptState.ALLOCATED, ScriptState.FIRST_SIGNED}


def pick(eligible: Sequence[ExaminerLoad], *, already: Collection[int], beside: Collection[int], shared: Mapping[Pair, int], seed: str) -> int | None:
    """The examiner for the next position on a script, or None when nobody may.

    `eligible` are those without any tie to the author, `already` those who are or were on the script, `beside` those who are on it now,
    `shared` how many scripts each pair has in common. The same input picks the same examiner.
    """
    free = [examiner for examiner in eligible if examiner.examiner_id not in already]
    if not free:
        return None
    chance = random.Random(seed)  # noqa: S311 -- fairness, not secrecy; the seed is stored with the round
    lots = {examiner.examiner_id: chance.random() for examiner in sorted(free, key=lambda one: one.examiner_id)}

    def rank(examiner: ExaminerLoad) -> tuple[int, int, float]:
        together = sum(shared.get(frozenset({examiner.examiner_id, other}), 0) for other in beside)
        return examiner.load, together, lots[examiner.examiner_id]

    return min(free, key=rank).examiner_id


def open_places(state: ScriptState, *, running: int, signed: int, needed: int) -> int:
    """How many markers a script lacks: `running` have it, `signed` of them are done, the first round of marking asks for `needed`."""
    if state is ScriptState.THIRD_NEEDED:
        return 1 if running == signed else 0
    return max(0, needed - running) if state in _FIRST_PLACES else 0
