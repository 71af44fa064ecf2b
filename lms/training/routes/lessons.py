"""/mijn/lessen: reading, the place where one was, and one's own note."""

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.catalogue.terms import Course, Lesson, Module
from lms.kernel import access, clock
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, Invalid, NotFound
from lms.kernel.rendering import moment_exact
from lms.training import actions, policy, queries
from lms.training.forms import EmptyForm, NoteForm, PositionForm
from lms.training.models import Enrolment
from lms.training.routes.modules import current_course, own_standing
from lms.training.terms import StepKind, Steps


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/mijn/lessen/<lesson_id>")(read_lesson)
    bp.post("/mijn/lessen/<lesson_id>/gelezen")(mark_lesson_read)
    bp.post("/mijn/lessen/<lesson_id>/plek")(remember_position)
    bp.post("/mijn/lessen/<lesson_id>/notitie")(save_note)


def _lesson(course: Course, lesson_id: str) -> tuple[Module, Lesson]:
    for module in course.modules:
        for lesson in module.lessons:
            if lesson.id == lesson_id:
                return module, lesson
    raise NotFound


def _enrolment(course: Course) -> Enrolment:
    """The row to write with; the rules of `own_standing` hold for writing too."""
    own_standing(course)
    return queries.get_enrolment(access.actor().person_id, course.id)


@access.open_to(policy.may_learn)
def read_lesson(lesson_id: str) -> ResponseReturnValue:
    """A lesson; the first visit leaves a mark."""
    course = current_course()
    _, lesson = _lesson(course, lesson_id)
    steps = own_standing(course, noted=lesson.id).steps
    step = steps.get((StepKind.LESSON, lesson.id))
    if step is None:
        with transaction():
            actions.open_lesson(enrolment=_enrolment(course), lesson_id=lesson.id, at=clock.now())
    note = NoteForm(formdata=None, note=step.note, version=step.note_version) if step else NoteForm(formdata=None, version=0)
    return _page(course, lesson_id, steps, note, 200)


def _page(course: Course, lesson_id: str, steps: Steps, note: NoteForm, status: int) -> tuple[str, int]:
    module, lesson = _lesson(course, lesson_id)
    step = steps.get((StepKind.LESSON, lesson.id))
    place = [other.id for other in module.lessons].index(lesson.id)
    page = render_template(
        "training/read_lesson.html",
        course=course,
        module=module,
        lesson=lesson,
        step=step,
        today=local_day(clock.now()),
        place=place + 1,
        here=next((heading for heading in lesson.headings if step and heading.id == step.position), None),
        previous=module.lessons[place - 1] if place else None,
        following=module.lessons[place + 1] if place + 1 < len(module.lessons) else None,
        is_read=lambda other: (found := steps.get((StepKind.LESSON, other.id))) is not None and found.done_at is not None,
        is_begun=lambda other: (StepKind.LESSON, other.id) in steps,
        form=EmptyForm(formdata=None),
        position_form=PositionForm.for_lesson(lesson, step.position if step else ""),
        note=note,
    )
    return page, status


@access.open_to(policy.may_learn)
def mark_lesson_read(lesson_id: str) -> ResponseReturnValue:
    """Mark as read and go on: to the next lesson, or back to the module."""
    at = clock.now()
    course = current_course()
    module, lesson = _lesson(course, lesson_id)
    with transaction():
        actions.mark_read(enrolment=_enrolment(course), course=course, module=module, lesson_id=lesson.id, actor=access.actor(), at=at)
    place = [other.id for other in module.lessons].index(lesson.id)
    if place + 1 < len(module.lessons):
        return redirect(url_for("training.read_lesson", lesson_id=module.lessons[place + 1].id))
    left = queries.progress_of(own_standing(course).steps, course).module(module.id).open_of(StepKind.LESSON)
    if left:
        flash(f"Dit was de laatste les. {left} {'les is' if left == 1 else 'lessen zijn'} nog niet als gelezen gemarkeerd.")
    else:
        flash("Je hebt alle lessen van deze module gelezen. Nu de kennistoets." if module.quiz else "Je hebt alle lessen gelezen.")
    return redirect(url_for("training.show_module", module_id=module.id))


@access.open_to(policy.may_learn)
def remember_position(lesson_id: str) -> ResponseReturnValue:
    """Remember where in the lesson the reader is."""
    course = current_course()
    _, lesson = _lesson(course, lesson_id)
    form = PositionForm.for_lesson(lesson, None)
    if not form.validate_on_submit():
        raise NotFound
    with transaction():
        actions.remember_position(enrolment=_enrolment(course), lesson_id=lesson.id, position=form.position.data or "", at=clock.now())
    if access.wants_json():
        return jsonify(saved=True)
    flash("Je plek is bewaard. Je gaat de volgende keer hier verder.")
    return redirect(url_for("training.read_lesson", lesson_id=lesson.id) + f"#{form.position.data}")


@access.open_to(policy.may_learn)
def save_note(lesson_id: str) -> ResponseReturnValue:
    """Keep one's own note: for the script every ten seconds as JSON, for a person with a button."""
    at, course = clock.now(), current_course()
    _, lesson = _lesson(course, lesson_id)
    form = NoteForm()
    try:
        if not form.validate():
            raise Invalid(form.first_error(), field=None)
        with transaction():
            version = actions.save_note(
                enrolment=_enrolment(course), lesson_id=lesson.id, text=form.note.data or "", version=form.version.data or 0, at=at
            )
    except DomainError as error:
        if access.wants_json():
            return jsonify(message=error.message), error.status
        return _page(course, lesson.id, own_standing(course, noted=lesson.id).steps, form.refused(error), error.status)
    if access.wants_json():
        return jsonify(version=version, saved_at_text=f"Opgeslagen om {moment_exact(at)}")
    flash(f"Je notitie is opgeslagen om {moment_exact(at)}.")
    return redirect(url_for("training.read_lesson", lesson_id=lesson.id) + "#notitie")
