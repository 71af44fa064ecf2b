"""Mails of examining: that something is there to do or to read, never what it says and never who wrote."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from lms.accounts.terms import PersonName
from lms.kernel.outbox import queue_mail
from lms.kernel.rendering import moment, render_mail, tot_en_met

if TYPE_CHECKING:
    from lms.exams.models import ExamRound


class Addressee(Protocol):
    """Somebody with a mail address."""

    @property
    def id(self) -> int: ...  # noqa: D102 -- as in accounts
    @property
    def email(self) -> str: ...  # noqa: D102 -- the same
    @property
    def name(self) -> PersonName: ...  # noqa: D102 -- the same


def queue_admission(*, person: Addressee, round_: "ExamRound", at: datetime) -> None:
    """A candidate may write, from when to when."""
    body = render_mail(
        "exams/admission.txt", name=person.name, title=round_.title, begin=moment(round_.writing_from), end=moment(round_.writing_until)
    )
    queue_mail(person.email, "Je bent toegelaten tot een examen", body, at=at, person_id=person.id)


def queue_receipt(*, person: Addressee, code: str, handed_in_at: datetime, fingerprint: str, by_clock: bool, at: datetime) -> None:
    """Work was handed in: code, time and fingerprint, so that the author holds proof outside this system."""
    body = render_mail("exams/receipt.txt", name=person.name, code=code, moment=moment(handed_in_at), fingerprint=fingerprint, by_clock=by_clock)
    queue_mail(person.email, "Je werk is ingeleverd", body, at=at, person_id=person.id)


def queue_work(*, person: Addressee, round_: "ExamRound", at: datetime) -> None:
    """An examiner was given work."""
    body = render_mail("exams/work.txt", name=person.name, title=round_.title, until=tot_en_met(round_.marking_until))
    queue_mail(person.email, "Er staat werk voor u klaar", body, at=at, person_id=person.id)


def queue_result(*, person: Addressee, title: str, path: str, at: datetime) -> None:
    """A result can be read; the mail does not say which."""
    queue_mail(
        person.email, "Je uitslag staat klaar", render_mail("exams/result.txt", name=person.name, title=title, path=path), at=at, person_id=person.id
    )
