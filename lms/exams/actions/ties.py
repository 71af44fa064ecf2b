"""Saying up front whom one knows: allocation and board read these ties before anything is given out."""

from datetime import datetime, timedelta

from lms.accounts import actions as people
from lms.accounts import queries as accounts
from lms.accounts.terms import Actor, TieKind
from lms.exams import queries
from lms.exams.actions.marking import hand_back_tied
from lms.exams.models import ExamRound
from lms.kernel.calendar import local_day
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
    hand_back_tied(examiner_id=person_id, author_id=other_id, at=at)


def end_acquaintance(*, other_id: int, actor: Actor, at: datetime) -> None:
    """It is over; like every tie it keeps counting for 24 months."""
    tomorrow = local_day(at) + timedelta(days=1)
    people.end_tie(person_id=actor.person_id, other_id=other_id, kind=TieKind.DECLARED, on=tomorrow, at=at, actor_id=actor.person_id)
