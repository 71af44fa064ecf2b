"""Tables of examining. `script_author` is the only one that knows who wrote, and no examiner's query reaches it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, String, Text, UniqueConstraint, event, inspect, select, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from lms.exams.terms import AlreadySigned, AlreadyStarted, GlobalRating, RoundKind, RoundState, ScriptState, StaleMark, Verdict
from lms.kernel.db import Base
from lms.kernel.errors import Conflict, Invalid


def _values(*values: str) -> str:
    return ", ".join(f"'{value}'" for value in values)


class ExamRound(Base):
    """A case, a window to write in, and the people who mark it. `course_hash` fixes case, rubric and cut."""

    __tablename__ = "exam_round"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_values(*RoundKind)})", name="kind_known", info={"error": Invalid}),
        CheckConstraint(f"state IN ({_values(*RoundState)})", name="state_known", info={"error": Invalid}),
        CheckConstraint("mode IN ('single', 'double')", name="mode_known", info={"error": Invalid}),
        CheckConstraint("writing_until > writing_from", name="window_forward", info={"error": Invalid}),
        CheckConstraint("state IN ('draft', 'open', 'closed') OR frozen_hash IS NOT NULL", name="marked_is_frozen", info={"error": Conflict}),
        Index(
            "uq_exam_round_practice",
            "group_id",
            "case_id",
            unique=True,
            sqlite_where=text("kind = 'practice'"),
            postgresql_where=text("kind = 'practice'"),
            info={"error": Conflict},
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(15))
    mode: Mapped[str] = mapped_column(String(10))
    course_hash: Mapped[str] = mapped_column(String(64))
    case_id: Mapped[str] = mapped_column(String(80))
    module_id: Mapped[str] = mapped_column(String(80), default="")
    """The module of a practice case."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("training_group.id"))
    writing_from: Mapped[datetime]
    writing_until: Mapped[datetime]
    marking_until: Mapped[date | None]
    """By when examiners should have signed (exclusive); nothing stops when it passes. None for a practice case."""
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The numbers of MarkingRules this round is judged by; empty until marking starts."""
    frozen_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 over case version, rubric, cut and rules, taken when marking starts; a result is only confirmed while it still fits."""
    seed: Mapped[int]
    """Makes the allocation reproducible."""
    created_at: Mapped[datetime]


