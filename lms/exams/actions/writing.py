"""Writing a case without ever losing text."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from lms.accounts import actions as people
from lms.accounts import queries as accounts
from lms.accounts.terms import Actor
from lms.catalogue.terms import Course
from lms.exams import mail, queries, rules
from lms.exams.actions.allocating import offer_script
from lms.exams.actions.moving import move_script
from lms.exams.models import ExamRound, RoundCandidate, Script, ScriptAnswer, ScriptAuthor
from lms.exams.queries.writing import OwnScript
from lms.exams.terms import CODE_LENGTH, AlreadyHandedIn, AlreadyStarted, NotNow, RoundKind, RoundState, ScriptState, StaleVersion, TimeIsUp
from lms.kernel import audit
from lms.kernel.codes import new_code
from lms.kernel.db import db, lock
from lms.kernel.errors import NotFound
from lms.training import queries as training

_PRACTICE_LASTS = timedelta(days=365 * 5)


def start_script(*, round_: ExamRound, actor: Actor, at: datetime) -> Script:
    """Begin an exam: the deadline is the writing time with extra time, or the end of the window when that is sooner."""
    admitted = db.session.get(RoundCandidate, (round_.id, actor.person_id))
    if admitted is None or round_.kind != RoundKind.EXAM:
        raise NotFound
    if round_.state != RoundState.OPEN or not round_.writing_from <= at < round_.writing_until:
        raise NotNow("Dit examen is nu niet open.")
    minutes = queries.case_of(round_).minutes
    extra = accounts.extra_time_of([actor.person_id]).get(actor.person_id, 0)
    deadline = rules.writing_deadline(begun_at=at, minutes=minutes, extra_percent=extra, until=round_.writing_until)
    return _begin(round_, actor, deadline, 1, at)


def start_practice(*, course: Course, module_id: str, case_id: str, actor: Actor, at: datetime) -> Script:
    """Begin a practice case in one's own group, again after one that was not sufficient. Raises AlreadyStarted."""
    module = next((module for module in course.modules if module.id == module_id and case_id in module.case_ids), None)
    if module is None:
        raise NotFound
    enrolment = training.get_enrolment(actor.person_id, course.id)
    earlier = queries.list_own_practice(actor.person_id, case_id)
    if any(own.script.state != ScriptState.RELEASED or own.script.passed for own in earlier):
        raise AlreadyStarted
    round_ = queries.find_practice_round(enrolment.group_id, case_id)
    if round_ is None:
        round_ = ExamRound(
            title=f"Oefening: {course.case(case_id).title}",
            kind=RoundKind.PRACTICE,
            state=RoundState.OPEN,
            mode="single",
            course_hash=course.content_hash,
            case_id=case_id,
            module_id=module_id,
            group_id=enrolment.group_id,
            writing_from=at,
            writing_until=at + _PRACTICE_LASTS,
            seed=enrolment.group_id,
            created_at=at,
        )
        db.session.add(round_)
        db.session.flush()
    return _begin(round_, actor, round_.writing_until, len(earlier) + 1, at)


def _begin(round_: ExamRound, actor: Actor, deadline: datetime, attempt: int, at: datetime) -> Script:
    script = Script(round_id=round_.id, code=new_code(CODE_LENGTH), state=ScriptState.WRITING, started_at=at, deadline_at=deadline, version=0)
    db.session.add(script)
    db.session.flush()
    db.session.add(ScriptAuthor(script_id=script.id, round_id=round_.id, person_id=actor.person_id, attempt=attempt))
    db.session.flush()
    audit.record("script_started", actor_id=actor.person_id, subject="script", subject_id=script.id, at=at)
    return script


def set_extra_time(*, person_id: int, percent: int, reason: str, actor_id: int | None, at: datetime) -> None:
    """Change somebody's extra time; what they are writing now gets its later end at once, and never a sooner one."""
    people.set_extra_time(person_id=person_id, percent=percent, reason=reason, actor_id=actor_id, at=at)
    for own in queries.list_being_written(person_id, at=at):
        lock(own.script)
        minutes = queries.case_of(own.round).minutes
        later = rules.writing_deadline(begun_at=own.script.started_at, minutes=minutes, extra_percent=percent, until=own.round.writing_until)
        own.script.deadline_at = max(own.script.deadline_at, later)


def save_answers(*, own: OwnScript, texts: Mapping[str, str], version: int, at: datetime) -> int:
    """Keep the texts by task; returns the new version. Raises StaleVersion, TimeIsUp and AlreadyHandedIn; then nothing is changed."""
    script = own.script
    lock(script)
    if script.state != ScriptState.WRITING:
        raise AlreadyHandedIn
    if own.is_over(at):
        raise TimeIsUp
    if version != script.version:
        raise StaleVersion
    known = {task.id for task in queries.case_of(own.round).tasks}
    for task_id, text in texts.items():
        if task_id not in known:
            raise NotFound
        answer = db.session.get(ScriptAnswer, (script.id, task_id))
        if answer is None:
            db.session.add(ScriptAnswer(script_id=script.id, task_id=task_id, text=text))
        else:
            answer.text = text
    script.version += 1
    script.saved_at = at
    return script.version


def hand_in(*, own: OwnScript, actor: Actor, at: datetime) -> None:
    """Hand in what was saved last, once; a practice case goes to a trainer at once, or waits until the group has one."""
    lock(own.script)
    if own.script.state != ScriptState.WRITING:
        raise AlreadyHandedIn
    _submit(own.script, min(at, own.script.deadline_at))
    if own.round.kind == RoundKind.EXAM:
        _send_receipt(own.script, own.person_id, by_clock=False, at=at)
    audit.record("script_handed_in", actor_id=actor.person_id, subject="script", subject_id=own.script.id, at=at)
    if own.round.kind == RoundKind.PRACTICE and offer_script(script=own.script, round_=own.round, at=at):
        move_script(own.script, ScriptState.ALLOCATED)


def _submit(script: Script, at: datetime) -> None:
    move_script(script, ScriptState.SUBMITTED)
    script.submitted_at = at
    script.fingerprint = rules.fingerprint(script.code, queries.list_answers(script.id))


def _send_receipt(script: Script, author_id: int, *, by_clock: bool, at: datetime) -> None:
    mail.queue_receipt(
        person=accounts.get_person(author_id),
        code=script.code,
        handed_in_at=script.submitted_at or at,
        fingerprint=script.fingerprint or "",
        by_clock=by_clock,
        at=at,
    )


def hand_in_overdue(*, at: datetime, round_id: int | None = None) -> int:
    """Hand in the last saved text of every exam script whose time is up; returns how many. Safe to run twice."""
    query = (
        select(Script)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .where(Script.state == ScriptState.WRITING, Script.deadline_at <= at, ExamRound.kind == RoundKind.EXAM)
    )
    if round_id is not None:
        query = query.where(Script.round_id == round_id)
    handed_in = 0
    for script in db.session.scalars(query).all():
        lock(script)
        if script.state != ScriptState.WRITING or script.deadline_at > at:
            continue
        _submit(script, script.deadline_at)
        author_id = db.session.scalars(select(ScriptAuthor.person_id).where(ScriptAuthor.script_id == script.id)).one()
        _send_receipt(script, author_id, by_clock=True, at=at)
        audit.record("script_handed_in_by_clock", actor_id=None, subject="script", subject_id=script.id, at=at)
        handed_in += 1
    return handed_in
