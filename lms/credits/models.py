"""Tables of credits."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.credits.terms import AlreadyClaimed, AlreadyPosted, Category, ClaimState, EntrySource, ImpossiblePeriod, Track
from lms.kernel.db import Base
from lms.kernel.errors import Invalid


def _one_of(column: str, values: type[Track] | type[Category] | type[EntrySource] | type[ClaimState]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


class LedgerEntry(Base):
    """Points of one activity of one person. Never updated; a correction is a row with `counters_id`."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index(
            "uq_ledger_entry_activity",
            "person_id",
            "track",
            "activity_key",
            unique=True,
            sqlite_where=text("counters_id IS NULL"),
            postgresql_where=text("counters_id IS NULL"),
            info={"error": AlreadyPosted},
        ),
        Index("ix_ledger_entry_person", "person_id", "track", "held_to", "id"),
        CheckConstraint(_one_of("track", Track), name="track_known", info={"error": Invalid}),
        CheckConstraint(_one_of("category", Category), name="category_known", info={"error": Invalid}),
        CheckConstraint(_one_of("source", EntrySource), name="source_known", info={"error": Invalid}),
        CheckConstraint("held_to >= held_from", name="ends_after_start", info={"error": ImpossiblePeriod}),
        CheckConstraint(
            "(counters_id IS NULL AND points > 0) OR (counters_id IS NOT NULL AND points <> 0)", name="points_signed", info={"error": Invalid}
        ),
        CheckConstraint("theme_r + theme_m + theme_e + theme_p IN (0, points)", name="themes_add_up", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    track: Mapped[str] = mapped_column(String(10))
    category: Mapped[str] = mapped_column(String(12))
    activity_key: Mapped[str] = mapped_column(String(120))
    """What makes the activity one: `module:klantmanager:m1`, `claim:17`."""
    title: Mapped[str] = mapped_column(String(200))
    points: Mapped[int]
    """Hundredths."""
    theme_r: Mapped[int] = mapped_column(default=0)
    theme_m: Mapped[int] = mapped_column(default=0)
    theme_e: Mapped[int] = mapped_column(default=0)
    theme_p: Mapped[int] = mapped_column(default=0)
    held_from: Mapped[date]
    held_to: Mapped[date]
    """The last day, inclusive; it decides the period."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    source: Mapped[str] = mapped_column(String(20))
    source_ref: Mapped[str] = mapped_column(String(80))
    """The thing it follows from, for whoever traces it back."""
    counters_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"))


class Claim(Base):
    """An own activity handed in; becomes a ledger entry when approved."""

    __tablename__ = "claim"
    __table_args__ = (
        Index("ix_claim_open", "state", "submitted_at"),
        Index("ix_claim_person", "person_id"),
        Index(
            "uq_claim_activity",
            "person_id",
            "title",
            "held_from",
            "held_to",
            unique=True,
            sqlite_where=text("state NOT IN ('rejected', 'withdrawn')"),
            postgresql_where=text("state NOT IN ('rejected', 'withdrawn')"),
            info={"error": AlreadyClaimed},
        ),
        CheckConstraint(_one_of("state", ClaimState), name="state_known", info={"error": Invalid}),
        CheckConstraint(_one_of("category", Category), name="category_known", info={"error": Invalid}),
        CheckConstraint("held_to >= held_from", name="ends_after_start", info={"error": ImpossiblePeriod}),
        CheckConstraint("points > 0", name="points_positive", info={"error": Invalid}),
        CheckConstraint("approved_points BETWEEN 0 AND points", name="granted_fits", info={"error": Invalid}),
        CheckConstraint("(state IN ('submitted', 'withdrawn')) = (decided_by_id IS NULL)", name="decided_has_decider", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    category: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    held_from: Mapped[date]
    held_to: Mapped[date]
    points: Mapped[int]
    """Asked, in hundredths."""
    evidence_key: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(20))
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_points: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
