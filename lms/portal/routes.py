"""Pages of /mijn."""

from flask import Blueprint, Response, current_app, flash, json, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries as accounts
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course, Theme
from lms.credits import actions as credits
from lms.credits import policy as credit_policy
from lms.credits import queries as ledger
from lms.credits.terms import Category, ClaimState
from lms.kernel import access, clock, uploads
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError
from lms.portal import policy, queries
from lms.portal.forms import ClaimForm, EmptyForm
from lms.training.terms import ResumePoint, StepKind

bp = Blueprint("portal", __name__)


def _course() -> Course:
    return catalogue.get_current_course(current_app.extensions["settings"].course_id)


@bp.get("/mijn")
@access.open_to(access.signed_in)
def home() -> ResponseReturnValue:
    """Where to go on, and how far; who does not learn sees their own data."""
    actor = access.actor()
    if not policy.may_learn(actor):
        return redirect(url_for("portal.show_own_data"))
    course = _course()
    mine = queries.get_home(actor.person_id, course)
    address = _address(mine.resume) if mine.resume else None
    return render_template("portal/home.html", course=course, home=mine, address=address)


def _address(point: ResumePoint) -> str:
    if point.kind is StepKind.LESSON:
        return url_for("training.read_lesson", lesson_id=point.ref_id) + (f"#{point.position}" if point.position else "")
    if point.attempt_id is not None:
        return url_for("training.show_question", attempt_id=point.attempt_id, number=point.question_number)
    if point.kind is StepKind.QUIZ:
        return url_for("training.show_quiz", module_id=point.ref_id)
    return url_for("training.list_modules")


@bp.get("/mijn/punten")
@access.open_to(policy.may_learn)
def show_credits() -> str:
    """Both tracks with a reason on every line, and what is missing."""
    person_id, course = access.actor().person_id, _course()
    return render_template(
        "portal/show_credits.html",
        course=course,
        entry=ledger.entry_progress(person_id, course=course),
        renewal=queries.find_renewal(person_id, course, on=clock.today()),
        claims=ledger.list_claims(person_id),
        ClaimState=ClaimState,
        themes=list(Theme),
        form=EmptyForm(formdata=None),
    )


@bp.route("/mijn/punten/toevoegen", methods=["GET", "POST"])
@access.open_to(policy.may_learn)
def add_claim() -> ResponseReturnValue:
    """Hand in an own activity with evidence."""
    form = ClaimForm()
    if form.validate_on_submit():
        at = clock.now()
        try:
            evidence = uploads.keep(form.evidence.data, field="evidence")
            with transaction():
                credits.submit_claim(
                    person_id=access.actor().person_id,
                    category=Category(form.category.data),
                    title=form.title.data or "",
                    description=form.description.data or "",
                    held_from=form.held_from.data,  # type: ignore[arg-type]  # required above
                    held_to=form.held_to.data,  # type: ignore[arg-type]  # the same
                    points=int((form.points.data or 0) * 100),
                    evidence_key=evidence,
                    at=at,
                )
            flash("Je activiteit is ingediend. Het registerbureau beoordeelt haar.")
            return redirect(url_for("portal.show_credits"))
        except DomainError as error:
            form.refuse(error)
    return render_template("portal/add_claim.html", form=form), 422 if form.errors else 200


@bp.post("/mijn/punten/<int:claim_id>/intrekken")
@access.open_to(policy.may_learn)
def withdraw_claim(claim_id: int) -> ResponseReturnValue:
    """Take back what was not decided."""
    at = clock.now()
    with transaction():
        claim = access.fetch(ledger.find_claim, claim_id, credit_policy.is_own, access.actor())
        credits.withdraw_claim(claim=claim, actor=access.actor(), at=at)
    flash("Je activiteit is ingetrokken.")
    return redirect(url_for("portal.show_credits"))


@bp.get("/mijn/gegevens")
@access.open_to(access.signed_in)
def show_own_data() -> str:
    """What is kept about oneself."""
    person_id = access.actor().person_id
    return render_template("portal/show_own_data.html", person=accounts.get_person(person_id), roles=accounts.list_roles(person_id), on=clock.today())


@bp.get("/mijn/gegevens.json")
@access.open_to(access.signed_in)
def export_own_data() -> Response:
    """Everything in one file."""
    data = queries.export_everything(access.actor().person_id, current_app.extensions["settings"].course_id)
    answer = Response(json.dumps(data, indent=2), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return answer
