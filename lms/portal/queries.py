"""What /mijn puts together."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lms.accounts import queries as accounts
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course
from lms.certification import queries as certification
from lms.credits import queries as credits
from lms.credits.terms import EntryEvaluation, Evaluation, Period, Track
from lms.registration import queries as registration
from lms.registration import rules
from lms.registration.terms import EventType, StatusOn
from lms.training import queries as training
from lms.training.queries import CourseProgress
from lms.training.terms import ResumePoint


@dataclass(frozen=True)
class Home:
    """The dashboard: where to go on, and how far."""

    progress: CourseProgress | None
    resume: ResumePoint | None
    entry: EntryEvaluation


@dataclass(frozen=True)
class RenewalStand:
    """How a registered professional stands in the present period."""

    period: Period
    evaluation: Evaluation
    ruleset_id: str
    status: StatusOn | None


def get_home(person_id: int, course: Course) -> Home:
    """The dashboard of a student."""
    enrolment = training.find_enrolment(person_id, course.id)
    entry = credits.entry_progress(person_id, course=course)
    if enrolment is None:
        return Home(None, None, entry)
    progress = training.get_progress(enrolment, course)
    return Home(progress, training.find_resume_point(enrolment, course, progress), entry)


def find_renewal(person_id: int, course: Course, *, on: date) -> RenewalStand | None:
    """The renewal track in the present period; None for who is not registered."""
    entry = registration.find_registration_of(person_id)
    if entry is None:
        return None
    periods = [event for event in entry.events if event.type is EventType.PERIOD_GRANTED and event.effective_on <= on and event.until_on]
    if not periods:
        return None
    last = max(periods, key=lambda event: event.effective_on)
    period = Period(last.effective_on, last.until_on or date.max)
    ruleset = catalogue.get_ruleset(course, last.ruleset_id)
    return RenewalStand(
        period, credits.evaluate_person(person_id, ruleset=ruleset, period=period, on=on), ruleset.id, rules.derive_status(entry.events, on=on)
    )


def export_everything(person_id: int, course_id: str) -> dict[str, Any]:
    """All data about a person, as JSON values."""
    person = accounts.get_person(person_id)
    entry = registration.find_registration_of(person_id)
    enrolment = training.find_enrolment(person_id, course_id)
    return {
        "persoon": {"naam": person.name.formal, "e-mail": person.email, "account sinds": _say(person.created_at)},
        "rollen": [{"rol": row.role, "vanaf": _say(row.valid_from), "tot": _say(row.valid_to)} for row in accounts.list_roles(person_id)],
        "opleiding": [
            {"soort": step.kind.value, "onderdeel": step.ref_id, "geopend": _say(step.opened_at), "klaar": _say(step.done_at)}
            for step in (training.list_steps(enrolment.id).values() if enrolment else ())
        ],
        "punten": [
            {
                "activiteit": item.title,
                "punten": item.points / 100,
                "van": _say(item.held_from),
                "tot en met": _say(item.held_to),
                "spoor": track.value,
            }
            for track in Track
            for item in credits.list_entries(person_id, track=track)
        ],
        "eigen activiteiten": [
            {"titel": claim.title, "stand": claim.state, "ingediend": _say(claim.submitted_at)} for claim in credits.list_claims(person_id)
        ],
        "certificaten": [
            {"nummer": row.number, "code": row.code, "van": _say(row.valid_from), "tot": _say(row.valid_to)}
            for row in certification.list_certificates(person_id)
        ],
        "registratie": [
            {"gebeurtenis": event.type.value, "ingang": _say(event.effective_on), "vastgelegd": _say(event.recorded_at)}
            for event in (entry.events if entry else ())
        ],
    }


def _say(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
