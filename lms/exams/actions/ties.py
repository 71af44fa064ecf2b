"""Saying up front whom one knows: allocation and board read these ties before anything is given out."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.accounts import actions as people
from lms.accounts import queries as accounts
from lms.accounts.terms import Actor, TieKind
from lms.exams import queries
from lms.exams.actions.allocating import give_to_another
from lms.exams.models import Allocation, ExamRound, Mark, Script, ScriptAuthor
from lms.exams.terms import RecusalReason, RoundKind
from lms.kernel.calendar import local_day
from lms.kernel.db import db
from lms.kernel.errors import Invalid, NotFound


def declare_acquaintance(*, email: str, actor: Actor, at: datetime) -> None:
    """An examiner or a member of a committee knows somebody; work of theirs goes to others from now on. Raises Invalid."""
    other = accounts.find_person_by_email(email)
    if other is None:
        raise Invalid("Dit adres is hier niet bekend. Vraag het registerbureau, of geef het later nog eens op.", field="email")
    if other.id == actor.person_id:
        raise Invalid("Dit is uw eigen adres. Uw eigen werk krijgt u nooit.", field="email")
    _tie(actor.person_id, other.id, actor_id=actor.person_id, at=at)


def record_acquaintance(*, round_: ExamRound, examiner_id: int, candidate_id: int, actor_id: int | None, at: datetime) -> None:
    """The desk notes that an examiner of a round knows one of its candidates. Raises NotFound."""
    if examiner_id not in queries.list_examiners(round_.id) or candidate_id not in queries.list_candidates(round_.id):
        raise NotFound
    _tie(examiner_id, candidate_id, actor_id=actor_id, at=at)


def _tie(person_id: int, other_id: int, *, actor_id: int | None, at: datetime) -> None:
    people.record_tie(person_id=person_id, other_id=other_id, kind=TieKind.DECLARED, since=local_day(at), at=at, actor_id=actor_id)
    _hand_back_tied(examiner_id=person_id, author_id=other_id, at=at)


def _hand_back_tied(*, examiner_id: int, author_id: int, at: datetime) -> None:
    """After a tie became known: unsigned exam work of this author leaves this examiner for another. A signed mark stays."""
    query = (
        select(Allocation, Script, ExamRound)
        .join(Script, Script.id == Allocation.script_id)
        .join(ExamRound, ExamRound.id == Script.round_id)
        .join(ScriptAuthor, ScriptAuthor.script_id == Script.id)
        .outerjoin(Mark, Mark.allocation_id == Allocation.id)
        .where(Allocation.examiner_id == examiner_id, Allocation.recused_at.is_(None), Mark.signed_at.is_(None))
        .where(ScriptAuthor.person_id == author_id, ExamRound.kind == RoundKind.EXAM)
    )
    for allocation, script, round_ in db.session.execute(query).all():
        give_to_another(allocation=allocation, script=script, round_=round_, reason=RecusalReason.INVOLVED, actor_id=None, at=at)


def end_acquaintance(*, other_id: int, actor: Actor, at: datetime) -> None:
    """It is over; like every tie it keeps counting for 24 months."""
    tomorrow = local_day(at) + timedelta(days=1)
    people.end_tie(person_id=actor.person_id, other_id=other_id, kind=TieKind.DECLARED, on=tomorrow, at=at, actor_id=actor.person_id)
