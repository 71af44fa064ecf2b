"""A course from its files: reads, checks and renders everything once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lms.catalogue.formats import checks, markdown, prose, schemas
from lms.catalogue.formats.cases import load_case
from lms.catalogue.formats.modules import load_module
from lms.catalogue.formats.reading import Entry, Files
from lms.catalogue.formats.rulesets import load_rulesets
from lms.catalogue.formats.shared import Library, points
from lms.catalogue.terms import Case, Course, CoursePage, Exam, Fault, ReadingKind, Title, Word

_SUFFIXES = {".yml", ".md", ".svg"}


@dataclass(frozen=True)
class Reading:
    """What came of reading a course: the course when there are no faults."""

    course: Course | None
    faults: tuple[Fault, ...]


def read_folder(folder: Path) -> dict[str, str]:
    """The texts of a course folder by path inside it; broken UTF-8 shows as replacement signs, which the checks report."""
    found = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and path.suffix in _SUFFIXES and not any(part.startswith(".") for part in inside.parts):
            data = path.read_bytes()
            found[inside.as_posix()] = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return found


def content_hash(files: Mapping[str, str]) -> str:
    """SHA-256 of the canonical JSON of path -> text."""
    return hashlib.sha256(json.dumps(dict(files), sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def load_course(texts: Mapping[str, str], *, on: date | None = None) -> Reading:
    """The course, or every fault with file and line. With `on`, content that has expired by that day is a fault too."""
    files = Files(dict(texts))
    course = _load(files)
    checks.check_texts(files)
    checks.check_expiry(files, on)
    faults = tuple(sorted(set(files.faults)))
    return Reading(None if faults else course, faults)


def restore_course(snapshot: Mapping[str, str]) -> Course | None:
    """A course from a published snapshot: it passed the checks of its day, and stricter ones of today never take it away."""
    return _load(Files(dict(snapshot)))


def _load(files: Files) -> Course | None:
    library = Library.read(files)
    entry = files.read("course.yml", schemas.CourseFile)
    if entry is None:
        return None
    value, exam = entry.value, entry.value.exam
    files.claim(checks.COURSE, exam.id, entry.file, entry.line("exam", "id"))
    checks.check_exam(files, entry, points(exam.points))
    checks.check_once(files, entry, "modules", value.modules)
    modules = [load_module(files, library, name, entry.line("modules", place)) for place, name in enumerate(value.modules)]
    cases = _cases(files, library, entry)
    pages, rulesets = _pages(files, library), load_rulesets(files)
    known = tuple(module for module in modules if module is not None)
    resit = exam.resit if exam.resit in cases else None
    if len(known) < len(modules) or exam.case not in cases:
        return None
    return Course(
        id=value.id,
        version=value.version,
        title=value.title,
        as_of=value.as_of,
        content_hash=content_hash(files.texts),
        theme_names=value.theme_names.model_dump(),
        modules=known,
        exam=Exam(exam.id, exam.case, resit, exam.minutes, points(exam.points)),
        cases=cases,
        glossary=tuple(Word(word.id, word.word, word.meaning) for word in library.words or ()),
        reading_list=tuple(Title(title.id, ReadingKind(title.kind), title.author, title.year, title.title) for title in library.titles),
        pages=pages,
        rulesets=rulesets,
    )


def _cases(files: Files, library: Library, entry: Entry[schemas.CourseFile]) -> dict[str, Case]:
    asked = {case_id: (*where, "single") for case_id, where in library.asked_cases.items()}
    exam = entry.value.exam
    for key, case_id in (("case", exam.case), ("resit", exam.resit)):
        if case_id is None:
            continue
        if case_id in library.asked_cases:
            files.fault(*library.asked_cases[case_id], f"`{case_id}` is een examencasus: die mag niemand vooraf oefenen. Kies een andere casus.")
        if key == "resit" and case_id == exam.case:
            files.fault(entry.file, entry.line("exam", key), "De herkansing heeft een andere casus dan het examen.")
        asked[case_id] = (entry.file, entry.line("exam", key), "double")
    loaded = {case_id: load_case(files, library, case_id, (file, line), mode) for case_id, (file, line, mode) in asked.items()}
    return {case_id: case for case_id, case in loaded.items() if case is not None}


def _pages(files: Files, library: Library) -> tuple[CoursePage, ...]:
    found = []
    for file in sorted(name for name in files.texts if name.startswith("pages/") and name.endswith(".md")):
        entry = files.read(file, schemas.PageFile)
        if entry is not None:
            files.claim(checks.COURSE, entry.value.id, file, entry.line("id"))
            rendered = markdown.render(entry.body, entry.body_line, library.context(files, file))
            prose.check_text(files, file, rendered.passages)
            found.append(CoursePage(entry.value.id, entry.value.title, rendered.html))
    return tuple(found)
