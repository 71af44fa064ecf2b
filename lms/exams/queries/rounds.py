"""Rounds as the desk and the board see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Case
from lms.exams.models import ExamRound, RoundCandidate, RoundExaminer, Script
from lms.exams.terms import RoundKind, ScriptState
from lms.kernel.db import db
from lms.kernel.errors import NotFound


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


def case_of(round_: ExamRound) -> Case:
    """The case of a round, as frozen."""
    return catalogue.get_course(round_.course_hash).case(round_.case_id)


def list_rounds() -> list[ExamRound]:
    """Exam rounds, newest first."""
    return list(
        db.session.scalars(select(ExamRound).where(ExamRound.kind == RoundKind.EXAM).order_by(ExamRound.writing_from.desc(), ExamRound.id.desc()))
    )


def list_candidates(round_id: int) -> Mapping[int, int]:
    """Person id -> extra percent."""
    rows = db.session.scalars(select(RoundCandidate).where(RoundCandidate.round_id == round_id))
    return {row.person_id: row.extra_percent for row in rows}


def list_examiners(round_id: int) -> list[int]:
    """Person ids of who may mark."""
    query = select(RoundExaminer.person_id).where(RoundExaminer.round_id == round_id).order_by(RoundExaminer.person_id)
    return list(db.session.scalars(query))


def count_scripts(round_id: int) -> dict[ScriptState, int]:
    """How many scripts are in each state, in one query."""
    rows = db.session.execute(select(Script.state, func.count()).where(Script.round_id == round_id).group_by(Script.state)).all()
    return {ScriptState(row[0]): row[1] for row in rows}


def list_board(round_id: int) -> list[BoardItem]:
    """The scripts of a round by code."""
    rows = db.session.execute(select(Script.code, Script.state).where(Script.round_id == round_id).order_by(Script.code)).all()
    return [BoardItem(row.code, ScriptState(row.state)) for row in rows]


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
