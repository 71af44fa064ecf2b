"""/bureau/groepen, and /beoordelen/groepen for who trains them."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from lms.accounts import queries as people
from lms.accounts.terms import Role
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course
from lms.kernel import access, clock
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, Invalid, NotFound
from lms.secretariat import policy, queries
from lms.secretariat.forms import EnrolForm, GroupForm, TrainerForm
from lms.training import actions as training
from lms.training import policy as training_policy
from lms.training import queries as groups


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/bureau/groepen")(list_groups)
    bp.route("/bureau/groepen/nieuw", methods=["GET", "POST"])(new_group)
    bp.get("/bureau/groepen/<int:group_id>")(show_group)
    bp.post("/bureau/groepen/<int:group_id>/cursisten")(enrol)
    bp.post("/bureau/groepen/<int:group_id>/cursisten/<int:person_id>/verwijderen")(cancel_enrolment)
    bp.post("/bureau/groepen/<int:group_id>/trainers")(add_trainer)
    bp.get("/beoordelen/groepen")(own_groups)
    bp.post("/beoordelen/groepen/<int:group_id>/cursisten/<int:person_id>/poging")(grant_attempt)


def _course() -> Course | None:
    return catalogue.find_current_course(current_app.extensions["settings"].course_id)


@access.open_to(policy.is_secretariat)
def list_groups() -> str:
    """Groups, newest first."""
    return render_template("secretariat/list_groups.html", groups=groups.list_groups(), counts=groups.count_members(), today=clock.today())


@access.open_to(policy.is_trainer)
def own_groups() -> str:
    """The groups somebody trains, with how far each student is."""
    views = queries.list_own_groups(access.actor().person_id, _course(), at=clock.now())
    return render_template("secretariat/own_groups.html", views=views)


@access.open_to(policy.may_help_students)
def grant_attempt(group_id: int, person_id: int) -> ResponseReturnValue:
    """Give a student who has used all attempts at a quiz one more; a trainer only in the own groups."""
    actor = access.actor()
    with transaction():
        seat = access.fetch(groups.find_seat, (group_id, person_id), training_policy.may_help, actor)
        training.grant_attempt(enrolment_id=seat.enrolment_id, module_id=request.form.get("module_id", ""), actor=actor, at=clock.now())
    flash("De cursist heeft er een poging bij.")
    if policy.is_secretariat(actor):
        return redirect(url_for("secretariat.show_group", group_id=group_id))
    return redirect(url_for("secretariat.own_groups"))


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
    """One group with its people and how far they are."""
    return _group_page(group_id, None, 200)


def _group_page(group_id: int, form: FlaskForm | None, status: int) -> tuple[str, int]:
    view = queries.get_group_view(group_id, _course(), at=clock.now())
    forms = {"enrol_form": EnrolForm(formdata=None), "trainer_form": TrainerForm(formdata=None)}
    if form is not None:
        forms["enrol_form" if isinstance(form, EnrolForm) else "trainer_form"] = form
    return render_template("secretariat/show_group.html", view=view, failed=form, today=clock.today(), **forms), status


def _add(group_id: int, form: EnrolForm | TrainerForm, act: Callable[[int], str]) -> ResponseReturnValue:
    """Bring somebody into a group; a refusal stands on its form."""
    if form.validate():
        try:
            with transaction():
                words = act(access.actor().person_id)
            flash(words)
            return redirect(url_for("secretariat.show_group", group_id=group_id))
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
    return _group_page(group_id, form, 422)


@access.open_to(policy.is_secretariat)
def enrol(group_id: int) -> ResponseReturnValue:
    """Enrol a student."""
    form = EnrolForm()

    def act(desk_id: int) -> str:
        person_id = _with_role(form.email.data, Role.STUDENT, "email")
        training.enrol(group_id=group_id, person_id=person_id, actor_id=desk_id, at=clock.now())
        return "De cursist is ingeschreven."

    return _add(group_id, form, act)


@access.open_to(policy.is_secretariat)
def cancel_enrolment(group_id: int, person_id: int) -> ResponseReturnValue:
    """Undo an enrolment by mistake."""
    with transaction():
        training.cancel_enrolment(group_id=group_id, person_id=person_id, actor_id=access.actor().person_id, at=clock.now())
    flash("De inschrijving is weggehaald.")
    return redirect(url_for("secretariat.show_group", group_id=group_id))


@access.open_to(policy.is_secretariat)
def add_trainer(group_id: int) -> ResponseReturnValue:
    """Let somebody else train the group too."""
    form = TrainerForm()

    def act(desk_id: int) -> str:
        person_id = _with_role(form.trainer.data, Role.TRAINER, "trainer")
        training.add_trainer(group_id=group_id, person_id=person_id, actor_id=desk_id, at=clock.now())
        return "De trainer is toegevoegd."

    return _add(group_id, form, act)
