"""A course from its files: reads, checks and renders everything once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lms.catalogue.formats import checks, markdown, schemas
from lms.catalogue.formats.cases import load_case
from lms.catalogue.formats.modules import load_module
from lms.catalogue.formats.reading import Files
from lms.catalogue.formats.rulesets import load_rulesets
from lms.catalogue.formats.shared import Library, points
from lms.catalogue.terms import Case, Course, CoursePage, Exam, Fault, Module, Title, Word

_SUFFIXES = {".yml", ".md", ".svg"}
_LARGEST = 2_000_000


@dataclass(frozen=True)
class Reading:
    """What came of reading a course: the course when there are no faults."""

    course: Course | None
    faults: tuple[Fault, ...]


def read_folder(folder: Path) -> dict[str, str]:
    """The texts of a course folder by path inside it; broken UTF-8 shows as replacement signs, which the checks report."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _SUFFIXES and path.stat().st_size <= _LARGEST:
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    return found


def content_hash(files: Mapping[str, str]) -> str:
    """SHA-256 of the canonical JSON of path -> text."""
    return hashlib.sha256(json.dumps(dict(files), sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def load_course(texts: Mapping[str, str], *, on: date | None = None) -> Reading:
    """The course, or every fault with file and line. With `on`, content that has expired by that day is a fault too."""
    files = Files(dict(texts))
    course = _load(files)
    if course is not None:
        checks.check_texts(files)
        checks.check_expiry(files, on)
    faults = tuple(sorted(set(files.faults)))
    return Reading(None if faults else course, faults)


def _load(files: Files) -> Course | None:
    entry = files.read("course.yml", schemas.CourseFile)
    library = Library.read(files)
    if entry is None or library is None:
        return None
    modules = [load_module(files, library, name, entry.line("modules", place)) for place, name in enumerate(entry.value.modules)]
    cases = _cases(files, library, modules, entry.value.exam.case, entry.line("exam", "case"))
    known = [module for module in modules if module is not None]
    checks.check_course(files, known, cases)
    if len(known) < len(modules) or entry.value.exam.case not in cases:
        return None
    exam = entry.value.exam
    return Course(
        id=entry.value.id,
        version=entry.value.version,
        title=entry.value.title,
        as_of=entry.value.as_of,
        content_hash=content_hash(files.texts),
        theme_names={str(theme): name for theme, name in entry.value.theme_names.items()},
        modules=tuple(known),
        exam=Exam(exam.id, exam.case, exam.minutes, points(exam.points)),
        cases=cases,
        glossary=tuple(Word(word.id, word.word, word.meaning) for word in library.words),
        reading_list=tuple(Title(title.id, title.author, title.year, title.title) for title in library.titles),
        pages=_pages(files, library),
        rulesets=load_rulesets(files),
    )


def _cases(files: Files, library: Library, modules: list[Module | None], exam_case: str, exam_line: int) -> dict[str, Case]:
    asked = {case_id: (f"modules/{library.folders[module.id]}/module.yml", 1) for module in modules if module for case_id in module.case_ids}
    asked.setdefault(exam_case, ("course.yml", exam_line))
    loaded = {case_id: load_case(files, library, case_id, where) for case_id, where in asked.items()}
    return {case_id: case for case_id, case in loaded.items() if case is not None}


def _pages(files: Files, library: Library) -> tuple[CoursePage, ...]:
    found = []
    for file in sorted(name for name in files.texts if name.startswith("pages/") and name.endswith(".md")):
        entry = files.read_page(file, schemas.PageFile)
        if entry is not None:
            html = markdown.render(entry.body, entry.body_line, library.context(files, file)).html
            found.append(CoursePage(entry.value.id, entry.value.title, html))
    return tuple(found)
