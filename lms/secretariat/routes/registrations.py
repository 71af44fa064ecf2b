"""/bureau/registraties: what happens to a registration."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries as accounts
from lms.kernel import access, clock
from lms.kernel.codes import show
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, Invalid, NotFound
from lms.kernel.forms import Form, choices
from lms.kernel.rendering import datum
from lms.registration import actions, rules
from lms.registration import policy as registration_policy
from lms.registration import queries as registration
from lms.registration.terms import Entry, RecordedEvent, Shield
from lms.secretariat import policy
from lms.secretariat.forms import DayForm, ReversalForm, ShieldForm, StrikeOffForm, SuspensionForm

_STRIKING, _REVERSAL, _DEATH = "doorhaling-", "herziening-", "overlijden-"


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/bureau/registraties")(list_registrations)
    bp.get("/bureau/registraties/<int:registration_id>")(show_registration)
    bp.post("/bureau/registraties/<int:registration_id>/schorsen")(suspend)
    bp.post("/bureau/registraties/<int:registration_id>/schorsing/<int:event_id>/beeindigen")(end_suspension)
    bp.post("/bureau/registraties/<int:registration_id>/uitschrijven")(withdraw)
    bp.post("/bureau/registraties/<int:registration_id>/doorhalen")(strike_off)
    bp.post("/bureau/registraties/<int:registration_id>/overlijden")(record_death)
    bp.post("/bureau/registraties/<int:registration_id>/herzien")(reverse)
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
    return _page(registration.get_entry(registration_id), _Forms(), 200)


@dataclass
class _Forms:
    """The forms on the page; the one that was refused keeps what was typed, and `open` names its panel."""

    suspension: SuspensionForm = field(default_factory=lambda: SuspensionForm(formdata=None))
    withdrawal: DayForm = field(default_factory=lambda: DayForm(formdata=None, day=clock.today()))
    ending: DayForm = field(default_factory=lambda: DayForm(formdata=None, day=clock.today(), prefix="einde-"))
    striking: StrikeOffForm = field(default_factory=lambda: StrikeOffForm(formdata=None, prefix=_STRIKING))
    reversal: ReversalForm = field(default_factory=lambda: ReversalForm(formdata=None, prefix=_REVERSAL))
    death: DayForm = field(default_factory=lambda: DayForm(formdata=None, prefix=_DEATH))
    open: str = ""

    @property
    def refused(self) -> Form | None:
        """The form with errors."""
        return getattr(self, self.open) if self.open else None


def _page(entry: Entry, forms: _Forms, status: int) -> tuple[str, int]:
    today, history = clock.today(), registration.list_history(entry.id)
    forms.reversal.event.choices = _reversible(history)
    page = render_template(
        "secretariat/show_registration.html",
        entry=entry,
        number=show(entry.number),
        stand=rules.derive_status(entry.events, on=today),
        history=history,
        names=accounts.names_of({key for event in history for key in (event.recorded_by_id, event.decided_by_id) if key is not None}),
        running=[suspension for suspension in rules.suspensions(entry.events) if suspension.until is None or suspension.until > today],
        may_record=registration_policy.may_record(access.actor()),
        forms=forms,
        shield_form=ShieldForm(formdata=None, shield=entry.shield.value),
        today=today,
    )
    return page, status


def _reversible(history: list[RecordedEvent]) -> list[Any]:  # of WTForms' SelectChoice, which its stubs do not know
    found = [event.fact for event in history if event.fact.type.may_be_reversed and not event.is_undone]
    return choices((str(fact.id), f"{fact.type.label}, vanaf {datum(fact.effective_on)}") for fact in found)


def _record(registration_id: int, forms: _Forms, words: str, act: Callable[[datetime], None]) -> ResponseReturnValue:
    """Record one event by the form whose panel is open; a refusal is said on it and nothing typed is lost."""
    form = forms.refused
    if form is None:
        raise NotFound
    status = 422
    try:
        if form.validate():
            with transaction():
                act(clock.now())
            flash(words)
            return redirect(url_for("secretariat.show_registration", registration_id=registration_id))
    except NotFound:
        raise
    except OverflowError:
        form.refuse(Invalid("Deze datum kan niet. Kies een eerdere dag."))
    except DomainError as error:
        status = error.status
        form.refuse(error)
    return _page(registration.get_entry(registration_id), forms, status)


@access.open_to(registration_policy.may_record)
def suspend(registration_id: int) -> ResponseReturnValue:
    """Record a suspension; it shows on its first day and not before."""
    form = SuspensionForm()

    def act(at: datetime) -> None:
        actions.suspend(
            registration_id=registration_id,
            effective_on=_day(form.effective_on.data),
            until_on=form.last_day.data + timedelta(days=1) if form.last_day.data else None,
            immediate=bool(form.immediate.data),
            final_on=form.final_on.data,
            note=form.note.data or "",
            actor_id=access.actor().person_id,
            at=at,
        )

    return _record(
        registration_id, _Forms(suspension=form, open="suspension"), "De schorsing is vastgelegd. Het register toont haar vanaf de eerste dag.", act
    )


@access.open_to(registration_policy.may_record)
def end_suspension(registration_id: int, event_id: int) -> ResponseReturnValue:
    """End a suspension early."""
    form = DayForm(prefix="einde-")

    def act(at: datetime) -> None:
        day, by = _day(form.day.data), access.actor().person_id
        actions.end_suspension(registration_id=registration_id, suspension_id=event_id, effective_on=day, actor_id=by, at=at)

    return _record(registration_id, _Forms(ending=form, open="ending"), "De schorsing is beëindigd.", act)


@access.open_to(registration_policy.may_record)
def withdraw(registration_id: int) -> ResponseReturnValue:
    """Somebody leaves at their own wish."""
    form = DayForm()

    def act(at: datetime) -> None:
        actions.withdraw(registration_id=registration_id, effective_on=_day(form.day.data), actor_id=access.actor().person_id, at=at)

    return _record(registration_id, _Forms(withdrawal=form, open="withdrawal"), "De uitschrijving is vastgelegd.", act)


@access.open_to(registration_policy.may_record)
def strike_off(registration_id: int) -> ResponseReturnValue:
    """Record a striking off that is final."""
    form = StrikeOffForm(prefix=_STRIKING)

    def act(at: datetime) -> None:
        actions.strike_off(
            registration_id=registration_id,
            effective_on=_day(form.effective_on.data),
            final_on=_day(form.final_on.data),
            note=form.note.data or "",
            actor_id=access.actor().person_id,
            at=at,
        )

    return _record(registration_id, _Forms(striking=form, open="striking"), "De doorhaling is vastgelegd.", act)


@access.open_to(registration_policy.may_record)
def record_death(registration_id: int) -> ResponseReturnValue:
    """Record that somebody died."""
    form = DayForm(prefix=_DEATH)

    def act(at: datetime) -> None:
        actions.record_death(registration_id=registration_id, effective_on=_day(form.day.data), actor_id=access.actor().person_id, at=at)

    return _record(registration_id, _Forms(death=form, open="death"), "Het overlijden is vastgelegd. De registratie is niet meer openbaar.", act)


@access.open_to(registration_policy.may_record)
def reverse(registration_id: int) -> ResponseReturnValue:
    """Record that a decision was reversed, or that an event was recorded by mistake."""
    form = ReversalForm(prefix=_REVERSAL)
    form.event.choices = _reversible(registration.list_history(registration_id))

    def act(at: datetime) -> None:
        day = _day(form.from_day.data) if form.mode.data == "from" else None
        note, by = form.note.data or "", access.actor().person_id
        actions.reverse(registration_id=registration_id, event_id=int(form.event.data), from_day=day, note=note, actor_id=by, at=at)

    return _record(
        registration_id,
        _Forms(reversal=form, open="reversal"),
        "De herziening is vastgelegd. Het eerdere besluit blijft in de geschiedenis staan.",
        act,
    )


def _day(day: date | None) -> date:
    if day is None:
        raise Invalid("Vul een datum in.", field="from_day")
    return day


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
