"""Mail that survives a crash: written with the decision it tells of, delivered by SMTP afterwards, as often as it takes.

A mail is taken, sent and written off in that order, and no transaction is open while the mail server thinks: a slow one holds up
nobody who writes. A crash between sending and writing off sends the mail twice, with the same Message-ID; none is lost.
"""

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from flask import current_app
from sqlalchemy import ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.config import Settings
from lms.kernel.db import Base, db, lock, transaction

MAX_ATTEMPTS = 12
_TAKEN_FOR = timedelta(minutes=30)
"""How long a mail is in the hands of one `flask due`; after a crash halfway another one may try."""
_LATE = timedelta(hours=1)
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=12)


class OutboxMessage(Base):
    """One mail to one person."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_due", "sent_at", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    """Emptied once sent when it holds a one-time link: `secret`."""
    secret: Mapped[bool] = mapped_column(default=False)
    queued_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    """Proof of sending: the moment the mail server took it."""
    last_error: Mapped[str | None] = mapped_column(String(200))


def list_mails(person_id: int) -> list[OutboxMessage]:
    """The mails to a person, oldest first."""
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.person_id == person_id).order_by(OutboxMessage.id)))


def queue_mail(to: str, subject: str, body: str, *, at: datetime, person_id: int | None = None, secret: bool = False) -> None:
    """Put a mail in the transaction that is open; `flask due` sends it."""
    db.session.add(OutboxMessage(to=to, subject=subject, body=body, queued_at=at, next_attempt_at=at, person_id=person_id, secret=secret))


def list_stuck(*, limit: int = 100) -> list[OutboxMessage]:
    """Mails that were tried as often as we try and never went, oldest first."""
    query = select(OutboxMessage).where(OutboxMessage.sent_at.is_(None), OutboxMessage.attempts >= MAX_ATTEMPTS)
    return list(db.session.scalars(query.order_by(OutboxMessage.queued_at, OutboxMessage.id).limit(limit)))


def try_again(*, at: datetime) -> int:
    """Put every stuck mail back in the queue; returns how many."""
    stuck = list_stuck(limit=10_000)
    for row in stuck:
        row.attempts, row.next_attempt_at = 0, at
    return len(stuck)


def deliver_due(at: datetime, *, send: Callable[[EmailMessage], None] | None = None) -> int:
    """Send what is due, one mail at a time; returns how many went out. Without a mail server nothing is tried."""
    settings: Settings = current_app.extensions["settings"]
    if send is None and not settings.smtp_host:
        return 0
    send = send or _by_smtp(settings)
    due = select(OutboxMessage.id).where(OutboxMessage.sent_at.is_(None), OutboxMessage.next_attempt_at <= at, OutboxMessage.attempts < MAX_ATTEMPTS)
    return sum(_deliver(message_id, at, send, settings.mail_from) for message_id in db.session.scalars(due.order_by(OutboxMessage.id)).all())


def _deliver(message_id: int, at: datetime, send: Callable[[EmailMessage], None], sender: str) -> bool:
    row = _take(message_id, at)
    if row is None:
        return False
    failure = ""
    try:
        send(_message(row, sender))
    except Exception as error:  # noqa: BLE001 -- one mail that cannot go never stops the others
        failure = type(error).__name__
    with transaction():
        lock(row)
        if failure:
            row.last_error = failure
            row.next_attempt_at = at + min(_FIRST_WAIT * 2 ** (row.attempts - 1), _LONGEST_WAIT)
        else:
            row.sent_at, row.last_error = at, None
            row.body = "" if row.secret else row.body
    return not failure


def _take(message_id: int, at: datetime) -> OutboxMessage | None:
    """The mail, for us alone; None when another run has it or had it."""
    with transaction():
        row = db.session.get(OutboxMessage, message_id)
        if row is None:
            return None
        lock(row)
        if row.sent_at is not None or row.next_attempt_at > at:
            return None
        row.attempts += 1
        row.next_attempt_at = at + _TAKEN_FOR
    return row


def examine(at: datetime) -> list[str]:
    """What an operator must know of the mail, one Dutch sentence each."""
    waits = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.sent_at.is_(None))
    stuck = db.session.scalar(waits.where(OutboxMessage.attempts >= MAX_ATTEMPTS)) or 0
    late = db.session.scalar(waits.where(OutboxMessage.attempts == 0, OutboxMessage.queued_at < at - _LATE)) or 0
    return [
        sentence
        for count, sentence in (
            (stuck, f"{stuck} mail(s) zijn {MAX_ATTEMPTS} keer geprobeerd en niet aangekomen. Kijk of de adressen kloppen."),
            (late, f"{late} mail(s) wachten langer dan een uur. Draait flask due elke vijf minuten?"),
        )
        if count
    ]


def _message(row: OutboxMessage, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, row.to, row.subject
    message["Date"] = format_datetime(row.queued_at)
    message["Message-ID"] = f"<{row.id}.{row.queued_at:%Y%m%d%H%M%S}@{sender.rpartition('@')[2].strip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(row.body)
    return message


def _by_smtp(settings: Settings) -> Callable[[EmailMessage], None]:
    def send(message: EmailMessage) -> None:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20) as server:
            if settings.smtp_starttls:
                server.starttls()
            if settings.smtp_username:
                server.login(settings.smtp_username, settings.smtp_password)
            server.send_message(message)

    return send