class RoundExaminer(Base):
    """Who may mark in a round."""

    __tablename__ = "round_examiner"

    round_id: Mapped[int] = mapped_column(ForeignKey("exam_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class RoundCandidate(Base):
    """Who may write in a round. Extra time is the person's own, in accounts."""

    __tablename__ = "round_candidate"

    round_id: Mapped[int] = mapped_column(ForeignKey("exam_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class Script(Base):
    """One piece of work, under a code."""

    __tablename__ = "script"
    __table_args__ = (
        UniqueConstraint("code", name="uq_script_code", info={"error": Conflict}),
        Index("ix_script_round", "round_id", "state"),
        CheckConstraint(f"state IN ({_values(*ScriptState)})", name="state_known", info={"error": Invalid}),
        CheckConstraint("(state = 'writing') = (submitted_at IS NULL)", name="submitted_has_time", info={"error": Conflict}),
        CheckConstraint(
            "(state IN ('confirmed', 'released')) = (passed IS NOT NULL AND percent IS NOT NULL)",
            name="result_when_confirmed",
            info={"error": Conflict},
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("exam_round.id"))
    code: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(15))
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the text as handed in; stands on the receipt."""
    version: Mapped[int] = mapped_column(default=0)
    """Counts the saves; a save that began from an older one is refused."""
    saved_at: Mapped[datetime | None]
    percent: Mapped[int | None]
    """Hundredths of a percent, of the mean of all signed marks, at the moment of confirmation."""
    passed: Mapped[bool | None]
    released_at: Mapped[datetime | None]


class ScriptAuthor(Base):
    """Who wrote a script. Read by the author's own pages, the allocation, the board's conflict rule and the release; by nobody else."""

    __tablename__ = "script_author"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "attempt", name="uq_script_author_attempt", info={"error": AlreadyStarted}),
        Index("ix_script_author_person", "person_id"),
    )

    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("exam_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    attempt: Mapped[int] = mapped_column(default=1)
    """Always 1 in an exam; a practice case may be written again."""


class ScriptAnswer(Base):
    """The text of one task, as saved last."""

    __tablename__ = "script_answer"

    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"), primary_key=True)
    task_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class Allocation(Base):
    """A script given to an examiner, at a position; handed back when `recused_at` is set."""

    __tablename__ = "allocation"
    __table_args__ = (
        UniqueConstraint("script_id", "examiner_id", name="uq_allocation_examiner", info={"error": Conflict}),
        Index("ix_allocation_examiner", "examiner_id"),
        Index(
            "uq_allocation_position",
            "script_id",
            "position",
            unique=True,
            sqlite_where=text("recused_at IS NULL"),
            postgresql_where=text("recused_at IS NULL"),
            info={"error": Conflict},
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"))
    examiner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int]
    allocated_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    """First opened; nothing is lost when an examiner stays away."""
    recused_at: Mapped[datetime | None]
    recusal: Mapped[str | None] = mapped_column(String(20))


class Mark(Base):
    """One examiner's judgement of one script. Never changed once signed."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("allocation_id", name="uq_mark_allocation", info={"error": StaleMark}),
        CheckConstraint(f"global_rating IS NULL OR global_rating IN ({_values(*GlobalRating)})", name="rating_known", info={"error": Invalid}),
        CheckConstraint("signed_at IS NULL OR global_rating IS NOT NULL", name="signed_is_whole", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    allocation_id: Mapped[int] = mapped_column(ForeignKey("allocation.id"))
    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"))
    version: Mapped[int] = mapped_column(default=0)
    global_rating: Mapped[str | None] = mapped_column(String(12))
    comment: Mapped[str] = mapped_column(Text, default="")
    seconds: Mapped[int] = mapped_column(default=0)
    """How long the page was looked at, as the browser counted; 0 when it did not. For planning, never for judging an examiner."""
    saved_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]


class MarkLevel(Base):
    """The level and remark on one criterion."""

    __tablename__ = "mark_level"
    __table_args__ = (CheckConstraint("level IS NULL OR level BETWEEN 1 AND 4", name="level_fits", info={"error": Invalid}),)

    mark_id: Mapped[int] = mapped_column(ForeignKey("mark.id"), primary_key=True)
    criterion_id: Mapped[str] = mapped_column(String(10), primary_key=True)
    level: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")


class BoardDecision(Base):
    """What the exam board said of a script, and why. A row each time."""

    __tablename__ = "board_decision"
    __table_args__ = (CheckConstraint(f"verdict IN ({_values(*Verdict)})", name="verdict_known", info={"error": Invalid}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"))
    verdict: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]


def _refuse_a_signed_mark(_mapper: Mapper[Any], _connection: Connection, mark: Mark) -> None:
    was = inspect(mark).attrs.signed_at.history
    if any((*was.unchanged, *was.deleted)):
        raise AlreadySigned


def _refuse_a_signed_level(_mapper: Mapper[Any], connection: Connection, level: MarkLevel) -> None:
    if connection.scalar(select(Mark.signed_at).where(Mark.id == level.mark_id)) is not None:
        raise AlreadySigned


for _moment in ("before_update", "before_delete"):
    event.listen(Mark, _moment, _refuse_a_signed_mark)
    event.listen(MarkLevel, _moment, _refuse_a_signed_level)
event.listen(MarkLevel, "before_insert", _refuse_a_signed_level)
"""Whatever an action forgets to ask: a signed mark is never written again."""
