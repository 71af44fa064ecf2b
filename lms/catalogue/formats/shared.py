"""What all texts of a course share: glossary, amounts, drawings, the central rubric, and which lessons exist."""

import re
from dataclasses import dataclass, field
from datetime import date

from lms.catalogue.formats import markdown, schemas
from lms.catalogue.formats.reading import Files
from lms.catalogue.terms import HUNDREDTHS, Points, Source

_LESSON_ID = re.compile(r"^id: *([a-z0-9-]+) *$", re.MULTILINE)
_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")


@dataclass
class Library:
    """Looked up while rendering."""

    words: list[schemas.WordFile]
    titles: list[schemas.TitleFile]
    norms: dict[str, str]
    drawings: dict[str, str]
    rubric: dict[str, schemas.RubricCriterion]
    lessons: dict[str, str]
    folders: dict[str, str] = field(default_factory=dict)
    """Module id -> folder name."""

    @classmethod
    def read(cls, files: Files) -> "Library | None":
        """Read the shared files; None when one of them is broken."""
        rubric = files.read("rubric.yml", schemas.RubricFile)
        norms = files.read("normen.yml", schemas.NormsFile)
        words = files.read("woordenlijst.yml", schemas.GlossaryFile)
        titles = files.read("leeslijst.yml", schemas.ReadingListFile)
        _unique(files, "woordenlijst.yml", [word.id for word in words.value.woorden] if words else [])
        _unique(files, "normen.yml", [norm.id for norm in norms.value.normen] if norms else [])
        if rubric is None or norms is None or words is None or titles is None:
            return None
        return cls(
            words=words.value.woorden,
            titles=titles.value.titels,
            norms={norm.id: say_norm(norm) for norm in norms.value.normen},
            drawings=_drawings(files),
            rubric={criterion.id: criterion for criterion in rubric.value.criteria},
            lessons={match.group(1): file for file, text in files.texts.items() if _is_lesson(file) and (match := _LESSON_ID.search(text))},
        )

    def context(self, files: Files, file: str, *, prefix: str = "") -> markdown.Context:
        """What a text in this file may refer to."""
        return markdown.Context(
            fault=lambda line, message: files.fault(file, line, message),
            lessons=self.lessons,
            words={word.id: word.word for word in self.words},
            norms=self.norms,
            drawings=self.drawings,
            prefix=prefix,
        )


def _unique(files: Files, file: str, ids: list[str]) -> None:
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        files.fault(file, 1, f"De id `{name}` komt twee keer voor. Geef er één een andere id.")


def _is_lesson(file: str) -> bool:
    return file.startswith("modules/") and file.endswith(".md")


def _drawings(files: Files) -> dict[str, str]:
    found = {}
    for file, text in files.texts.items():
        if not file.endswith(".svg"):
            continue
        drawing = markdown.vet_drawing(text)
        if drawing is None:
            message = "Deze tekening kan niet. Nodig: één <svg> met viewBox, zonder script, style, verwijzing of gebeurtenis."
            files.fault(file, 1, message)
        else:
            found[file.rpartition("/")[2].removesuffix(".svg")] = drawing
    return found


def say_norm(norm: schemas.NormFile) -> str:
    """An amount with its date, or that it was not established."""
    if norm.amount is None or not norm.verified:
        return f"{norm.title} (bedrag niet vastgesteld; zie {norm.bron})"
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
