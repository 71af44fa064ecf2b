"""/mijn/toetsen and /mijn/toets: a quiz, question by question."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Question, Quiz
from lms.kernel import access, clock
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, NotFound
from lms.training import actions, policy, queries, rules
from lms.training.forms import AnswerForm, EmptyForm
from lms.training.models import QuizAttempt
from lms.training.routes.modules import current_course, find_module, own_standing


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/mijn/toetsen/<module_id>")(show_quiz)
    bp.post("/mijn/toetsen/<module_id>")(start_quiz)
    bp.get("/mijn/toets/<int:attempt_id>/<int:number>")(show_question)
    bp.post("/mijn/toets/<int:attempt_id>/<int:number>")(answer_question)
    bp.get("/mijn/toets/<int:attempt_id>")(check_answers)
    bp.post("/mijn/toets/<int:attempt_id>/inleveren")(finish_attempt)
    bp.get("/mijn/toets/<int:attempt_id>/uitslag")(show_result)


@access.open_to(policy.may_learn)
def show_quiz(module_id: str) -> str:
    """What the quiz asks, the retake rule, and the attempts so far."""
    course = current_course()
    module = find_module(course, module_id)
    quiz = queries.quiz_of(course, module.id)
    attempts = queries.list_attempts(own_standing(course).enrolment.id, module.id)
    retake = queries.find_retake(quiz, attempts, at=clock.now())
    running = next((attempt for attempt in attempts if attempt.finished_at is None), None)
    return render_template(
        "training/show_quiz.html", module=module, quiz=quiz, attempts=attempts, retake=retake, running=running, form=EmptyForm(formdata=None)
    )


@access.open_to(policy.may_learn)
def start_quiz(module_id: str) -> ResponseReturnValue:
    """Begin an attempt, or go on with the one that runs, at its first open question."""
    at = clock.now()
    course = current_course()
    module = find_module(course, module_id)
    with transaction():
        own_standing(course)
        enrolment = queries.get_enrolment(access.actor().person_id, course.id)
        running = next((attempt for attempt in queries.list_attempts(enrolment.id, module.id) if attempt.finished_at is None), None)
        attempt = running or actions.start_attempt(enrolment=enrolment, course=course, module=module, actor=access.actor(), at=at)
        number = queries.first_open(attempt, set(queries.list_answers(attempt.id)))
    return redirect(url_for("training.show_question", attempt_id=attempt.id, number=number))


def _attempt(attempt_id: int) -> QuizAttempt:
    return access.fetch(queries.find_attempt, attempt_id, policy.is_own, access.actor())


def _quiz(attempt: QuizAttempt) -> Quiz:
    return queries.quiz_of(catalogue.get_course(attempt.course_hash), attempt.module_id)


def _question(attempt: QuizAttempt, number: int) -> Question:
    if not 1 <= number <= len(attempt.question_ids):
        raise NotFound
    return _quiz(attempt).get(attempt.question_ids[number - 1])


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
    answers, quiz = queries.list_answers(attempt.id), _quiz(attempt)
    question = _question(attempt, number)
    answer = answers.get(question.id)
    page = render_template(
        "training/show_question.html",
        attempt=attempt,
        number=number,
        question=question,
        quiz=quiz,
        module=catalogue.get_course(attempt.course_hash).module(attempt.module_id),
        answers=answers,
        answer=answer,
        words=rules.tell(question, answer.given) if answer is not None and quiz.tells_at_once else None,
        form=form,
    )
    return page, status


@access.open_to(policy.may_learn)
def answer_question(attempt_id: int, number: int) -> ResponseReturnValue:
    """Keep the answer and go to the next question, or to the check page; with feedback at once the same question shows it first."""
    at = clock.now()
    try:
        with transaction():
            attempt = _attempt(attempt_id)
            question, at_once = _question(attempt, number), _quiz(attempt).tells_at_once
            form = AnswerForm.for_question(question, attempt.seed, None)
            form.check()
            actions.answer_question(attempt=attempt, question=question, given=form.given(), once=at_once, at=at)
    except DomainError as error:
        if error.status != DomainError.status:
            raise
        form.refuse(error)
        return _question_page(_attempt(attempt_id), number, form, error.status)
    if at_once:
        return redirect(url_for("training.show_question", attempt_id=attempt.id, number=number))
    if number < attempt.total:
        return redirect(url_for("training.show_question", attempt_id=attempt.id, number=number + 1))
    return redirect(url_for("training.check_answers", attempt_id=attempt.id))


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


@access.open_to(policy.may_learn)
def finish_attempt(attempt_id: int) -> ResponseReturnValue:
    """Hand in; a second click shows the same result."""
    at = clock.now()
    with transaction():
        attempt = _attempt(attempt_id)
        if attempt.finished_at is None:
            actions.finish_attempt(attempt=attempt, course=current_course(), actor=access.actor(), at=at)
    return redirect(url_for("training.show_result", attempt_id=attempt_id))


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
    retake = queries.find_retake(quiz, queries.list_attempts(attempt.enrolment_id, attempt.module_id), at=clock.now())
    return render_template("training/show_result.html", attempt=attempt, quiz=quiz, module=course.module(attempt.module_id), told=told, retake=retake)
