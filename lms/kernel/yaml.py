"""YAML 1.2 with line numbers: `no` is a word, dates stay text, and every key and item knows its line."""

from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Path = tuple[str | int, ...]


class BrokenYaml(ValueError):
    """The text is not YAML; `line` counts from 1."""

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
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str, first_line: int = 1) -> Loaded:
    """Read one document; `first_line` is where it stands in its file. Raises BrokenYaml."""
    reader = YAML(typ="rt")
    reader.version = (1, 2)
    reader.allow_duplicate_keys = False
    try:
        value = reader.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenYaml(first_line + (mark.line if mark else 0), f"geen geldige YAML ({error.problem or 'onleesbaar'})") from error
    except (YAMLError, ValueError, TypeError, RecursionError) as error:
        raise BrokenYaml(first_line, "geen geldige YAML") from error
    lines: dict[Path, int] = {(): first_line}
    try:
        return Loaded(_plain(value, (), lines, first_line), lines)
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenYaml(first_line, "geen gewone YAML (een tag of samenvoeging kan hier niet)") from error


def _name(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def _plain(value: Any, path: Path, lines: dict[Path, int], first: int) -> Any:  # noqa: ANN401 -- any YAML value
    if isinstance(value, CommentedMap):
        for key in value:
            lines[(*path, _name(key))] = first + value.lc.key(key)[0]
        return {_name(key): _plain(item, (*path, _name(key)), lines, first) for key, item in value.items()}
    if isinstance(value, CommentedSeq):
        for index in range(len(value)):
            lines[(*path, index)] = first + value.lc.item(index)[0]
        return [_plain(item, (*path, index), lines, first) for index, item in enumerate(value)]
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)
    return float(value) if isinstance(value, float) else value
