"""/bureau/personen, /bureau/import and /bureau/groepen."""

from datetime import timedelta

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import Role
from lms.kernel import access, clock
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, Invalid, NotFound
from lms.secretariat import actions, formats, policy, queries
from lms.secretariat.forms import EmptyForm, EnrolForm, GroupForm, ImportForm, PersonForm, RoleForm
from lms.training import actions as training
from lms.training import queries as groups

_LONGEST_IMPORT = 1_000_000


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/bureau/personen")(list_people)
    bp.route("/bureau/personen/nieuw", methods=["GET", "POST"])(new_person)
    bp.get("/bureau/personen/<int:person_id>")(show_person)
    bp.post("/bureau/personen/<int:person_id>/rollen")(grant_role)
    bp.post("/bureau/personen/<int:person_id>/uitnodigen")(invite)
    bp.post("/bureau/personen/<int:person_id>/sluiten")(disable)
    bp.route("/bureau/import", methods=["GET", "POST"])(import_people)
    bp.get("/bureau/groepen")(list_groups)
    bp.route("/bureau/groepen/nieuw", methods=["GET", "POST"])(new_group)
    bp.get("/bureau/groepen/<int:group_id>")(show_group)
    bp.post("/bureau/groepen/<int:group_id>/cursisten")(enrol)


