"""Who did what, when: one row for each thing a person does, written in the same transaction as the thing itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.db import Base, db


class AuditEvent(Base):
    """An event in the past tense. Never updated, never deleted but by the retention table."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(String(64))
    """Past tense, as the action is named: `case_graded`."""
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None when the system did it because of a date."""
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What changed, without names or free text."""


def record(event: str, *, actor_id: int | None, subject: str, subject_id: int | None, at: datetime, **facts: object) -> None:
    """Add one event to the transaction that is open."""
    db.session.add(AuditEvent(event=event, actor_id=actor_id, subject=subject, subject_id=subject_id, at=at, facts=facts))


def has(event: str) -> bool:
    """Whether this ever happened."""
    return db.session.scalar(select(AuditEvent.id).where(AuditEvent.event == event).limit(1)) is not None


def list_about(subject: str, subject_id: int, *, limit: int = 50) -> list[AuditEvent]:
    """What happened to one thing, newest first."""
    query = select(AuditEvent).where(AuditEvent.subject == subject, AuditEvent.subject_id == subject_id)
    return list(db.session.scalars(query.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(limit)))


def has_done(event: str, *, actor_id: int, subject: str, subject_id: int, since: datetime) -> bool:
    """Whether somebody did this to one thing after a moment."""
    query = select(AuditEvent.id).where(AuditEvent.subject == subject, AuditEvent.subject_id == subject_id, AuditEvent.event == event)
    return db.session.scalar(query.where(AuditEvent.actor_id == actor_id, AuditEvent.at > since).limit(1)) is not None
