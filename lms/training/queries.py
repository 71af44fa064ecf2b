"""Questions about the training."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, bindparam, case, func, select

from lms.catalogue.terms import Course, Module, Quiz
from lms.kernel.db import db, rows
from lms.kernel.errors import NotFound
from lms.training import rules
from lms.training.models import Enrolment, GroupTrainer, LearningStep, QuizAnswer, QuizAttempt, TrainingGroup
from lms.training.terms import (
    AttemptFact,
    EnrolmentFact,
    Given,
    GroupMember,
    ModuleProgress,
    NotEnrolled,
    ResumePoint,
    RetakeAnswer,
    Seat,
    StepFact,
    StepKind,
    Steps,
)

_E, _G, _S = Enrolment.__table__.c, TrainingGroup.__table__.c, LearningStep.__table__.c
_NOTED = _S.ref_id == bindparam("noted", type_=String)
_STEP_COLUMNS = (
    _S.kind,
    _S.ref_id,
    _S.opened_at,
    _S.done_at,
    _S.position,
    _S.passed,
    _S.note_version,
    case((_NOTED, _S.note), else_="").label("note"),
)
_STEPS = select(*_STEP_COLUMNS).where(_S.enrolment_id == bindparam("enrolment_id"))
_STANDING = (
    select(_E.id, _E.person_id, _E.group_id, _G.title, _G.starts_on, _G.ends_on, *_STEP_COLUMNS)
    .join_from(Enrolment.__table__, TrainingGroup.__table__, _G.id == _E.group_id)
    .outerjoin(LearningStep.__table__, _S.enrolment_id == _E.id)
    .where(_E.person_id == bindparam("person_id"), _E.course_id == bindparam("course_id"))
)


_WITH_QUIZZES = (
    _STANDING.add_columns(QuizAttempt, QuizAnswer.question_id)
    .outerjoin(
        QuizAttempt,
        (QuizAttempt.enrolment_id == _E.id) & (QuizAttempt.module_id == _S.ref_id) & (_S.kind == StepKind.QUIZ.value) & _S.done_at.is_(None),
    )
    .outerjoin(QuizAnswer, (QuizAnswer.attempt_id == QuizAttempt.id) & QuizAttempt.finished_at.is_(None))
    .order_by(QuizAttempt.started_at, QuizAttempt.id)
)
"""What was opened or done, and beside a quiz that was begun and not passed its attempts, with the questions answered of one that runs."""

Begun = list[tuple[QuizAttempt, set[str]]]
"""Attempts at quizzes that were not passed yet, oldest first, each with the ids of the questions that have an answer while it runs."""


@dataclass(frozen=True)
class Standing:
    """Somebody's place in a course and everything opened or done there."""

    enrolment: EnrolmentFact
    steps: Steps


@dataclass(frozen=True)
class CourseProgress:
    """How somebody stands in the whole course."""

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


def find_standing(person_id: int, course_id: str, *, noted: str = "") -> Standing | None:
    """Enrolment, group and steps in one query; None for who is not enrolled. The note comes along of the lesson `noted` only."""
    found = rows(_STANDING, person_id=person_id, course_id=course_id, noted=noted)
    if not found:
        return None
    first = found[0]
    return Standing(_enrolment(first), _steps(row for row in found if row.kind))


def _enrolment(row: Any) -> EnrolmentFact:  # noqa: ANN401 -- a Row of _STANDING
    return EnrolmentFact(row.id, row.person_id, row.group_id, row.title, row.starts_on, row.ends_on)


def get_standing(person_id: int, course_id: str, *, noted: str = "") -> Standing:
    """The same, or NotEnrolled."""
    found = find_standing(person_id, course_id, noted=noted)
    if found is None:
        raise NotEnrolled
    return found


def find_standing_with_quizzes(person_id: int, course_id: str) -> tuple[Standing, Begun] | None:
    """The same with the quizzes that somebody began and has to pass still, in one query."""
    found = db.session.execute(_WITH_QUIZZES, {"person_id": person_id, "course_id": course_id, "noted": ""}).all()
    if not found:
        return None
    begun: dict[int, tuple[QuizAttempt, set[str]]] = {}
    for row in found:
        if row.QuizAttempt is not None:
            begun.setdefault(row.QuizAttempt.id, (row.QuizAttempt, set()))[1].add(row.question_id)
    return Standing(_enrolment(found[0]), _steps(row for row in found if row.kind)), list(begun.values())


