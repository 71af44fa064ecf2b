"""Tables of the catalogue."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.catalogue.terms import VersionTaken
from lms.kernel.db import Base


class CourseVersion(Base):
    """A published course: its files, whole, for ever. The one published last is current."""

    __tablename__ = "course_version"
    __table_args__ = (
        UniqueConstraint("course_id", "version", name="uq_course_version_version", info={"error": VersionTaken}),
        UniqueConstraint("content_hash", name="uq_course_version_content_hash", info={"error": VersionTaken}),
        Index("ix_course_version_current", "course_id", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(20))
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of `snapshot`; attempts, scripts and certificates point at it."""
    snapshot: Mapped[dict[str, Any]]
    """Path -> text."""
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
