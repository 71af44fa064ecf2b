"""What the schema found, as a Dutch sentence with its line and what to write instead."""

import difflib
from typing import Any

from pydantic import BaseModel

from lms.catalogue.formats import schemas
from lms.catalogue.terms import QuestionType
from lms.kernel.yaml import Loaded

_MESSAGES = {
    "missing": "Het veld `{name}` ontbreekt. Voeg het toe.",
    "string_type": "`{name}` moet tekst zijn. Zet de waarde tussen aanhalingstekens.",
    "int_type": "`{name}` moet een heel getal zijn.",
    "int_parsing": "`{name}` moet een heel getal zijn.",
    "int_from_float": "`{name}` moet een heel getal zijn.",
    "float_type": "`{name}` moet een getal zijn.",
    "float_parsing": "`{name}` moet een getal zijn.",
    "finite_number": "`{name}` moet een gewoon getal zijn.",
    "bool_type": "`{name}` moet true of false zijn.",
    "bool_parsing": "`{name}` moet true of false zijn.",
    "list_type": "`{name}` moet een lijst zijn.",
    "dict_type": "`{name}` moet uit velden met een waarde bestaan.",
    "model_type": "`{name}` moet uit velden met een waarde bestaan.",
    "model_attributes_type": "`{name}` moet uit velden met een waarde bestaan.",
    "date_type": "`{name}` moet een datum zijn, zoals 2026-07-01.",
    "date_parsing": "`{name}` moet een datum zijn, zoals 2026-07-01.",
    "date_from_datetime_parsing": "`{name}` moet een datum zijn, zoals 2026-07-01.",
    "string_too_short": "`{name}` is leeg. Vul het in.",
    "string_too_long": "`{name}` is te lang: hooguit {max_length} tekens.",
    "too_short": "`{name}` heeft te weinig regels: ten minste {min_length}.",
    "too_long": "`{name}` heeft te veel regels: hooguit {max_length}.",
    "greater_than": "`{name}` moet groter zijn dan {gt}.",
    "greater_than_equal": "`{name}` moet ten minste {ge} zijn.",
    "less_than_equal": "`{name}` mag hooguit {le} zijn.",
    "multiple_of": "`{name}` moet een veelvoud van {multiple_of} zijn.",
    "literal_error": "`{name}` kan alleen zijn: {expected}.",
    "string_pattern_mismatch": "`{name}` heeft een verkeerde vorm. {form}",
    "union_tag_invalid": "Dit vraagtype bestaat niet. Kies uit: {expected_tags}.",
    "union_tag_not_found": "Het veld `type` ontbreekt bij deze vraag.",
}
_FORMS = {
    schemas.ID: "Gebruik kleine letters, cijfers en streepjes, zoals `hersteltermijn-1`.",
    schemas.CRITERION: "Schrijf G1 tot en met G8 uit rubric.yml, of S1, S2 ... voor een eigen criterium.",
    schemas.CENTRAL: "Schrijf G1 tot en met G8.",
    schemas.CASE_CODE: "Schrijf een code zoals C1.",
    schemas.DOCUMENT_FILE: "Schrijf een bestand zoals `docs/1-brief.md`.",
    schemas.LESSON_FILE: "Schrijf een bestandsnaam in kleine letters, zoals `van-beginsel-naar-besluit.md`.",
    schemas.MODULE_CODE: "Schrijf een code zoals M1.",
    schemas.VERSION: 'Schrijf een versie tussen aanhalingstekens, zoals "2027.1".',
}
_TAGS = {"central", "own", *QuestionType}


def explain(found: Any, loaded: Loaded) -> tuple[int, str]:  # noqa: ANN401 -- pydantic's ErrorDetails
    """Line and sentence for one finding of pydantic."""
    path: tuple[str | int, ...] = ()
    for part in found["loc"]:
        if (*path, part) in loaded.lines:
            path = (*path, part)
    name = _name(found["loc"])
    context = {key: value for key, value in (found.get("ctx") or {}).items() if isinstance(value, str | int | float)}
    if found["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, _fields_beside(path, loaded), n=1)
        hint = f" Bedoelde je `{near[0]}`?" if near else " Haal het weg."
        return loaded.line_of(path), f"`{name}` is geen bekend veld.{hint}"
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", " of ")
    context["form"] = _FORMS.get(str(context.get("pattern")), "Zie docs/course-format.md.")
    template = _MESSAGES.get(found["type"], "`{name}` klopt niet. Zie docs/course-format.md.")
    return loaded.line_of(path), template.format_map(_Missing(context, name=name))


def _name(loc: tuple[str | int, ...]) -> str:
    """The last field that has a name: an item of a list is named after the list."""
    return next((part for part in reversed(loc) if isinstance(part, str) and part not in _TAGS), "dit bestand")


class _Missing(dict[str, Any]):
    """A format map that leaves unknown words out."""

    def __missing__(self, key: str) -> str:
        return ""


def _fields_beside(path: tuple[str | int, ...], loaded: Loaded) -> list[str]:
    """The fields of the schema that fits best with what stands beside this key."""
    beside = loaded.value
    for part in path[:-1]:
        beside = beside[part]
    known = [value for value in vars(schemas).values() if isinstance(value, type) and issubclass(value, BaseModel)]
    return max((list(schema.model_fields) for schema in known), key=lambda fields: len(set(fields) & set(beside)))
