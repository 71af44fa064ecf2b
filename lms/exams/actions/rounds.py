"""Preparing and moving a round."""

import secrets
from dataclasses import asdict
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from lms.accounts import queries as accounts
from lms.exams import mail, queries
from lms.exams.actions.allocating import allocate_script, fill_places
from lms.exams.actions.moving import move_round, move_script
from lms.exams.actions.writing import hand_in_overdue
from lms.exams.models import ExamRound, RoundCandidate, RoundExaminer, Script
from lms.exams.rules.reconciliation import PAIR
from lms.exams.terms import MarkingRules, NotEnoughExaminers, NotNow, RoundKind, RoundState, ScriptState
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.kernel.db import db, lock
from lms.kernel.errors import Invalid, NotFound

FEWEST_EXAMINERS = 3
"""Two mark, and a third must be there when they disagree."""
MARKING_LASTS = timedelta(days=22)
_BEFORE_MARKING = {RoundState.DRAFT, RoundState.OPEN}


def create_round(
    *,
    title: str,
    course_hash: str,
    case_id: str,
    mode: str = "double",
    kind: RoundKind = RoundKind.EXAM,
    writing_from: datetime,
    writing_until: datetime,
    marking_until: date | None = None,
    group_id: int | None = None,
    module_id: str = "",
    actor_id: int | None,
    at: datetime,
) -> ExamRound:
    """A round in draft over one case as it is in this course version. The window runs forward, and an exam is marked by two.

    `marking_until` is exclusive; three weeks after the writing when nothing else was chosen.
    """
    marking_until = marking_until or local_day(writing_until) + MARKING_LASTS
    _check_window(writing_from, writing_until, marking_until)
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
        marking_until=marking_until,
        seed=secrets.randbelow(2**31),
        created_at=at,
    )
    db.session.add(round_)
    db.session.flush()
    audit.record("round_created", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, seed=round_.seed)
    return round_


def _check_window(writing_from: datetime, writing_until: datetime, marking_until: date) -> None:
    if writing_until <= writing_from:
        raise Invalid("Het einde van het schrijven ligt niet na het begin.", field="writing_until")
    if marking_until <= local_day(writing_until):
        raise Invalid("De laatste dag om te beoordelen ligt voor het einde van het schrijven.", field="marking_last_day")


def change_round(
    *, round_: ExamRound, title: str, writing_from: datetime, writing_until: datetime, marking_until: date, actor_id: int | None, at: datetime
) -> None:
    """Correct a round before marking. Once it is open its begin stands, and its end only moves to later: nobody loses time they counted on."""
    lock(round_)
    if round_.state not in _BEFORE_MARKING:
        raise NotNow
    _check_window(writing_from, writing_until, marking_until)
    if round_.state == RoundState.OPEN and writing_from != round_.writing_from:
        raise Invalid("De ronde is al open. Het begin staat vast.", field="writing_from")
    if round_.state == RoundState.OPEN and writing_until < round_.writing_until:
        raise Invalid("De ronde is al open. Het einde kan alleen later worden.", field="writing_until")
    round_.title, round_.writing_from, round_.writing_until, round_.marking_until = title, writing_from, writing_until, marking_until
    audit.record("round_changed", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, until=writing_until.isoformat())


def cancel_round(*, round_: ExamRound, actor_id: int | None, at: datetime) -> None:
    """Take back a round that was prepared by mistake; only a draft, in which nothing can have happened."""
    lock(round_)
    if round_.state != RoundState.DRAFT:
        raise NotNow("Alleen een ronde in voorbereiding kan worden verwijderd.")
    for table in (RoundCandidate, RoundExaminer):
        db.session.execute(delete(table).where(table.round_id == round_.id))
    audit.record("round_cancelled", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at)
    db.session.delete(round_)


def admit_candidate(*, round_: ExamRound, person_id: int, actor_id: int | None, at: datetime) -> None:
    """Let somebody write in this round; twice changes nothing. Raises Invalid for one of its examiners."""
    if round_.state not in _BEFORE_MARKING:
        raise NotNow
    if db.session.get(RoundExaminer, (round_.id, person_id)) is not None:
        raise Invalid("Deze persoon is examinator in deze ronde.", field="email")
    if db.session.get(RoundCandidate, (round_.id, person_id)) is None:
        db.session.add(RoundCandidate(round_id=round_.id, person_id=person_id))
        db.session.flush()
        audit.record("candidate_admitted", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, person_id=person_id)
        if round_.state == RoundState.OPEN:
            mail.queue_admission(person=accounts.get_person(person_id), round_=round_, at=at)


