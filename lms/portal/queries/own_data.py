"""Everything that is kept about one person, as values."""

from datetime import date, datetime
from typing import Any

from lms.accounts import queries as accounts
from lms.certification import queries as certification
from lms.credits import queries as credits
from lms.credits.terms import Track
from lms.registration import queries as registration
from lms.training import queries as training


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