def list_steps(enrolment_id: int) -> Steps:
    """Everything opened or done, in one query."""
    return _steps(rows(_STEPS, enrolment_id=enrolment_id, noted=""))


def list_notes(enrolment_id: int) -> dict[str, str]:
    """Lesson id -> what the reader wrote down."""
    query = select(LearningStep.ref_id, LearningStep.note).where(LearningStep.enrolment_id == enrolment_id, LearningStep.note != "")
    return {row.ref_id: row.note for row in db.session.execute(query)}


def _steps(found: Iterable[Any]) -> Steps:
    facts = (
        StepFact(StepKind(row.kind), row.ref_id, row.opened_at, row.done_at, row.position, row.passed, row.note, row.note_version) for row in found
    )
    return {(fact.kind, fact.ref_id): fact for fact in facts}


def get_progress(enrolment: Enrolment, course: Course) -> CourseProgress:
    """The progress in every module of the course."""
    return progress_of(list_steps(enrolment.id), course)


def progress_of(steps: Steps, course: Course) -> CourseProgress:
    """The progress in every module, from the steps."""
    return CourseProgress(tuple(rules.module_progress(module, course, steps) for module in course.modules), steps)


def find_step(enrolment_id: int, kind: StepKind, ref_id: str) -> LearningStep | None:
    """One step's row."""
    return db.session.scalar(
        select(LearningStep).where(LearningStep.enrolment_id == enrolment_id, LearningStep.kind == kind, LearningStep.ref_id == ref_id)
    )


def completed_modules(steps: Steps) -> dict[str, datetime]:
    """Module id -> moment of completion."""
    return {ref_id: step.done_at for (kind, ref_id), step in steps.items() if kind is StepKind.MODULE and step.done_at is not None}


def find_attempt(attempt_id: int) -> QuizAttempt | None:
    """An attempt by id."""
    return db.session.get(QuizAttempt, attempt_id)


def list_attempts(enrolment_id: int, module_id: str | None = None) -> list[QuizAttempt]:
    """Attempts of an enrolment, oldest first."""
    query = select(QuizAttempt).where(QuizAttempt.enrolment_id == enrolment_id)
    if module_id is not None:
        query = query.where(QuizAttempt.module_id == module_id)
    return list(db.session.scalars(query.order_by(QuizAttempt.started_at, QuizAttempt.id)))


def find_retake(quiz: Quiz, attempts: list[QuizAttempt], *, at: datetime) -> RetakeAnswer:
    """Whether another attempt may start, after all attempts of one enrolment at one quiz."""
    facts = tuple(AttemptFact(row.number, row.started_at, row.finished_at, row.correct, row.total, row.passed) for row in attempts)
    return rules.answer_retake(quiz, facts, granted=max((row.granted for row in attempts), default=0), at=at)


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


def first_open(attempt: QuizAttempt, answered: Container[str]) -> int:
    """The number of the first question without an answer; the last when all have one."""
    return next((number for number, question_id in enumerate(attempt.question_ids, start=1) if question_id not in answered), attempt.total)


def find_resume_point(course: Course, steps: Steps, begun: Begun) -> ResumePoint | None:
    """The one thing to go on with."""
    points = []
    for attempt, answered in begun:
        module = next((module for module in course.modules if module.id == attempt.module_id), None)
        if attempt.finished_at is not None or module is None or module.quiz is None:
            continue
        points.append(
            ResumePoint(
                StepKind.QUIZ,
                module.id,
                module.quiz.title,
                module.title,
                module_id=module.id,
                attempt_id=attempt.id,
                question_number=first_open(attempt, answered),
                total=attempt.total,
            )
        )
    return rules.find_resume_point(course, steps, points[::-1])


def list_retakes(course: Course, begun: Begun, *, at: datetime) -> list[tuple[Module, RetakeAnswer]]:
    """For each quiz that was handed in and not passed: whether and from when it may be tried again."""
    found = []
    for module in course.modules:
        mine = [attempt for attempt, _ in begun if attempt.module_id == module.id]
        if module.quiz is not None and mine and all(attempt.finished_at is not None and not attempt.passed for attempt in mine):
            found.append((module, find_retake(module.quiz, mine, at=at)))
    return found


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
    return list_trainers([group_id])[group_id]


