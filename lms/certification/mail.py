"""Mails about an application."""

from datetime import datetime
from typing import Protocol

from lms.accounts.terms import PersonName
from lms.certification.terms import ApplicationKind
from lms.kernel.outbox import queue_mail
from lms.kernel.rendering import render_mail


class Addressee(Protocol):
    """Somebody with a mail address."""

    @property
    def id(self) -> int: ...  # noqa: D102 -- as in accounts
    @property
    def email(self) -> str: ...  # noqa: D102 -- the same
    @property
    def name(self) -> PersonName: ...  # noqa: D102 -- the same


def queue_receipt(*, person: Addressee, kind: ApplicationKind, at: datetime) -> None:
    """The application was received."""
    body = render_mail("certification/receipt.txt", name=person.name, kind=kind)
    queue_mail(person.email, "Uw aanvraag is ontvangen", body, at=at, person_id=person.id)


def queue_decision(*, person: Addressee, kind: ApplicationKind, granted: bool, reason: str, at: datetime) -> None:
    """The committee decided."""
    body = render_mail("certification/decision.txt", name=person.name, kind=kind, granted=granted, reason=reason)
    queue_mail(person.email, "Besluit op uw aanvraag", body, at=at, person_id=person.id)
