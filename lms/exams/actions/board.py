"""The exam board confirms, asks for one more blind mark, or declares void; then the round is published."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import Actor, TieKind
from lms.catalogue import queries as catalogue
from lms.credits import actions as credits
from lms.credits.terms import AlreadyPosted, Category, EntrySource, Track
from lms.exams import mail, policy, queries
from lms.exams.actions.allocating import allocate_script
from lms.exams.actions.marking import follow_scripts
from lms.exams.actions.moving import move_round, move_script
from lms.exams.models import BoardDecision, ExamRound, Script, ScriptAuthor
from lms.exams.terms import NotNow, RoundState, ScriptState, Verdict
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.kernel.db import db, lock
from lms.kernel.errors import ConflictOfInterest, Invalid

CHANGED_SINCE = (
    "De casus, de rubric, de grens of de regels zijn niet meer die van het begin van het beoordelen. Vraag de beheerder wat er gebeurd is."
)
EXAMINES_HERE = "U bent examinator in deze ronde."


def _author_of(script: Script) -> int:
    return db.session.scalars(select(ScriptAuthor.person_id).where(ScriptAuthor.script_id == script.id)).one()


def find_board_conflict(*, script: Script, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Why this member may not decide on this script, told before they read it all; empty when nothing stands in the way."""
    return people.find_conflicts_between(actor.person_id, _author_of(script), on=local_day(at))


def _refuse_conflict(script: Script, actor: Actor, at: datetime) -> None:
    reasons = find_board_conflict(script=script, actor=actor, at=at)
    if reasons:
        raise ConflictOfInterest(reasons)


def refuse_examiner(round_: ExamRound, actor: Actor) -> None:
    """Who marks in a round sees no mark of another and decides on none; raises ConflictOfInterest."""
    if not policy.stands_apart(actor, queries.list_examiners(round_.id)):
        raise ConflictOfInterest((EXAMINES_HERE,))


def decide_script(*, script: Script, round_: ExamRound, verdict: Verdict, reason: str, actor: Actor, at: datetime) -> None:
    """The board's word on a script that the rule brought to it, or on one that is agreed: then confirm or void only.

    Raises ConflictOfInterest, NotNow, Invalid.
    """
    refuse_examiner(round_, actor)
    lock(round_)
    lock(script)
    if script.state != ScriptState.TO_BOARD and (script.state != ScriptState.AGREED or verdict is Verdict.FURTHER):
        raise NotNow
    if verdict is not Verdict.CONFIRM and not reason.strip():
        raise Invalid("Leg uit waarom.", field="reason")
    _refuse_conflict(script, actor, at)
    if verdict is Verdict.FURTHER:
        if len(queries.list_marks(script.id)) >= queries.scheme_of(round_).rules.most_marks:
            raise NotNow("Er zijn al vier beoordelingen. Stel de uitslag vast of verklaar het werk ongeldig.")
        allocate_script(script=script, round_=round_, at=at)
        move_script(script, ScriptState.THIRD_NEEDED)
    elif verdict is Verdict.VOID:
        move_script(script, ScriptState.VOID)
    else:
        _confirm(script, round_)
    _record(script, verdict, reason, actor, at)
    db.session.flush()
    follow_scripts(round_, at)


def confirm_agreed(*, round_: ExamRound, actor: Actor, at: datetime) -> tuple[int, tuple[str, ...]]:
    """Confirm every agreed script that this member may decide on; returns how many, and the codes left for another member."""
    refuse_examiner(round_, actor)
    lock(round_)
    agreed = db.session.scalars(select(Script).where(Script.round_id == round_.id, Script.state == ScriptState.AGREED).order_by(Script.code)).all()
    left, confirmed = [], 0
    for script in agreed:
        lock(script)
        if script.state != ScriptState.AGREED:
            continue
        try:
            _refuse_conflict(script, actor, at)
        except ConflictOfInterest:
            left.append(script.code)
            continue
        _confirm(script, round_)
        _record(script, Verdict.CONFIRM, "", actor, at)
        confirmed += 1
    return confirmed, tuple(left)


def _confirm(script: Script, round_: ExamRound) -> None:
    """The number is the mean of all signed marks, under the rules as frozen; nobody edits it."""
    if queries.fingerprint_of(round_) != round_.frozen_hash:
        raise NotNow(CHANGED_SINCE)
    outcome = queries.outcome_of(script, round_)
    script.percent, script.passed = int(outcome.percent * 100), outcome.passed
    move_script(script, ScriptState.CONFIRMED)


def _record(script: Script, verdict: Verdict, reason: str, actor: Actor, at: datetime) -> None:
    db.session.add(BoardDecision(script_id=script.id, verdict=verdict, reason=reason, decided_by_id=actor.person_id, decided_at=at))
    audit.record("board_decided", actor_id=actor.person_id, subject="script", subject_id=script.id, at=at, verdict=verdict.value)


def publish_round(*, round_: ExamRound, actor: Actor, at: datetime) -> int:
    """Release every result at once: credits for who passed, ties from examiners to candidates. Returns how many."""
    lock(round_)
    counts = queries.count_scripts(round_.id)
    if not counts or not set(counts) <= {ScriptState.CONFIRMED, ScriptState.VOID}:
        raise NotNow("Stel eerst van elk werk de uitslag vast.")
    move_round(round_, RoundState.PUBLISHED, actor_id=actor.person_id, at=at)
    scripts = db.session.scalars(select(Script).where(Script.round_id == round_.id).order_by(Script.code)).all()
    for script in scripts:
        _tie_examiners(script, at)
        _tell_author(script, round_, at)
    confirmed = [script for script in scripts if script.state == ScriptState.CONFIRMED]
    for script in confirmed:
        move_script(script, ScriptState.RELEASED)
        script.released_at = at
        audit.record("result_released", actor_id=actor.person_id, subject="script", subject_id=script.id, at=at, passed=script.passed)
        if script.passed:
            _post_credits(script, round_, actor, at)
    return len(confirmed)


def _tell_author(script: Script, round_: ExamRound, at: datetime) -> None:
    mail.queue_result(person=people.get_person(_author_of(script)), title=round_.title, path="/mijn/examens", at=at)


def _tie_examiners(script: Script, at: datetime) -> None:
    """Who signed a mark has examined the author, also when the script was void: a tie of that day, which counts for 24 months."""
    day = local_day(at)
    for mark in queries.list_marks(script.id):
        accounts.record_tie(
            person_id=mark.examiner_id, other_id=_author_of(script), kind=TieKind.EXAMINER, since=day, until=day + timedelta(days=1), at=at
        )


def _post_credits(script: Script, round_: ExamRound, actor: Actor, at: datetime) -> None:
    course = catalogue.get_course(round_.course_hash)
    try:
        credits.post_entry(
            person_id=_author_of(script),
            track=Track.ENTRY,
            category=Category.ACCREDITED,
            activity_key=f"exam:{course.id}:{course.exam.id}",
            title="Examen",
            points=course.exam.points.total,
            themes=course.exam.points,
            held_from=local_day(script.started_at),
            held_to=local_day(script.submitted_at or at),
            source=EntrySource.OWN_EXAM,
            source_ref=f"script:{script.id}",
            at=at,
            actor_id=actor.person_id,
        )
    except AlreadyPosted:
        audit.record("exam_passed_again", actor_id=None, subject="script", subject_id=script.id, at=at)
