"""/mijn: where to go on."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.catalogue import queries as catalogue
from lms.kernel import access, clock
from lms.portal import policy, queries
from lms.training.terms import ResumePoint, StepKind


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/mijn")(home)


@access.open_to(access.signed_in)
def home() -> ResponseReturnValue:
    """Where to go on, and how far; who does not learn sees their own data."""
    actor = access.actor()
    if not policy.may_learn(actor):
        return redirect(url_for("portal.show_own_data"))
    course = catalogue.get_current_course(current_app.extensions["settings"].course_id)
    mine = queries.get_home(actor.person_id, course, at=clock.now())
    address = _address(mine.resume) if mine.resume else None
    return render_template("portal/home.html", course=course, home=mine, address=address, today=clock.today())


def _address(point: ResumePoint) -> str:
    if point.kind is StepKind.LESSON:
        return url_for("training.read_lesson", lesson_id=point.ref_id) + (f"#{point.position}" if point.position else "")
    if point.attempt_id is not None:
        return url_for("training.show_question", attempt_id=point.attempt_id, number=point.question_number)
    if point.kind is StepKind.QUIZ:
        return url_for("training.show_quiz", module_id=point.ref_id)
    return url_for("exams.show_practice", module_id=point.module_id, case_id=point.ref_id)
