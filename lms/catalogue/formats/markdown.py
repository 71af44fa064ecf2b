"""Markdown as course authors write it, to HTML that cannot hurt: no raw HTML, a closed list of tags, vetted drawings inlined."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from lms.catalogue.terms import Heading

NOTES = {"wet": "Wat zegt de wet?", "voorbeeld": "Voorbeeld", "probeer": "Probeer zelf", "let-op": "Let op"}
_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "code", "pre", "hr", "br", "a", "sup", "section", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "details", "summary", "span", "figure"),
}
_ATTRIBUTES = {
    "a": {"href", "class", "id"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "li": {"id", "class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "details": {"class"},
    "p": {"class"},
    "section": {"class"},
    "sup": {"class"},
    "span": {"class"},
    "figure": {"class"},
    "ol": {"class", "start"},
    "th": {"scope", "class"},
    "td": {"class"},
}
_NORM = re.compile(r"\{norm:([a-z0-9-]+)\}")
_PLACE = "\ue000{}\ue001"
_BAD_SVG = re.compile(r"<script|<style|<foreignObject|\son\w+\s*=|\sstyle\s*=|(?:xlink:)?href\s*=|<image|<!ENTITY|<!DOCTYPE|<\?xml", re.IGNORECASE)


@dataclass
class Context:
    """What a text may refer to, and the faults found while rendering it. `fault(line, message)`."""

    fault: Callable[[int, str], None]
    lessons: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    norms: Mapping[str, str] = field(default_factory=dict)
    drawings: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    """Put before every heading id, so that several texts can stand on one page."""


@dataclass(frozen=True)
class Rendered:
    """Safe HTML and its headings of level 2."""

    html: str
    headings: tuple[Heading, ...]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    for name, title in NOTES.items():
        parser.use(container_plugin, name, render=_note(name, title))
    parser.use(container_plugin, "antwoord", render=_answer)
    return parser


def _note(name: str, title: str) -> Callable[..., str]:
    def render(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 -- the plugin's signature
        if tokens[index].nesting == -1:
            return "</div>\n"
        words = tokens[index].info.strip().removeprefix(name).strip()
        return f'<div class="note note--{name}"><p class="note__title">{escape(f"{title} {words}" if name == "wet" else words or title)}</p>\n'

    return render


def _answer(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 -- the plugin's signature
    if tokens[index].nesting == -1:
        return "</details>\n"
    return '<details class="note note--antwoord"><summary>Bekijk het antwoord</summary>\n'


_PARSER = _parser()


def render(text: str, first_line: int, context: Context) -> Rendered:
    """HTML of a Markdown text whose first line stands at `first_line` of its file. Faults go to `context.fault`."""
    tokens = _PARSER.parse(text)
    _check_blocks(text, first_line, context)
    headings: list[Heading] = []
    inlined: list[str] = []
    seen: set[str] = set()
    for index, token in enumerate(tokens):
        line = first_line + (token.map[0] if token.map else 0)
        if token.type == "heading_open":
            _heading(tokens[index + 1], token, line, context=context, headings=headings, seen=seen)
        if token.type == "table_open":
            token.attrSet("data-wrap", "1")
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type == "inline":
            _inline(token, line, context, inlined)
        if token.type == "fence" or (token.type == "paragraph_open" and tokens[index + 1].content.startswith(":::")):
            context.fault(line, "Dit blok begint of eindigt niet goed. Schrijf `:::naam` op een eigen regel en sluit met `:::`.")
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    numbers = count(1)
    html = re.sub(
        r'<table data-wrap="1">',
        lambda _: f'<div class="table-scroll" tabindex="0" role="region" aria-label="Tabel {next(numbers)}"><table>',
        html,
    )
    html = html.replace("</table>", "</table></div>")
    html = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https", "mailto"}, link_rel="noopener noreferrer")
    for number, drawing in enumerate(inlined):
        html = html.replace(_PLACE.format(number), drawing)
    return Rendered(html, tuple(headings))


def _check_blocks(text: str, first_line: int, context: Context) -> None:
    """Every `:::naam` has its own `:::`: an open block would swallow what comes after it."""
    opened = 0
    for number, line in enumerate(text.splitlines(), start=first_line):
        if re.match(r":::\s*[a-z]", line):
            if opened:
                context.fault(opened, "Dit blok is niet gesloten. Zet `:::` op een eigen regel voordat het volgende blok begint.")
            opened = number
        elif re.match(r":::\s*$", line):
            opened = 0
    if opened:
        context.fault(opened, "Dit blok is niet gesloten. Zet `:::` op een eigen regel aan het einde.")


def _heading(inline: Token, token: Token, line: int, *, context: Context, headings: list[Heading], seen: set[str]) -> None:
    words = "".join(child.content for child in inline.children or [] if child.type in {"text", "code_inline"})
    if token.tag == "h1":
        context.fault(line, "Een tekst begint niet met `#`: de titel staat al boven de pagina. Gebruik `##`.")
        token.tag = "h2"
        return
    base = context.prefix + (re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-") or "deel")
    name = next(name for name in (base, *(f"{base}-{n}" for n in range(2, 999))) if name not in seen)
    seen.add(name)
    token.attrSet("id", name)
    if token.tag == "h2":
        headings.append(Heading(name, words))


def _inline(token: Token, line: int, context: Context, inlined: list[str]) -> None:
    for child in token.children or []:
        if child.type == "text":
            if re.search(r"</?[a-z][a-z0-9]*[\s>/]", child.content, re.IGNORECASE):
                context.fault(line, "HTML kan hier niet. Schrijf Markdown.")
            child.content = _NORM.sub(lambda match: _norm(match.group(1), line, context), child.content)
        elif child.type == "link_open":
            _link(child, line, context)
        elif child.type == "image":
            _image(child, line, context, inlined)


def _norm(name: str, line: int, context: Context) -> str:
    if name not in context.norms:
        context.fault(line, f"De norm `{name}` staat niet in normen.yml. Voeg hem daar toe, met bron en datum.")
    return context.norms.get(name, "")


def _link(token: Token, line: int, context: Context) -> None:
    target = str(token.attrGet("href") or "")
    kind, _, name = target.partition(":")
    known = {
        "les": (context.lessons, "/mijn/lessen/{}", "Deze les bestaat niet"),
        "woord": (context.words, "/mijn/woordenlijst#woord-{}", "Dit woord staat niet in woordenlijst.yml"),
    }
    if kind in known:
        found, address, message = known[kind]
        if name not in found:
            context.fault(line, f"{message}: `{name}`. Controleer de spelling.")
        token.attrSet("href", address.format(name))
    elif kind not in {"https", "mailto"} and not target.startswith("#"):
        context.fault(line, f"De link `{target}` kan niet. Gebruik `les:`, `woord:` of een adres met https.")


def _image(token: Token, line: int, context: Context, inlined: list[str]) -> None:
    kind, _, name = str(token.attrGet("src") or "").partition(":")
    alt = token.content.strip()
    drawing = context.drawings.get(name) if kind == "img" else None
    if drawing is None:
        context.fault(line, f"De tekening `{name or kind}` bestaat niet. Zet haar als SVG in img/ en schrijf `![beschrijving](img:naam)`.")
    elif not alt:
        context.fault(line, "Bij deze tekening ontbreekt een beschrijving. Schrijf wat erop staat tussen de vierkante haken.")
    token.type, token.tag, token.children = "text", "", None
    token.content = _PLACE.format(len(inlined)) if drawing and alt else ""
    if drawing and alt:
        label = f'<svg role="img" aria-label="{escape(alt, quote=True)}" '
        inlined.append(f'<span class="drawing">{drawing.replace("<svg ", label, 1)}</span>')


def vet_drawing(text: str) -> str | None:
    """The SVG text when it is one plain drawing, else None."""
    body = text.strip()
    safe = body.startswith("<svg ") and body.endswith("</svg>") and not _BAD_SVG.search(body) and "viewBox=" in body
    return body if safe else None
