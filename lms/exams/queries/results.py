"""Marks and what follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Criterion
from lms.exams import rules
from lms.exams.models import Allocation, BoardDecision, ExamRound, Mark, MarkLevel, Script, ScriptAuthor
from lms.exams.queries.rounds import case_of
from lms.exams.terms import ExamPass, GlobalRating, MarkFact, MarkingRules, MarkingScheme, Outcome, RoundKind, ScriptState
from lms.kernel.db import db


@dataclass(frozen=True)
class CriterionResult:
    """One criterion on the result page: level, its descriptor, and the remarks of all markers."""

    criterion: Criterion
    level: int
    mean: Fraction
    comments: tuple[tuple[str, str], ...]
    """(beoordelaar A, text)."""


@dataclass(frozen=True)
class Result:
    """The result of a script, for its author (R7) and for the board."""

    outcome: Outcome
    criteria: tuple[CriterionResult, ...]
    comments: tuple[tuple[str, str], ...]
    ratings: tuple[GlobalRating, ...]
    marks: tuple[MarkFact, ...]


def scheme_of(round_: ExamRound) -> MarkingScheme:
    """What the marks of a round are weighed with: its case as frozen, and the rules of the day that marking started."""
    case = case_of(round_)
    weights = {criterion.id: criterion.weight for criterion in case.criteria}
    return MarkingScheme(weights, case.knockouts, case.cut_percent, MarkingRules(**round_.rules))


def fingerprint_of(round_: ExamRound) -> str:
    """What `frozen_hash` must be still: case version, rubric, cut and rules in one fingerprint."""
    return rules.freeze(course_hash=round_.course_hash, case_id=round_.case_id, mode=round_.mode, scheme=scheme_of(round_))


def _signed(script_id: int) -> list[tuple[Mark, Allocation, list[MarkLevel]]]:
    """The signed marks by place, each with its levels, in one query."""
    query = (
        select(Mark, Allocation, MarkLevel)
        .join(Allocation, Allocation.id == Mark.allocation_id)
        .outerjoin(MarkLevel, MarkLevel.mark_id == Mark.id)
        .where(Mark.script_id == script_id, Mark.signed_at.is_not(None))
        .order_by(Allocation.position)
    )
    found: dict[int, tuple[Mark, Allocation, list[MarkLevel]]] = {}
    for mark, place, level in db.session.execute(query):
        levels = found.setdefault(mark.id, (mark, place, []))[2]
        if level is not None:
            levels.append(level)
    return list(found.values())


def list_marks(script_id: int) -> tuple[MarkFact, ...]:
    """The signed marks of a script as the rules see them."""
    return list_marks_of([script_id]).get(script_id, ())


def list_marks_of(script_ids: Sequence[int]) -> dict[int, tuple[MarkFact, ...]]:
    """Script id -> its signed marks as the rules see them, in one query."""
    query = (
        select(Mark.script_id, Mark.id, Allocation.examiner_id, Allocation.position, MarkLevel.criterion_id, MarkLevel.level)
        .join(Allocation, Allocation.id == Mark.allocation_id)
        .join(MarkLevel, MarkLevel.mark_id == Mark.id)
        .where(Mark.script_id.in_(script_ids), Mark.signed_at.is_not(None), MarkLevel.level.is_not(None))
        .order_by(Mark.script_id, Allocation.position)
    )
    levels: dict[tuple[int, int, int], dict[str, int]] = {}
    for row in db.session.execute(query):
        levels.setdefault((row.script_id, row.examiner_id, row.position), {})[row.criterion_id] = row.level
    found: dict[int, tuple[MarkFact, ...]] = {}
    for (script_id, examiner_id, position), given in levels.items():
        found[script_id] = (*found.get(script_id, ()), MarkFact(examiner_id, position, given))
    return found


def outcome_of(script: Script, round_: ExamRound) -> Outcome:
    """What the rule says over the signed marks."""
    return _outcome(list_marks(script.id), round_)


def _outcome(marks: tuple[MarkFact, ...], round_: ExamRound) -> Outcome:
    return rules.reconcile(marks, scheme_of(round_), needed=1 if round_.mode == "single" else rules.PAIR)


def get_result(script: Script, round_: ExamRound) -> Result:
    """The outcome with levels and remarks per criterion, markers as A, B, C."""
    case = case_of(round_)
    signed = _signed(script.id)
    letters = {mark.id: f"Beoordelaar {chr(ord('A') + place)}" for place, (mark, _, _) in enumerate(signed)}
    rows = [row for _, _, levels in signed for row in levels]
    marks = tuple(_fact(place, levels) for _, place, levels in signed)
    outcome = _outcome(marks, round_)
    criteria = tuple(
        CriterionResult(
            criterion,
            rules.shown_level(outcome.means[criterion.id]),
            outcome.means[criterion.id],
            tuple((letters[row.mark_id], row.comment) for row in rows if row.criterion_id == criterion.id and row.comment),
        )
        for criterion in case.criteria
        if criterion.id in outcome.means
    )
    comments = tuple((letters[mark.id], mark.comment) for mark, _, _ in signed if mark.comment)
    ratings = tuple(GlobalRating(mark.global_rating) for mark, _, _ in signed if mark.global_rating)
    return Result(outcome, criteria, comments, ratings, marks)


def _fact(place: Allocation, rows: Sequence[MarkLevel]) -> MarkFact:
    return MarkFact(place.examiner_id, place.position, {row.criterion_id: row.level for row in rows if row.level is not None})


def list_decisions(script_id: int) -> list[BoardDecision]:
    """What the board said of a script before, oldest first."""
    return list(db.session.scalars(select(BoardDecision).where(BoardDecision.script_id == script_id).order_by(BoardDecision.id)))


def exam_pass_of(person_id: int, course_id: str) -> ExamPass | None:
    """The latest released pass of somebody on the exam of a course, in whatever version and with whichever case it was sat."""
    query = (
        select(Script.released_at, Script.code, Script.percent, ExamRound.course_hash)
        .join(ScriptAuthor, ScriptAuthor.script_id == Script.id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .where(ScriptAuthor.person_id == person_id, ExamRound.kind == RoundKind.EXAM)
        .where(Script.state == ScriptState.RELEASED, Script.passed.is_(True))
        .order_by(Script.released_at.desc())
    )
    rows = [row for row in db.session.execute(query) if catalogue.get_course(row.course_hash).id == course_id]
    return ExamPass(rows[0].released_at, rows[0].code, rows[0].percent) if rows else None
