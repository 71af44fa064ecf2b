"""/bureau/personen: who there is, what they may, where they work, whom they know."""

from datetime import date, timedelta

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from lms.accounts import actions as accounts
from lms.accounts import policy as account_policy
from lms.accounts import queries as people
from lms.accounts.terms import Role
from lms.certification.terms import ApplicationState
from lms.credits.terms import ClaimState
from lms.kernel import access, clock
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, Invalid, NotFound
from lms.kernel.forms import choices
from lms.secretariat import actions, policy, queries
from lms.secretariat.forms import EmployerForm, NameForm, PersonForm, RoleForm, TieForm
from lms.secretariat.terms import say_event, say_tie


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/bureau/personen")(list_people)
    bp.get("/bureau/personen/zonder-uitnodiging")(list_uninvited)
    bp.post("/bureau/personen/uitnodigen")(invite_all)
    bp.route("/bureau/personen/nieuw", methods=["GET", "POST"])(new_person)
    bp.get("/bureau/personen/<int:person_id>")(show_person)
    bp.route("/bureau/personen/<int:person_id>/wijzigen", methods=["GET", "POST"])(edit_person)
    bp.post("/bureau/personen/<int:person_id>/rollen")(grant_role)
    bp.post("/bureau/personen/<int:person_id>/rollen/<int:membership_id>/beeindigen")(end_role)
    bp.post("/bureau/personen/<int:person_id>/werkgever")(set_employer)
    bp.post("/bureau/personen/<int:person_id>/banden")(declare_tie)
    bp.post("/bureau/personen/<int:person_id>/uitnodigen")(invite)
    bp.post("/bureau/personen/<int:person_id>/sluiten")(disable)
    bp.post("/bureau/personen/<int:person_id>/openen")(reopen)


@access.open_to(policy.is_desk)
def list_people() -> str:
    """People by surname, with a search on names and addresses, and a filter on role."""
    search = request.args.get("zoek", "").replace("\x00", "")[:100]
    asked, number = request.args.get("rol", ""), request.args.get("pagina", "1")
    role = Role(asked) if asked in set(Role) else None
    page = int(number) if number.isdecimal() and 0 < int(number) < 100_000 else 1  # noqa: PLR2004 -- far beyond any list
    found = people.list_people(search=search, role=role, on=clock.today(), page=page)
    stands = people.stands_of(found.items, at=clock.now())
    return render_template("secretariat/list_people.html", page=found, search=search, role=role, stands=stands, roles=tuple(Role))


@access.open_to(policy.is_desk)
def list_uninvited() -> str:
    """Who cannot come in: never invited, or the link is too old."""
    return render_template("secretariat/list_uninvited.html", people=people.list_without_invitation(at=clock.now()))


@access.open_to(policy.is_desk)
def invite_all() -> ResponseReturnValue:
    """Send everybody without a link that works a new one."""
    with transaction():
        sent = actions.invite_all(actor=access.actor(), at=clock.now())
    flash("De uitnodiging is onderweg." if sent == 1 else f"{sent} uitnodigingen zijn onderweg.")
    return redirect(url_for("secretariat.list_people"))


@access.open_to(policy.is_desk)
def new_person() -> ResponseReturnValue:
    """Make an account and invite the person."""
    form, actor = PersonForm(), access.actor()
    form.role.choices = _role_choices()
    if form.validate_on_submit():
        at = clock.now()
        try:
            with transaction():
                person = accounts.create_person(email=form.email.data or "", name=form.name(), actor_id=actor.person_id, at=at)
                actions.grant_role(person_id=person.id, role=Role(form.role.data), since=local_day(at), until=None, actor=actor, at=at)
                accounts.invite(person=person, actor_id=actor.person_id, at=at)
            flash("Het account is gemaakt en de uitnodiging is onderweg.")
            return redirect(url_for("secretariat.show_person", person_id=person.id))
        except DomainError as error:
            form.refuse(error)
    return render_template("secretariat/new_person.html", form=form), 422 if form.errors else 200


def _role_choices() -> list[tuple[str, str]]:
    return choices((role.value, role.label) for role in account_policy.grantable(access.actor()))


@access.open_to(policy.is_desk)
def show_person(person_id: int) -> ResponseReturnValue:
    """One person's file; that it was opened is remembered."""
    page = _person_page(person_id, None, 200)
    with transaction():
        actions.record_look(person_id=person_id, actor=access.actor(), at=clock.now())
    return page


def _person_page(person_id: int, failed: FlaskForm | None, status: int) -> tuple[str, int]:
    file = queries.get_person_file(person_id, course_id=current_app.extensions["settings"].course_id, at=clock.now())
    today, actor = clock.today(), access.actor()
    forms = {
        "role_form": RoleForm(formdata=None, since=today),
        "employer_form": EmployerForm(formdata=None, employer_since=today),
        "tie_form": TieForm(formdata=None, tie_since=today),
    }
    if failed is not None:
        forms[{RoleForm: "role_form", EmployerForm: "employer_form", TieForm: "tie_form"}[type(failed)]] = failed
    forms["role_form"].role.choices = _role_choices()
    held = frozenset(Role(row.role) for row in file.roles if row.valid_to is None or row.valid_to > today)
    facts = {"file": file, "failed": failed, "today": today, "may_manage": account_policy.may_manage(actor, person_id, held)}
    words = {"Role": Role, "say_tie": say_tie, "ClaimState": ClaimState, "ApplicationState": ApplicationState, "say_event": say_event}
    return render_template("secretariat/show_person.html", **facts, **forms, **words, sees_file=policy.is_secretariat(actor)), status


