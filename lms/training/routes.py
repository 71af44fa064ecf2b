"""Pages of the training: modules, lessons, quizzes, glossary."""

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course, Lesson, Module, Question
from lms.kernel import access, clock
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, NotFound
from lms.training import actions, policy, queries, rules
from lms.training.forms import AnswerForm, EmptyForm, PositionForm
from lms.training.models import Enrolment, QuizAttempt
from lms.training.terms import StepKind

bp = Blueprint("training", __name__)


def current_course() -> Course:
    """The published course of today: one counted query, the rest from memory."""
    course = catalogue.find_current_course(current_app.extensions["settings"].course_id)
    if course is None:
        raise NotFound
    return course


def _enrolment(course: Course) -> Enrolment:
    return queries.get_enrolment(access.actor().person_id, course.id)


@bp.get("/mijn/modules")
@access.open_to(policy.may_learn)
def list_modules() -> str:
    """All modules, what is done, and the rule that counts; who is not enrolled yet sees what there will be to learn."""
    course = current_course()
    enrolment = queries.find_enrolment(access.actor().person_id, course.id)
    progress = queries.get_progress(enrolment, course) if enrolment else None
    return render_template("training/list_modules.html", course=course, progress=progress)


@bp.get("/mijn/modules/<module_id>")
@access.open_to(policy.may_learn)
def show_module(module_id: str) -> str:
    """One module: outcomes, lessons, quiz, practice case."""
    course = current_course()
    module = _module(course, module_id)
    enrolment = _enrolment(course)
    progress = queries.get_progress(enrolment, course)
    attempts = queries.list_attempts(enrolment.id, module.id)
    return render_template("training/show_module.html", course=course, module=module, progress=progress, attempts=attempts, StepKind=StepKind)


def _module(course: Course, module_id: str) -> Module:
    module = next((module for module in course.modules if module.id == module_id), None)
    if module is None:
        raise NotFound
    return module


def _lesson(course: Course, lesson_id: str) -> tuple[Module, Lesson]:
    for module in course.modules:
        for lesson in module.lessons:
            if lesson.id == lesson_id:
                return module, lesson
    raise NotFound


@bp.get("/mijn/lessen/<lesson_id>")
@access.open_to(policy.may_learn)
def read_lesson(lesson_id: str) -> str:
    """A lesson; the first visit leaves a mark."""
    course = current_course()
    module, lesson = _lesson(course, lesson_id)
    enrolment = _enrolment(course)
    steps = queries.list_steps(enrolment.id)
    step = steps.get((StepKind.LESSON, lesson.id))
    if step is None:
        with transaction():
            actions.open_lesson(enrolment=enrolment, lesson_id=lesson.id, at=clock.now())
    place = [other.id for other in module.lessons].index(lesson.id)
    return render_template(
        "training/read_lesson.html",
        course=course,
        module=module,
        lesson=lesson,
        step=step,
        previous=module.lessons[place - 1] if place else None,
        following=module.lessons[place + 1] if place + 1 < len(module.lessons) else None,
        is_read=lambda other: (found := steps.get((StepKind.LESSON, other.id))) is not None and found.done_at is not None,
        form=EmptyForm(formdata=None),
        position_form=PositionForm.for_lesson(lesson, step.position if step else ""),
    )


@bp.post("/mijn/lessen/<lesson_id>/gelezen")
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
    flash("Je hebt alle lessen van deze module gelezen. Nu de kennistoets." if module.quiz else "Je hebt alle lessen gelezen.")
    return redirect(url_for("training.show_module", module_id=module.id))


@bp.post("/mijn/lessen/<lesson_id>/plek")
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


@bp.get("/mijn/toetsen/<module_id>")
@access.open_to(policy.may_learn)
def show_quiz(module_id: str) -> str:
    """What the quiz asks, the retake rule, and the attempts so far."""
    course = current_course()
    module = _module(course, module_id)
    quiz = queries.quiz_of(course, module.id)
    attempts = queries.list_attempts(_enrolment(course).id, module.id)
    retake = rules.answer_retake(quiz, queries.as_facts(attempts), at=clock.now())
    running = next((attempt for attempt in attempts if attempt.finished_at is None), None)
    return render_template(
        "training/show_quiz.html", module=module, quiz=quiz, attempts=attempts, retake=retake, running=running, form=EmptyForm(formdata=None)
    )


@bp.post("/mijn/toetsen/<module_id>")
@access.open_to(policy.may_learn)
def start_quiz(module_id: str) -> ResponseReturnValue:
    """Begin an attempt, or go on with the one that runs."""
    at = clock.now()
    course = current_course()
    module = _module(course, module_id)
    with transaction():
        enrolment = _enrolment(course)
        running = next((attempt for attempt in queries.list_attempts(enrolment.id, module.id) if attempt.finished_at is None), None)
        attempt = running or actions.start_attempt(enrolment=enrolment, course=course, module=module, actor=access.actor(), at=at)
    return redirect(url_for("training.show_question", attempt_id=attempt.id, number=1))


def _attempt(attempt_id: int) -> QuizAttempt:
    return access.fetch(queries.find_attempt, attempt_id, policy.is_own, access.actor())


