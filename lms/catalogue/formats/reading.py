"""Reading one file into its schema, with every fault at its line and in Dutch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from lms.catalogue.formats.markdown import check_plain, fill_norms
from lms.catalogue.formats.telling import explain
from lms.catalogue.terms import Fault
from lms.kernel.yaml import BrokenYaml, Loaded, Path, load

T = TypeVar("T")
Schema = TypeVar("Schema", bound=BaseModel)
_FRONT = "---\n"
_MARKDOWN_FIELDS = {"prompt"}


@dataclass
class Files:
    """The files of a course by path, and what was found in them."""

    texts: dict[str, str]
    norms: Mapping[str, str] | None = None
    """The amounts, once normen.yml was read."""
    faults: list[Fault] = field(default_factory=list)
    expiries: list[tuple[str, int, date]] = field(default_factory=list)
    """File, line and day (exclusive) of everything that stops being valid."""
    _claimed: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    _pages: dict[str, "_Page"] = field(default_factory=dict)

    def fault(self, file: str, line: int, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(file, line, message))

    def claim(self, space: str, name: str, file: str, line: int) -> None:
        """Give a thing its id; an id is used once in its space."""
        first = self._claimed.setdefault((space, name), (file, line))
        if first != (file, line):
            what = "De code" if space.startswith("code") else "De id"
            self.fault(file, line, f"{what} `{name}` komt twee keer voor (ook in {first[0]}:{first[1]}). Geef er één een andere.")

    def peek(self, file: str) -> Any:  # noqa: ANN401 -- any YAML value
        """What the YAML of a file holds, unchecked and without noting faults; None when there is nothing to see."""
        if file not in self.texts:
            return None
        try:
            return self._page(file).loaded().value
        except BrokenYaml:
            return None

    def read(self, file: str, schema: type[Schema], *, asked_by: tuple[str, int] | None = None) -> "Entry[Schema] | None":
        """A YAML file, or a Markdown file with front matter, in its schema; None with the faults noted."""
        if file not in self.texts:
            self.fault(*(asked_by or (file, 1)), f"Het bestand {file} ontbreekt. Maak het, of haal de verwijzing weg.")
            return None
        page = self._page(file)
        del self._pages[file]  # each is read once, and what a process keeps of a course is the course
        if page.front is None:
            self.fault(file, 1, "Bovenaan ontbreken de gegevens tussen twee regels met `---`.")
            return None
        try:
            loaded = page.loaded()
        except BrokenYaml as error:
            self.fault(file, error.line, f"Dit is {error}.")
            return None
        loaded = loaded.map_text(lambda path, text: self._plain(file, loaded.line_of(path), path, text))
        try:
            return Entry(file, schema.model_validate(loaded.value), loaded, page.body, page.body_line)
        except ValidationError as error:
            for found in error.errors():
                self.fault(file, *explain(found, loaded))
        return None

    def _page(self, file: str) -> "_Page":
        if file not in self._pages:
            self._pages[file] = _page(self.texts[file]) if file.endswith(".md") else _Page(self.texts[file], 1, "", 1)
        return self._pages[file]

    def _plain(self, file: str, line: int, path: Path, text: str) -> str:
        if path and path[-1] in _MARKDOWN_FIELDS:
            return text

        def fault(message: str) -> None:
            self.fault(file, line, message)

        check_plain(text, fault)
        return fill_norms(text, self.norms, fault)


@dataclass
class _Page:
    """A file taken apart: its YAML (None when a page has none) and the text below."""

    front: str | None
    front_line: int
    body: str
    body_line: int
    _loaded: Loaded | None = None

    def loaded(self) -> Loaded:
        """The YAML, read once. Raises BrokenYaml."""
        if self._loaded is None:
            self._loaded = load(self.front or "", self.front_line)
        return self._loaded


def _page(text: str) -> _Page:
    front, sep, body = text.removeprefix(_FRONT).partition("\n---\n")
    if not text.startswith(_FRONT) or not sep:
        return _Page(None, 1, "", 1)
    return _Page(front, 2, body, front.count("\n") + 4)


@dataclass
class Entry(Generic[T]):
    """A file read: its value, the lines of its keys, and the text below the front matter."""

    file: str
    value: T
    loaded: Loaded
    body: str
    body_line: int = 1

    def line(self, *path: str | int) -> int:
        """The line of a key."""
        return self.loaded.line_of(path)