def _after(last_day: date | None) -> date | None:
    """The exclusive end of a period that people give by its last day."""
    try:
        return None if last_day is None else last_day + timedelta(days=1)
    except OverflowError as error:
        raise Invalid("Deze datum kan niet.") from error


@access.open_to(policy.is_desk)
def edit_person(person_id: int) -> ResponseReturnValue:
    """Correct a name, or let somebody sign in with another address."""
    row, actor = people.get_person(person_id), access.actor()
    form = NameForm(obj=row)
    if form.validate_on_submit():
        try:
            with transaction():
                actions.must_manage(person_id=person_id, actor=actor, on=clock.today())
                person, at = people.get_person(person_id), clock.now()
                if person.name != form.name():
                    accounts.change_name(person=person, name=form.name(), actor_id=actor.person_id, at=at)
                accounts.change_email(person=person, email=form.email.data or "", actor_id=actor.person_id, at=at)
            flash("De gegevens zijn opgeslagen.")
            return redirect(url_for("secretariat.show_person", person_id=person_id))
        except DomainError as error:
            form.refuse(error)
    return render_template("secretariat/edit_person.html", form=form, person=people.get_person(person_id)), 422 if form.errors else 200


@access.open_to(policy.is_desk)
def grant_role(person_id: int) -> ResponseReturnValue:
    """Give a role."""
    form = RoleForm()
    form.role.choices = _role_choices()
    if not form.validate():
        return _person_page(person_id, form, 422)
    try:
        with transaction():
            until, since = _after(form.until.data), form.since.data or clock.today()
            actions.grant_role(person_id=person_id, role=Role(form.role.data), since=since, until=until, actor=access.actor(), at=clock.now())
    except NotFound:
        raise
    except DomainError as error:
        form.refuse(error)
        return _person_page(person_id, form, error.status)
    flash("De rol is toegevoegd.")
    return redirect(url_for("secretariat.show_person", person_id=person_id))


@access.open_to(policy.is_desk)
def end_role(person_id: int, membership_id: int) -> ResponseReturnValue:
    """Take a role away as of today."""
    with transaction():
        actions.end_role(person_id=person_id, membership_id=membership_id, actor=access.actor(), at=clock.now())
    flash("De rol is beëindigd.")
    return redirect(url_for("secretariat.show_person", person_id=person_id))


@access.open_to(policy.is_desk)
def set_employer(person_id: int) -> ResponseReturnValue:
    """Record where somebody works from a day on."""
    form = EmployerForm()
    if not form.validate():
        return _person_page(person_id, form, 422)
    with transaction():
        people.get_person(person_id)
        since, name = form.employer_since.data or clock.today(), form.employer.data or ""
        accounts.set_employment(person_id=person_id, employer_name=name, since=since, actor_id=access.actor().person_id, at=clock.now())
    flash("De werkgever is vastgelegd.")
    return redirect(url_for("secretariat.show_person", person_id=person_id))


@access.open_to(policy.is_desk)
def declare_tie(person_id: int) -> ResponseReturnValue:
    """Record that two people know each other: neither decides about the other."""
    form = TieForm()
    if not form.validate():
        return _person_page(person_id, form, 422)
    try:
        with transaction():
            since, until = form.tie_since.data or clock.today(), _after(form.tie_until.data)
            actions.declare_tie(person_id=person_id, email=form.email.data or "", since=since, until=until, actor=access.actor(), at=clock.now())
    except NotFound:
        raise
    except DomainError as error:
        form.refuse(error)
        return _person_page(person_id, form, error.status)
    flash("De band is vastgelegd.")
    return redirect(url_for("secretariat.show_person", person_id=person_id))


@access.open_to(policy.is_desk)
def invite(person_id: int) -> ResponseReturnValue:
    """Send a new invitation."""
    with transaction():
        person = people.get_person(person_id)
        if person.disabled_at is not None:
            raise Invalid("Dit account is gesloten. Open het eerst.")
        accounts.invite(person=person, actor_id=access.actor().person_id, at=clock.now())
    flash("De uitnodiging is onderweg.")
    return redirect(url_for("secretariat.show_person", person_id=person_id))


@access.open_to(policy.is_desk)
def disable(person_id: int) -> ResponseReturnValue:
    """Close an account; nobody closes their own, and the desk closes no administrator's."""
    with transaction():
        actions.must_manage(person_id=person_id, actor=access.actor(), on=clock.today())
        accounts.disable_person(person=people.get_person(person_id), actor_id=access.actor().person_id, at=clock.now())
    flash("Het account is gesloten. De persoon is overal uitgelogd.")
    return redirect(url_for("secretariat.show_person", person_id=person_id))


@access.open_to(policy.is_desk)
def reopen(person_id: int) -> ResponseReturnValue:
    """Open a closed account; the person chooses a new password."""
    with transaction():
        actions.must_manage(person_id=person_id, actor=access.actor(), on=clock.today())
        person = people.get_person(person_id)
        if person.disabled_at is None:
            raise Invalid("Dit account is al open.")
        accounts.reopen_person(person=person, actor_id=access.actor().person_id, at=clock.now())
    flash("Het account is weer open. De uitnodiging is onderweg.")
    return redirect(url_for("secretariat.show_person", person_id=person_id))
