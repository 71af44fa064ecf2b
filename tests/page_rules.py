"""What must hold of every page that any test fetches, read as a browser reads it."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup

_HANDLER = re.compile(r"^on[a-z]+$")
_POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-errormessage")
_ENGLISH = re.compile(
    r"\b(not a valid|this field|invalid (input|choice|value)|must be|is required|internal server error|not found|traceback)\b", re.IGNORECASE
)
_OBSOLETE = ("center", "font", "big", "strike", "tt", "marquee", "acronym", "frame", "frameset")


def inspect(soup: BeautifulSoup, path: str) -> None:
    """Fail with one line for each rule the page breaks."""
    faults = [fault for rule in RULES for fault in rule(soup)]
    assert not faults, f"{path}: " + "; ".join(faults)


def words(tag: Any) -> str:  # noqa: ANN401 -- a BeautifulSoup tag
    """What a reader sees of it, spaces folded."""
    return " ".join(tag.get_text(" ").split())


def name_of(tag: Any) -> str:  # noqa: ANN401 -- a BeautifulSoup tag
    """What a screen reader calls it: its label, its text, or what its pictures stand for."""
    pictures = " ".join(str(image.get("alt") or "") for image in tag.find_all("img"))
    return str(tag.get("aria-label") or "") or f"{words(tag)} {pictures}".strip()


def one_heading_that_begins_the_title(soup: BeautifulSoup) -> list[str]:
    headings = soup.find_all("h1")
    if len(headings) != 1:
        return [f"{len(headings)} h1"]
    title = words(soup.title) if soup.title else ""
    return [] if title.removeprefix("Fout: ").startswith(words(headings[0])) else [f"title {title!r} does not begin with {words(headings[0])!r}"]


def headings_step_down_one_at_a_time(soup: BeautifulSoup) -> list[str]:
    levels = [(int(tag.name[1]), words(tag)) for tag in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    empty = ["an empty heading" for _, text in levels if not text]
    return empty + [f"h{level} {text!r} after h{before}" for (before, _), (level, text) in pairwise(levels) if level > before + 1]


def dutch(soup: BeautifulSoup) -> list[str]:
    html = soup.find("html")
    english = _ENGLISH.search(words(soup.body)) if soup.body else None
    return ([] if html is not None and html.get("lang") == "nl" else ["no lang"]) + ([f"English: {english[0]!r}"] if english else [])


def ids_are_there_once(soup: BeautifulSoup) -> list[str]:
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    faults = [f"ids twice: {sorted({name for name in ids if ids.count(name) > 1})}"] if len(ids) != len(set(ids)) else []
    faults += [f"an id with a space: {name!r}" for name in ids if not name or " " in name]
    for tag in soup.find_all():
        for pointer in _POINTERS:
            faults += [f"{pointer} of {tag.name} points nowhere: {name}" for name in str(tag.get(pointer) or "").split() if name not in ids]
    faults += [f"a label points nowhere: {tag['for']}" for tag in soup.find_all("label", attrs={"for": True}) if tag["for"] not in ids]
    return faults + [
        f"a link points nowhere: {tag['href']}" for tag in soup.select("a[href^='#']") if tag["href"] != "#" and str(tag["href"])[1:] not in ids
    ]


def nothing_inline(soup: BeautifulSoup) -> list[str]:
    faults = ["inline style" for _ in soup.find_all("style")] + ["inline script" for tag in soup.find_all("script") if not tag.get("src")]
    for tag in soup.find_all():
        faults += [f"style attribute on {tag.name}"] if tag.has_attr("style") else []
        faults += [f"{name} on {tag.name}" for name in tag.attrs if _HANDLER.match(name)]
        faults += [f"{tag.name} is of long ago"] if tag.name in _OBSOLETE else []
    return faults


def links_and_buttons_say_where_they_go(soup: BeautifulSoup) -> list[str]:
    faults = [f"a link without words to {tag['href']}" for tag in soup.find_all("a", href=True) if not name_of(tag)]
    faults += [f"an empty address on {name_of(tag)!r}" for tag in soup.find_all("a", href=True) if tag["href"] in {"", "#"}]
    faults += ["a button without words" for tag in soup.find_all("button") if not name_of(tag)]
    faults += [f"a {tag.name} inside a link or a button" for tag in soup.select("a a, a button, button a, button button")]
    return faults + [f"a picture without alt: {tag.get('src')}" for tag in soup.find_all("img") if not tag.has_attr("alt")]


def tables_have_captions_and_headers(soup: BeautifulSoup) -> list[str]:
    faults = []
    for table in soup.find_all("table"):
        caption = table.find("caption")
        about = repr(words(caption)) if caption else "without caption"
        named = (caption and words(caption)) or table.find_parent(class_=["prose", "dossier"])
        faults += [] if named else ["a table without caption"]  # in a text the sentences around it say what it shows
        faults += [] if table.find("th") else [f"table {about} without headers"]
        faults += [f"a header without scope in table {about}" for header in table.find_all("th") if not header.get("scope")]
        faults += [f"a header without words in table {about}" for header in table.find_all("th") if not name_of(header)]
    return faults


def lists_hold_nothing_but_items(soup: BeautifulSoup) -> list[str]:
    faults = []
    for tag in soup.find_all(["ul", "ol"]):
        faults += [f"{child.name} in {tag.name}" for child in tag.find_all(recursive=False) if child.name not in {"li", "script", "template"}]
    return faults


def forms_are_labelled_and_guarded(soup: BeautifulSoup) -> list[str]:
    labels = {label.get("for") for label in soup.find_all("label") if words(label)}
    faults = []
    for field in soup.find_all(["input", "select", "textarea"]):
        if field.get("type") in {"hidden", "submit", "button"}:
            continue
        named = field.get("id") in labels or field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label")
        faults += [] if named else [f"no label for {field.get('name')}"]
        faults += [f"required on {field.get('name')}: the server says what is missing"] if field.has_attr("required") else []
    for fieldset in soup.find_all("fieldset"):
        legend = fieldset.find("legend")
        faults += [] if legend and words(legend) else [f"a group without legend: {fieldset.get('id') or words(fieldset)[:40]}"]
    for form in soup.find_all("form"):
        if str(form.get("method") or "get").lower() == "post":
            faults += [] if form.find("input", attrs={"name": "csrf_token"}) else [f"a POST form without csrf_token: {form.get('action')}"]
    return faults


RULES: tuple[Callable[[BeautifulSoup], list[str]], ...] = (
    one_heading_that_begins_the_title,
    headings_step_down_one_at_a_time,
    dutch,
    ids_are_there_once,
    nothing_inline,
    links_and_buttons_say_where_they_go,
    tables_have_captions_and_headers,
    lists_hold_nothing_but_items,
    forms_are_labelled_and_guarded,
)
