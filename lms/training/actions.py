"""What can be done in the training."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from lms.accounts import actions as accounts
from lms.accounts.terms import Actor, TieKind
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course, Module, Question
from lms.credits import actions as credits
from lms.credits.terms import Category, EntrySource, Track
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.kernel.db import db, lock
from lms.kernel.errors import ConflictOfInterest, NotFound
from lms.training import queries, rules
from lms.training.models import Enrolment, GroupTrainer, LearningStep, QuizAnswer, QuizAttempt, QuizGrant, TrainingGroup
from lms.training.terms import AnswerStands, AttemptClosed, Given, GroupEnded, HasBegun, NotAllowedYet, NotDoneYet, NoteChanged, NotUsedUp, StepKind


def create_group(
    *, title: str, course_id: str, starts_on: date, ends_on: date, trainer_ids: Sequence[int], actor_id: int | None, at: datetime
) -> TrainingGroup:
    """Make a group with its trainers."""
    group = TrainingGroup(title=title, course_id=course_id, starts_on=starts_on, ends_on=ends_on)
    db.session.add(group)
    db.session.flush()
    db.session.add_all(GroupTrainer(group_id=group.id, person_id=person_id) for person_id in sorted(set(trainer_ids)))
    audit.record("group_created", actor_id=actor_id, subject="training_group", subject_id=group.id, at=at)
    return group


def enrol(*, group_id: int, person_id: int, actor_id: int | None, at: datetime) -> Enrolment:
    """Enrol somebody; every trainer of the group is tied to them from then on. Raises AlreadyEnrolled and GroupEnded."""
    group = queries.get_group(group_id)
    if local_day(at) >= group.ends_on:
        raise GroupEnded
    enrolment = Enrolment(group_id=group.id, person_id=person_id, course_id=group.course_id, enrolled_at=at)
    db.session.add(enrolment)
    db.session.flush()
    for trainer_id in queries.trainers_of(group.id):
        accounts.record_tie(
            person_id=trainer_id, other_id=person_id, kind=TieKind.TRAINER, since=max(group.starts_on, local_day(at)), at=at, actor_id=actor_id
        )
    audit.record("person_enrolled", actor_id=actor_id, subject="person", subject_id=person_id, at=at, group_id=group.id)
    return enrolment


def add_trainer(*, group_id: int, person_id: int, actor_id: int | None, at: datetime) -> None:
    """Let somebody else train a group too: tied to every student from now on. Twice changes nothing."""
    group = queries.get_group(group_id)
    if person_id in queries.trainers_of(group_id):
        return
    db.session.add(GroupTrainer(group_id=group_id, person_id=person_id))
    db.session.flush()
    for member in queries.members_of(group_id):
        since = max(group.starts_on, local_day(at))
        accounts.record_tie(person_id=person_id, other_id=member.person_id, kind=TieKind.TRAINER, since=since, at=at, actor_id=actor_id)
    audit.record("trainer_added", actor_id=actor_id, subject="training_group", subject_id=group_id, at=at, person_id=person_id)


def cancel_enrolment(*, group_id: int, person_id: int, actor_id: int | None, at: datetime) -> None:
    """Undo an enrolment by mistake; raises HasBegun when there is work in it. The ties with the trainers end."""
    enrolment = next((one for one in queries.members_of(group_id) if one.person_id == person_id), None)
    if enrolment is None:
        raise NotFound
    lock(enrolment)
    if queries.has_begun(enrolment.id):
        raise HasBegun
    db.session.delete(enrolment)
    after = max(local_day(at), queries.get_group(group_id).starts_on) + timedelta(days=1)
    for trainer_id in queries.trainers_of(group_id):
        accounts.end_tie(person_id=trainer_id, other_id=person_id, kind=TieKind.TRAINER, on=after, at=at, actor_id=actor_id)
    audit.record("enrolment_cancelled", actor_id=actor_id, subject="person", subject_id=person_id, at=at, group_id=group_id)


def open_lesson(*, enrolment: Enrolment, lesson_id: str, at: datetime) -> None:
    """Leave a visited mark, once."""
    lock(enrolment)
    _step(enrolment, StepKind.LESSON, lesson_id, at)


def remember_position(*, enrolment: Enrolment, lesson_id: str, position: str, at: datetime) -> None:
    """Remember the heading where the reader is."""
    lock(enrolment)
    _step(enrolment, StepKind.LESSON, lesson_id, at).position = position


def save_note(*, enrolment: Enrolment, lesson_id: str, text: str, version: int, at: datetime) -> int:
    """Keep what the reader wrote down; returns the new version. Raises NoteChanged when somebody else's tab was sooner."""
    lock(enrolment)
    step = _step(enrolment, StepKind.LESSON, lesson_id, at)
    if step.note != text:
        if step.note_version != version:
            raise NoteChanged(field="note")
        step.note, step.note_version = text, version + 1
    return step.note_version