@access.open_to(policy.is_desk)
def list_people() -> str:
    """People by surname, with a search on the beginning of a name or address."""
    search = request.args.get("zoek", "").replace("\x00", "")[:100]
    number = request.args.get("pagina", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 100_000 else 1  # noqa: PLR2004 -- far beyond any list
    return render_template("secretariat/list_people.html", page=people.list_people(search=search, page=page), search=search)


@access.open_to(policy.is_desk)
def new_person() -> ResponseReturnValue:
    """Make an account and invite the person."""
    form = PersonForm()
    if form.validate_on_submit():
        at = clock.now()
        try:
            with transaction():
                person = accounts.create_person(email=form.email.data or "", name=form.name(), actor_id=access.actor().person_id, at=at)
                role = Role(form.role.data)
                accounts.grant_role(person_id=person.id, role=role, since=local_day(at), actor_id=access.actor().person_id, at=at)
                accounts.invite(person=person, actor_id=access.actor().person_id, at=at)
            flash("Het account is gemaakt en de uitnodiging is onderweg.")
            return redirect(url_for("secretariat.show_person", person_id=person.id))
        except DomainError as error:
            form.refuse(error)
    return render_template("secretariat/new_person.html", form=form), 422 if form.errors else 200


@access.open_to(policy.is_desk)
def show_person(person_id: int) -> ResponseReturnValue:
    """One person: roles, account."""
    return _person_page(person_id, RoleForm(formdata=None, since=clock.today()), 200)


def _person_page(person_id: int, form: RoleForm, status: int) -> tuple[str, int]:
    person = people.get_person(person_id)
    employer = people.find_employer_name(person_id, on=clock.today())
    page = render_template("secretariat/show_person.html", person=person, roles=people.list_roles(person_id), employer=employer, form=form, Role=Role)
    return page, status


@access.open_to(policy.is_desk)
def grant_role(person_id: int) -> ResponseReturnValue:
    """Give a role."""
    form = RoleForm()
    if form.validate():
        try:
            with transaction():
                people.get_person(person_id)
                accounts.grant_role(
                    person_id=person_id,
                    role=Role(form.role.data),
                    since=form.since.data or clock.today(),
                    actor_id=access.actor().person_id,
                    at=clock.now(),
                )
            return redirect(url_for("secretariat.show_person", person_id=person_id))
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
    return _person_page(person_id, form, 422)


@access.open_to(policy.is_desk)
def invite(person_id: int) -> ResponseReturnValue:
    """Send a new invitation."""
    with transaction():
        accounts.invite(person=people.get_person(person_id), actor_id=access.actor().person_id, at=clock.now())
    flash("De uitnodiging is onderweg.")
    return redirect(url_for("secretariat.show_person", person_id=person_id))


@access.open_to(policy.is_desk)
def disable(person_id: int) -> ResponseReturnValue:
    """Close an account; nobody closes their own."""
    if person_id == access.actor().person_id:
        raise Invalid("U kunt uw eigen account niet sluiten.")
    with transaction():
        accounts.disable_person(person=people.get_person(person_id), actor_id=access.actor().person_id, at=clock.now())
    flash("Het account is gesloten.")
    return redirect(url_for("secretariat.show_person", person_id=person_id))


@access.open_to(policy.is_desk)
def import_people() -> ResponseReturnValue:
    """Read a file, show what would happen, and only then do it."""
    form = ImportForm()
    if request.method == "GET":
        return render_template("secretariat/import_people.html", form=form, reading=None, columns=formats.COLUMNS)
    upload = form.file.data
    data = upload.read(_LONGEST_IMPORT) if upload is not None and getattr(upload, "filename", None) else (form.text.data or "").encode()
    reading = queries.with_known(formats.read_people(data))
    if form.validate() and form.text.data and not reading.faults:
        with transaction():
            made = actions.import_people(rows=reading.rows, actor_id=access.actor().person_id, at=clock.now())
        flash(f"{made} accounts gemaakt. De uitnodigingen zijn onderweg.")
        return redirect(url_for("secretariat.list_people"))
    form.text.data = "" if reading.faults else data.decode("utf-8-sig", errors="replace")
    page = render_template("secretariat/import_people.html", form=form, reading=reading, columns=formats.COLUMNS)
    return page, 422 if reading.faults else 200


@access.open_to(policy.is_secretariat)
def list_groups() -> str:
    """Groups, newest first."""
    return render_template("secretariat/list_groups.html", groups=groups.list_groups(), counts=groups.count_members())


def _with_role(email: str | None, role: Role, field: str) -> int:
    person = people.find_person_by_email(email or "")
    if person is None or role not in people.get_actor(person.id, on=clock.today()).roles:
        raise Invalid(f"Er is niemand met dit adres die {role.label} is.", field=field)
    return person.id


@access.open_to(policy.is_secretariat)
def new_group() -> ResponseReturnValue:
    """Make a group with its trainer."""
    form = GroupForm()
    if form.validate_on_submit():
        at = clock.now()
        try:
            with transaction():
                group = training.create_group(
                    title=form.title.data or "",
                    course_id=current_app.extensions["settings"].course_id,
                    starts_on=form.starts_on.data or local_day(at),
                    ends_on=(form.ends_on.data or local_day(at)) + timedelta(days=1),
                    trainer_ids=[_with_role(form.trainer.data, Role.TRAINER, "trainer")],
                    actor_id=access.actor().person_id,
                    at=at,
                )
            return redirect(url_for("secretariat.show_group", group_id=group.id))
        except OverflowError:
            form.refuse(Invalid("Deze datum kan niet.", field="ends_on"))
        except DomainError as error:
            form.refuse(error)
    return render_template("secretariat/new_group.html", form=form), 422 if form.errors else 200


@access.open_to(policy.is_secretariat)
def show_group(group_id: int) -> ResponseReturnValue:
    """One group with its people."""
    return _group_page(group_id, EnrolForm(formdata=None), 200)


def _group_page(group_id: int, form: EnrolForm, status: int) -> tuple[str, int]:
    group, trainers, members = groups.get_group(group_id), groups.trainers_of(group_id), groups.members_of(group_id)
    names = people.names_of([*trainers, *(member.person_id for member in members)])
    page = render_template(
        "secretariat/show_group.html", group=group, trainers=trainers, members=members, names=names, form=form, empty=EmptyForm(formdata=None)
    )
    return page, status


@access.open_to(policy.is_secretariat)
def enrol(group_id: int) -> ResponseReturnValue:
    """Enrol a student."""
    form = EnrolForm()
    if form.validate():
        try:
            with transaction():
                person_id = _with_role(form.email.data, Role.STUDENT, "email")
                training.enrol(group_id=group_id, person_id=person_id, actor_id=access.actor().person_id, at=clock.now())
            return redirect(url_for("secretariat.show_group", group_id=group_id))
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
    return _group_page(group_id, form, 422)
