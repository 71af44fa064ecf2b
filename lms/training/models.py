"""Tables of the training."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from lms.kernel.db import Base
from lms.kernel.errors import Conflict, Invalid
from lms.training.terms import AlreadyEnrolled, AttemptRunning, StepKind

_KINDS = ", ".join(f"'{kind}'" for kind in StepKind)


class TrainingGroup(Base):
    """People who follow a course together, with their trainers."""

    __tablename__ = "training_group"
    __table_args__ = (CheckConstraint("ends_on > starts_on", name="ends_after_start", info={"error": Invalid}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    course_id: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """Exclusive: the first day after the group."""


class GroupTrainer(Base):
    """Who trains a group."""

    __tablename__ = "group_trainer"

    group_id: Mapped[int] = mapped_column(ForeignKey("training_group.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class Enrolment(Base):
    """Somebody follows a course in a group."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "course_id", name="uq_enrolment_person_course", info={"error": AlreadyEnrolled}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("training_group.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[str] = mapped_column(String(60))
    enrolled_at: Mapped[datetime]


class LearningStep(Base):
    """A lesson, quiz, practice case or module of one enrolment: when opened, when done. Done is never undone."""

    __tablename__ = "learning_step"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "kind", "ref_id", name="uq_learning_step_ref", info={"error": Conflict}),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_known", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    kind: Mapped[str] = mapped_column(String(10))
    ref_id: Mapped[str] = mapped_column(String(80))
    """Id of the lesson or case; of the module for its quiz and for itself."""
    opened_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    position: Mapped[str] = mapped_column(String(120), default="")
    """The heading in the lesson where the reader was."""
    passed: Mapped[bool | None]
    """Only for a practice case: the trainer's latest verdict."""
    note: Mapped[str] = mapped_column(Text, default="")
    """Only for a lesson: what the reader wrote down, for nobody else."""
    note_version: Mapped[int] = mapped_column(default=0)
    """Goes up with every saving, so that a second tab cannot overwrite the first unseen."""


class QuizGrant(Base):
    """One attempt more than the quiz gives, for who has used them all. Never changed and never taken back."""

    __tablename__ = "quiz_grant"
    __table_args__ = (Index("ix_quiz_grant_quiz", "enrolment_id", "module_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    """One row is one attempt."""
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    """Of the student who got it."""
    module_id: Mapped[str] = mapped_column(String(80))
    """The module whose quiz may be tried once more."""
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The trainer or the desk."""
    granted_at: Mapped[datetime]
    """From then on it counts; the wait between two attempts stays."""


class QuizAttempt(Base):
    """One attempt at the quiz of a module, under the course version it was started with."""

    __tablename__ = "quiz_attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "module_id", "number", name="uq_quiz_attempt_number", info={"error": AttemptRunning}),
        Index(
            "uq_quiz_attempt_running",
            "enrolment_id",
            "module_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
            info={"error": AttemptRunning},
        ),
        CheckConstraint("(finished_at IS NULL) = (correct IS NULL)", name="score_when_finished", info={"error": Conflict}),
        CheckConstraint("correct IS NULL OR (correct >= 0 AND correct <= total)", name="score_fits", info={"error": Invalid}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[str] = mapped_column(String(80))
    course_hash: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    seed: Mapped[int]
    """Draws the questions and shuffles the options; stored, so that the attempt can be shown again as it was."""
    question_ids: Mapped[list[Any]]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    correct: Mapped[int | None]
    total: Mapped[int]
    passed: Mapped[bool | None]
    granted: Mapped[int] = column_property(
        select(func.count(QuizGrant.id))
        .where(QuizGrant.enrolment_id == enrolment_id, QuizGrant.module_id == module_id)
        .correlate_except(QuizGrant)
        .scalar_subquery()
    )
    """How many attempts more were given for this quiz; comes along with the attempt, so that no page asks for it apart."""


class QuizAnswer(Base):
    """The answer to one question of an attempt, as given last before handing in."""

    __tablename__ = "quiz_answer"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempt.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    given: Mapped[dict[str, Any]]
    correct: Mapped[bool]
    answered_at: Mapped[datetime]
