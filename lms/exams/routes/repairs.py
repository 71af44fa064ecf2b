"""/bureau/examens, what the desk can still put right: a round, who is in it, who knows whom, and time that was lost."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries as accounts
from lms.exams import actions, policy, queries
from lms.exams.forms import ExtendForm, TieForm, WindowForm
from lms.exams.models import ExamRound
from lms.exams.routes.stepping import take_step
from lms.kernel import access, clock
from lms.kernel.calendar import AMSTERDAM, last_day, local_day
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, NotFound


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.route("/bureau/examens/<int:round_id>/wijzigen", methods=["GET", "POST"])(change_round)
    bp.post("/bureau/examens/<int:round_id>/verwijderen")(cancel_round)
    bp.post("/bureau/examens/<int:round_id>/kandidaten/<int:person_id>/verwijderen")(withdraw)
    bp.post("/bureau/examens/<int:round_id>/examinatoren/<int:person_id>/verwijderen")(dismiss)
    bp.route("/bureau/examens/<int:round_id>/bekenden", methods=["GET", "POST"])(record_tie)
    bp.route("/bureau/examens/<int:round_id>/uitstel", methods=["GET", "POST"])(extend)


@access.open_to(policy.may_run)
def change_round(round_id: int) -> ResponseReturnValue:
    """Correct name and window before marking."""
    round_ = queries.get_exam_round(round_id)
    form = WindowForm()
    if form.validate_on_submit():
        at = clock.now()
        try:
            begin, end, marking = form.window()
            with transaction():
                round_ = queries.get_exam_round(round_id)
                until = marking or round_.marking_until or local_day(end)
                actor_id, title = access.actor().person_id, form.title.data or ""
                actions.change_round(round_=round_, title=title, writing_from=begin, writing_until=end, marking_until=until, actor_id=actor_id, at=at)
            flash("De ronde is gewijzigd.")
            return redirect(url_for("exams.show_round", round_id=round_id))
        except DomainError as error:
            form.refuse(error)
            return render_template("exams/change_round.html", form=form, round=round_), error.status
    if not form.is_submitted():
        form = _filled(round_)
    return render_template("exams/change_round.html", form=form, round=round_), 422 if form.errors else 200


def _filled(round_: ExamRound) -> WindowForm:
    return WindowForm(
        formdata=None,
        title=round_.title,
        writing_from=round_.writing_from.astimezone(AMSTERDAM),
        writing_until=round_.writing_until.astimezone(AMSTERDAM),
        marking_last_day=last_day(round_.marking_until) if round_.marking_until else None,
    )


@access.open_to(policy.may_run)
def cancel_round(round_id: int) -> ResponseReturnValue:
    """Take back a draft."""
    try:
        with transaction():
            round_ = queries.get_exam_round(round_id)
            actions.cancel_round(round_=round_, actor_id=access.actor().person_id, at=clock.now())
    except NotFound:
        raise
    except DomainError as error:
        flash(error.message)
        return redirect(url_for("exams.show_round", round_id=round_id))
    flash("De ronde is verwijderd.")
    return redirect(url_for("exams.list_rounds"))


@access.open_to(policy.may_run)
def withdraw(round_id: int, person_id: int) -> ResponseReturnValue:
    """Take back an admission."""

    def act(round_: ExamRound, at: datetime) -> str:
        actions.withdraw_candidate(round_=round_, person_id=person_id, actor_id=access.actor().person_id, at=at)
        return "De kandidaat is uit de ronde gehaald."

    return take_step(round_id, act)


@access.open_to(policy.may_run)
def dismiss(round_id: int, person_id: int) -> ResponseReturnValue:
    """Take back an appointment."""

    def act(round_: ExamRound, at: datetime) -> str:
        actions.dismiss_examiner(round_=round_, person_id=person_id, actor_id=access.actor().person_id, at=at)
        return "De examinator is uit de ronde gehaald."

    return take_step(round_id, act)


@access.open_to(policy.may_run)
def record_tie(round_id: int) -> ResponseReturnValue:
    """Note that an examiner of this round knows a candidate."""
    round_ = queries.get_exam_round(round_id)
    actions.refuse_examiner(round_, access.actor())
    examiners, candidates = queries.list_examiners(round_id), queries.list_candidates(round_id)
    names = accounts.names_of([*examiners, *candidates])
    form = TieForm()
    form.offer(examiners=((key, names[key].formal) for key in examiners), candidates=((key, names[key].formal) for key in candidates))
    if form.validate_on_submit():
        with transaction():
            actions.record_acquaintance(
                round_=queries.get_exam_round(round_id),
                examiner_id=form.examiner_id.data,
                candidate_id=form.candidate_id.data,
                actor_id=access.actor().person_id,
                at=clock.now(),
            )
        flash("Vastgelegd. Het werk van deze kandidaat gaat naar anderen.")
        return redirect(url_for("exams.show_round", round_id=round_id))
    return render_template("exams/record_tie.html", round=round_, form=form), 422 if form.errors else 200


@access.open_to(policy.may_run)
def extend(round_id: int) -> ResponseReturnValue:
    """More time for everybody who is writing now."""
    round_ = queries.get_exam_round(round_id)
    form = ExtendForm()
    if form.validate_on_submit():
        at, minutes, reason = clock.now(), form.minutes.data or 0, form.reason.data or ""
        try:
            with transaction():
                round_ = queries.get_exam_round(round_id)
                count = actions.extend_writing(round_=round_, minutes=minutes, reason=reason, actor_id=access.actor().person_id, at=at)
            who = "1 kandidaat heeft" if count == 1 else f"{count} kandidaten hebben"
            flash(f"{who} er {minutes} minuten bij." if count else "Niemand schrijft nu. Er is niets veranderd.")
            return redirect(url_for("exams.show_round", round_id=round_id))
        except DomainError as error:
            form.refuse(error)
            return render_template("exams/extend.html", round=round_, form=form), error.status
    return render_template("exams/extend.html", round=round_, form=form), 422 if form.errors else 200
