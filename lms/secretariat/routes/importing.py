"""/bureau/import: many people from a file, looked at first."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import policy as account_policy
from lms.kernel import access, clock
from lms.kernel.db import transaction
from lms.secretariat import actions, formats, policy, queries
from lms.secretariat.forms import ImportForm
from lms.secretariat.terms import ImportReading
from lms.training import queries as groups

_LONGEST_IMPORT = 1_500_000


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.route("/bureau/import", methods=["GET", "POST"])(import_people)
    bp.get("/bureau/import/voorbeeld.csv")(import_template)


@access.open_to(policy.is_desk)
def import_people() -> ResponseReturnValue:
    """Read a file, show what would happen, and only then do it; what was confirmed is read and judged anew."""
    if request.method == "GET":
        return _page(ImportForm(formdata=None), None, 200)
    form = ImportForm()
    upload = form.file.data
    if upload is not None and getattr(upload, "filename", None):
        text = formats.decode(upload.read(_LONGEST_IMPORT))
        form.invited.data = True
    else:
        text = form.text.data or ""
    reading = _read(text)
    if form.validate() and form.text.data and not reading.faults:
        with transaction():
            made = actions.import_people(rows=reading.rows, invited=form.invited.data, actor=access.actor(), at=clock.now())
        flash(_told(made, invited=form.invited.data))
        return redirect(url_for("secretariat.list_people"))
    form.text.data = "" if reading.faults else text
    return _page(form, reading, 422 if reading.faults else 200)


def _read(text: str | None) -> ImportReading:
    course_id = current_app.extensions["settings"].course_id
    known = {group.title.lower(): group.id for group in reversed(groups.list_groups()) if group.course_id == course_id}
    return queries.with_known(formats.read_people(text, roles=account_policy.grantable(access.actor()), groups=known))


def _told(made: int, *, invited: bool) -> str:
    accounts = "1 account gemaakt." if made == 1 else f"{made} accounts gemaakt."
    return f"{accounts} De uitnodigingen zijn onderweg." if invited else f"{accounts} Er zijn geen uitnodigingen verstuurd."


def _page(form: ImportForm, reading: ImportReading | None, status: int) -> tuple[str, int]:
    roles = [role.label for role in account_policy.grantable(access.actor())]
    facts = {"columns": formats.COLUMNS, "group": formats.GROUP, "most": formats.MOST_ROWS, "roles": roles}
    return render_template("secretariat/import_people.html", form=form, reading=reading, **facts), status


@access.open_to(policy.is_desk)
def import_template() -> Response:
    """A file to fill in."""
    answer = Response(formats.template(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="personen.csv"'
    return answer
