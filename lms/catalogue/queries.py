"""Questions about courses. A course is read from the database once per process; after that only its hash is asked."""

from collections import OrderedDict
from datetime import date
from threading import Lock

from sqlalchemy import bindparam, select

from lms.catalogue.formats import restore_course
from lms.catalogue.models import CourseVersion
from lms.catalogue.terms import Course, RuleSet
from lms.kernel.db import db, rows
from lms.kernel.errors import NotFound

_KEPT = 16
_courses: OrderedDict[str, Course] = OrderedDict()
_lock = Lock()
_V = CourseVersion.__table__.c
_CURRENT = select(_V.content_hash).where(_V.course_id == bindparam("course_id")).order_by(_V.published_at.desc(), _V.id.desc()).limit(1)


def current_hash(course_id: str) -> str | None:
    """The content hash of the version published last: one query."""
    found: str | None = next((row.content_hash for row in rows(_CURRENT, course_id=course_id)), None)
    return found


def get_course(content_hash: str) -> Course:
    """The course under this hash, from memory or else from its snapshot; NotFound when it was never published."""
    with _lock:
        if content_hash in _courses:
            _courses.move_to_end(content_hash)
            return _courses[content_hash]
    snapshot = db.session.scalar(select(CourseVersion.snapshot).where(CourseVersion.content_hash == content_hash))
    course = restore_course(snapshot) if snapshot else None
    if course is None:
        raise NotFound
    with _lock:
        _courses[content_hash] = course
        while len(_courses) > _KEPT:
            _courses.popitem(last=False)
    return course


def find_current_course(course_id: str) -> Course | None:
    """The course as published last."""
    found = current_hash(course_id)
    return get_course(found) if found else None


def get_current_course(course_id: str) -> Course:
    """The course as published last, or NotFound."""
    course = find_current_course(course_id)
    if course is None:
        raise NotFound
    return course


def find_version(content_hash: str) -> CourseVersion | None:
    """The row of a published version."""
    return db.session.scalar(select(CourseVersion).where(CourseVersion.content_hash == content_hash))


def ruleset_on(course: Course, day: date) -> RuleSet:
    """The rule set in force on a day: the latest that had begun."""
    begun = [ruleset for ruleset in course.rulesets if ruleset.effective_from <= day]
    if not begun:
        raise NotFound
    return begun[-1]


def get_ruleset(course: Course, ruleset_id: str) -> RuleSet:
    """A rule set by id."""
    found = next((ruleset for ruleset in course.rulesets if ruleset.id == ruleset_id), None)
    if found is None:
        raise NotFound
    return found