def list_trainers(group_ids: Iterable[int]) -> dict[int, list[int]]:
    """Group id -> person ids of its trainers, of all groups asked, in one query."""
    found: dict[int, list[int]] = {group_id: [] for group_id in group_ids}
    query = select(GroupTrainer.group_id, GroupTrainer.person_id).where(GroupTrainer.group_id.in_(found)).order_by(GroupTrainer.person_id)
    for group_id, person_id in db.session.execute(query):
        found[group_id].append(person_id)
    return found


def list_groups_trained_by(person_id: int, *, on: date) -> list[TrainingGroup]:
    """The groups that somebody trains and that run on a day, the latest made first."""
    query = select(TrainingGroup).join(GroupTrainer, GroupTrainer.group_id == TrainingGroup.id).where(GroupTrainer.person_id == person_id)
    return list(db.session.scalars(query.where(TrainingGroup.starts_on <= on, TrainingGroup.ends_on > on).order_by(TrainingGroup.id.desc())))


def members_of(group_id: int) -> list[Enrolment]:
    """Who is enrolled in a group."""
    return list(db.session.scalars(select(Enrolment).where(Enrolment.group_id == group_id).order_by(Enrolment.id)))


def count_members() -> dict[int, int]:
    """Group id -> how many are enrolled, in one query."""
    counted = db.session.execute(select(Enrolment.group_id, func.count()).group_by(Enrolment.group_id))
    return {group_id: count for group_id, count in counted}  # noqa: C416 -- a Row is not a pair to mypy


def list_progress_of(group_ids: Iterable[int]) -> dict[int, list[GroupMember]]:
    """Group id -> how far everybody in it is, of all groups asked, in one query."""
    found: dict[int, list[GroupMember]] = {group_id: [] for group_id in group_ids}
    done = LearningStep.done_at.is_not(None)
    modules = func.count().filter(LearningStep.kind == StepKind.MODULE, done)
    lessons = func.count().filter(LearningStep.kind == StepKind.LESSON, done)
    query = (
        select(Enrolment.group_id, Enrolment.id, Enrolment.person_id, Enrolment.enrolled_at, modules, lessons, func.max(LearningStep.done_at))
        .select_from(Enrolment)
        .outerjoin(LearningStep, LearningStep.enrolment_id == Enrolment.id)
        .where(Enrolment.group_id.in_(found))
        .group_by(Enrolment.group_id, Enrolment.id, Enrolment.person_id, Enrolment.enrolled_at)
        .order_by(Enrolment.id)
    )
    for row in db.session.execute(query):
        found[row.group_id].append(GroupMember(*row[1:]))
    return found


def find_seat(key: tuple[int, int]) -> Seat | None:
    """The place of (group, person), or None."""
    group_id, person_id = key
    found = db.session.scalar(select(Enrolment.id).where(Enrolment.group_id == group_id, Enrolment.person_id == person_id))
    return Seat(found, frozenset(trainers_of(group_id))) if found is not None else None


def list_used_up(group_ids: Iterable[int], course: Course, *, at: datetime) -> dict[int, list[Module]]:
    """Enrolment id -> the modules of whose quiz all attempts are used and none was passed, in one query for all groups asked."""
    query = (
        select(QuizAttempt)
        .join(Enrolment, Enrolment.id == QuizAttempt.enrolment_id)
        .join(LearningStep, (LearningStep.enrolment_id == Enrolment.id) & (LearningStep.ref_id == QuizAttempt.module_id))
        .where(Enrolment.group_id.in_(group_ids), LearningStep.kind == StepKind.QUIZ, LearningStep.done_at.is_(None))
    )
    tried: dict[tuple[int, str], list[QuizAttempt]] = {}
    for attempt in db.session.scalars(query):
        tried.setdefault((attempt.enrolment_id, attempt.module_id), []).append(attempt)
    found: dict[int, list[Module]] = {}
    for module in course.modules:
        for (enrolment_id, module_id), mine in tried.items():
            if module_id == module.id and module.quiz is not None and find_retake(module.quiz, mine, at=at).used_up:
                found.setdefault(enrolment_id, []).append(module)
    return found


def has_begun(enrolment_id: int) -> bool:
    """Whether somebody opened a lesson, began a quiz or did anything else in an enrolment."""
    step = select(LearningStep.id).where(LearningStep.enrolment_id == enrolment_id)
    attempt = select(QuizAttempt.id).where(QuizAttempt.enrolment_id == enrolment_id)
    return any(db.session.scalar(query.limit(1)) is not None for query in (step, attempt))
