"""Drawings: SVG read as XML against a closed list and written anew, so that nothing but lines, shapes and words reaches a page."""

import re
from html import escape
from xml.parsers import expat

_SHAPES = {"svg", "g", "defs", "path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "marker", "linearGradient", "radialGradient"}
_WORDS = {"text", "tspan", "title", "desc"}
_TAGS = _SHAPES | _WORDS | {"stop", "clipPath"}
_ATTRIBUTES = {
    *("id", "viewBox", "preserveAspectRatio", "transform", "d", "points", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry"),
    *("width", "height", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap"),
    *("stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "opacity", "color", "font-family", "font-size", "font-style", "font-weight"),
    *("letter-spacing", "text-anchor", "dominant-baseline", "textLength", "lengthAdjust", "rotate", "clip-path", "clip-rule", "marker-start"),
    *("marker-mid", "marker-end", "markerWidth", "markerHeight", "markerUnits", "refX", "refY", "orient", "offset", "stop-color", "stop-opacity"),
    *("gradientUnits", "gradientTransform", "spreadMethod", "fx", "fy", "paint-order", "vector-effect", "shape-rendering", "text-rendering"),
}
_ROOT_DROPPED = {"version", "width", "height", "role", "aria-label", "aria-hidden", "focusable"}
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_REFERENCE = re.compile(r"url\(#([A-Za-z][A-Za-z0-9_-]*)\)")
_OWN = "\ue002"
"""Stands before every id inside a drawing, until the drawing gets its place on a page."""


class BadDrawing(ValueError):
    """The file is not a drawing that can be shown; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(f"Deze tekening kan niet: {message}")


def read_drawing(text: str) -> str:
    """The drawing as safe SVG, its ids still to be made unique by `place_drawing`. Raises BadDrawing."""
    vetting = _Vetting()
    try:
        vetting.parser.Parse(text.strip().encode("utf-8", "replace"), True)  # noqa: FBT003 -- expat's own signature
    except expat.ExpatError as error:
        raise BadDrawing(error.lineno, "het is geen geldige XML. Sla haar opnieuw op als gewone SVG.") from error
    for line, name in vetting.wanted:
        if name not in vetting.ids:
            raise BadDrawing(line, f"`url(#{name})` verwijst naar iets dat er niet is.")
    return "".join(vetting.parts)


def place_drawing(drawing: str, described: str, prefix: str) -> str:
    """The drawing for one place on a page, with its description."""
    label = f'<svg role="img" aria-label="{escape(described)}"'
    return f'<span class="drawing">{drawing.replace("<svg", label, 1).replace(_OWN, prefix)}</span>'


class _Vetting:
    """Collects the safe text of a drawing while expat reads it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.ids: set[str] = set()
        self.wanted: list[tuple[int, str]] = []
        self._inside: list[str] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words

    def _bad(self, message: str) -> BadDrawing:
        return BadDrawing(self.parser.CurrentLineNumber, message)

    def _doctype(self, *_parts: object) -> None:
        raise self._bad("haal de regel met `<!DOCTYPE` weg.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        is_root = not self._inside
        if name not in _TAGS or (name == "svg") != is_root:
            raise self._bad(f"`<{name}>` mag er niet in. Gebruik één <svg> met lijnen, vormen en tekst, zonder script, style of verwijzing.")
        if is_root and not re.fullmatch(r"\s*-?[\d.]+([\s,]+-?[\d.]+){3}\s*", attributes.get("viewBox", "")):
            raise self._bad('geef `<svg>` een `viewBox`, zoals viewBox="0 0 640 200".')
        self._inside.append(name)
        dropped = _ROOT_DROPPED if is_root else set()
        kept = {key: value for key, value in attributes.items() if key not in dropped and key != "xmlns" and not key.startswith("xmlns:")}
        self.parts.append(f"<{name}" + "".join(f' {key}="{escape(self._value(key, value))}"' for key, value in kept.items()) + ">")

    def _value(self, key: str, value: str) -> str:
        line = self.parser.CurrentLineNumber
        if key not in _ATTRIBUTES:
            raise self._bad(f"het attribuut `{key}` mag er niet in. Haal het weg; geef kleur en lijn met fill, stroke en stroke-width.")
        if key == "id":
            if not _ID.fullmatch(value) or value in self.ids:
                raise self._bad(f"de id `{value}` is ongeldig of dubbel.")
            self.ids.add(value)
            return _OWN + value
        if "url" in value.casefold() or "\\" in value:
            if not _REFERENCE.fullmatch(value):
                raise self._bad(f"`{key}` verwijst naar buiten. Alleen `url(#id)` binnen dezelfde tekening kan.")
            self.wanted.append((line, value[5:-1]))
            return f"url(#{_OWN}{value[5:-1]})"
        return value.replace(_OWN, "")

    def _end(self, name: str) -> None:
        self._inside.pop()
        self.parts.append(f"</{name}>")

    def _words(self, text: str) -> None:
        if self._inside[-1] in _WORDS:
            self.parts.append(escape(text.replace(_OWN, "")))
