"""Groups of earlier years, who studied in them, and the group that runs now."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lms.accounts import queries as people
from lms.accounts.terms import Actor
from lms.catalogue.terms import Course, Module, Question
from lms.demo.terms.answers import PRACTICE, flow
from lms.demo.terms.scenes import GROUPS
from lms.exams import actions as exams
from lms.exams import queries as scripts
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.training import actions as training
from lms.training.terms import Given

if TYPE_CHECKING:
    from lms.training.models import Enrolment, QuizAttempt


def make_groups(*, course: Course, ids: Mapping[str, int], at: datetime) -> dict[str, int]:
    """The groups of the past; returns their ids by key."""
    made = {}
    for key, group in GROUPS.items():
        then = at - timedelta(days=group.began + 20)
        made[key] = training.create_group(
            title=group.title,
            course_id=course.id,
            starts_on=local_day(at - timedelta(days=group.began)),
            ends_on=local_day(at - timedelta(days=group.ended)),
            trainer_ids=[ids[nick] for nick in group.trainers],
            actor_id=ids["bureau"],
            at=then,
        ).id
    return made


def study_all(*, course: Course, group_id: int, person_id: int, ids: Mapping[str, int], began: datetime, ended: datetime) -> None:
    """Enrol and do every module between two moments, one after the other."""
    enrolment = training.enrol(group_id=group_id, person_id=person_id, actor_id=ids["bureau"], at=began)
    actor = people.get_actor(person_id, on=local_day(ended))
    step = (ended - began) / len(course.modules)
    for place, module in enumerate(course.modules, start=1):
        _study(course, module, enrolment, actor, trainer_id=ids["trainer"], begin=began + step * (place - 1), length=step)


def _study(course: Course, module: Module, enrolment: "Enrolment", actor: Actor, *, trainer_id: int, begin: datetime, length: timedelta) -> None:
    """Lessons, quiz and practice cases, in that order, spread over the time there is."""
    pace = length / (len(module.lessons) + 3)
    for place, lesson in enumerate(module.lessons, start=1):
        training.mark_read(enrolment=enrolment, course=course, module=module, lesson_id=lesson.id, actor=actor, at=begin + pace * place)
    then = begin + pace * (len(module.lessons) + 1)
    if module.quiz is not None:
        attempt = training.start_attempt(enrolment=enrolment, course=course, module=module, actor=actor, at=then)
        answer_some(attempt, module, len(attempt.question_ids), slips=actor.person_id % 3, at=then)
        training.finish_attempt(attempt=attempt, course=course, actor=actor, at=then + timedelta(minutes=35))
    for case_id in module.case_ids:
        training.record_case_result(
            person_id=actor.person_id, course_id=course.id, module_id=module.id, case_id=case_id, passed=True, at=begin + length, actor_id=trainer_id
        )


def answer_some(attempt: "QuizAttempt", module: Module, count: int, *, slips: int, at: datetime) -> None:
    """Answer the first so many questions, all right but for so many slips."""
    for place, question_id in enumerate(attempt.question_ids[:count], start=1):
        question = module.quiz.get(question_id) if module.quiz else None
        if question is None:
            continue
        wrong = slips > 0 and any(not option.correct for option in question.options)
        slips -= wrong
        given = _wrong(question) if wrong else _right(question)
        training.answer_question(attempt=attempt, question=question, given=given, at=at + timedelta(minutes=2 * place))


def _wrong(question: Question) -> Given:
    return {"antwoord": [next(option.id for option in question.options if not option.correct)]}


def _right(question: Question) -> Given:
    if question.options:
        return {"antwoord": [option.id for option in question.options if option.correct]}
    if question.pairs:
        return {pair.id: [pair.id] for pair in question.pairs}
    if question.items:
        return {item.id: [str(place)] for place, item in enumerate(question.items, start=1)}
    if question.answer is not None:
        return {"antwoord": ["true" if question.answer else "false"]}
    return {"antwoord": [question.answers[0] if question.answers else f"{question.number:g}".replace(".", ",")]}


def fill_classroom(*, course: Course, ids: Mapping[str, int], at: datetime) -> None:
    """The group that runs: `cursist` is half-way the first module with a quiz begun, others are before and behind, three handed in a case."""
    began = at - timedelta(days=30)
    with transaction():
        group = training.create_group(
            title="Groep Wilgenkade",
            course_id=course.id,
            starts_on=local_day(began),
            ends_on=local_day(at + timedelta(days=300)),
            trainer_ids=[ids["trainer"], ids["commissie1"]],
            actor_id=ids["bureau"],
            at=began - timedelta(days=8),
        )
        for nick, lessons, questions in (("cursist", 4, 5), ("cursist2", 1, 0), ("cursist3", 7, 0), ("cursist4", 7, 0), ("cursist5", 7, 0)):
            enrolment = training.enrol(group_id=group.id, person_id=ids[nick], actor_id=ids["bureau"], at=began)
            _read(course, enrolment, (lessons, questions), began=began, at=at)
        training.enrol(group_id=group.id, person_id=ids["cursist6"], actor_id=ids["bureau"], at=began)
    for place, texts in enumerate(PRACTICE):
        _practise(course, people.get_actor(ids[f"cursist{place + 3}"], on=local_day(at)), texts, at - timedelta(days=4 - place, hours=3))


def _read(course: Course, enrolment: "Enrolment", done: tuple[int, int], *, began: datetime, at: datetime) -> None:
    """Some lessons of the first module, the next one half-way, and some questions of its quiz."""
    lessons, questions = done
    module, actor = course.modules[0], people.get_actor(enrolment.person_id, on=local_day(at))
    for place, lesson in enumerate(module.lessons[:lessons]):
        training.mark_read(
            enrolment=enrolment, course=course, module=module, lesson_id=lesson.id, actor=actor, at=began + timedelta(days=3 * place + 1)
        )
    for lesson in module.lessons[lessons : lessons + 1]:
        if lesson.headings:
            place_in = lesson.headings[len(lesson.headings) // 2].id
            training.remember_position(enrolment=enrolment, lesson_id=lesson.id, position=place_in, at=at - timedelta(days=2))
    if questions and module.quiz is not None:
        attempt = training.start_attempt(enrolment=enrolment, course=course, module=module, actor=actor, at=at - timedelta(days=1))
        answer_some(attempt, module, questions, slips=1, at=at - timedelta(days=1))


def _practise(course: Course, actor: Actor, texts: Mapping[str, str], at: datetime) -> None:
    """Write and hand in the practice case of the first module; it goes to a trainer of the group."""
    module = course.modules[0]
    if not module.case_ids or {task.id for task in course.case(module.case_ids[0]).tasks} != set(texts):
        return
    with transaction():
        script = exams.start_practice(course=course, module_id=module.id, case_id=module.case_ids[0], actor=actor, at=at)
        own = scripts.find_own_script(script.id)
        if own is not None:
            exams.save_answers(own=own, texts={task: flow(text) for task, text in texts.items()}, version=0, at=at + timedelta(minutes=50))
            exams.hand_in(own=own, actor=actor, at=at + timedelta(hours=2))