def _question(attempt: QuizAttempt, number: int) -> Question:
    if not 1 <= number <= len(attempt.question_ids):
        raise NotFound
    return queries.quiz_of(catalogue.get_course(attempt.course_hash), attempt.module_id).get(attempt.question_ids[number - 1])


@bp.get("/mijn/toets/<int:attempt_id>/<int:number>")
@access.open_to(policy.may_learn)
def show_question(attempt_id: int, number: int) -> ResponseReturnValue:
    """One question; an answer given before is filled in."""
    attempt = _attempt(attempt_id)
    if attempt.finished_at is not None:
        return redirect(url_for("training.show_result", attempt_id=attempt.id))
    question = _question(attempt, number)
    given = queries.given_of(queries.list_answers(attempt.id).get(question.id))
    return _question_page(attempt, number, AnswerForm.for_question(question, attempt.seed, given), 200)


def _question_page(attempt: QuizAttempt, number: int, form: AnswerForm, status: int) -> tuple[str, int]:
    course = catalogue.get_course(attempt.course_hash)
    answers = queries.list_answers(attempt.id)
    page = render_template(
        "training/show_question.html",
        attempt=attempt,
        number=number,
        question=_question(attempt, number),
        quiz=queries.quiz_of(course, attempt.module_id),
        module=course.module(attempt.module_id),
        answers=answers,
        form=form,
    )
    return page, status


@bp.post("/mijn/toets/<int:attempt_id>/<int:number>")
@access.open_to(policy.may_learn)
def answer_question(attempt_id: int, number: int) -> ResponseReturnValue:
    """Keep the answer and go to the next question, or to the check page."""
    at = clock.now()
    try:
        with transaction():
            attempt = _attempt(attempt_id)
            question = _question(attempt, number)
            form = AnswerForm.for_question(question, attempt.seed, None)
            form.check()
            actions.answer_question(attempt=attempt, question=question, given=form.given(), at=at)
    except DomainError as error:
        if error.status != DomainError.status:
            raise
        form.refuse(error)
        return _question_page(_attempt(attempt_id), number, form, error.status)
    if number < attempt.total:
        return redirect(url_for("training.show_question", attempt_id=attempt.id, number=number + 1))
    return redirect(url_for("training.check_answers", attempt_id=attempt.id))


@bp.get("/mijn/toets/<int:attempt_id>")
@access.open_to(policy.may_learn)
def check_answers(attempt_id: int) -> ResponseReturnValue:
    """Before handing in: which questions have an answer."""
    attempt = _attempt(attempt_id)
    if attempt.finished_at is not None:
        return redirect(url_for("training.show_result", attempt_id=attempt.id))
    course = catalogue.get_course(attempt.course_hash)
    return render_template(
        "training/check_answers.html",
        attempt=attempt,
        answers=queries.list_answers(attempt.id),
        quiz=queries.quiz_of(course, attempt.module_id),
        module=course.module(attempt.module_id),
        form=EmptyForm(formdata=None),
    )


@bp.post("/mijn/toets/<int:attempt_id>/inleveren")
@access.open_to(policy.may_learn)
def finish_attempt(attempt_id: int) -> ResponseReturnValue:
    """Hand in; a second click shows the same result."""
    at = clock.now()
    with transaction():
        attempt = _attempt(attempt_id)
        if attempt.finished_at is None:
            actions.finish_attempt(attempt=attempt, course=current_course(), actor=access.actor(), at=at)
    return redirect(url_for("training.show_result", attempt_id=attempt_id))


@bp.get("/mijn/toets/<int:attempt_id>/uitslag")
@access.open_to(policy.may_learn)
def show_result(attempt_id: int) -> ResponseReturnValue:
    """The result, with for each question the answer, the rule and the lesson."""
    attempt = _attempt(attempt_id)
    if attempt.finished_at is None:
        return redirect(url_for("training.check_answers", attempt_id=attempt.id))
    course = catalogue.get_course(attempt.course_hash)
    quiz = queries.quiz_of(course, attempt.module_id)
    answers = queries.list_answers(attempt.id)
    questions = [quiz.get(question_id) for question_id in attempt.question_ids]
    told = [(question, answers.get(question.id), rules.tell(question, queries.given_of(answers.get(question.id)))) for question in questions]
    retake = rules.answer_retake(quiz, queries.as_facts(queries.list_attempts(attempt.enrolment_id, attempt.module_id)), at=clock.now())
    return render_template("training/show_result.html", attempt=attempt, quiz=quiz, module=course.module(attempt.module_id), told=told, retake=retake)


@bp.get("/mijn/woordenlijst")
@access.open_to(policy.may_learn)
def show_glossary() -> str:
    """The words of the course."""
    return render_template("training/show_glossary.html", course=current_course())


@bp.get("/mijn/leeslijst")
@access.open_to(policy.may_learn)
def show_reading_list() -> str:
    """What to read further."""
    return render_template("training/show_reading_list.html", course=current_course())


@bp.get("/mijn/uitleg/<page_id>")
@access.open_to(policy.may_learn)
def show_page(page_id: str) -> str:
    """A page of the course: how assessment works."""
    page = next((page for page in current_course().pages if page.id == page_id), None)
    if page is None:
        raise NotFound
    return render_template("training/show_page.html", page=page)
