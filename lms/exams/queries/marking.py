"""What an examiner may ask. No statement here reaches an author: scripts are found by code and allocation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.exams import rules
from lms.exams.models import Allocation, ExamRound, Mark, MarkLevel, Script
from lms.exams.queries.results import list_marks_of, scheme_of
from lms.exams.queries.rounds import case_of
from lms.exams.queries.writing import list_answers
from lms.exams.terms import Next, RoundKind, ScriptState
from lms.kernel.db import db


@dataclass(frozen=True)
class QueueItem:
    """A script to mark, or marked."""

    code: str
    title: str
    kind: RoundKind
    allocated_at: datetime
    begun: bool
    signed_at: datetime | None


@dataclass(frozen=True)
class GradingView:
    """Everything the grading screen needs, and nothing that tells who wrote."""

    examiner_id: int
    allocation: Allocation
    round: ExamRound
    code: str
    answers: Mapping[str, str]
    mark: Mark | None
    levels: Mapping[str, MarkLevel]

    @property
    def is_practice(self) -> bool:
        """Whether this is a practice case, marked by a trainer."""
        return self.round.kind == RoundKind.PRACTICE


def list_queue(examiner_id: int) -> list[QueueItem]:
    """Scripts given to an examiner: to do first, oldest first."""
    query = (
        select(Script.code, ExamRound.title, ExamRound.kind, Allocation.allocated_at, Mark.id.label("mark_id"), Mark.signed_at)
        .join(Script, Script.id == Allocation.script_id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .outerjoin(Mark, Mark.allocation_id == Allocation.id)
        .where(Allocation.examiner_id == examiner_id, Allocation.recused_at.is_(None))
        .order_by(Allocation.allocated_at, Script.code)
    )
    items = [
        QueueItem(row.code, row.title, RoundKind(row.kind), row.allocated_at, row.mark_id is not None, row.signed_at)
        for row in db.session.execute(query)
    ]
    return sorted(items, key=lambda item: item.signed_at is not None)


def get_grading_view(code: str, examiner_id: int) -> GradingView | None:
    """The grading screen of one script for one examiner; None when it was not given to them."""
    query = (
        select(Allocation, Script, ExamRound, Mark)
        .join(Script, Script.id == Allocation.script_id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .outerjoin(Mark, Mark.allocation_id == Allocation.id)
        .where(Script.code == code, Allocation.examiner_id == examiner_id, Allocation.recused_at.is_(None))
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    allocation, script, round_, mark = row
    levels = db.session.scalars(select(MarkLevel).where(MarkLevel.mark_id == mark.id)) if mark else ()
    return GradingView(examiner_id, allocation, round_, script.code, list_answers(script.id), mark, {level.criterion_id: level for level in levels})


def list_learning_points(examiner_id: int) -> list[tuple[str, tuple[str, ...]]]:
    """R5: (code, titles of criteria) of agreed scripts on which this examiner and another were two or more levels apart."""
    query = (
        select(Script, ExamRound)
        .join(Allocation, Allocation.script_id == Script.id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .join(Mark, Mark.allocation_id == Allocation.id)
        .where(Allocation.examiner_id == examiner_id, Mark.signed_at.is_not(None), ExamRound.kind == RoundKind.EXAM)
        .where(Script.state.in_([ScriptState.AGREED, ScriptState.CONFIRMED, ScriptState.RELEASED]))
        .order_by(Script.code)
        .limit(20)
    )
    rows = db.session.execute(query).all()
    marks = list_marks_of([script.id for script, _ in rows]) if rows else {}
    found = []
    for script, round_ in rows:
        case = case_of(round_)
        titles = {criterion.id: criterion.title for criterion in case.criteria}
        given, scheme = marks.get(script.id, ()), scheme_of(round_)
        apart = rules.learning_points(given, scheme)
        if apart and rules.reconcile(given, scheme, needed=rules.PAIR).next is Next.AGREED:
            found.append((script.code, tuple(titles[criterion] for criterion in apart)))
    return found
