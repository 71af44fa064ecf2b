"""What a schema cannot see: sums, answers, order, dates, doubt. Each fault says what to write instead."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from lms.catalogue.formats import schemas
from lms.catalogue.formats.reading import Entry, Files
from lms.catalogue.terms import HUNDREDTHS, Module, Points

COURSE = "opleiding"
"""The space of ids that modules, lessons, quizzes, questions, cases, pages and the exam share."""
LONGEST_RIGHT_SHARE = 0.4
_MINUTES_PER_POINT = 60
_SMALL_POOL = 5
_STEPS = 3
"""From level 1 to level 4."""
_CLOSE_TO_CUT = 1.0
_LARGEST = 2_000_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff]")


class _Dated(Protocol):
    """Anything that holds from one day to another."""

    @property
    def geldig_van(self) -> date: ...

    @property
    def geldig_tot(self) -> date | None: ...


def check_dates(files: Files, entry: Entry[Any], dated: _Dated, *path: str | int) -> None:
    """Dates run forward; the last one is kept for `check_expiry`."""
    until = dated.geldig_tot
    if until is None:
        return
    line = entry.line(*path, "geldig_tot")
    files.expiries.append((entry.file, line, until))
    if until <= dated.geldig_van:
        files.fault(entry.file, line, "`geldig_tot` ligt niet na `geldig_van`. Schrijf een latere dag, of null als er geen einde is.")


def check_status(files: Files, entry: Entry[schemas.LessonFile] | Entry[schemas.CaseFile]) -> None:
    """A published text was checked and its dates run forward."""
    value = entry.value
    if value.status != "gecontroleerd":
        files.fault(
            entry.file, entry.line("status"), f"De status is `{value.status}`. Publiceer alleen wat `gecontroleerd` is, of haal het uit de lijst."
        )
    check_dates(files, entry, value)


def _check_load(files: Files, file: str, line: int, points: Points, minutes: int) -> None:
    if points.total * _MINUTES_PER_POINT != minutes * HUNDREDTHS:
        earned = points.total / HUNDREDTHS
        files.fault(file, line, f"{earned:g} punten horen bij {earned * _MINUTES_PER_POINT:g} minuten, niet bij {minutes}.")


def check_exam(files: Files, entry: Entry[schemas.CourseFile], points: Points) -> None:
    """60 minutes are one point."""
    _check_load(files, entry.file, entry.line("exam", "points"), points, entry.value.exam.minutes)


def check_module(files: Files, entry: Entry[schemas.ModuleFile], module: Module) -> None:
    """60 minutes are one point, and the lessons fit in the module."""
    _check_load(files, entry.file, entry.line("points"), module.points, module.minutes)
    spent = sum(lesson.minutes for lesson in module.lessons)
    if spent > module.minutes:
        files.fault(entry.file, entry.line("minutes"), f"De lessen duren samen {spent} minuten: meer dan de {module.minutes} van de module.")


def check_once(files: Files, entry: Entry[Any], key: str, values: Sequence[str]) -> None:
    """Nothing stands twice in a list."""
    for place, value in enumerate(values):
        if value in values[:place]:
            files.fault(entry.file, entry.line(key, place), f"`{value}` staat twee keer bij `{key}`. Haal er één weg.")


def check_order(files: Files, entry: Entry[schemas.ModuleFile], earlier: set[str], *, is_known: bool) -> None:
    """Ids are new, and what a module asks for comes before it.

    When an earlier module could not be read (`is_known` is False) nothing is said of that: its own fault comes first.
    """
    value = entry.value
    for key, values in (("lessons", value.lessons), ("cases", value.cases), ("requires", value.requires)):
        check_once(files, entry, key, values)
    files.claim(COURSE, value.id, entry.file, entry.line("id"))
    files.claim("code van een module", value.code, entry.file, entry.line("code"))
    for place, need in enumerate(value.requires):
        if need not in earlier and is_known:
            message = f"Module {value.code} vraagt eerst `{need}`, maar die komt er niet voor in de volgorde van course.yml."
            files.fault(entry.file, entry.line("requires", place), message)
    earlier.add(value.id)


def check_outcomes(files: Files, entry: Entry[schemas.LessonFile], count: int) -> None:
    """A lesson names outcomes that its module has."""
    for place, number in enumerate(entry.value.outcomes):
        if not 1 <= number <= count:
            message = f"De module heeft geen leeruitkomst {number}. Kies een nummer van 1 tot en met {count}."
            files.fault(entry.file, entry.line("outcomes", place), message)


def check_quiz(files: Files, entry: Entry[schemas.QuizFile], lessons: Mapping[str, str]) -> None:
    """Answers that can be right, lessons that exist, and a right answer that does not give itself away."""
    value = entry.value
    files.claim(COURSE, value.id, entry.file, entry.line("id"))
    if value.pick is not None and value.pick.count > len(value.questions):
        files.fault(entry.file, entry.line("pick"), f"Er worden {value.pick.count} vragen getrokken, maar er zijn er {len(value.questions)}.")
    if value.time_limit_minutes is not None:
        files.fault(entry.file, entry.line("time_limit_minutes"), "Een kennistoets heeft nog geen klok. Schrijf `time_limit_minutes: null`.")
    for place in range(len(value.questions)):
        _check_question(files, entry, place, lessons)
    chosen = [question for question in value.questions if isinstance(question, schemas.OneQuestion)]
    longest = sum(_right_is_longest(question) for question in chosen)
    if len(chosen) >= _SMALL_POOL and longest > LONGEST_RIGHT_SHARE * len(chosen):
        message = (
            f"Bij {longest} van de {len(chosen)} meerkeuzevragen is het goede antwoord het langst. Maak de antwoorden even lang (hooguit 40 procent)."
        )
        files.fault(entry.file, entry.line("questions"), message)


def _check_question(files: Files, entry: Entry[schemas.QuizFile], place: int, lessons: Mapping[str, str]) -> None:
    question = entry.value.questions[place]

    def fault(message: str, *path: str | int) -> None:
        files.fault(entry.file, entry.line("questions", place, *path), f"Vraag `{question.id}`: {message}")

    files.claim(COURSE, question.id, entry.file, entry.line("questions", place, "id"))
    check_dates(files, entry, question, "questions", place)
    if question.lesson not in lessons:
        fault(f"de les `{question.lesson}` bestaat niet.", "lesson")
    if question.status != "gecontroleerd":
        fault(f"de status is `{question.status}`; publiceer alleen wat `gecontroleerd` is.", "status")
    if wrong := _wrong_count(question):
        fault(wrong, "options")
    for key, number, said in _ambiguities(question):
        fault(said, key, number)


def _wrong_count(question: schemas.QuestionFile) -> str:
    right = sum(option.correct for option in getattr(question, "options", []))
    if isinstance(question, schemas.OneQuestion) and right != 1:
        return f"precies één antwoord moet `correct: true` hebben; nu {right}."
    if isinstance(question, schemas.ManyQuestion) and not 0 < right < len(question.options):
        return "sommige maar niet alle antwoorden moeten `correct: true` hebben."
    return ""


def _ambiguities(question: schemas.QuestionFile) -> Iterator[tuple[str, int, str]]:
    """Parts of a question that nobody can tell apart: where they stand, and what to say."""
    sayings = {
        ("options", "id"): "twee antwoorden hebben dezelfde id.",
        ("options", "text"): "twee antwoorden hebben dezelfde tekst.",
        ("pairs", "id"): "twee paren hebben dezelfde id.",
        ("pairs", "left"): "twee paren hebben dezelfde linkerkant.",
        ("pairs", "right"): "twee paren hebben dezelfde rechterkant.",
        ("items", "id"): "twee regels hebben dezelfde id.",
        ("items", "text"): "twee regels hebben dezelfde tekst.",
    }
    for (key, name), said in sayings.items():
        for number in _doubles(getattr(part, name) for part in getattr(question, key, ())):
            yield key, number, said


def _doubles(names: Iterable[str]) -> Iterator[int]:
    """The places of names that came before."""
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen:
            yield place
        seen.add(name)


def _right_is_longest(question: schemas.OneQuestion) -> bool:
    right = max((len(option.text) for option in question.options if option.correct), default=0)
    return right > max((len(option.text) for option in question.options if not option.correct), default=0)


def check_case(files: Files, entry: Entry[schemas.CaseFile], rubric: Mapping[str, object] | None, mode: str) -> None:
    """Criteria that exist, a way of marking that fits its use, and words that fit."""
    value = entry.value
    known = [criterion.id for criterion in value.criteria]
    for place, criterion in enumerate(value.criteria):
        if isinstance(criterion, schemas.CentralCriterion) and rubric is not None and criterion.id not in rubric:
            files.fault(entry.file, entry.line("criteria", place), f"Het criterium `{criterion.id}` staat niet in rubric.yml.")
    for place in _doubles(known):
        files.fault(entry.file, entry.line("criteria", place), f"Het criterium `{known[place]}` staat er twee keer.")
    named = [("knockouts", place, name) for place, name in enumerate(value.knockouts)]
    named += [("comments", place, comment.criterion) for place, comment in enumerate(value.comments)]
    for key, place, name in named:
        if name not in known:
            files.fault(entry.file, entry.line(key, place), f"`{name}` is geen criterium van deze casus. Kies uit: {', '.join(known)}.")
    if value.mode != mode:
        what = "Een oefencasus heeft `mode: single`" if mode == "single" else "De examencasus heeft `mode: double`"
        files.fault(entry.file, entry.line("mode"), f"{what}; nu `{value.mode}`.")
    _check_angoff(files, entry)
    _check_case_parts(files, entry)


def _check_angoff(files: Files, entry: Entry[schemas.CaseFile]) -> None:
    """The levels that the judges expect of who just passes are the cut, by the same sum as a mark (design/4)."""
    value, record = entry.value, entry.value.angoff
    if record is None:
        return
    missing = [criterion.id for criterion in value.criteria if criterion.id not in record.expected]
    if missing:
        files.fault(entry.file, entry.line("angoff"), f"In `expected` ontbreekt {', '.join(missing)}. Geef elk criterium een verwacht niveau.")
        return
    weight = sum(criterion.weight for criterion in value.criteria)
    cut = sum(criterion.weight * (record.expected[criterion.id] - 1) for criterion in value.criteria) / (weight * _STEPS) * 100
    if abs(cut - value.cut_percent) > _CLOSE_TO_CUT:
        message = f"De verwachte niveaus geven een grens van {cut:.1f} procent; bij `cut_percent` staat {value.cut_percent}.".replace(".", ",", 1)
        files.fault(entry.file, entry.line("angoff"), message)


def _check_case_parts(files: Files, entry: Entry[schemas.CaseFile]) -> None:
    value = entry.value
    if value.words.max <= value.words.min:
        files.fault(entry.file, entry.line("words"), "Het hoogste aantal woorden moet groter zijn dan het laagste.")
    named = {
        "tasks": ("taken", [task.id for task in value.tasks]),
        "documents": ("stukken", [document.id for document in value.documents]),
        "comments": ("opmerkingen", [comment.id for comment in value.comments]),
    }
    for key, (said, ids) in named.items():
        for place in _doubles(ids):
            files.fault(entry.file, entry.line(key, place), f"Twee {said} hebben dezelfde id. Geef er één een andere.")


def _is_draft(files: Files, file: str) -> bool:
    """Whether this lesson, or the case that this file belongs to, says that it is no more than a draft: a list that names it is a fault."""
    folder = re.match(r"cases/[^/]+/", file)
    front = files.peek(f"{folder.group()}case.md" if folder else file)
    return isinstance(front, dict) and front.get("status") == "concept"


def check_texts(files: Files) -> None:
    """No mark of doubt in what is published; no broken letters and nothing unseen anywhere."""
    for file, text in files.texts.items():
        if len(text) > _LARGEST:
            files.fault(file, 1, f"Dit bestand is te groot: hooguit {_LARGEST} tekens.")
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            if "[CONTROLEREN" in line and not _is_draft(files, file):
                files.fault(file, number, "Hier staat nog [CONTROLEREN]. Controleer de bewering, of haal haar weg.")
            if line.startswith(("<<<<<<< ", ">>>>>>> ")):
                files.fault(file, number, "Hier zijn twee versies niet samengevoegd. Kies er één, en haal deze regel weg.")
            if "\ufffd" in line:
                files.fault(file, number, "Dit bestand is geen UTF-8. Sla het op als UTF-8.")
            if _UNSEEN.search(line):
                files.fault(file, number, "Hier staat een onzichtbaar teken dat niet kan. Typ de regel opnieuw.")


def check_expiry(files: Files, on: date | None) -> None:
    """What is no longer valid on this day."""
    for file, line, until in files.expiries:
        if on is not None and until <= on:
            message = f"Geldig tot {until.isoformat()}: verlopen op {on.isoformat()}. Werk de tekst bij of maak een nieuwe versie."
            files.fault(file, line, message)
