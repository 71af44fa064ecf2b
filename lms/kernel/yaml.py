"""YAML 1.2 with line numbers: `no` is a word, dates stay text, and every key and item knows its line.

libyaml scans the text (a course is read at every start, and Python alone took ten times as long); what a plain word means is decided here, by
the core schema of YAML 1.2.2 (section 10.3). Only plain data is read: text, numbers, true/false, null, lists and mappings. Labels
(`!!binary`), references (`*x`) and merges (`<<`) are refused, so a file cannot grow when it is read and what stands there is what is meant.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from yaml import CSafeLoader, MappingNode, MarkedYAMLError, Node, ScalarNode, YAMLError
from yaml.reader import ReaderError

Path = tuple[str | int, ...]
_CORE = "tag:yaml.org,2002:"
_PROBLEMS = {
    "mapping values are not allowed": "er staat een dubbele punt midden in een waarde; zet de hele waarde tussen aanhalingstekens",
    "cannot start any token": "een waarde begint met een tab, @, % of `; gebruik spaties of zet de waarde tussen aanhalingstekens",
    "expected ',' or": "in een rij tussen haken ontbreekt een komma of het sluitende haakje",
    "unexpected end of stream": "een aanhalingsteken wordt niet gesloten",
    "but found another document": "er staat een regel `---` te veel",
    "expected <block end>": "de regels springen niet gelijk in, of een streepje of dubbele punt ontbreekt",
    "could not find expected ':'": "er ontbreekt een dubbele punt achter een veldnaam",
    "exceeded maximum nesting": "te veel haken in elkaar",
    "undefined alias": "een waarde begint met `*`; zet haar tussen aanhalingstekens",
    "expected alphabetic or numeric": "een waarde begint met `&`, `*` of `!`; zet haar tussen aanhalingstekens",
    "unknown escape character": "een `\\` tussen dubbele aanhalingstekens; gebruik enkele aanhalingstekens",
}


class BrokenYaml(ValueError):
    """The text is not YAML as we read it; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True)
class Loaded:
    """A value and the line of each key and item, counted from 1."""

    value: Any
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of this path, or of the nearest part above it."""
        return _nearest(self.lines, path)

    def map_text(self, change: Callable[[Path, str], str]) -> "Loaded":
        """The same with every text replaced by `change(path, text)`."""
        return Loaded(_map_text(self.value, (), change), self.lines)


def _nearest(lines: dict[Path, int], path: Path) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def load(text: str, first_line: int = 1) -> Loaded:
    """Read one document; `first_line` is where it stands in its file. Raises BrokenYaml."""
    try:
        node = _Loader(text).get_single_node()
        reading = _Reading(first_line)
        value = None if node is None else reading.value(node, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenYaml(first_line + (mark.line if mark else 0), f"geen geldige YAML{_in_dutch(error.problem)}") from error
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise BrokenYaml(line, "geen geldige YAML: er staat een onzichtbaar teken in dat niet kan; typ de regel opnieuw") from error
    except RecursionError as error:
        raise BrokenYaml(first_line, "geen geldige YAML: te veel haken in elkaar") from error
    except (YAMLError, ValueError, TypeError, AttributeError, IndexError) as error:
        if isinstance(error, BrokenYaml):
            raise
        raise BrokenYaml(first_line, "geen geldige YAML") from error
    return Loaded(value, reading.lines)


def _in_dutch(problem: str | None) -> str:
    known = next((said for part, said in _PROBLEMS.items() if part in (problem or "")), "")
    return f": {known}" if known else ""


class _Loader(CSafeLoader):  # type: ignore[misc]  # the library has no types
    """Plain words by the core schema of YAML 1.2; `<<` is known so that it can be refused."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _name, _pattern, _first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", "~nN"),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+.0123456789"),
    ("merge", "<<", "<"),
):
    _Loader.add_implicit_resolver(f"{_CORE}{_name}", re.compile(f"^(?:{_pattern})$"), ["", *_first] if _name == "null" else list(_first))


class _Reading:
    """From nodes to plain values, noting lines on the way."""

    def __init__(self, first_line: int) -> None:
        self.first = first_line
        self.lines: dict[Path, int] = {(): first_line}
        self._seen: set[int] = set()

    def value(self, node: Node, path: Path) -> Any:  # noqa: ANN401 -- any YAML value
        if id(node) in self._seen:
            raise BrokenYaml(_nearest(self.lines, path), "geen geldige YAML: een verwijzing met `*` kan hier niet; schrijf de waarde uit")
        self._seen.add(id(node))
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        kind = "map" if isinstance(node, MappingNode) else "seq"
        if node.tag != f"{_CORE}{kind}":
            raise self._labelled(node)
        return self._mapping(node, path) if isinstance(node, MappingNode) else self._sequence(node, path)

    def _line(self, node: Node) -> int:
        return self.first + int(node.start_mark.line)

    def _labelled(self, node: Node) -> BrokenYaml:
        label = str(node.tag).replace(_CORE, "!!")
        return BrokenYaml(self._line(node), f"geen geldige YAML: het label `{label}` kan hier niet; haal het weg")

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, item in node.value:
            if not isinstance(key, ScalarNode) or key.tag == f"{_CORE}merge":
                raise BrokenYaml(self._line(key), "geen geldige YAML: een veldnaam moet één woord zijn")
            self._seen.add(id(key))
            name = key.value.lower() if key.tag == f"{_CORE}bool" else str(key.value)
            if name in found:
                raise BrokenYaml(self._line(key), f"geen geldige YAML: het veld `{name}` staat er twee keer; haal er één weg")
            self.lines[*path, name] = self._line(key)
            found[name] = self.value(item, (*path, name))
        return found

    def _sequence(self, node: Node, path: Path) -> list[Any]:
        found = []
        for place, item in enumerate(node.value):
            if id(item) not in self._seen:
                self.lines[*path, place] = self._line(item)
            found.append(self.value(item, (*path, place)))
        return found

    def _scalar(self, node: ScalarNode) -> str | float | bool | None:
        text, tag = str(node.value), str(node.tag).removeprefix(_CORE)
        if tag in {"int", "float"}:
            return _number(text, tag)
        if tag == "bool":
            return text.lower() == "true"
        if tag == "null":
            return None
        if tag not in {"str", "merge"}:
            raise self._labelled(node)
        return text


def _number(text: str, tag: str) -> str | float:
    """The number, or the text when it is none that can be counted with (`.nan`, 5000 digits)."""
    try:
        if tag == "int":
            return int(text, 0) if text.lstrip("+-").startswith(("0x", "0o", "0b")) else int(text)
        found = float(text)
    except ValueError:
        return text
    return found if math.isfinite(found) else text


def _map_text(value: Any, path: Path, change: Callable[[Path, str], str]) -> Any:  # noqa: ANN401 -- any YAML value
    if isinstance(value, dict):
        return {key: _map_text(item, (*path, key), change) for key, item in value.items()}
    if isinstance(value, list):
        return [_map_text(item, (*path, place), change) for place, item in enumerate(value)]
    return change(path, value) if isinstance(value, str) else value
