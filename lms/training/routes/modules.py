"""/mijn/modules and the pages of the course: overview, one module, glossary, reading list, explanations."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course, Module, ReadingKind
from lms.kernel import access, clock
from lms.kernel.db import transaction
from lms.kernel.errors import NotFound
from lms.kernel.rendering import datum
from lms.training import actions, policy, queries
from lms.training.forms import EmptyForm
from lms.training.queries import Standing
from lms.training.terms import NotBegun, StepKind


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/mijn/modules")(list_modules)
    bp.get("/mijn/modules/<module_id>")(show_module)
    bp.post("/mijn/modules/<module_id>/afronden")(complete_module)
    bp.get("/mijn/woordenlijst")(show_glossary)
    bp.get("/mijn/leeslijst")(show_reading_list)
    bp.get("/mijn/uitleg/<page_id>")(show_page)


def current_course() -> Course:
    """The published course of today: one counted query, the rest from memory."""
    course = catalogue.find_current_course(current_app.extensions["settings"].course_id)
    if course is None:
        raise NotFound
    return course


def own_standing(course: Course, *, noted: str = "") -> Standing:
    """One's own place in the course; NotEnrolled without one, NotBegun before the group's first day."""
    found = queries.get_standing(access.actor().person_id, course.id, noted=noted)
    if not found.enrolment.has_begun(clock.today()):
        raise NotBegun(f"Je groep begint op {datum(found.enrolment.starts_on)}. Vanaf die dag staan de lessen en toetsen open.")
    return found


def find_module(course: Course, module_id: str) -> Module:
    """A module of the course, or NotFound."""
    module = next((module for module in course.modules if module.id == module_id), None)
    if module is None:
        raise NotFound
    return module


@access.open_to(policy.may_learn)
def list_modules() -> str:
    """All modules, what is done, and the rule that counts; who is not enrolled yet sees what there will be to learn."""
    course = current_course()
    standing = queries.find_standing(access.actor().person_id, course.id)
    progress = queries.progress_of(standing.steps, course) if standing else None
    enrolment = standing.enrolment if standing else None
    return render_template("training/list_modules.html", course=course, progress=progress, enrolment=enrolment, today=clock.today())


@access.open_to(policy.may_learn)
def show_module(module_id: str) -> str:
    """One module: outcomes, lessons, quiz, practice case."""
    course = current_course()
    module = find_module(course, module_id)
    standing = own_standing(course)
    progress = queries.progress_of(standing.steps, course)
    attempts = queries.list_attempts(standing.enrolment.id, module.id)
    return render_template(
        "training/show_module.html",
        course=course,
        module=module,
        progress=progress,
        attempts=attempts,
        StepKind=StepKind,
        form=EmptyForm(formdata=None),
    )


@access.open_to(policy.may_learn)
def complete_module(module_id: str) -> ResponseReturnValue:
    """Complete a module of which nothing is left: a newer version of the course asks less than the one before."""
    at = clock.now()
    course = current_course()
    module = find_module(course, module_id)
    with transaction():
        enrolment = queries.get_enrolment(access.actor().person_id, course.id)
        actions.complete_module(enrolment=enrolment, course=course, module=module, actor=access.actor(), at=at)
    flash("Deze module is af. De punten staan op je puntenlijst.")
    return redirect(url_for("training.show_module", module_id=module.id))


@access.open_to(policy.may_learn)
def show_glossary() -> str:
    """The words of the course."""
    return render_template("training/show_glossary.html", course=current_course())


@access.open_to(policy.may_learn)
def show_reading_list() -> str:
    """What to read further."""
    return render_template("training/show_reading_list.html", course=current_course(), kinds=list(ReadingKind))


@access.open_to(policy.may_learn)
def show_page(page_id: str) -> str:
    """A page of the course: how assessment works."""
    page = next((page for page in current_course().pages if page.id == page_id), None)
    if page is None:
        raise NotFound
    return render_template("training/show_page.html", page=page)