def mark_read(*, enrolment: Enrolment, course: Course, module: Module, lesson_id: str, actor: Actor, at: datetime) -> None:
    """A lesson is read; may complete the module."""
    lock(enrolment)
    step = _step(enrolment, StepKind.LESSON, lesson_id, at)
    if step.done_at is None:
        step.done_at = at
        audit.record("lesson_read", actor_id=actor.person_id, subject="enrolment", subject_id=enrolment.id, at=at, lesson=lesson_id)
        _complete_if_done(enrolment, course, module, actor_id=actor.person_id, at=at)


def complete_module(*, enrolment: Enrolment, course: Course, module: Module, actor: Actor, at: datetime) -> None:
    """Complete a module of which nothing is left to do: a newer version of the course asked less. Raises NotDoneYet."""
    lock(enrolment)
    if not queries.get_progress(enrolment, course).module(module.id).complete:
        raise NotDoneYet
    _complete_if_done(enrolment, course, module, actor_id=actor.person_id, at=at)


def start_attempt(*, enrolment: Enrolment, course: Course, module: Module, actor: Actor, at: datetime) -> QuizAttempt:
    """Begin an attempt at the module's quiz; NotAllowedYet says why not."""
    quiz = queries.quiz_of(course, module.id)
    lock(enrolment)
    _step(enrolment, StepKind.QUIZ, module.id, at)
    earlier = queries.list_attempts(enrolment.id, module.id)
    retake = queries.find_retake(quiz, earlier, at=at)
    if not retake.allowed:
        raise NotAllowedYet(retake.reason)
    seed = secrets.randbelow(2**31)
    drawn = rules.draw(quiz, seed)
    attempt = QuizAttempt(
        enrolment_id=enrolment.id,
        person_id=enrolment.person_id,
        module_id=module.id,
        course_hash=course.content_hash,
        number=len(earlier) + 1,
        seed=seed,
        question_ids=list(drawn),
        started_at=at,
        total=len(drawn),
    )
    db.session.add(attempt)
    db.session.flush()
    audit.record("quiz_started", actor_id=actor.person_id, subject="quiz_attempt", subject_id=attempt.id, at=at, module=module.id)
    return attempt


def grant_attempt(*, enrolment_id: int, module_id: str, actor: Actor, at: datetime) -> None:
    """Give one attempt more to who has used them all; the wait stays. Raises NotUsedUp, and ConflictOfInterest for one's own quiz."""
    enrolment = db.session.get(Enrolment, enrolment_id)
    if enrolment is None:
        raise NotFound
    quiz = queries.quiz_of(catalogue.get_current_course(enrolment.course_id), module_id)
    lock(enrolment)
    if enrolment.person_id == actor.person_id:
        raise ConflictOfInterest(("Dit is uw eigen toets.",))
    if not queries.find_retake(quiz, queries.list_attempts(enrolment.id, module_id), at=at).used_up:
        raise NotUsedUp
    db.session.add(QuizGrant(enrolment_id=enrolment.id, module_id=module_id, granted_by_id=actor.person_id, granted_at=at))
    audit.record("attempt_granted", actor_id=actor.person_id, subject="person", subject_id=enrolment.person_id, at=at, module=module_id)


def answer_question(*, attempt: QuizAttempt, question: Question, given: Given, once: bool = False, at: datetime) -> None:
    """Keep an answer; it may be changed until the attempt is handed in, unless it may be given `once`.

    Raises NoAnswer, AttemptClosed and AnswerStands.
    """
    lock(attempt)
    if attempt.finished_at is not None:
        raise AttemptClosed
    if question.id not in attempt.question_ids:
        raise NotFound
    right = rules.is_right(question, given)
    answer = db.session.get(QuizAnswer, (attempt.id, question.id))
    if answer is None:
        answer = QuizAnswer(attempt_id=attempt.id, question_id=question.id)
        db.session.add(answer)
    elif once:
        raise AnswerStands
    answer.given, answer.correct, answer.answered_at = dict(given), right, at


