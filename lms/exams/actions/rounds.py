"""Preparing and moving a round."""

import secrets
from datetime import datetime

from sqlalchemy import select

from lms.exams import queries
from lms.exams.actions.allocating import allocate_script, fill_places
from lms.exams.actions.moving import move_round, move_script
from lms.exams.actions.writing import hand_in_overdue
from lms.exams.models import ExamRound, RoundCandidate, RoundExaminer, Script
from lms.exams.rules.reconciliation import PAIR
from lms.exams.terms import NotEnoughExaminers, NotNow, RoundKind, RoundState, ScriptState
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.errors import Invalid

FEWEST_EXAMINERS = 3
"""Two mark, and a third must be there when they disagree."""


def create_round(
    *,
    title: str,
    course_hash: str,
    case_id: str,
    mode: str = "double",
    kind: RoundKind = RoundKind.EXAM,
    writing_from: datetime,
    writing_until: datetime,
    group_id: int | None = None,
    module_id: str = "",
    actor_id: int | None,
    at: datetime,
) -> ExamRound:
    """A round in draft over one case as it is in this course version. The window runs forward, and an exam is marked by two."""
    if writing_until <= writing_from:
        raise Invalid("Het einde van het schrijven ligt niet na het begin.", field="writing_until")
    if kind is RoundKind.EXAM and mode != "double":
        raise Invalid("Een examen wordt door twee examinatoren los van elkaar beoordeeld.", field="mode")
    round_ = ExamRound(
        title=title,
        kind=kind,
        state=RoundState.DRAFT if kind is RoundKind.EXAM else RoundState.OPEN,
        mode=mode,
        course_hash=course_hash,
        case_id=case_id,
        module_id=module_id,
        group_id=group_id,
        writing_from=writing_from,
        writing_until=writing_until,
        seed=secrets.randbelow(2**31),
        created_at=at,
    )
    db.session.add(round_)
    db.session.flush()
    audit.record("round_created", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, seed=round_.seed)
    return round_


def admit_candidate(*, round_: ExamRound, person_id: int, extra_percent: int = 0, actor_id: int | None, at: datetime) -> None:
    """Let somebody write in this round, with so much extra time."""
    if round_.state not in {RoundState.DRAFT, RoundState.OPEN}:
        raise NotNow
    row = db.session.get(RoundCandidate, (round_.id, person_id))
    if row is None:
        row = RoundCandidate(round_id=round_.id, person_id=person_id)
        db.session.add(row)
    row.extra_percent = extra_percent
    audit.record("candidate_admitted", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, person_id=person_id)


def appoint_examiner(*, round_: ExamRound, person_id: int, actor_id: int | None, at: datetime) -> None:
    """Let somebody mark in this round and fill the places that wait for one; appointing twice changes nothing."""
    if round_.state in {RoundState.PUBLISHED, RoundState.CLOSED}:
        raise NotNow
    if queries.has_decided(round_.id, person_id):
        raise Invalid("Deze persoon besliste al als commissielid in deze ronde en kent de beoordelingen.", field="email")
    if db.session.get(RoundExaminer, (round_.id, person_id)) is None:
        db.session.add(RoundExaminer(round_id=round_.id, person_id=person_id))
        db.session.flush()
        audit.record("examiner_appointed", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, person_id=person_id)
        fill_places(round_=round_, at=at)


def open_round(*, round_: ExamRound, actor_id: int | None, at: datetime) -> None:
    """Candidates may begin once the window opens; there must be candidates and enough examiners."""
    if not queries.list_candidates(round_.id):
        raise NotNow("Laat eerst kandidaten toe.")
    if len(queries.list_examiners(round_.id)) < FEWEST_EXAMINERS:
        raise NotEnoughExaminers("Benoem eerst ten minste drie examinatoren: bij verschil is een derde nodig.")
    move_round(round_, RoundState.OPEN, actor_id=actor_id, at=at)


def start_marking(*, round_: ExamRound, actor_id: int | None, at: datetime) -> None:
    """Writing is over: hand in what is overdue and give every script to two examiners. Raises NotNow and NotEnoughExaminers."""
    scripts = db.session.scalars(select(Script).where(Script.round_id == round_.id)).all()
    written_by_all = len(scripts) == len(queries.list_candidates(round_.id)) and all(script.submitted_at for script in scripts)
    if at < round_.writing_until and not written_by_all:
        raise NotNow("Er wordt nog geschreven. Wacht tot de schrijftijd om is of iedereen heeft ingeleverd.")
    hand_in_overdue(at=at, round_id=round_.id)
    move_round(round_, RoundState.MARKING, actor_id=actor_id, at=at)
    waiting = db.session.scalars(
        select(Script).where(Script.round_id == round_.id, Script.state == ScriptState.SUBMITTED).order_by(Script.code)
    ).all()
    if not waiting:
        raise NotNow("Niemand leverde werk in. De examencommissie kan de ronde sluiten.")
    for script in waiting:
        for _ in range(PAIR):
            allocate_script(script=script, round_=round_, at=at)
        move_script(script, ScriptState.ALLOCATED)


def close_round(*, round_: ExamRound, actor_id: int | None, at: datetime) -> None:
    """Nothing changes any more: after publication, or when the window has passed and nobody began."""
    if round_.state == RoundState.OPEN and (at < round_.writing_until or queries.count_scripts(round_.id)):
        raise NotNow
    move_round(round_, RoundState.CLOSED, actor_id=actor_id, at=at)
