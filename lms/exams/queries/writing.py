"""What the author of a script may ask: only about oneself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.exams.models import ExamRound, RoundCandidate, Script, ScriptAnswer, ScriptAuthor
from lms.exams.terms import RoundKind, ScriptState
from lms.kernel.db import db


@dataclass(frozen=True)
class OwnScript:
    """A script with its author, for the author."""

    script: Script
    round: ExamRound
    person_id: int
    attempt: int

    def is_over(self, at: datetime) -> bool:
        """Whether the time to write has passed."""
        return at >= self.script.deadline_at

    def is_open(self, at: datetime) -> bool:
        """Whether there is something to write still."""
        return self.script.state == ScriptState.WRITING and not self.is_over(at)


@dataclass(frozen=True)
class OwnRound:
    """An exam somebody is admitted to, with the script when it was started."""

    round: ExamRound
    script: Script | None


def find_own_script(script_id: int) -> OwnScript | None:
    """A script with its author and round: one query. Fetch it with `policy.is_own`."""
    query = (
        select(Script, ExamRound, ScriptAuthor)
        .join(ScriptAuthor, ScriptAuthor.script_id == Script.id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .where(Script.id == script_id)
    )
    row = db.session.execute(query).first()
    return None if row is None else OwnScript(row[0], row[1], row[2].person_id, row[2].attempt)


def list_own_rounds(person_id: int) -> list[OwnRound]:
    """The exams somebody is admitted to, newest first."""
    query = (
        select(ExamRound, Script)
        .join(RoundCandidate, RoundCandidate.round_id == ExamRound.id)
        .outerjoin(ScriptAuthor, (ScriptAuthor.round_id == ExamRound.id) & (ScriptAuthor.person_id == person_id))
        .outerjoin(Script, Script.id == ScriptAuthor.script_id)
        .where(RoundCandidate.person_id == person_id, ExamRound.kind == RoundKind.EXAM, ExamRound.state != "draft")
        .order_by(ExamRound.writing_from.desc())
    )
    return [OwnRound(row[0], row[1]) for row in db.session.execute(query)]


def list_being_written(person_id: int, *, at: datetime) -> list[OwnScript]:
    """The exams somebody is writing at this moment."""
    query = (
        select(Script, ExamRound, ScriptAuthor)
        .join(ScriptAuthor, ScriptAuthor.script_id == Script.id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .where(ScriptAuthor.person_id == person_id, ExamRound.kind == RoundKind.EXAM)
        .where(Script.state == ScriptState.WRITING, Script.deadline_at > at)
    )
    return [OwnScript(row[0], row[1], row[2].person_id, row[2].attempt) for row in db.session.execute(query)]


def find_practice_round(group_id: int, case_id: str) -> ExamRound | None:
    """The practice round of a group for a case."""
    query = select(ExamRound).where(ExamRound.kind == RoundKind.PRACTICE, ExamRound.group_id == group_id, ExamRound.case_id == case_id)
    return db.session.scalar(query)


def list_own_practice(person_id: int, case_id: str) -> list[OwnScript]:
    """Somebody's attempts at a practice case, oldest first."""
    query = (
        select(Script, ExamRound, ScriptAuthor)
        .join(ScriptAuthor, ScriptAuthor.script_id == Script.id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .where(ScriptAuthor.person_id == person_id, ExamRound.kind == RoundKind.PRACTICE, ExamRound.case_id == case_id)
        .order_by(ScriptAuthor.attempt)
    )
    return [OwnScript(row[0], row[1], row[2].person_id, row[2].attempt) for row in db.session.execute(query)]


def list_answers(script_id: int) -> dict[str, str]:
    """Task id -> text as saved last."""
    rows = db.session.scalars(select(ScriptAnswer).where(ScriptAnswer.script_id == script_id))
    return {row.task_id: row.text for row in rows}