def finish_attempt(*, attempt: QuizAttempt, course: Course, actor: Actor, at: datetime) -> None:
    """Hand the attempt in: count, decide, and complete the module when this was the last thing. Raises AttemptClosed.

    `course` is the published one of today; the attempt is marked under the version it was started with.
    """
    lock(attempt)
    if attempt.finished_at is not None:
        raise AttemptClosed
    quiz = queries.quiz_of(catalogue.get_course(attempt.course_hash), attempt.module_id)
    attempt.correct = sum(answer.correct for answer in queries.list_answers(attempt.id).values())
    attempt.finished_at = at
    attempt.passed = attempt.correct * 100 >= quiz.pass_percent * attempt.total
    audit.record(
        "quiz_finished",
        actor_id=actor.person_id,
        subject="quiz_attempt",
        subject_id=attempt.id,
        at=at,
        correct=attempt.correct,
        passed=attempt.passed,
    )
    if attempt.passed:
        enrolment = queries.get_enrolment(attempt.person_id, course.id)
        lock(enrolment)
        _step(enrolment, StepKind.QUIZ, attempt.module_id, at).done_at = at
        _complete_where_it_stands(enrolment, course, attempt.module_id, actor_id=actor.person_id, at=at)


def record_case_result(*, person_id: int, course_id: str, module_id: str, case_id: str, passed: bool, at: datetime, actor_id: int | None) -> None:
    """A trainer has marked a practice case. Sufficient stays sufficient; may complete the module."""
    enrolment = queries.get_enrolment(person_id, course_id)
    lock(enrolment)
    step = _step(enrolment, StepKind.CASE, case_id, at)
    if step.done_at is None:
        step.passed = passed
        step.done_at = at if passed else None
    audit.record("case_result_recorded", actor_id=actor_id, subject="enrolment", subject_id=enrolment.id, at=at, case=case_id, passed=passed)
    course = catalogue.find_current_course(course_id)
    if passed and course is not None:
        _complete_where_it_stands(enrolment, course, module_id, actor_id=actor_id, at=at)


def _step(enrolment: Enrolment, kind: StepKind, ref_id: str, at: datetime) -> LearningStep:
    step = queries.find_step(enrolment.id, kind, ref_id)
    if step is None:
        step = LearningStep(enrolment_id=enrolment.id, kind=kind, ref_id=ref_id, opened_at=at)
        db.session.add(step)
        db.session.flush()
    return step


def _complete_where_it_stands(enrolment: Enrolment, course: Course, module_id: str, *, actor_id: int | None, at: datetime) -> None:
    """A module that left the course since is completed no more; what was done in it stays."""
    module = next((module for module in course.modules if module.id == module_id), None)
    if module is not None:
        _complete_if_done(enrolment, course, module, actor_id=actor_id, at=at)


def _complete_if_done(enrolment: Enrolment, course: Course, module: Module, *, actor_id: int | None, at: datetime) -> None:
    """A module done posts its credits at once, in the same transaction (design/5)."""
    progress = rules.module_progress(module, course, queries.list_steps(enrolment.id))
    if progress.completed_at is not None or not progress.complete:
        return
    _step(enrolment, StepKind.MODULE, module.id, at).done_at = at
    credits.post_entry(
        person_id=enrolment.person_id,
        track=Track.ENTRY,
        category=Category.ACCREDITED,
        activity_key=f"module:{course.id}:{module.id}",
        title=f"Module {module.code}: {module.title}",
        points=module.points.total,
        themes=module.points,
        held_from=local_day(enrolment.enrolled_at),
        held_to=local_day(at),
        source=EntrySource.OWN_MODULE,
        source_ref=f"enrolment:{enrolment.id}",
        at=at,
        actor_id=actor_id,
    )
    audit.record("module_completed", actor_id=actor_id, subject="enrolment", subject_id=enrolment.id, at=at, module=module.id)
