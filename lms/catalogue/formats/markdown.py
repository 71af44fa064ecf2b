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

from lms.catalogue.formats.drawings import place_drawing
from lms.catalogue.terms import Heading

NOTES = {"wet": "Wat zegt de wet?", "voorbeeld": "Fictief voorbeeld", "probeer": "Probeer zelf", "let-op": "Let op"}
_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "s", "code", "pre", "hr", "br", "a", "sup", "section", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "details", "summary"),
}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href", "id"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "li": {"id"},
    "div": {"tabindex", "role", "aria-label"},
    "ol": {"start"},
    "th": {"scope"},
}
_CLASSES = {
    "div": {"note", *(f"note--{name}" for name in NOTES), "table-scroll"},
    "details": {"note", "note--antwoord"},
    "p": {"note__title"},
    "th": {"num"},
    "td": {"num"},
    "a": {"footnote-backref"},
    "sup": {"footnote-ref"},
    "section": {"footnotes"},
    "ol": {"footnotes-list"},
    "li": {"footnote-item"},
}
_AROUND = ("inhoud", "bronnen", "position", "antwoord", "dossier", "oordeel", "notitie", "note")
"""Ids of the pages that texts are shown on."""
_NORM = re.compile(r"\{norm:([a-z0-9-]+)\}")
_HTML = re.compile(r"</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE)
_BLOCK = re.compile(r"^[ \t]*:::", re.MULTILINE)
_DATED_LAW = re.compile(r"^\s*wet \S.* \(.*(?:peildatum|tekst van) \d{1,2} [a-z]+ \d{4}\)\s*$")
_HTTPS = re.compile(r"https://[^/\s]+\.[^/\s]+")
_PLACE = "\ue000{}\ue001"
_DEEPEST = 4
_REFERENCES = {
    "les": ("lessons", "/mijn/lessen/{}", "Deze les bestaat niet: `{}`. Controleer de spelling, en of hij bij `lessons` van een module staat."),
    "woord": ("words", "/mijn/woordenlijst#woord-{}", "Dit woord staat niet in woordenlijst.yml: `{}`. Controleer de spelling."),
}

Fault = Callable[[int, str], None]


@dataclass
class Context:
    """What a text may refer to, and the faults found while rendering it. None is unknown: then nothing is said of it."""

    fault: Fault
    lessons: Mapping[str, str] | None = None
    words: Mapping[str, str] | None = None
    norms: Mapping[str, str] | None = None
    drawings: Mapping[str, str] = field(default_factory=dict)
    """Name -> drawing, empty when its file was refused."""
    prefix: str = ""
    """Put before every id, so that several texts can stand on one page."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, an item or a cell as it was written, without marks: its line, its words, and the block it stands in ("" for none)."""

    line: int
    words: str
    block: str = ""


@dataclass(frozen=True)
class Rendered:
    """Safe HTML, its headings of level 2, and what it says."""

    html: str
    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]


