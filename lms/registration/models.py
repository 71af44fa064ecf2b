"""Tables of the register."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.db import Base, BinaryText
from lms.kernel.errors import Invalid
from lms.registration.terms import AlreadyRegistered, EventType, ImpossibleDates, NumberTaken, Shield

_TYPES = ", ".join(f"'{kind}'" for kind in EventType)
_SHIELDS = ", ".join(f"'{shield}'" for shield in Shield)


class Registration(Base):
    """One person in the register, for ever under one number. The name is kept as registered."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("number", name="uq_registration_number", info={"error": NumberTaken}),
        UniqueConstraint("person_id", name="uq_registration_person", info={"error": AlreadyRegistered}),
        CheckConstraint(f"shield IN ({_SHIELDS})", name="shield_known", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(BinaryText)
    """Eight symbols without a meaning, the last one a check symbol."""
    initials: Mapped[str] = mapped_column(String(20))
    given_name: Mapped[str] = mapped_column(String(80), default="")
    """Not public unless the person chooses so; kept for the certificate."""
    name_prefix: Mapped[str] = mapped_column(String(20), default="")
    family_name: Mapped[str] = mapped_column(String(120))
    sort_name: Mapped[str] = mapped_column(BinaryText)
    """Folded, for one order on both engines."""
    initials_key: Mapped[str] = mapped_column(BinaryText)
    """Plain letters, found by their beginning."""
    shield: Mapped[str] = mapped_column(String(10), default=Shield.NONE)


class RegistrationEvent(Base):
    """What happened, when it holds and when it was recorded. Never updated; a correction points at what it corrects."""

    __tablename__ = "registration_event"
    __table_args__ = (
        Index("ix_registration_event_registration", "registration_id", "effective_on"),
        CheckConstraint(f"type IN ({_TYPES})", name="type_known", info={"error": Invalid}),
        CheckConstraint("until_on IS NULL OR until_on > effective_on", name="ends_after_start", info={"error": ImpossibleDates}),
        CheckConstraint("type <> 'period_granted' OR (until_on IS NOT NULL AND ruleset_id <> '')", name="period_whole", info={"error": Invalid}),
        CheckConstraint("(type IN ('suspension_ended', 'reversed')) = (corrects_id IS NOT NULL)", name="correction_points", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    type: Mapped[str] = mapped_column(String(30))
    effective_on: Mapped[date]
    until_on: Mapped[date | None]
    """Exclusive end of a period or a suspension."""
    immediate: Mapped[bool] = mapped_column(default=False)
    """A measure declared immediate takes effect without being final."""
    final_on: Mapped[date | None]
    """The day a measure became final."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ruleset_id: Mapped[str] = mapped_column(String(60), default="")
    """The rule set a period is bound to."""
    private_note: Mapped[str] = mapped_column(Text, default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("registration_event.id"))


class NameKey(Base):
    """A key under which a registration is found: by the beginning of a part of the surname, by its sound, or with one slip."""

    __tablename__ = "name_key"
    __table_args__ = (
        Index("ix_name_key_value", "kind", "value", "registration_id"),
        CheckConstraint("kind IN ('token', 'sound', 'slip')", name="kind_known", info={"error": Invalid}),
    )

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(5), primary_key=True)
    value: Mapped[str] = mapped_column(BinaryText, primary_key=True)


class CodeOfConduct(Base):
    """A version of the code of conduct."""

    __tablename__ = "code_of_conduct"

    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(Text)
    effective_on: Mapped[date]


class CodeAcceptance(Base):
    """Who accepted which version, when."""

    __tablename__ = "code_acceptance"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    version: Mapped[str] = mapped_column(ForeignKey("code_of_conduct.version"), primary_key=True)
    accepted_at: Mapped[datetime]
