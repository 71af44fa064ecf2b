"""What a schema cannot see: ids, sums, answers, sources, expiry. Each fault says what to write instead."""

import re
from collections.abc import Mapping
from datetime import date

from lms.catalogue.formats import schemas
from lms.catalogue.formats.reading import Entry, Files
from lms.catalogue.terms import HUNDREDTHS, Case, Module

LONGEST_RIGHT_SHARE = 0.4
_MINUTES_PER_POINT = 60
_SMALL_POOL = 5
_EXPIRES = re.compile(r"^(\s*)geldig_tot: *(\d{4}-\d{2}-\d{2})", re.MULTILINE)


def check_status(files: Files, entry: Entry[schemas.LessonFile] | Entry[schemas.CaseFile]) -> None:
    """A published text was checked and its dates run forward."""
    value = entry.value
    if value.status != "gecontroleerd":
        files.fault(
            entry.file, entry.line("status"), f"De status is `{value.status}`. Publiceer alleen wat `gecontroleerd` is, of haal het uit de lijst."
        )
    if value.geldig_tot is not None and value.geldig_tot <= value.geldig_van:
        files.fault(entry.file, entry.line("geldig_tot"), "`geldig_tot` ligt niet na `geldig_van`.")


def check_module(files: Files, entry: Entry[schemas.ModuleFile], module: Module) -> None:
    """60 minutes are one point, and the lessons fit in the module."""
    if module.points.total * _MINUTES_PER_POINT != module.minutes * HUNDREDTHS:
        points = module.points.total / HUNDREDTHS
        files.fault(
            entry.file, entry.line("points"), f"{points:g} punten horen bij {points * _MINUTES_PER_POINT:g} minuten, niet bij {module.minutes}."
        )
    spent = sum(lesson.minutes for lesson in module.lessons)
    if spent > module.minutes:
        files.fault(entry.file, entry.line("minutes"), f"De lessen duren samen {spent} minuten: meer dan de {module.minutes} van de module.")
    for lesson in module.lessons:
        if any(not 1 <= number <= len(module.outcomes) for number in lesson.outcomes):
            files.fault(entry.file, entry.line("outcomes"), f"De les `{lesson.id}` noemt een leeruitkomst die er niet is.")


def check_quiz(files: Files, entry: Entry[schemas.QuizFile], lessons: Mapping[str, str]) -> None:
    """Answers that can be right, lessons that exist, and a right answer that does not give itself away."""
    value = entry.value
    if value.pick is not None and value.pick.count > len(value.questions):
        files.fault(entry.file, entry.line("pick"), f"Er worden {value.pick.count} vragen getrokken, maar er zijn er {len(value.questions)}.")
    longest = chosen = 0
    for place, question in enumerate(value.questions):
        _check_question(files, entry, place, lessons)
        if isinstance(question, schemas.OneQuestion):
            chosen += 1
            longest += _right_is_longest(question)
    if chosen >= _SMALL_POOL and longest > LONGEST_RIGHT_SHARE * chosen:
        message = (
            f"Bij {longest} van de {chosen} meerkeuzevragen is het goede antwoord het langst. Maak de antwoorden even lang (hooguit 40 procent)."
        )
        files.fault(entry.file, entry.line("questions"), message)


def _check_question(files: Files, entry: Entry[schemas.QuizFile], place: int, lessons: Mapping[str, str]) -> None:
    question = entry.value.questions[place]

    def fault(message: str, *path: str | int) -> None:
        files.fault(entry.file, entry.line("questions", place, *path), f"Vraag `{question.id}`: {message}")

    if question.lesson not in lessons:
        fault(f"de les `{question.lesson}` bestaat niet.", "lesson")
    if question.status != "gecontroleerd":
        fault(f"de status is `{question.status}`; publiceer alleen wat `gecontroleerd` is.", "status")
    if wrong := _wrong_count(question):
        fault(wrong, "options")
    parts = getattr(question, "options", None) or getattr(question, "pairs", None) or getattr(question, "items", None) or []
    if len({part.id for part in parts}) < len(parts):
        fault("twee antwoorden hebben dezelfde id.")
    if isinstance(question, schemas.MatchQuestion) and len({pair.right for pair in question.pairs}) < len(question.pairs):
        fault("twee paren hebben dezelfde rechterkant.", "pairs")