def _note(name: str, title: str) -> Callable[..., str]:
    def render(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 -- the plugin's signature
        if tokens[index].nesting == -1:
            return "</div>\n"
        words = tokens[index].info.strip().removeprefix(name).strip()
        told = {"wet": f"{title} {words}".strip(), "voorbeeld": f"{title}: {words}"}.get(name, words) if words else title
        return f'<div class="note note--{name}"><p class="note__title">{escape(told)}</p>\n'

    return render


def _answer(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 -- the plugin's signature
    if tokens[index].nesting == -1:
        return "</details>\n"
    return '<details class="note note--antwoord"><summary>Bekijk het antwoord</summary>\n'


def _drawing(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 -- a render rule's signature
    return tokens[index].content


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    for name, title in NOTES.items():
        parser.use(container_plugin, name, render=_note(name, title))
    parser.use(container_plugin, "antwoord", render=_answer)
    parser.add_render_rule("drawing", _drawing)
    return parser


_PARSER = _parser()


def render(text: str, first_line: int, context: Context) -> Rendered:
    """HTML of a Markdown text whose first line stands at `first_line` of its file. Faults go to `context.fault`."""
    env: dict[str, Any] = {"docId": context.prefix.strip("-")} if context.prefix else {}
    tokens = _PARSER.parse(text, env)
    work = _Work(context, first_line, re.split(r"\r\n?|\n", text))
    for index, token in enumerate(tokens):
        work.visit(tokens, index, token)
    work.check_anchors()
    work.check_footnotes(env)
    html = _PARSER.renderer.render(tokens, _PARSER.options, env)
    numbers = count(1)
    html = re.sub(
        r'<table data-wrap="1">',
        lambda _: f'<div class="table-scroll" tabindex="0" role="region" aria-label="Tabel {next(numbers)}"><table>',
        html,
    )
    html = _name_rows(html).replace("</table>", "</table></div>")
    html = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, allowed_classes=_CLASSES, url_schemes={"https", "mailto"}, link_rel="noopener noreferrer"
    )
    for number, drawing in enumerate(work.inlined):
        html = html.replace(_PLACE.format(number), drawing)
    return Rendered(html, tuple(work.headings), tuple(work.passages))


def _name_rows(html: str) -> str:
    """Markdown wants a header row; where it was left empty the first column names the rows, and an empty corner is no header."""

    def without_head(match: re.Match[str]) -> str:
        return re.sub(r"<tr>\n<td([^>]*)>(.*?)</td>", r'<tr>\n<th scope="row"\1>\2</th>', match.group(1), flags=re.DOTALL)

    html = re.sub(r"<thead>\n<tr>\n(?:<th[^>]*></th>\n)+</tr>\n</thead>\n(.*?</table>)", without_head, html, flags=re.DOTALL)
    return re.sub(r"<th[^>]*></th>", "<td></td>", html)


def fill_norms(text: str, norms: Mapping[str, str] | None, fault: Callable[[str], None]) -> str:
    """The text with every `{norm:id}` as its amount."""
    if "{norm" not in text or norms is None:
        return text

    def say(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in norms:
            fault(f"De norm `{name}` staat niet in normen.yml. Voeg hem daar toe, met bron en datum.")
        return norms.get(name, "")

    filled = _NORM.sub(say, text)
    if "{norm" in filled:
        fault("Een norm schrijf je als `{norm:id}`, zonder spaties.")
    return filled


def check_plain(text: str, fault: Callable[[str], None]) -> None:
    """Nothing in a plain text that only Markdown could show."""
    if _HTML.search(text):
        fault("HTML kan hier niet. Schrijf gewone tekst.")
    if re.search(r"\]\((les|woord|img|https?):", text):
        fault("Hier kan geen link of tekening. Schrijf gewone tekst.")


class _Work:
    """One text being rendered: checks its tokens and turns references into addresses."""

    def __init__(self, context: Context, first_line: int, lines: list[str]) -> None:
        self.context = context
        self.headings: list[Heading] = []
        self.inlined: list[str] = []
        self.passages: list[Passage] = []
        self._lines = lines
        self._first = first_line
        self._ids: set[str] = set() if context.prefix else set(_AROUND)
        self._anchors: list[tuple[int, str]] = []
        self._blocks: dict[int, int] = {}
        self._within: list[str] = []
        self._level = 2
        self._line = first_line

    def visit(self, tokens: list[Token], index: int, token: Token) -> None:
        """One token of the text, in order."""
        if token.map:
            self._line = self._first + token.map[0]
        if token.type == "inline":
            self._keep(token)
            self._inline(token)
            if tokens[index - 1].type == "heading_open":
                self._heading(tokens[index - 1], token)
        elif token.type == "table_open":
            token.attrSet("data-wrap", "1")
        elif token.type in {"th_open", "td_open"}:
            self._cell(token)
        elif token.type.startswith("container_"):
            self._block(token)
        elif token.type in {"fence", "code_block"}:
            token.content = fill_norms(token.content, self.context.norms, self._fault)

    def _cell(self, token: Token) -> None:
        """A head says what it heads; a column set to the right (`---:`) holds numbers."""
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if "right" in str(token.attrGet("style") or ""):
            token.attrSet("class", "num")

    def _keep(self, token: Token) -> None:
        words = "".join(" " if child.type.endswith("break") else child.content for child in token.children or [] if child.type != "image")
        self.passages.append(Passage(self._line, words, self._within[-1] if self._within else ""))

    def _fault(self, message: str) -> None:
        self.context.fault(self._line, message)

    def _block(self, token: Token) -> None:
        """One `:::` closes one block; two blocks that end on the same line are an open one around a closed one."""
        if token.nesting == -1:
            self._within.pop()
            return
        self._within.append(token.type.removeprefix("container_").removesuffix("_open"))
        if self._within[-1] == "wet" and not _DATED_LAW.search(token.info):
            self._fault("Zet achter `:::wet` het artikel en de dag waarop het zo gold, zoals `:::wet Awb 3:2 (peildatum 1 juli 2026)`.")
        end = token.map[1] if token.map else 0
        token.info = fill_norms(token.info, self.context.norms, self._fault)
        is_closed = end < len(self._lines) and self._lines[end].lstrip("> \t").startswith(":::")
        outer = self._blocks.setdefault(end, self._line)
        if not is_closed or outer != self._line:
            self.context.fault(outer, "Dit blok wordt niet gesloten. Zet onder het blok een regel met alleen `:::`.")

    def _heading(self, token: Token, inline: Token) -> None:
        words = "".join(child.content for child in inline.children or [] if child.type in {"text", "code_inline"})
        level = int(token.tag[1:])
        if level == 1:
            self._fault("Een tekst begint niet met `#`: de titel staat al boven de pagina. Gebruik `##`.")
        elif level > _DEEPEST:
            self._fault("Deze kop is te diep. Gebruik hooguit `####`.")
        elif level > self._level + 1:
            self._fault(f"Deze kop slaat een niveau over. Gebruik `{'#' * (self._level + 1)}`.")
        self._level = level
        base = self.context.prefix + (re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-") or "deel")
        name = base if base not in self._ids else next(f"{base}-{n}" for n in count(2) if f"{base}-{n}" not in self._ids)
        self._ids.add(name)
        token.attrSet("id", name)
        if level == 2:  # noqa: PLR2004 -- the headings under the title
            self.headings.append(Heading(name, words))

    def _inline(self, token: Token) -> None:
        if _BLOCK.search(token.content):
            self._fault("Dit blok begint of eindigt niet goed. Schrijf `:::naam` op een eigen regel en sluit met `:::`.")
        for child in token.children or []:
            if child.type in {"softbreak", "hardbreak"}:
                self._line += 1
            elif child.type == "text":
                self._text(child)
            elif child.type == "code_inline":
                child.content = fill_norms(child.content, self.context.norms, self._fault)
            elif child.type == "link_open":
                self._link(child)
            elif child.type == "image":
                self._image(child)

    def _text(self, token: Token) -> None:
        if _HTML.search(token.content):
            self._fault("HTML kan hier niet. Schrijf Markdown.")
        if "](" in token.content:
            self._fault("Deze link is niet goed geschreven. Schrijf `[tekst](les:id)`, `[tekst](woord:id)` of een adres met https, zonder spaties.")
        if re.search(r"\[\^[^\]]*\]", token.content):
            self._fault("Deze voetnoot bestaat niet. Schrijf onderaan `[^naam]: tekst`.")
        token.content = fill_norms(token.content, self.context.norms, self._fault)

    def _link(self, token: Token) -> None:
        target = str(token.attrGet("href") or "")
        kind, _, name = target.partition(":")
        if kind in _REFERENCES:
            where, address, message = _REFERENCES[kind]
            known = getattr(self.context, where)
            if known is not None and name not in known:
                self._fault(message.format(name))
            token.attrSet("href", address.format(name))
        elif target.startswith("#"):
            self._anchors.append((self._line, target[1:]))
            token.attrSet("href", f"#{self.context.prefix}{target[1:]}")
        elif kind != "mailto" and not _HTTPS.match(target):
            self._fault(f"De link `{target}` kan niet. Gebruik `les:`, `woord:` of een adres met https.")

    def _image(self, token: Token) -> None:
        kind, _, name = str(token.attrGet("src") or "").partition(":")
        described = token.content.strip()
        drawing = self.context.drawings.get(name) if kind == "img" else None
        if drawing is None:
            self._fault(f"De tekening `{name or kind}` bestaat niet. Zet haar als SVG in img/ en schrijf `![beschrijving](img:naam)`.")
        elif not described:
            self._fault("Bij deze tekening ontbreekt een beschrijving. Schrijf wat erop staat tussen de vierkante haken.")
        token.type, token.tag, token.children, token.content = "drawing", "", None, ""
        if drawing and described:
            number = len(self.inlined)
            token.content = _PLACE.format(number)
            self.inlined.append(place_drawing(drawing, described, f"{self.context.prefix}tekening-{number}-"))

    def check_anchors(self) -> None:
        """Links inside the text lead to a heading of it."""
        for line, name in self._anchors:
            if self.context.prefix + name not in self._ids:
                self.context.fault(line, f"Er is geen kop `{name}` in deze tekst. Schrijf de kop in kleine letters, met streepjes.")

    def check_footnotes(self, env: Mapping[str, Any]) -> None:
        """A note that nothing refers to would disappear."""
        for label, number in env.get("footnotes", {}).get("refs", {}).items():
            if number < 0:
                name = str(label).removeprefix(":")
                place = next((place for place, line in enumerate(self._lines) if f"[^{name}]:" in line), 0)
                self.context.fault(
                    self._first + place, f"Naar de voetnoot `{name}` verwijst niets. Schrijf `[^{name}]` in de tekst, of haal haar weg."
                )
