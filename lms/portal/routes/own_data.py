"""/mijn/gegevens: what is kept about oneself, on the page and as files."""

from flask import Blueprint, Response, current_app, json, render_template

from lms.accounts import queries as accounts
from lms.kernel import access, clock
from lms.portal import queries


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/mijn/gegevens")(show_own_data)
    bp.get("/mijn/gegevens.json")(export_own_data)


@access.open_to(access.signed_in)
def show_own_data() -> str:
    """What is kept about oneself."""
    person_id = access.actor().person_id
    return render_template("portal/show_own_data.html", person=accounts.get_person(person_id), roles=accounts.list_roles(person_id), on=clock.today())


@access.open_to(access.signed_in)
def export_own_data() -> Response:
    """Everything in one file."""
    data = queries.export_everything(access.actor().person_id, current_app.extensions["settings"].course_id)
    answer = Response(json.dumps(data, indent=2), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return answer
