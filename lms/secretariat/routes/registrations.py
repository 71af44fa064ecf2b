"""/bureau/registraties: what happens to a registration."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.kernel import access, clock
from lms.kernel.codes import show
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, Invalid, NotFound
from lms.registration import actions, rules
from lms.registration import policy as registration_policy
from lms.registration import queries as registration
from lms.registration.terms import Entry, EventType, Shield
from lms.secretariat import policy
from lms.secretariat.forms import DayForm, ShieldForm, SuspensionForm


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/bureau/registraties")(list_registrations)
    bp.get("/bureau/registraties/<int:registration_id>")(show_registration)
    bp.post("/bureau/registraties/<int:registration_id>/schorsen")(suspend)
    bp.post("/bureau/registraties/<int:registration_id>/schorsing/<int:event_id>/beeindigen")(end_suspension)
    bp.post("/bureau/registraties/<int:registration_id>/uitschrijven")(withdraw)
    bp.post("/bureau/registraties/<int:registration_id>/afschermen")(shield)


@access.open_to(policy.may_see_registrations)
def list_registrations() -> str:
    """Registrations by name or number."""
    search = request.args.get("zoek", "").replace("\x00", "")[:100]
    on = clock.today()
    rows = [(entry, rules.derive_status(entry.events, on=on)) for entry in registration.list_entries(search_for=search)]
    return render_template("secretariat/list_registrations.html", rows=rows, search=search, show=show)


@access.open_to(policy.may_see_registrations)
def show_registration(registration_id: int) -> ResponseReturnValue:
    """One registration: status, history, what can be recorded."""
    return _page(registration.get_entry(registration_id), SuspensionForm(formdata=None), 200)


def _page(entry: Entry, form: SuspensionForm, status: int) -> tuple[str, int]:
    today = clock.today()
    page = render_template(
        "secretariat/show_registration.html",
        entry=entry,
        number=show(entry.number),
        stand=rules.derive_status(entry.events, on=today),
        events=sorted(entry.events, key=lambda event: (event.recorded_at, event.id), reverse=True),
        running=[suspension for suspension in rules.suspensions(entry.events) if suspension.until is None or suspension.until > today],
        may_record=registration_policy.may_record(access.actor()),
        form=form,
        day_form=DayForm(formdata=None, day=today),
        shield_form=ShieldForm(formdata=None, shield=entry.shield.value),
        EventType=EventType,
    )
    return page, status


@access.open_to(registration_policy.may_record)
def suspend(registration_id: int) -> ResponseReturnValue:
    """Record a suspension; it shows on its first day and not before."""
    at = clock.now()
    form = SuspensionForm()
    try:
        if form.validate():
            with transaction():
                entry = registration.get_entry(registration_id)
                actions.suspend(
                    registration_id=entry.id,
                    effective_on=form.effective_on.data or clock.today(),
                    until_on=form.last_day.data + timedelta(days=1) if form.last_day.data else None,
                    immediate=bool(form.immediate.data),
                    final_on=form.final_on.data,
                    note=form.note.data or "",
                    actor_id=access.actor().person_id,
                    at=at,
                )
            flash("De schorsing is vastgelegd. Het register toont haar vanaf de eerste dag.")
            return redirect(url_for("secretariat.show_registration", registration_id=registration_id))
    except NotFound:
        raise
    except OverflowError:
        form.refuse(Invalid("Deze datum kan niet.", field="last_day"))
    except DomainError as error:
        form.refuse(error)
    return _page(registration.get_entry(registration_id), form, 422)


def _on_day(registration_id: int, words: str, act: Callable[[date, datetime], None]) -> ResponseReturnValue:
    """One event from a day on; a refusal is said on the page."""
    form = DayForm()
    try:
        if not form.validate():
            raise Invalid("Vul een datum in.")
        with transaction():
            act(form.day.data or clock.today(), clock.now())
    except NotFound:
        raise
    except DomainError as error:
        flash(error.message)
    else:
        flash(words)
    return redirect(url_for("secretariat.show_registration", registration_id=registration_id))


@access.open_to(registration_policy.may_record)
def end_suspension(registration_id: int, event_id: int) -> ResponseReturnValue:
    """End a suspension early."""

    def act(day: date, at: datetime) -> None:
        actions.end_suspension(registration_id=registration_id, suspension_id=event_id, effective_on=day, actor_id=access.actor().person_id, at=at)

    return _on_day(registration_id, "De schorsing is beëindigd.", act)


@access.open_to(registration_policy.may_record)
def withdraw(registration_id: int) -> ResponseReturnValue:
    """Somebody leaves at their own wish."""

    def act(day: date, at: datetime) -> None:
        actions.withdraw(registration_id=registration_id, effective_on=day, actor_id=access.actor().person_id, at=at)

    return _on_day(registration_id, "De uitschrijving is vastgelegd.", act)


@access.open_to(registration_policy.may_record)
def shield(registration_id: int) -> ResponseReturnValue:
    """Hide somebody from searching by name, or show them again."""
    form = ShieldForm()
    if not form.validate():
        raise Invalid("Kies hoe deze persoon te vinden is.")
    with transaction():
        entry = registration.get_entry(registration_id)
        actions.set_shield(registration_id=entry.id, shield=Shield(form.shield.data), actor_id=access.actor().person_id, at=clock.now())
    flash("De vindbaarheid is aangepast. Dat geldt meteen.")
    return redirect(url_for("secretariat.show_registration", registration_id=registration_id))
