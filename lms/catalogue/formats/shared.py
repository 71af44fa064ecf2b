"""What all texts of a course share: glossary, amounts, drawings, the central rubric, and which lessons exist."""

from dataclasses import dataclass, field
from datetime import date

from lms.catalogue.formats import checks, markdown, schemas
from lms.catalogue.formats.drawings import BadDrawing, read_drawing
from lms.catalogue.formats.prose import NOT_ESTABLISHED
from lms.catalogue.formats.reading import Files
from lms.catalogue.terms import HUNDREDTHS, Points, Source

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")


@dataclass
class Library:
    """Looked up while rendering. None is a file that could not be read: what refers to it is not judged."""

    words: list[schemas.WordFile] | None
    titles: list[schemas.TitleFile]
    rubric: dict[str, schemas.RubricCriterion] | None
    drawings: dict[str, str]
    lessons: dict[str, str]
    """Lesson id -> file, for every lesson that a module of the course lists."""
    asked_cases: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Practice case -> file and line that ask for it."""
    modules: set[str] = field(default_factory=set)
    """Ids of the modules read so far."""
    has_unread_module: bool = False
    """Whether a module so far could not be read: then nothing is said of modules that nobody can find."""

    @classmethod
    def read(cls, files: Files) -> "Library":
        """Read the shared files; the amounts first, because every text may name one."""
        files.norms = _norms(files)
        rubric = files.read("rubric.yml", schemas.RubricFile)
        words = files.read("woordenlijst.yml", schemas.GlossaryFile)
        titles = files.read("leeslijst.yml", schemas.ReadingListFile)
        for space, key, entry in (("criterium", "criteria", rubric), ("woord", "woorden", words), ("titel", "titels", titles)):
            for place, thing in enumerate(getattr(entry.value, key) if entry else ()):
                files.claim(space, thing.id, entry.file if entry else "", entry.line(key, place) if entry else 1)
        return cls(
            words=words.value.woorden if words else None,
            titles=titles.value.titels if titles else [],
            rubric={criterion.id: criterion for criterion in rubric.value.criteria} if rubric else None,
            drawings=_drawings(files),
            lessons=_listed_lessons(files),
        )

    def context(self, files: Files, file: str, *, prefix: str = "") -> markdown.Context:
        """What a text in this file may refer to."""
        return markdown.Context(
            fault=lambda line, message: files.fault(file, line, message),
            lessons=self.lessons,
            words=None if self.words is None else {word.id: word.word for word in self.words},
            norms=files.norms,
            drawings=self.drawings,
            prefix=prefix,
        )


def _norms(files: Files) -> dict[str, str] | None:
    entry = files.read("normen.yml", schemas.NormsFile)
    if entry is None:
        return None
    for place, norm in enumerate(entry.value.normen):
        files.claim("norm", norm.id, entry.file, entry.line("normen", place))
        checks.check_dates(files, entry, norm, "normen", place)
    return {norm.id: say_norm(norm) for norm in entry.value.normen}


def _listed_lessons(files: Files) -> dict[str, str]:
    """A first look, before anything is rendered: texts may refer to lessons that come later."""
    found = {}
    for folder in _names_in(files.peek("course.yml"), "modules"):
        for name in _names_in(files.peek(f"modules/{folder}/module.yml"), "lessons"):
            file = f"modules/{folder}/{name}"
            front = files.peek(file)
            if isinstance(front, dict) and isinstance(front.get("id"), str):
                found[front["id"]] = file
    return found


def _names_in(value: object, key: str) -> list[str]:
    listed = value.get(key) if isinstance(value, dict) else None
    return [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []


def _drawings(files: Files) -> dict[str, str]:
    found = {}
    for file, text in files.texts.items():
        if file.startswith("img/") and file.endswith(".svg"):
            name = file.removeprefix("img/").removesuffix(".svg")
            try:
                found[name] = read_drawing(text)
            except BadDrawing as error:
                found[name] = ""
                files.fault(file, error.line, str(error))
    return found


def say_norm(norm: schemas.NormFile) -> str:
    """An amount with its date, or that it was not established."""
    if norm.amount is None or not norm.verified:
        return f"{norm.title} ({NOT_ESTABLISHED}; zie {norm.bron})"
    amount = f"{norm.amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",00")
    return f"{amount} {norm.unit} (stand {say_day(norm.geldig_van)})"


def say_day(day: date) -> str:
    """Like "1 juli 2026", without a locale library: this is a file format."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def points(written: schemas.ThemePoints) -> Points:
    """Whole and half points to hundredths."""
    return Points(*(round(value * HUNDREDTHS) for value in (written.R, written.M, written.E, written.P)))


def sources(written: list[schemas.SourceFile]) -> tuple[Source, ...]:
    """Sources as the house sees them."""
    return tuple(Source(source.title, source.verified, source.read_on) for source in written)
