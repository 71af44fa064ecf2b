"""Rounds as the desk and the board see them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Case
from lms.exams import rules
from lms.exams.models import Allocation, BoardDecision, ExamRound, Mark, RoundCandidate, RoundExaminer, Script, ScriptAuthor
from lms.exams.terms import DueWork, ExaminerProgress, RoundKind, RoundState, ScriptState
from lms.kernel.calendar import local_day, start_of_day
from lms.kernel.db import db
from lms.kernel.errors import NotFound

_MARKED_IN = (RoundState.MARKING, RoundState.RECONCILING, RoundState.BOARD)
_OPEN_BEFORE = timedelta(days=7)


@dataclass(frozen=True)
class BoardItem:
    """A script on the board's list, without a name."""

    code: str
    state: ScriptState


def get_round(round_id: int) -> ExamRound:
    """A round, or NotFound."""
    found = db.session.get(ExamRound, round_id)
    if found is None:
        raise NotFound
    return found


def get_exam_round(round_id: int) -> ExamRound:
    """A round that desk and board run, or NotFound: a practice case is between a student and the trainers of the group."""
    round_ = get_round(round_id)
    if round_.kind != RoundKind.EXAM:
        raise NotFound
    return round_


def case_of(round_: ExamRound) -> Case:
    """The case of a round, as frozen."""
    return catalogue.get_course(round_.course_hash).case(round_.case_id)


def list_rounds() -> list[ExamRound]:
    """Exam rounds, newest first."""
    return list(
        db.session.scalars(select(ExamRound).where(ExamRound.kind == RoundKind.EXAM).order_by(ExamRound.writing_from.desc(), ExamRound.id.desc()))
    )


def list_candidates(round_id: int) -> list[int]:
    """Person ids of who may write."""
    query = select(RoundCandidate.person_id).where(RoundCandidate.round_id == round_id).order_by(RoundCandidate.person_id)
    return list(db.session.scalars(query))


def count_candidates() -> dict[int, int]:
    """Round id -> how many may write, in one query."""
    rows = db.session.execute(select(RoundCandidate.round_id, func.count()).group_by(RoundCandidate.round_id)).all()
    return {row[0]: row[1] for row in rows}


def list_begun(round_id: int) -> set[int]:
    """Person ids of candidates who began: the desk may not take those out. It tells nothing about which script is whose."""
    return set(db.session.scalars(select(ScriptAuthor.person_id).where(ScriptAuthor.round_id == round_id)))


def has_begun(round_id: int, person_id: int) -> bool:
    """Whether a candidate began to write."""
    return person_id in list_begun(round_id)


def has_work(round_id: int, person_id: int) -> bool:
    """Whether an examiner was ever given a script of this round."""
    query = select(Allocation.id).join(Script, Script.id == Allocation.script_id)
    return db.session.scalar(query.where(Script.round_id == round_id, Allocation.examiner_id == person_id).limit(1)) is not None


def count_waiting(examiner_id: int) -> int:
    """How many scripts an examiner has and has not signed, over all rounds."""
    query = select(func.count()).select_from(Allocation).outerjoin(Mark, Mark.allocation_id == Allocation.id)
    return db.session.scalar(query.where(Allocation.examiner_id == examiner_id, Allocation.recused_at.is_(None), Mark.signed_at.is_(None))) or 0


def list_examiners(round_id: int) -> list[int]:
    """Person ids of who may mark."""
    query = select(RoundExaminer.person_id).where(RoundExaminer.round_id == round_id).order_by(RoundExaminer.person_id)
    return list(db.session.scalars(query))


def count_scripts(round_id: int) -> dict[ScriptState, int]:
    """How many scripts are in each state, in one query."""
    rows = db.session.execute(select(Script.state, func.count()).where(Script.round_id == round_id).group_by(Script.state)).all()
    return {ScriptState(row[0]): row[1] for row in rows}


def list_board(round_id: int, *, at: datetime | None = None) -> list[BoardItem]:
    """The scripts of a round by code; at a moment, what is past its deadline counts as handed in."""
    rows = db.session.execute(select(Script.code, Script.state, Script.deadline_at).where(Script.round_id == round_id).order_by(Script.code)).all()
    return [BoardItem(row.code, _state_at(ScriptState(row.state), row.deadline_at, at)) for row in rows]


def _state_at(state: ScriptState, deadline_at: datetime, at: datetime | None) -> ScriptState:
    over = state is ScriptState.WRITING and at is not None and deadline_at <= at
    return ScriptState.SUBMITTED if over else state


def list_rounds_in_marking() -> list[ExamRound]:
    """Rounds in which places for markers may stand open: exams that are marked, and practice cases."""
    exam = (ExamRound.kind == RoundKind.EXAM) & ExamRound.state.in_(_MARKED_IN)
    practice = (ExamRound.kind == RoundKind.PRACTICE) & (ExamRound.state == RoundState.OPEN)
    return list(db.session.scalars(select(ExamRound).where(or_(exam, practice)).order_by(ExamRound.id)))


