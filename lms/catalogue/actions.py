"""Publishing a course."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from lms.catalogue import queries
from lms.catalogue.formats import content_hash, load_course, read_folder
from lms.catalogue.models import CourseVersion
from lms.catalogue.terms import CourseHasFaults, VersionTaken
from lms.kernel import audit
from lms.kernel.db import db


def publish_course(*, folder: Path, actor_id: int | None, at: datetime) -> tuple[str, bool]:
    """Store a course folder as the current version; returns its hash and whether it is new.

    Raises CourseHasFaults (nothing is replaced) and VersionTaken. The same content again changes nothing.
    """
    files = read_folder(folder)
    known = queries.find_version(content_hash(files))
    if known is not None:  # it passed the checks when it was published
        return known.content_hash, False
    reading = load_course(files)
    if reading.course is None:
        raise CourseHasFaults(reading.faults)
    course = reading.course
    if db.session.scalar(select(CourseVersion.id).where(CourseVersion.course_id == course.id, CourseVersion.version == course.version)):
        raise VersionTaken
    row = CourseVersion(
        course_id=course.id,
        version=course.version,
        content_hash=course.content_hash,
        snapshot=files,
        published_at=at,
        published_by_id=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record("course_published", actor_id=actor_id, subject="course_version", subject_id=row.id, at=at, version=course.version)
    return course.content_hash, True
