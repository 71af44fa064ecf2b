"""What an examiner may ask. No statement here reaches an author: scripts are found by code and allocation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from lms.exams import rules
from lms.exams.models import Allocation, ExamRound, Mark, MarkLevel, Script
from lms.exams.queries.results import list_marks_of, scheme_of
from lms.exams.queries.rounds import case_of
from lms.exams.queries.writing import list_answers
from lms.exams.terms import MarkFact, Next, RoundKind, ScriptState
from lms.kernel.db import db

_Given = Select[str, str, str, date | None, datetime, int, datetime | None]


@dataclass(frozen=True)
class QueueItem:
    """A script to mark, or marked."""

    code: str
    title: str
    kind: RoundKind
    allocated_at: datetime
    begun: bool
    signed_at: datetime | None
    due: date | None
    """By when it should be signed (exclusive); None for a practice case."""


@dataclass(frozen=True)
class LearningPoint:
    """R5: a criterion of an agreed script on which this examiner and another were two or more levels apart."""

    code: str
    title: str
    own: int
    others: tuple[int, ...]


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


def _given_to(examiner_id: int) -> _Given:
    return (
        select(
            Script.code, ExamRound.title, ExamRound.kind, ExamRound.marking_until, Allocation.allocated_at, Mark.id.label("mark_id"), Mark.signed_at
        )
        .join(Script, Script.id == Allocation.script_id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .outerjoin(Mark, Mark.allocation_id == Allocation.id)
        .where(Allocation.examiner_id == examiner_id, Allocation.recused_at.is_(None))
    )


def _items(query: _Given) -> list[QueueItem]:
    return [
        QueueItem(row.code, row.title, RoundKind(row.kind), row.allocated_at, row.mark_id is not None, row.signed_at, row.marking_until)
        for row in db.session.execute(query)
    ]


def list_waiting(examiner_id: int) -> list[QueueItem]:
    """Scripts an examiner has to mark, oldest first."""
    return _items(_given_to(examiner_id).where(Mark.signed_at.is_(None)).order_by(Allocation.allocated_at, Script.code))


def list_signed(examiner_id: int, *, limit: int = 50) -> list[QueueItem]:
    """Scripts an examiner signed, the latest first."""
    return _items(_given_to(examiner_id).where(Mark.signed_at.is_not(None)).order_by(Mark.signed_at.desc(), Script.code).limit(limit))


def list_queue(examiner_id: int) -> list[QueueItem]:
    """Everything an examiner has: to do first."""
    return [*list_waiting(examiner_id), *list_signed(examiner_id)]


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


def list_learning_points(examiner_id: int) -> list[LearningPoint]:
    """R5, the latest scripts first; nothing shows before all marks of a script are signed."""
    query = (
        select(Script, ExamRound)
        .join(Allocation, Allocation.script_id == Script.id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .join(Mark, Mark.allocation_id == Allocation.id)
        .where(Allocation.examiner_id == examiner_id, Mark.signed_at.is_not(None), ExamRound.kind == RoundKind.EXAM)
        .where(Script.state.in_([ScriptState.AGREED, ScriptState.CONFIRMED, ScriptState.RELEASED]))
        .order_by(Mark.signed_at.desc(), Script.code)
        .limit(20)
    )
    rows = db.session.execute(query).all()
    marks = list_marks_of([script.id for script, _ in rows]) if rows else {}
    return [point for script, round_ in rows for point in _points_of(script.code, round_, marks.get(script.id, ()), examiner_id)]


def _points_of(code: str, round_: ExamRound, given: Sequence[MarkFact], examiner_id: int) -> list[LearningPoint]:
    scheme = scheme_of(round_)
    apart = rules.learning_points(given, scheme)
    if not apart or rules.reconcile(given, scheme, needed=rules.PAIR).next is not Next.AGREED:
        return []
    titles = {criterion.id: criterion.title for criterion in case_of(round_).criteria}
    own = next(mark for mark in given if mark.examiner_id == examiner_id)
    others = [mark for mark in given if mark is not own]
    return [LearningPoint(code, titles[criterion], own.levels[criterion], tuple(mark.levels[criterion] for mark in others)) for criterion in apart]
