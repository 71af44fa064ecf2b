"""Two who passed: one is certified, the other's application waits on the desk."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from lms.accounts import queries as people
from lms.accounts.terms import Actor
from lms.catalogue.terms import Course, Module
from lms.certification import actions as certification
from lms.certification.terms import CheckItem
from lms.credits import actions as credits
from lms.credits.terms import Category
from lms.demo.terms import DOMAIN
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.registration import actions as registration
from lms.training import actions as training
from lms.training import queries as groups
from lms.training.terms import Given

CERTIFIED, APPLYING = "kandidaat2", "kandidaat4"


def fill_applications(*, course: Course, ids: Mapping[str, int], title: str, at: datetime) -> None:
    """Complete both dossiers; decide one."""
    began = at - timedelta(days=60)
    with transaction():
        group = training.create_group(
            title="Groep Lindelaan",
            course_id=course.id,
            starts_on=local_day(began),
            ends_on=local_day(at + timedelta(days=60)),
            trainer_ids=[ids["trainer"]],
            actor_id=ids["bureau"],
            at=began,
        )
    for nick in (CERTIFIED, APPLYING):
        person = people.find_person_by_email(f"{nick}@{DOMAIN}")
        if person is not None:
            _complete(course, group.id, person.id, ids, began)
            _apply(course, person.id, ids, at - timedelta(days=9), decided=title if nick == CERTIFIED else "")
            if nick == CERTIFIED:
                _own_activities(person.id, ids["bureau"], at)


def _complete(course: Course, group_id: int, person_id: int, ids: Mapping[str, int], at: datetime) -> None:
    """Every lesson, quiz and practice case."""
    with transaction():
        training.enrol(group_id=group_id, person_id=person_id, actor_id=ids["bureau"], at=at)
    actor = people.get_actor(person_id, on=local_day(at + timedelta(days=40)))
    for module in course.modules:
        with transaction():
            _study(course, module, actor, ids["trainer"], at + timedelta(days=2))


def _study(course: Course, module: Module, actor: Actor, trainer_id: int, at: datetime) -> None:
    enrolment = groups.get_enrolment(actor.person_id, course.id)
    for lesson in module.lessons:
        training.mark_read(enrolment=enrolment, course=course, module=module, lesson_id=lesson.id, actor=actor, at=at)
    if module.quiz is not None:
        attempt = training.start_attempt(enrolment=enrolment, course=course, module=module, actor=actor, at=at)
        for question_id in attempt.question_ids:
            question = module.quiz.get(question_id)
            training.answer_question(attempt=attempt, question=question, given=_right(question_id, module), at=at)
        training.finish_attempt(attempt=attempt, course=course, actor=actor, at=at + timedelta(minutes=30))
    for case_id in module.case_ids:
        training.record_case_result(
            person_id=actor.person_id, course_id=course.id, module_id=module.id, case_id=case_id, passed=True, at=at, actor_id=trainer_id
        )


def _right(question_id: str, module: Module) -> Given:
    question = module.quiz.get(question_id) if module.quiz else None
    if question is None:
        return {}
    if question.options:
        return {"antwoord": [option.id for option in question.options if option.correct]}
    if question.pairs:
        return {pair.id: [pair.id] for pair in question.pairs}
    if question.items:
        return {item.id: [str(place)] for place, item in enumerate(question.items, start=1)}
    if question.answer is not None:
        return {"antwoord": ["true" if question.answer else "false"]}
    return {"antwoord": [question.answers[0] if question.answers else f"{question.number:g}".replace(".", ",")]}


def _apply(course: Course, person_id: int, ids: Mapping[str, int], at: datetime, *, decided: str) -> None:
    """Apply; `decided` is the title under which the committee grants, empty when it has not decided."""
    desk = people.get_actor(ids["bureau"], on=local_day(at))
    with transaction():
        registration.accept_code_of_conduct(person_id=person_id, version="2025", at=at)
        application = certification.submit_application(person_id=person_id, course=course, at=at)
        for item in CheckItem if decided else (CheckItem.IDENTITY,):
            certification.record_check(application=application, item=item, dated_on=local_day(at), actor=desk, at=at + timedelta(hours=1))
    if decided:
        with transaction():
            member = people.get_actor(ids["commissie2"], on=local_day(at))
            reason, then = "Het dossier is compleet.", at + timedelta(days=2)
            certification.decide_application(application=application, grant=True, reason=reason, course=course, title=decided, actor=member, at=then)


def _own_activities(person_id: int, desk_id: int, at: datetime) -> None:
    """What somebody did since: granted, granted in part, refused, and waiting. The day has more hours than count."""
    desk = people.get_actor(desk_id, on=local_day(at))
    told = (
        ("Congres Bestaanszekerheid", Category.OTHER, 5, 700, 600, "De lunch en de borrel tellen niet mee."),
        ("Lezing over schulden en stress", Category.OTHER, 5, 200, 200, ""),
        ("Intervisie met vijf collega’s", Category.REFLECTION, 4, 200, 200, ""),
        ("Teamuitje", Category.OTHER, 3, 400, 0, "Dit is geen deskundigheidsbevordering: er is niets geleerd over het vak."),
        ("Webinar over de Wet gemeentelijke schuldhulpverlening", Category.OTHER, 1, 150, None, ""),
    )
    for title, category, ago, points, granted, reason in told:
        day = local_day(at - timedelta(days=ago))
        with transaction():
            claim = credits.submit_claim(
                person_id=person_id,
                category=category,
                title=title,
                description="Verzonnen: wat ik leerde, en wat ik er in mijn gesprekken mee doe.",
                held_from=day,
                held_to=day,
                points=points,
                at=at - timedelta(days=ago) + timedelta(hours=2),
            )
            if granted is not None:
                credits.decide_claim(claim=claim, approved_points=granted, reason=reason, actor=desk, at=at - timedelta(hours=3))
