"""/mijn/gegevens: what is kept about oneself, on the page and as files."""

from flask import Blueprint, Response, current_app, json, render_template

from lms.accounts import queries as accounts
from lms.accounts.terms import Role
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course
from lms.certification import queries as certification
from lms.kernel import access, clock
from lms.kernel.calendar import local_day
from lms.portal import policy, queries
from lms.portal.documents import TranscriptFacts, render_transcript
from lms.training import queries as training


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/mijn/gegevens")(show_own_data)
    bp.get("/mijn/gegevens.json")(export_own_data)
    bp.get("/mijn/studieoverzicht.pdf")(show_transcript)


def _course() -> Course:
    return catalogue.get_current_course(current_app.extensions["settings"].course_id)


@access.open_to(access.signed_in)
def show_own_data() -> str:
    """What is kept about oneself."""
    person_id = access.actor().person_id
    return render_template(
        "portal/show_own_data.html",
        person=accounts.get_person(person_id),
        roles=accounts.list_roles(person_id),
        Role=Role,
        employers=accounts.list_employments(person_id),
        learns=policy.may_learn(access.actor()),
        on=clock.today(),
    )


@access.open_to(access.signed_in)
def export_own_data() -> Response:
    """Everything in one file."""
    data = queries.export_everything(access.actor().person_id, _course(), on=clock.today())
    answer = Response(json.dumps(data, indent=2, ensure_ascii=False), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return answer


@access.open_to(policy.may_learn)
def show_transcript() -> Response:
    """What one did and what it brought, as a PDF."""
    at, person_id, course = clock.now(), access.actor().person_id, _course()
    points = queries.get_points(person_id, course, claimed={}, on=local_day(at))
    standing, renewal = training.find_standing(person_id, course.id), points.renewal
    facts = TranscriptFacts(
        name=accounts.get_person(person_id).name.formal,
        course=f"{course.title}, {standing.enrolment.group_title}" if standing else course.title,
        entry=points.entry,
        lines=tuple(row.line for row in points.rows),
        certificates=tuple((f"C-{row.number:06d}", row.valid_from, row.valid_to) for row in certification.list_certificates(person_id)),
        registered=f"Registratie {renewal.number}: {renewal.status.status.label}." if renewal else "",
        made_at=at,
    )
    answer = Response(render_transcript(facts), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="studieoverzicht.pdf"'
    return answer
