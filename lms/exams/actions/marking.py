"""Marking blind, and what follows from a signature."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from lms.accounts import queries as accounts
from lms.accounts.terms import Actor
from lms.catalogue import queries as catalogue
from lms.exams import mail, queries
from lms.exams.actions.allocating import give_to_another, offer_script
from lms.exams.actions.moving import move_round, move_script
from lms.exams.models import ExamRound, Mark, MarkLevel, Script, ScriptAuthor
from lms.exams.queries.marking import GradingView
from lms.exams.terms import AlreadySigned, GlobalRating, Incomplete, Next, RecusalReason, RoundKind, RoundState, ScriptState, StaleMark
from lms.kernel import audit
from lms.kernel.db import db, lock
from lms.kernel.errors import NotFound
from lms.training import actions as training

Levels = Mapping[str, tuple[int | None, str]]
"""Criterion -> (level or None, remark)."""
LONGEST_SECONDS = 86_400
_SETTLED = {ScriptState.AGREED, ScriptState.TO_BOARD, ScriptState.CONFIRMED, ScriptState.RELEASED, ScriptState.VOID}


def save_mark(*, view: GradingView, levels: Levels, rating: GlobalRating | None, comment: str, version: int, seconds: int = 0, at: datetime) -> Mark:
    """Keep a mark that is not signed yet; returns it with its new version. Raises NotFound, AlreadySigned and StaleMark.

    `seconds` is how long the browser says the page was looked at, all told; it only grows.
    """
    _hold(view)
    mark = view.mark
    if mark is not None and mark.signed_at is not None:
        raise AlreadySigned
    if version != (mark.version if mark else 0):
        raise StaleMark
    if mark is None:
        mark = Mark(allocation_id=view.allocation.id, script_id=view.allocation.script_id, version=0, seconds=0, saved_at=at)
        db.session.add(mark)
        db.session.flush()
    for criterion in queries.case_of(view.round).criteria:
        level, remark = levels.get(criterion.id, (None, ""))
        row = view.levels.get(criterion.id) or db.session.get(MarkLevel, (mark.id, criterion.id))
        if row is None:
            db.session.add(MarkLevel(mark_id=mark.id, criterion_id=criterion.id, level=level, comment=remark))
        else:
            row.level, row.comment = level, remark
    mark.global_rating, mark.comment, mark.saved_at = rating, comment, at
    mark.seconds = max(mark.seconds, min(seconds, LONGEST_SECONDS))
    mark.version += 1
    db.session.flush()
    return mark


def _hold(view: GradingView) -> None:
    """Two windows of one examiner: what was handed back in one is not marked in the other.

    Always in the order round, script, place, mark: two examiners of one script wait for each other and never both.
    """
    lock(view.round)
    lock(queries.get_script(view.allocation.script_id))
    lock(view.allocation)
    if view.allocation.recused_at is not None:
        raise NotFound
    if view.mark is not None:
        lock(view.mark)


def sign_mark(*, view: GradingView, mark: Mark, actor: Actor, at: datetime) -> None:
    """Sign a whole mark; then the rule decides what happens to the script. Raises Incomplete."""
    levels = db.session.scalars(select(MarkLevel).where(MarkLevel.mark_id == mark.id)).all()
    criteria = {criterion.id for criterion in queries.case_of(view.round).criteria}
    if {row.criterion_id for row in levels if row.level} != criteria or mark.global_rating is None:
        raise Incomplete
    mark.signed_at = at
    audit.record("mark_signed", actor_id=actor.person_id, subject="script", subject_id=mark.script_id, at=at, position=view.allocation.position)
    db.session.flush()
    script = queries.get_script(mark.script_id)
    lock(script)
    _after_signature(script, view.round, actor, at)


def _after_signature(script: Script, round_: ExamRound, actor: Actor, at: datetime) -> None:
    outcome = queries.outcome_of(script, round_)
    if outcome.next is Next.WAIT:
        move_script(script, ScriptState.FIRST_SIGNED)
        return
    if round_.kind == RoundKind.PRACTICE:
        _release_practice(script, round_, actor, at)
        return
    if outcome.next is Next.FURTHER_MARK:
        move_script(script, ScriptState.THIRD_NEEDED)
        offer_script(script=script, round_=round_, at=at)
    else:
        move_script(script, ScriptState.AGREED if outcome.next is Next.AGREED else ScriptState.TO_BOARD)
    audit.record("script_reconciled", actor_id=None, subject="script", subject_id=script.id, at=at, next=outcome.next.value)
    db.session.flush()
    follow_scripts(round_, at)


def follow_scripts(round_: ExamRound, at: datetime) -> None:
    """Move a round along when its scripts have: to reconciling when only further marks remain, to the board when all are settled.

    The round is held first: of two who sign the last two scripts at once, the second sees both.
    """
    lock(round_)
    counts = queries.count_scripts(round_.id)
    state = RoundState(round_.state)
    if set(counts) <= _SETTLED:
        if state in {RoundState.MARKING, RoundState.RECONCILING}:
            move_round(round_, RoundState.BOARD, actor_id=None, at=at)
    elif set(counts) <= _SETTLED | {ScriptState.THIRD_NEEDED} and state in {RoundState.MARKING, RoundState.BOARD}:
        move_round(round_, RoundState.RECONCILING, actor_id=None, at=at)


def _release_practice(script: Script, round_: ExamRound, actor: Actor, at: datetime) -> None:
    """A practice case has its result at once and goes back to the module."""
    outcome = queries.outcome_of(script, round_)
    script.percent, script.passed = int(outcome.percent * 100), outcome.passed
    move_script(script, ScriptState.RELEASED)
    script.released_at = at
    author_id = db.session.scalars(select(ScriptAuthor.person_id).where(ScriptAuthor.script_id == script.id)).one()
    mail.queue_result(person=accounts.get_person(author_id), title=round_.title, path=f"/mijn/casus/{script.id}/uitslag", at=at)
    training.record_case_result(
        person_id=author_id,
        course_id=catalogue.get_course(round_.course_hash).id,
        module_id=round_.module_id,
        case_id=round_.case_id,
        passed=outcome.passed,
        at=at,
        actor_id=actor.person_id,
    )


def recuse(*, view: GradingView, reason: RecusalReason, actor: Actor, at: datetime) -> None:
    """Hand a script back; another examiner gets it, now or when there is one. A signed mark stays."""
    _hold(view)
    if view.mark is not None and view.mark.signed_at is not None:
        raise AlreadySigned
    script = queries.get_script(view.allocation.script_id)
    give_to_another(allocation=view.allocation, script=script, round_=view.round, reason=reason, actor_id=actor.person_id, at=at)
