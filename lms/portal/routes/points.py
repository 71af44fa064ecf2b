"""/mijn/punten: both tracks with a reason on every line, trying out, and own activities."""

from decimal import Decimal
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.catalogue import queries as catalogue
from lms.catalogue.terms import HUNDREDTHS, Course
from lms.credits import actions as credits
from lms.credits import policy as credit_policy
from lms.credits import queries as ledger
from lms.credits.terms import Category, ClaimState, Withdrawn
from lms.kernel import access, clock, uploads
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, NotFound
from lms.portal import policy, queries
from lms.portal.forms import ClaimForm, EmptyForm, WhatIfForm
from lms.portal.queries import Points, WhatIf

if TYPE_CHECKING:
    from lms.credits.models import Claim


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/mijn/punten")(show_credits)
    bp.route("/mijn/punten/toevoegen", methods=["GET", "POST"])(add_claim)
    bp.route("/mijn/punten/<int:claim_id>/verbeteren", methods=["GET", "POST"])(improve_claim)
    bp.post("/mijn/punten/<int:claim_id>/intrekken")(withdraw_claim)
    bp.get("/mijn/punten/<int:claim_id>/bewijs")(show_own_evidence)


def _course() -> Course:
    return catalogue.get_current_course(current_app.extensions["settings"].course_id)


@access.open_to(policy.may_learn)
def show_credits() -> ResponseReturnValue:
    """Both tracks with a reason on every line, what is missing, and what one more activity would bring."""
    person_id, on = access.actor().person_id, clock.today()
    course = _course()
    claims = ledger.list_claims(person_id)
    points = queries.get_points(person_id, course, claimed={f"claim:{claim.id}": claim.points for claim in claims}, on=on)
    asked = bool(request.args)
    trial = WhatIfForm(formdata=request.args) if asked else WhatIfForm(formdata=None, dag=on)
    outcome = _try_out(points, trial) if asked and points.renewal and trial.validate() else None
    page = render_template(
        "portal/show_credits.html",
        course=course,
        points=points,
        claims=claims,
        ClaimState=ClaimState,
        Category=Category,
        trial=trial,
        outcome=outcome,
        today=on,
        form=EmptyForm(formdata=None),
    )
    return page, 400 if trial.errors else 200


def _try_out(points: Points, trial: WhatIfForm) -> WhatIf | None:
    if points.renewal is None or trial.dag.data is None:
        return None
    return queries.try_out(
        access.actor().person_id,
        points.renewal,
        category=Category(trial.soort.data),
        points=int((trial.aantal.data or 0) * HUNDREDTHS),
        day=trial.dag.data,
        at=clock.now(),
    )


@access.open_to(policy.may_learn)
def add_claim() -> ResponseReturnValue:
    """Hand in an own activity with evidence."""
    form = ClaimForm()
    if form.validate_on_submit():
        try:
            _submit(form, None)
        except DomainError as error:
            form.refuse(error)
            return _claim_page(form, None, error.status)
        flash("Je activiteit is ingediend. Het registerbureau beoordeelt haar.")
        return redirect(url_for("portal.show_credits"))
    return _claim_page(form, None, 422 if form.errors else 200)


@access.open_to(policy.may_learn)
def improve_claim(claim_id: int) -> ResponseReturnValue:
    """A better version of what was not decided: the old one is withdrawn, the new one handed in. Evidence stays unless replaced."""
    claim = _own(claim_id)
    if claim.state != ClaimState.SUBMITTED:
        raise Withdrawn if claim.state == ClaimState.WITHDRAWN else NotFound
    form = ClaimForm() if request.method == "POST" else ClaimForm(formdata=None, data=_as_typed(claim))
    if form.validate_on_submit():
        try:
            _submit(form, claim_id)
        except DomainError as error:
            form.refuse(error)
            return _claim_page(form, claim, error.status)
        flash("De verbeterde activiteit is ingediend. De eerdere versie is ingetrokken.")
        return redirect(url_for("portal.show_credits"))
    return _claim_page(form, claim, 422 if form.errors else 200)


def _as_typed(claim: "Claim") -> dict[str, object]:
    """What was handed in, as it stood in the form."""
    names = ("title", "category", "held_from", "held_to", "description")
    return {"points": Decimal(claim.points) / HUNDREDTHS, **{name: getattr(claim, name) for name in names}}


def _claim_page(form: ClaimForm, claim: "Claim | None", status: int) -> ResponseReturnValue:
    ruleset = catalogue.ruleset_on(_course(), clock.today())
    return render_template("portal/add_claim.html", form=form, claim=claim, most=ruleset.cap_per_day), status


def _own(claim_id: int) -> "Claim":
    return access.fetch(ledger.find_claim, claim_id, credit_policy.is_own, access.actor())


def _submit(form: ClaimForm, earlier_id: int | None) -> None:
    """Hand in what the form says; with an earlier claim that one is withdrawn first, in the same transaction."""
    at = clock.now()
    evidence = uploads.keep(form.evidence.data, field="evidence")
    with transaction():
        if earlier_id is not None:
            earlier = _own(earlier_id)
            credits.withdraw_claim(claim=earlier, actor=access.actor(), at=at)
            evidence = evidence or earlier.evidence_key
        credits.submit_claim(
            person_id=access.actor().person_id,
            category=Category(form.category.data),
            title=form.title.data or "",
            description=form.description.data or "",
            held_from=form.held_from.data,  # type: ignore[arg-type]  # required by the form
            held_to=form.held_to.data,  # type: ignore[arg-type]  # the same
            points=int((form.points.data or 0) * HUNDREDTHS),
            evidence_key=evidence,
            at=at,
        )


@access.open_to(policy.may_learn)
def withdraw_claim(claim_id: int) -> ResponseReturnValue:
    """Take back what was not decided."""
    at = clock.now()
    with transaction():
        credits.withdraw_claim(claim=_own(claim_id), actor=access.actor(), at=at)
    flash("Je activiteit is ingetrokken.")
    return redirect(url_for("portal.show_credits"))


@access.open_to(policy.may_learn)
def show_own_evidence(claim_id: int) -> Response:
    """The file that somebody sent, back to them, always as a download."""
    claim = _own(claim_id)
    return uploads.download(claim.evidence_key, name=f"bewijs-{claim.id}")
