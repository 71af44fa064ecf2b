"""The only way a round or a script changes its state: one step along the table of moves."""

from datetime import datetime

from lms.exams import rules
from lms.exams.models import ExamRound, Script
from lms.exams.terms import NotNow, RoundState, ScriptState
from lms.kernel import audit
from lms.kernel.db import lock


def move_round(round_: ExamRound, to: RoundState, *, actor_id: int | None, at: datetime) -> None:
    """One step of a round, held until the end of the transaction; raises NotNow for any other."""
    lock(round_)
    if not rules.may_move(rules.ROUND_MOVES, RoundState(round_.state), to):
        raise NotNow
    audit.record("round_moved", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, before=round_.state, after=to.value)
    round_.state = to


def move_script(script: Script, to: ScriptState) -> None:
    """One step of a script; the action that calls this records what was done. Raises NotNow for any other step."""
    if not rules.may_move(rules.SCRIPT_MOVES, ScriptState(script.state), to):
        raise NotNow
    script.state = to
