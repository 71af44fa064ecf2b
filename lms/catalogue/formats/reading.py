"""Reading one file into its schema, with every fault at its line and in Dutch."""

import difflib
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from lms.catalogue.formats import schemas
from lms.catalogue.terms import Fault
from lms.kernel.yaml import BrokenYaml, Loaded, load

T = TypeVar("T")
Schema = TypeVar("Schema", bound=BaseModel)
_FRONT = "---\n"
_MESSAGES = {
    "missing": "Het veld `{name}` ontbreekt. Voeg het toe.",
    "string_type": "`{name}` moet tekst zijn. Zet de waarde tussen aanhalingstekens.",
    "int_type": "`{name}` moet een heel getal zijn.",
    "int_parsing": "`{name}` moet een heel getal zijn.",
    "int_from_float": "`{name}` moet een heel getal zijn.",
    "float_type": "`{name}` moet een getal zijn.",
    "float_parsing": "`{name}` moet een getal zijn.",
    "bool_type": "`{name}` moet true of false zijn.",
    "bool_parsing": "`{name}` moet true of false zijn.",
    "list_type": "`{name}` moet een lijst zijn.",
    "dict_type": "`{name}` moet uit velden met een waarde bestaan.",
    "model_type": "`{name}` moet uit velden met een waarde bestaan.",
    "date_type": "`{name}` moet een datum zijn, zoals 2026-07-01.",
    "date_parsing": "`{name}` moet een datum zijn, zoals 2026-07-01.",
    "date_from_datetime_parsing": "`{name}` moet een datum zijn, zoals 2026-07-01.",
    "date_from_datetime_inexact": "`{name}` moet een datum zonder tijd zijn.",
    "string_too_short": "`{name}` is leeg. Vul het in.",
    "string_too_long": "`{name}` is te lang.",
    "too_short": "`{name}` heeft te weinig regels: ten minste {min_length}.",
    "too_long": "`{name}` heeft te veel regels: hooguit {max_length}.",
    "greater_than": "`{name}` moet groter zijn dan {gt}.",
    "greater_than_equal": "`{name}` moet ten minste {ge} zijn.",
    "less_than_equal": "`{name}` mag hooguit {le} zijn.",
    "multiple_of": "`{name}` moet een veelvoud van {multiple_of} zijn.",
    "literal_error": "`{name}` kan alleen zijn: {expected}.",
    "string_pattern_mismatch": "`{name}` heeft een verkeerde vorm. Gebruik kleine letters, cijfers en streepjes, zoals in docs/course-format.md.",
    "union_tag_invalid": "Dit vraagtype bestaat niet. Kies uit: {expected_tags}.",
    "union_tag_not_found": "Het veld `type` ontbreekt bij deze vraag.",
}


@dataclass
class Files:
    """The files of a course by path, and the faults found in them."""

    texts: dict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, file: str, line: int, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(file, line, message))

    def read(self, file: str, schema: type[Schema], *, asked_by: tuple[str, int] | None = None) -> "Entry[Schema] | None":
        """A YAML file in its schema, or None with the faults noted."""
        text = self._text(file, asked_by)
        return None if text is None else self._fit(file, text, 1, schema, "")

    def read_page(self, file: str, schema: type[Schema], *, asked_by: tuple[str, int] | None = None) -> "Entry[Schema] | None":
        """A Markdown file with front matter in its schema."""
        text = self._text(file, asked_by)
        if text is None:
            return None
        front, sep, body = text.removeprefix(_FRONT).partition("\n---\n")
        if not text.startswith(_FRONT) or not sep:
            self.fault(file, 1, "Bovenaan ontbreken de gegevens tussen twee regels met `---`.")
            return None
        entry = self._fit(file, front, 2, schema, body)
        if entry is not None:
            entry.body_line = front.count("\n") + 4
        return entry

    def _text(self, file: str, asked_by: tuple[str, int] | None) -> str | None:
        if file not in self.texts:
            where = asked_by or (file, 1)
            self.fault(*where, f"Het bestand {file} ontbreekt. Maak het, of haal de verwijzing weg.")
            return None
        return self.texts[file]

    def _fit(self, file: str, text: str, first_line: int, schema: type[Schema], body: str) -> "Entry[Schema] | None":
        try:
            loaded = load(text, first_line)
        except BrokenYaml as error:
            self.fault(file, error.line, f"Dit is {error}. Kijk naar inspringen, dubbele punten en aanhalingstekens.")
            return None
        try:
            return Entry(file, schema.model_validate(loaded.value), loaded, body)
        except ValidationError as error:
            for found in error.errors():
                self.fault(file, *_explain(found, loaded, schema))
        return None


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


def _explain(found: Any, loaded: Loaded, schema: type[BaseModel]) -> tuple[int, str]:  # noqa: ANN401 -- pydantic's ErrorDetails
    path: tuple[str | int, ...] = ()
    for part in found["loc"]:
        if (*path, part) in loaded.lines:
            path = (*path, part)
    name = str(found["loc"][-1]) if found["loc"] else "dit bestand"
    context = {key: value for key, value in (found.get("ctx") or {}).items() if isinstance(value, str | int | float)}
    if found["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, list(schema.model_fields), n=1) or difflib.get_close_matches(name, sorted(_names()), n=1)
        hint = f" Bedoelde je `{near[0]}`?" if near else " Haal het weg."
        return loaded.line_of(path), f"`{name}` is geen bekend veld.{hint}"
    template = _MESSAGES.get(found["type"], "`{name}` klopt niet.")
    return loaded.line_of(path), template.format_map(_Missing(context, name=name))


class _Missing(dict[str, Any]):
    """A format map that leaves unknown words out."""

    def __missing__(self, key: str) -> str:
        return ""


def _names() -> set[str]:
    """All field names of all schemas: a fault may sit deep inside."""
    every = [value for value in vars(schemas).values() if isinstance(value, type) and issubclass(value, BaseModel)]
    return {name for known in every for name in known.model_fields}