def _wrong_count(question: schemas.QuestionFile) -> str:
    right = sum(option.correct for option in getattr(question, "options", []))
    if isinstance(question, schemas.OneQuestion) and right != 1:
        return f"precies één antwoord moet `correct: true` hebben; nu {right}."
    if isinstance(question, schemas.ManyQuestion) and not 0 < right < len(question.options):
        return "sommige maar niet alle antwoorden moeten `correct: true` hebben."
    return ""


def _right_is_longest(question: schemas.OneQuestion) -> bool:
    right = max(len(option.text) for option in question.options if option.correct) if any(o.correct for o in question.options) else 0
    return right > max((len(option.text) for option in question.options if not option.correct), default=0)


def check_case(files: Files, entry: Entry[schemas.CaseFile], rubric: Mapping[str, object]) -> None:
    """Criteria that exist, and words that fit."""
    value = entry.value
    known = [criterion.id for criterion in value.criteria]
    for place, criterion in enumerate(value.criteria):
        if isinstance(criterion, schemas.CentralCriterion) and criterion.id not in rubric:
            files.fault(entry.file, entry.line("criteria", place), f"Het criterium `{criterion.id}` staat niet in rubric.yml.")
        if known.count(criterion.id) > 1:
            files.fault(entry.file, entry.line("criteria", place), f"Het criterium `{criterion.id}` staat er twee keer.")
    named = [("knockouts", place, name) for place, name in enumerate(value.knockouts)]
    named += [("comments", place, comment.criterion) for place, comment in enumerate(value.comments)]
    for key, place, name in named:
        if name not in known:
            files.fault(entry.file, entry.line(key, place), f"`{name}` is geen criterium van deze casus.")
    _check_case_sizes(files, entry)


def _check_case_sizes(files: Files, entry: Entry[schemas.CaseFile]) -> None:
    value = entry.value
    if value.words.max <= value.words.min:
        files.fault(entry.file, entry.line("words"), "Het hoogste aantal woorden moet groter zijn dan het laagste.")
    for kind, ids in (("taken", [task.id for task in value.tasks]), ("stukken", [document.id for document in value.documents])):
        if len(set(ids)) < len(ids):
            files.fault(entry.file, 1, f"Twee {kind} hebben dezelfde id.")


def check_course(files: Files, modules: list[Module], cases: Mapping[str, Case]) -> None:
    """Ids are unique in the course and prerequisites come first."""
    seen: dict[str, str] = {}
    for module in modules:
        where = f"modules van {module.code}"
        questions = module.quiz.questions if module.quiz else ()
        for thing in (module.id, *(lesson.id for lesson in module.lessons), *(question.id for question in questions)):
            if thing in seen:
                files.fault("course.yml", 1, f"De id `{thing}` komt twee keer voor ({seen[thing]} en {where}). Geef er één een andere id.")
            seen[thing] = where
    earlier: set[str] = set()
    for module in modules:
        for need in module.requires:
            if need not in earlier:
                files.fault("course.yml", 1, f"Module {module.code} vraagt eerst `{need}`, maar die komt er niet voor in de volgorde.")
        earlier.add(module.id)
    codes = [case.code for case in cases.values()]
    if len(set(codes)) < len(codes):
        files.fault("course.yml", 1, "Twee casussen hebben dezelfde code.")


def check_texts(files: Files) -> None:
    """No mark of doubt and no broken letters in what is published."""
    for file, text in files.texts.items():
        for number, line in enumerate(text.splitlines(), start=1):
            if "[CONTROLEREN" in line:
                files.fault(file, number, "Hier staat nog [CONTROLEREN]. Controleer de bewering, of haal haar weg.")
            if "\x00" in line:
                files.fault(file, number, "Hier staat een onzichtbaar teken dat niet kan. Typ de regel opnieuw.")
            if "\ufffd" in line:
                files.fault(file, number, "Dit bestand is geen UTF-8. Sla het op als UTF-8.")


def check_expiry(files: Files, on: date | None) -> None:
    """What is no longer valid on this day."""
    if on is None:
        return
    for file, text in files.texts.items():
        for match in _EXPIRES.finditer(text):
            if match.group(2) <= on.isoformat():
                line = text.count("\n", 0, match.start(2)) + 1
                files.fault(file, line, f"Geldig tot {match.group(2)}: verlopen op {on.isoformat()}. Werk de tekst bij of maak een nieuwe versie.")
