"""What counts as done in a module, and where somebody goes on."""

from collections.abc import Sequence

from lms.catalogue.terms import Course, Lesson, Module
from lms.training.terms import ModuleProgress, Requirement, ResumePoint, StepKind, Steps


def module_progress(module: Module, course: Course, steps: Steps) -> ModuleProgress:
    """The requirements of one module: all lessons read, quiz passed, practice cases sufficient."""
    completed = steps.get((StepKind.MODULE, module.id))
    builds_on = tuple(need for need in module.requires if (StepKind.MODULE, need) not in steps)
    found = [_lessons(module, steps)]
    if module.quiz is not None:
        passed = _is_done(steps, StepKind.QUIZ, module.id)
        text = f"Kennistoets gehaald (ten minste {module.quiz_percent} procent goed)"
        found.append(Requirement(StepKind.QUIZ, text, met=passed, done=int(passed), needed=1))
    found += [_case(course, case_id, steps) for case_id in module.case_ids]
    opened = any((StepKind.LESSON, lesson.id) in steps for lesson in module.lessons)
    return ModuleProgress(module.id, tuple(found), completed.done_at if completed else None, builds_on, opened)


def _lessons(module: Module, steps: Steps) -> Requirement:
    read = sum(_is_done(steps, StepKind.LESSON, lesson.id) for lesson in module.lessons)
    total = len(module.lessons)
    return Requirement(StepKind.LESSON, f"Alle {total} lessen gelezen", met=read == total, done=read, needed=total)


def _case(course: Course, case_id: str, steps: Steps) -> Requirement:
    met = _is_done(steps, StepKind.CASE, case_id)
    step = steps.get((StepKind.CASE, case_id))
    text = f"Oefencasus “{course.case(case_id).title}” voldoende"
    if step is not None and step.passed is False:
        text += " (nog niet voldoende: schrijf hem opnieuw)"
    return Requirement(StepKind.CASE, text, met=met, done=int(met), needed=1)


def _is_done(steps: Steps, kind: StepKind, ref_id: str) -> bool:
    step = steps.get((kind, ref_id))
    return step is not None and step.done_at is not None


def find_resume_point(course: Course, steps: Steps, running: Sequence[ResumePoint] = ()) -> ResumePoint | None:
    """The one thing to go on with: a running quiz, else the lesson opened last and not read, else the first step not done."""
    if running:
        return running[0]
    half_read = [step for step in steps.values() if step.kind is StepKind.LESSON and step.done_at is None and step.opened_at is not None]
    for step in sorted(half_read, key=lambda step: step.opened_at or step.done_at, reverse=True):  # type: ignore[arg-type, return-value]  # opened_at is set
        for module in course.modules:
            for lesson in module.lessons:
                if lesson.id == step.ref_id:
                    return _at_lesson(module, lesson, step.position)
    return next((point for module in course.modules if (point := _first_open(module, course, steps)) is not None), None)


def _first_open(module: Module, course: Course, steps: Steps) -> ResumePoint | None:
    for lesson in module.lessons:
        if not _is_done(steps, StepKind.LESSON, lesson.id):
            return _at_lesson(module, lesson)
    if module.quiz is not None and not _is_done(steps, StepKind.QUIZ, module.id):
        return ResumePoint(StepKind.QUIZ, module.id, module.quiz.title, module.title, module_id=module.id)
    for case_id in module.case_ids:
        if not _is_done(steps, StepKind.CASE, case_id):
            case = course.case(case_id)
            return ResumePoint(StepKind.CASE, case_id, case.title, module.title, minutes=case.minutes, module_id=module.id)
    return None


def _at_lesson(module: Module, lesson: Lesson, position: str = "") -> ResumePoint:
    return ResumePoint(StepKind.LESSON, lesson.id, lesson.title, module.title, position, lesson.minutes, module.id)