def withdraw_candidate(*, round_: ExamRound, person_id: int, actor_id: int | None, at: datetime) -> None:
    """Take back an admission, as long as the person has not begun. Raises NotFound and NotNow."""
    lock(round_)
    row = db.session.get(RoundCandidate, (round_.id, person_id))
    if row is None:
        raise NotFound
    if round_.state not in _BEFORE_MARKING or queries.has_begun(round_.id, person_id):
        raise NotNow("Deze kandidaat is al begonnen en blijft in de ronde.")
    db.session.delete(row)
    audit.record("candidate_withdrawn", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, person_id=person_id)


def dismiss_examiner(*, round_: ExamRound, person_id: int, actor_id: int | None, at: datetime) -> None:
    """Take back an appointment, as long as the person was given no work; then they hand it back themselves. Raises NotFound and NotNow."""
    lock(round_)
    row = db.session.get(RoundExaminer, (round_.id, person_id))
    if row is None:
        raise NotFound
    if queries.has_work(round_.id, person_id):
        raise NotNow("Deze examinator heeft werk gekregen en blijft in de ronde. Werk teruggeven kan de examinator zelf.")
    db.session.delete(row)
    audit.record("examiner_dismissed", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, person_id=person_id)


def appoint_examiner(*, round_: ExamRound, person_id: int, actor_id: int | None, at: datetime) -> None:
    """Let somebody mark in this round and fill the places that wait for one; appointing twice changes nothing."""
    lock(round_)
    if round_.state in {RoundState.PUBLISHED, RoundState.CLOSED}:
        raise NotNow
    if db.session.get(RoundCandidate, (round_.id, person_id)) is not None:
        raise Invalid("Deze persoon is kandidaat in deze ronde.", field="email")
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
    for person_id in queries.list_candidates(round_.id):
        mail.queue_admission(person=accounts.get_person(person_id), round_=round_, at=at)


def extend_writing(*, round_: ExamRound, minutes: int, reason: str, actor_id: int | None, at: datetime) -> int:
    """Give everybody who is writing now so many minutes more, for a fire alarm or a broken network; returns how many.

    The window moves along when somebody's new end lies after it. Raises NotNow and Invalid.
    """
    if not reason.strip():
        raise Invalid("Schrijf op waarom.", field="reason")
    lock(round_)
    if round_.state != RoundState.OPEN:
        raise NotNow
    writing = db.session.scalars(
        select(Script).where(Script.round_id == round_.id, Script.state == ScriptState.WRITING, Script.deadline_at > at)
    ).all()
    for script in writing:
        lock(script)
        script.deadline_at += timedelta(minutes=minutes)
    round_.writing_until = max([round_.writing_until, *(script.deadline_at for script in writing)])
    audit.record(
        "writing_extended", actor_id=actor_id, subject="exam_round", subject_id=round_.id, at=at, minutes=minutes, reason=reason, scripts=len(writing)
    )
    return len(writing)


def start_marking(*, round_: ExamRound, actor_id: int | None, at: datetime) -> None:
    """Writing is over: hand in what is overdue, freeze what it is judged by, and give every script to two examiners.

    Raises NotNow and NotEnoughExaminers; then nothing has happened.
    """
    lock(round_)
    scripts = db.session.scalars(select(Script).where(Script.round_id == round_.id)).all()
    written_by_all = len(scripts) == len(queries.list_candidates(round_.id)) and all(script.submitted_at for script in scripts)
    still = any(script.submitted_at is None and script.deadline_at > at for script in scripts)
    if still or (at < round_.writing_until and not written_by_all):
        raise NotNow("Er wordt nog geschreven. Wacht tot de schrijftijd om is of iedereen heeft ingeleverd.")
    hand_in_overdue(at=at, round_id=round_.id)
    round_.rules = asdict(MarkingRules())
    round_.frozen_hash = queries.fingerprint_of(round_)
    db.session.flush()
    move_round(round_, RoundState.MARKING, actor_id=actor_id, at=at)
    waiting = db.session.scalars(
        select(Script).where(Script.round_id == round_.id, Script.state == ScriptState.SUBMITTED).order_by(Script.code)
    ).all()
    if not waiting:
        raise NotNow("Niemand leverde werk in. De examencommissie kan de ronde sluiten.")
    for script in waiting:
        for _ in range(PAIR):
            allocate_script(script=script, round_=round_, at=at, tell=False)
        move_script(script, ScriptState.ALLOCATED)
    _tell_examiners(round_, at)


def _tell_examiners(round_: ExamRound, at: datetime) -> None:
    """One mail to each who got work, however many scripts."""
    for one in queries.list_progress(round_.id):
        if one.given:
            mail.queue_work(person=accounts.get_person(one.person_id), round_=round_, at=at)


def close_round(*, round_: ExamRound, actor_id: int | None, at: datetime) -> None:
    """Nothing changes any more: after publication, or when the window has passed and nobody began."""
    if round_.state == RoundState.OPEN and (at < round_.writing_until or queries.count_scripts(round_.id)):
        raise NotNow
    move_round(round_, RoundState.CLOSED, actor_id=actor_id, at=at)