def list_open_places(round_: ExamRound) -> list[int]:
    """The scripts that lack a marker, by code, once for each place; nothing while an exam is still being written."""
    return _open_places([round_])[round_.id]


def _open_places(rounds: Sequence[ExamRound]) -> dict[int, list[int]]:
    """Round id -> the same, of all rounds asked, in one query; none when all are still being written."""
    found: dict[int, list[int]] = {round_.id: [] for round_ in rounds}
    asked = {round_.id: round_ for round_ in rounds if round_.kind != RoundKind.EXAM or round_.state in _MARKED_IN}
    if not asked:
        return found
    running, signed = func.count(Allocation.id), func.count(Mark.signed_at)
    query = (
        select(Script.id, Script.round_id, Script.state, running.label("running"), signed.label("signed"))
        .select_from(Script)
        .outerjoin(Allocation, (Allocation.script_id == Script.id) & Allocation.recused_at.is_(None))
        .outerjoin(Mark, Mark.allocation_id == Allocation.id)
        .where(Script.round_id.in_(asked))
        .group_by(Script.id, Script.round_id, Script.state, Script.code)
        .order_by(Script.code)
    )
    for row in db.session.execute(query):
        needed = 1 if asked[row.round_id].mode == "single" else rules.PAIR
        places = rules.open_places(ScriptState(row.state), running=row.running, signed=row.signed, needed=needed)
        found[row.round_id] += [row.id] * places
    return found


def list_progress(round_id: int) -> list[ExaminerProgress]:
    """Who examines in a round, and how far each is: numbers, no marks."""
    given, signed = func.count(Allocation.id), func.count(Mark.signed_at)
    here = select(Script.id).where(Script.round_id == round_id)
    query = (
        select(RoundExaminer.person_id, given, signed, func.max(Mark.saved_at))
        .select_from(RoundExaminer)
        .outerjoin(
            Allocation,
            (Allocation.examiner_id == RoundExaminer.person_id) & Allocation.recused_at.is_(None) & Allocation.script_id.in_(here),
        )
        .outerjoin(Mark, Mark.allocation_id == Allocation.id)
        .where(RoundExaminer.round_id == round_id)
        .group_by(RoundExaminer.person_id)
        .order_by(RoundExaminer.person_id)
    )
    return [ExaminerProgress(*row) for row in db.session.execute(query)]


def has_decided(round_id: int, person_id: int) -> bool:
    """Whether somebody decided in a round as a member of the board."""
    query = select(BoardDecision.id).join(Script, Script.id == BoardDecision.script_id)
    return db.session.scalar(query.where(Script.round_id == round_id, BoardDecision.decided_by_id == person_id).limit(1)) is not None


def list_due_work(*, at: datetime) -> list[DueWork]:
    """What waits in exam rounds, oldest first: opening, allocating, appointing, deciding. Two queries, however many rounds run."""
    active = [RoundState.DRAFT, RoundState.OPEN, *_MARKED_IN]
    rounds = db.session.scalars(select(ExamRound).where(ExamRound.kind == RoundKind.EXAM, ExamRound.state.in_(active))).all()
    places = _open_places(rounds)
    found = [work for round_ in rounds for work in _due(round_, at, lacks=bool(places[round_.id]))]
    return sorted(found, key=lambda work: (work.since, work.title))


def _due(round_: ExamRound, at: datetime, *, lacks: bool) -> Iterator[DueWork]:
    state, begin, end = RoundState(round_.state), round_.writing_from, round_.writing_until
    if state is RoundState.DRAFT and at >= begin - _OPEN_BEFORE:
        yield DueWork(round_.id, f"Ronde openen: {round_.title}", begin - _OPEN_BEFORE, begin, board_only=False)
    if state is RoundState.OPEN and at >= end:
        yield DueWork(round_.id, f"Schrijven is voorbij, verdeel het werk: {round_.title}", end, None, board_only=False)
    if state in {RoundState.MARKING, RoundState.RECONCILING} and round_.marking_until is not None and local_day(at) >= round_.marking_until:
        late = start_of_day(round_.marking_until)
        yield DueWork(round_.id, f"Beoordelen loopt achter: {round_.title}", late, late, board_only=False)
    if state is RoundState.BOARD:
        yield DueWork(round_.id, f"Uitslag vaststellen: {round_.title}", end, None, board_only=True)
    if lacks:
        yield DueWork(round_.id, f"Benoem een examinator zonder band: {round_.title}", end, None, board_only=False)


def get_script(script_id: int) -> Script:
    """A script by id, or NotFound."""
    script = db.session.get(Script, script_id)
    if script is None:
        raise NotFound
    return script


def get_script_of_round(round_id: int, code: str) -> Script:
    """A script by code within its round, or NotFound."""
    script = db.session.scalar(select(Script).where(Script.round_id == round_id, Script.code == code))
    if script is None:
        raise NotFound
    return script
