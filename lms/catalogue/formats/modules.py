"""A module from its folder: module.yml, lessons, quiz."""

from lms.catalogue.formats import checks, markdown, prose, schemas
from lms.catalogue.formats.reading import Entry, Files
from lms.catalogue.formats.shared import Library, points, sources
from lms.catalogue.terms import Item, Lesson, Module, Option, Outcome, Pair, Question, QuestionType, Quiz


def load_module(files: Files, library: Library, folder: str, asked_line: int) -> Module | None:
    """The module, or None with its faults noted."""
    base = f"modules/{folder}"
    entry = files.read(f"{base}/module.yml", schemas.ModuleFile, asked_by=("course.yml", asked_line))
    if entry is None:
        library.has_unread_module = True
        return None
    value = entry.value
    checks.check_order(files, entry, library.modules, is_known=not library.has_unread_module)
    for place, case_id in enumerate(value.cases):
        library.asked_cases.setdefault(case_id, (entry.file, entry.line("cases", place)))
    lessons = [
        load_lesson(files, library, f"{base}/{name}", (entry.file, entry.line("lessons", place)), len(value.outcomes))
        for place, name in enumerate(value.lessons)
    ]
    quiz = load_quiz(files, library, f"{base}/{value.quiz}", (entry.file, entry.line("quiz"))) if value.quiz else None
    module = Module(
        id=value.id,
        code=value.code,
        title=value.title,
        summary=value.summary,
        minutes=value.minutes,
        points=points(value.points),
        requires=tuple(value.requires),
        outcomes=tuple(Outcome(outcome.level, outcome.text) for outcome in value.outcomes),
        lessons=tuple(lesson for lesson in lessons if lesson is not None),
        quiz=quiz,
        case_ids=tuple(value.cases),
        quiz_percent=value.completion.quiz_percent,
    )
    checks.check_module(files, entry, module)
    return module


def load_lesson(files: Files, library: Library, file: str, asked_by: tuple[str, int], outcomes: int) -> Lesson | None:
    """A lesson of a module with this many outcomes, rendered."""
    entry = files.read(file, schemas.LessonFile, asked_by=asked_by)
    if entry is None:
        return None
    value = entry.value
    files.claim(checks.COURSE, value.id, file, entry.line("id"))
    rendered = markdown.render(entry.body, entry.body_line, library.context(files, file))
    prose.check_text(files, file, rendered.passages)
    checks.check_status(files, entry)
    checks.check_outcomes(files, entry, outcomes)
    return Lesson(
        id=value.id,
        title=value.title,
        minutes=value.minutes,
        html=rendered.html,
        headings=rendered.headings,
        sources=sources(value.bron),
        as_of=value.peildatum,
        valid_from=value.geldig_van,
        valid_to=value.geldig_tot,
        status=value.status,
        reviewed_by=value.gekeurd_door,
        outcomes=tuple(value.outcomes),
    )


def load_quiz(files: Files, library: Library, file: str, asked_by: tuple[str, int]) -> Quiz | None:
    """A quiz with its pool."""
    entry = files.read(file, schemas.QuizFile, asked_by=asked_by)
    if entry is None:
        return None
    checks.check_quiz(files, entry, library.lessons)
    prose.check_questions(files, entry)
    value = entry.value
    return Quiz(
        id=value.id,
        title=value.title,
        pick=value.pick.count if value.pick else None,
        max_attempts=value.attempts.max,
        wait_hours=value.attempts.wait_hours,
        pass_percent=value.pass_percent,
        feedback=value.feedback,
        time_limit_minutes=value.time_limit_minutes,
        questions=tuple(_question(entry, place) for place in range(len(value.questions))),
    )


def _question(entry: Entry[schemas.QuizFile], place: int) -> Question:
    written = entry.value.questions[place]
    question = {
        "id": written.id,
        "type": QuestionType(written.type),
        "text": written.text,
        "explain": written.explain,
        "lesson_id": written.lesson,
        "source": written.bron,
        "as_of": written.peildatum,
    }
    if isinstance(written, schemas.OneQuestion | schemas.ManyQuestion):
        options = tuple(Option(option.id, option.text, option.correct, option.feedback) for option in written.options)
        return Question(**question, options=options)  # type: ignore[arg-type]  # typed above
    if isinstance(written, schemas.TrueFalseQuestion):
        right, wrong = (written.feedback.true, written.feedback.false) if written.answer else (written.feedback.false, written.feedback.true)
        return Question(**question, answer=written.answer, feedback_right=right, feedback_wrong=wrong)  # type: ignore[arg-type]  # typed above
    told = {"feedback_right": written.feedback.right, "feedback_wrong": written.feedback.wrong}
    if isinstance(written, schemas.NumberQuestion):
        return Question(**question, **told, number=written.answer, tolerance=written.tolerance, unit=written.unit)  # type: ignore[arg-type]  # typed above
    if isinstance(written, schemas.ShortQuestion):
        return Question(**question, **told, answers=tuple(written.answers))  # type: ignore[arg-type]  # typed above
    if isinstance(written, schemas.MatchQuestion):
        pairs = tuple(Pair(pair.id, pair.left, pair.right) for pair in written.pairs)
        return Question(**question, **told, pairs=pairs)  # type: ignore[arg-type]  # typed above
    items = tuple(Item(item.id, item.text) for item in written.items)
    return Question(**question, **told, items=items)  # type: ignore[arg-type]  # typed above
