"""Tables of certification."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.certification.terms import ApplicationKind, ApplicationOpen, ApplicationState, CheckItem, CodeTaken
from lms.kernel.db import Base, BinaryText
from lms.kernel.errors import Conflict, Invalid

_KINDS = ", ".join(f"'{kind}'" for kind in ApplicationKind)
_STATES = ", ".join(f"'{state}'" for state in ApplicationState)
_ITEMS = ", ".join(f"'{item}'" for item in CheckItem)


class Application(Base):
    """Somebody asks to be certified and registered, or to be registered as an aspirant."""

    __tablename__ = "application"
    __table_args__ = (
        Index(
            "uq_application_open",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'submitted'"),
            postgresql_where=text("state = 'submitted'"),
            info={"error": ApplicationOpen},
        ),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_known", info={"error": Invalid}),
        CheckConstraint(f"state IN ({_STATES})", name="state_known", info={"error": Invalid}),
        CheckConstraint("(state = 'submitted') = (decided_at IS NULL)", name="decided_has_time", info={"error": Conflict}),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_has_decider", info={"error": Conflict}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    """When it was granted, rejected or, by the applicant, withdrawn."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")


class ApplicationCheck(Base):
    """What the registerbureau saw: outcome and date only, never the document. A new row corrects an old one."""

    __tablename__ = "application_check"
    __table_args__ = (
        Index("ix_application_check_application", "application_id"),
        CheckConstraint(f"item IN ({_ITEMS})", name="item_known", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    item: Mapped[str] = mapped_column(String(24))
    is_met: Mapped[bool] = mapped_column(default=True)
    dated_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Certificate(Base):
    """A document that states a decision. Facts are kept as printed; the status of the holder is elsewhere and moves on."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("code", name="uq_certificate_code", info={"error": CodeTaken}),
        UniqueConstraint("number", name="uq_certificate_number", info={"error": CodeTaken}),
        UniqueConstraint("application_id", name="uq_certificate_application", info={"error": Conflict}),
        Index("ix_certificate_person", "person_id"),
        CheckConstraint("valid_to > valid_from", name="ends_after_start", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    """Counts up from 1, without gaps; shown as C-000001."""
    code: Mapped[str] = mapped_column(BinaryText)
    """Ten symbols, the last one a check symbol: what the QR code and the page /controleren use."""
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    holder: Mapped[str] = mapped_column(String(260))
    """As printed; a name has at most 80 + 20 + 120 letters and its spaces."""
    title: Mapped[str] = mapped_column(String(120))
    scheme: Mapped[str] = mapped_column(String(120))
    """Course version and rule set under which it was issued."""
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    """Exclusive."""
    issued_at: Mapped[datetime]
    pdf_key: Mapped[str | None] = mapped_column(String(80))
    """None until the PDF was made, after the decision's commit; its bytes never change."""
