"""Questions about the training."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select

from lms.catalogue.terms import Course, Quiz
from lms.kernel.db import db, rows
from lms.kernel.errors import NotFound
from lms.training import rules
from lms.training.models import Enrolment, GroupTrainer, LearningStep, QuizAnswer, QuizAttempt, TrainingGroup
from lms.training.terms import AttemptFact, Given, GroupMember, ModuleProgress, NotEnrolled, ResumePoint, StepFact, StepKind

_S = LearningStep.__table__.c
_STEPS = select(_S.kind, _S.ref_id, _S.opened_at, _S.done_at, _S.position, _S.passed).where(_S.enrolment_id == bindparam("enrolment_id"))
Steps = dict[tuple[StepKind, str], StepFact]


@dataclass(frozen=True)
class CourseProgress:
    """How somebody stands in the whole course."""

    enrolment_id: int
    modules: tuple[ModuleProgress, ...]
    steps: Steps

    def module(self, module_id: str) -> ModuleProgress:
        """The progress of one module."""
        return next(module for module in self.modules if module.module_id == module_id)

    def is_done(self, kind: StepKind, ref_id: str) -> bool:
        """Whether a step was done."""
        step = self.steps.get((kind, ref_id))
        return step is not None and step.done_at is not None

    @property
    def complete(self) -> bool:
        """Whether every module is complete."""
        return all(module.completed_at is not None for module in self.modules)


def find_enrolment(person_id: int, course_id: str) -> Enrolment | None:
    """The enrolment of a person in a course."""
    return db.session.scalar(select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.course_id == course_id))


def get_enrolment(person_id: int, course_id: str) -> Enrolment:
    """The enrolment, or NotEnrolled."""
    found = find_enrolment(person_id, course_id)
    if found is None:
        raise NotEnrolled
    return found


def list_steps(enrolment_id: int) -> Steps:
    """Everything opened or done, in one query."""
    facts = (
        StepFact(StepKind(row.kind), row.ref_id, row.opened_at, row.done_at, row.position, row.passed)
        for row in rows(_STEPS, enrolment_id=enrolment_id)
    )
    return {(fact.kind, fact.ref_id): fact for fact in facts}


def get_progress(enrolment: Enrolment, course: Course) -> CourseProgress:
    """The progress in every module of the course."""
    steps = list_steps(enrolment.id)
    return CourseProgress(enrolment.id, tuple(rules.module_progress(module, course, steps) for module in course.modules), steps)


def find_step(enrolment_id: int, kind: StepKind, ref_id: str) -> LearningStep | None:
    """One step's row."""
    return db.session.scalar(
        select(LearningStep).where(LearningStep.enrolment_id == enrolment_id, LearningStep.kind == kind, LearningStep.ref_id == ref_id)
    )


def completed_modules(person_id: int, course_id: str) -> dict[str, datetime]:
    """Module id -> moment of completion."""
    query = (
        select(LearningStep.ref_id, LearningStep.done_at)
        .join(Enrolment, Enrolment.id == LearningStep.enrolment_id)
        .where(Enrolment.person_id == person_id, Enrolment.course_id == course_id, LearningStep.kind == StepKind.MODULE)
    )
    return {ref_id: done_at for ref_id, done_at in db.session.execute(query) if done_at is not None}


def find_attempt(attempt_id: int) -> QuizAttempt | None:
    """An attempt by id."""
    return db.session.get(QuizAttempt, attempt_id)


def list_attempts(enrolment_id: int, module_id: str | None = None) -> list[QuizAttempt]:
    """Attempts of an enrolment, oldest first."""
    query = select(QuizAttempt).where(QuizAttempt.enrolment_id == enrolment_id)
    if module_id is not None:
        query = query.where(QuizAttempt.module_id == module_id)
    return list(db.session.scalars(query.order_by(QuizAttempt.started_at, QuizAttempt.id)))


def as_facts(attempts: list[QuizAttempt]) -> tuple[AttemptFact, ...]:
    """Attempts as the rules see them."""
    return tuple(AttemptFact(row.number, row.started_at, row.finished_at, row.correct, row.total, row.passed) for row in attempts)


def list_answers(attempt_id: int) -> dict[str, QuizAnswer]:
    """Question id -> the answer given."""
    given = db.session.scalars(select(QuizAnswer).where(QuizAnswer.attempt_id == attempt_id))
    return {row.question_id: row for row in given}


