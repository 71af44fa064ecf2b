"""Extra time of one person (desk), and whom an examiner or committee member knows."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries as accounts
from lms.exams import actions, policy
from lms.exams.forms import AcquaintanceForm, ExtraTimeForm
from lms.kernel import access, clock
from lms.kernel.db import transaction
from lms.kernel.errors import Invalid


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.route("/bureau/personen/<int:person_id>/extra-tijd", methods=["GET", "POST"])(extra_time)
    bp.route("/mijn/bekenden", methods=["GET", "POST"])(acquaintances)
    bp.post("/mijn/bekenden/<int:other_id>/beeindigen")(end_acquaintance)


@access.open_to(policy.is_desk)
def extra_time(person_id: int) -> ResponseReturnValue:
    """One profile a person: what holds, since when and why, and a form for what comes next."""
    person, earlier = accounts.get_person(person_id), accounts.list_extra_time(person_id)
    form = ExtraTimeForm()
    if form.validate_on_submit():
        at, percent, reason = clock.now(), form.percent.data or 0, form.reason.data or ""
        with transaction():
            actions.set_extra_time(person_id=person.id, percent=percent, reason=reason, actor_id=access.actor().person_id, at=at)
        flash("Vastgelegd. Het geldt vanaf nu voor alles met een klok.")
        return redirect(url_for("exams.extra_time", person_id=person_id))
    names = accounts.names_of([row.set_by_id for row in earlier if row.set_by_id])
    return render_template("exams/extra_time.html", person=person, earlier=earlier, names=names, form=form), 422 if form.errors else 200


@access.open_to(policy.may_declare)
def acquaintances() -> ResponseReturnValue:
    """Whom I know: their work and their files go to others."""
    actor, form = access.actor(), AcquaintanceForm()
    if form.validate_on_submit():
        try:
            with transaction():
                actions.declare_acquaintance(email=form.email.data or "", actor=actor, at=clock.now())
            flash("Vastgelegd. Werk en dossiers van deze persoon gaan naar anderen.")
            return redirect(url_for("exams.acquaintances"))
        except Invalid as error:
            form.refuse(error)
    declared = accounts.list_declared(actor.person_id)
    page = render_template("exams/acquaintances.html", declared=declared, form=form)
    return page, 422 if form.errors else 200


@access.open_to(policy.may_declare)
def end_acquaintance(other_id: int) -> ResponseReturnValue:
    """It is over; it still counts for 24 months."""
    with transaction():
        actions.end_acquaintance(other_id=other_id, actor=access.actor(), at=clock.now())
    flash("Beëindigd. Het telt nog 24 maanden mee.")
    return redirect(url_for("exams.acquaintances"))