def quiz_of(course: Course, module_id: str) -> Quiz:
    """The quiz of a module; NotFound when there is none."""
    quiz = next((module.quiz for module in course.modules if module.id == module_id), None)
    if quiz is None:
        raise NotFound
    return quiz


def find_resume_point(enrolment: Enrolment, course: Course, progress: CourseProgress) -> ResumePoint | None:
    """The one thing to go on with."""
    running = db.session.scalars(select(QuizAttempt).where(QuizAttempt.enrolment_id == enrolment.id, QuizAttempt.finished_at.is_(None))).all()
    points = []
    for attempt in running:
        module = next((module for module in course.modules if module.id == attempt.module_id), None)
        if module is None or module.quiz is None:
            continue
        answered = list_answers(attempt.id)
        number = next((n for n, question_id in enumerate(attempt.question_ids, start=1) if question_id not in answered), len(attempt.question_ids))
        points.append(ResumePoint(StepKind.QUIZ, module.id, module.quiz.title, module.title, attempt_id=attempt.id, question_number=number))
    return rules.find_resume_point(course, progress.steps, points)


def given_of(answer: QuizAnswer | None) -> Given:
    """What was answered, or nothing."""
    return answer.given if answer is not None else {}


def list_groups() -> list[TrainingGroup]:
    """All groups, newest first."""
    return list(db.session.scalars(select(TrainingGroup).order_by(TrainingGroup.starts_on.desc(), TrainingGroup.id.desc())))


def get_group(group_id: int) -> TrainingGroup:
    """A group, or NotFound."""
    group = db.session.get(TrainingGroup, group_id)
    if group is None:
        raise NotFound
    return group


def trainers_of(group_id: int) -> list[int]:
    """Person ids of a group's trainers."""
    return list(db.session.scalars(select(GroupTrainer.person_id).where(GroupTrainer.group_id == group_id).order_by(GroupTrainer.person_id)))


def groups_trained_by(person_id: int, *, on: date | None = None) -> list[int]:
    """Ids of the groups somebody trains; with a day only those that run then."""
    query = select(GroupTrainer.group_id).where(GroupTrainer.person_id == person_id)
    if on is not None:
        query = query.join(TrainingGroup, TrainingGroup.id == GroupTrainer.group_id).where(TrainingGroup.starts_on <= on, TrainingGroup.ends_on > on)
    return list(db.session.scalars(query))


def members_of(group_id: int) -> list[Enrolment]:
    """Who is enrolled in a group."""
    return list(db.session.scalars(select(Enrolment).where(Enrolment.group_id == group_id).order_by(Enrolment.id)))


def count_members() -> dict[int, int]:
    """Group id -> how many are enrolled, in one query."""
    counted = db.session.execute(select(Enrolment.group_id, func.count()).group_by(Enrolment.group_id))
    return {group_id: count for group_id, count in counted}  # noqa: C416 -- a Row is not a pair to mypy


def list_progress_of_group(group_id: int) -> list[GroupMember]:
    """How far everybody in a group is, in one query."""
    done = LearningStep.done_at.is_not(None)
    modules = func.count().filter(LearningStep.kind == StepKind.MODULE, done)
    lessons = func.count().filter(LearningStep.kind == StepKind.LESSON, done)
    query = (
        select(Enrolment.id, Enrolment.person_id, Enrolment.enrolled_at, modules, lessons, func.max(LearningStep.done_at))
        .select_from(Enrolment)
        .outerjoin(LearningStep, LearningStep.enrolment_id == Enrolment.id)
        .where(Enrolment.group_id == group_id)
        .group_by(Enrolment.id, Enrolment.person_id, Enrolment.enrolled_at)
        .order_by(Enrolment.id)
    )
    return [GroupMember(*row) for row in db.session.execute(query)]


def has_begun(enrolment_id: int) -> bool:
    """Whether somebody opened a lesson, began a quiz or did anything else in an enrolment."""
    step = select(LearningStep.id).where(LearningStep.enrolment_id == enrolment_id)
    attempt = select(QuizAttempt.id).where(QuizAttempt.enrolment_id == enrolment_id)
    return any(db.session.scalar(query.limit(1)) is not None for query in (step, attempt))
