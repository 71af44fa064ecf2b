"""A drawing is lines, shapes and words: anything else is refused with its line, and what is kept is written anew."""

import contextlib
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.catalogue.formats import read_folder
from lms.catalogue.formats.drawings import BadDrawing, place_drawing, read_drawing
from lms.kernel.config import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
REFUSED = [
    ("<script>alert(1)</script>", "`<script>` mag er niet in"),
    ("<SCRIPT>alert(1)</SCRIPT>", "`<SCRIPT>` mag er niet in"),
    ("<style>*{}</style>", "`<style>` mag er niet in"),
    ("<foreignObject><p>x</p></foreignObject>", "`<foreignObject>` mag er niet in"),
    ('<img src="https://elders.example/x"/>', "`<img>` mag er niet in"),
    ('<image href="https://elders.example/x"/>', "`<image>` mag er niet in"),
    ('<iframe src="https://elders.example"/>', "`<iframe>` mag er niet in"),
    ('<a href="https://elders.example"><path d="M0 0"/></a>', "`<a>` mag er niet in"),
    ('<use href="#x"/>', "`<use>` mag er niet in"),
    ('<animate attributeName="fill" to="red"/>', "`<animate>` mag er niet in"),
    ("<svg/>", "`<svg>` mag er niet in"),
    ('<path onclick="alert(1)" d="M0 0"/>', "het attribuut `onclick` mag er niet in"),
    ('<path\nonclick="alert(1)" d="M0 0"/>', "het attribuut `onclick` mag er niet in"),
    ('<path style="fill:red" d="M0 0"/>', "het attribuut `style` mag er niet in"),
    ('<path class="note" d="M0 0"/>', "het attribuut `class` mag er niet in"),
    ('<path fill="url(https://elders.example/a)"/>', "`fill` verwijst naar buiten"),
    ('<path fill="URL(//elders.example/a)"/>', "`fill` verwijst naar buiten"),
    ('<path fill="u&#114;l(https://elders.example/a)"/>', "`fill` verwijst naar buiten"),
    ('<path fill="\\75rl(https://elders.example/a)"/>', "`fill` verwijst naar buiten"),
    ('<path fill="url(#weg)"/>', "`url(#weg)` verwijst naar iets dat er niet is"),
    ('<path id="a"/><path id="a"/>', "de id `a` is ongeldig of dubbel"),
    ('<path id="a b"/>', "de id `a b` is ongeldig of dubbel"),
    ('<path/onclick="alert(1)"/>', "het is geen geldige XML"),
    ('<path d="M0"onclick="alert(1)"/>', "het is geen geldige XML"),
    ("<path>", "het is geen geldige XML"),
    ("&onbekend;", "het is geen geldige XML"),
    ("</svg><b>x</b><svg>", "het is geen geldige XML"),
]


@pytest.mark.parametrize(("inside", "message"), REFUSED)
def test_what_is_no_drawing_is_refused_with_its_line(inside: str, message: str) -> None:
    with pytest.raises(BadDrawing) as refused:
        read_drawing(f"{HEAD}\n{inside}</svg>")
    assert str(refused.value).startswith(f"Deze tekening kan niet: {message}")
    assert refused.value.line in {2, 3}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "geen xml",
        "<b/>",
        "<svg/>",
        '<svg viewBox="veel"/>',
        f'<!DOCTYPE svg [<!ENTITY x "y">]>{HEAD}</svg>',
        f'<!DOCTYPE svg SYSTEM "https://elders.example/x.dtd">{HEAD}</svg>',
        f"{HEAD}</svg>{HEAD}</svg>",
    ],
)
def test_what_has_no_one_root_is_refused(text: str) -> None:
    with pytest.raises(BadDrawing):
        read_drawing(text)


def test_a_drawing_is_written_anew_with_a_role_and_a_description() -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><!-- gemaakt met een tekenprogramma -->\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="urn:x" version="1.1" width="400" height="200" viewBox="0 0 10 10" role="presentation">'
        "<text x='1'>1 &lt; 2</text>los</svg>"
    )
    assert place_drawing(read_drawing(text), 'Een "lijn"', "p-") == (
        '<span class="drawing"><svg role="img" aria-label="Een &quot;lijn&quot;" viewBox="0 0 10 10"><text x="1">1 &lt; 2</text></svg></span>'
    )


def test_ids_inside_a_drawing_are_its_own_wherever_it_stands() -> None:
    drawing = read_drawing(f'{HEAD}<defs><marker id="pijl"><path d="M0 0"/></marker></defs><path marker-end="url(#pijl)"/></svg>')
    first, second = place_drawing(drawing, "Een", "a-"), place_drawing(drawing, "Twee", "b-")
    assert ('id="a-pijl"' in first, 'url(#a-pijl)"' in first) == (True, True)
    assert ('id="b-pijl"' in second, 'url(#b-pijl)"' in second) == (True, True)


def shipped_drawings() -> dict[str, str]:
    return {file: text for file, text in read_folder(ROOT / "courses" / "klantmanager").items() if file.endswith(".svg")}


def test_the_shipped_drawings_can_be_shown() -> None:
    assert shipped_drawings()
    for text in shipped_drawings().values():
        assert read_drawing(text).startswith("<svg ")


@pytest.mark.parametrize("file", shipped_drawings())
def test_the_words_in_a_drawing_can_be_read_on_a_telephone(file: str) -> None:
    """On a screen of 390 pixels a drawing is 358 wide: its smallest letters are 12 pixels or more."""
    drawing = shipped_drawings()[file]
    smallest = min(float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing))
    width = float(re.findall(r'viewBox="([^"]+)"', drawing)[0].split()[2])
    assert smallest * 358 / width >= 12


@pytest.mark.parametrize("file", shipped_drawings())
def test_a_drawing_takes_the_colour_of_the_page(file: str) -> None:
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', shipped_drawings()[file])) <= {"none", "currentColor"}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=8),
            st.sampled_from([inside for inside, _ in REFUSED] + ["<g>", "</g>", "<text>", "</text>", "<!--", "-->", "<![CDATA[", "]]>"]),
        ),
        max_size=6,
    ).map("".join)
)
def test_whatever_is_kept_is_harmless(inside: str) -> None:
    drawing = ""
    with contextlib.suppress(BadDrawing):
        drawing = read_drawing(f"{HEAD}{inside}</svg>")
    soup = BeautifulSoup(f"<body>{place_drawing(drawing, 'Iets', 'p-')}", "html5lib")
    found = soup.select("body *")
    assert {tag.name for tag in found} <= {"span", "svg", "g", "text", "path"}
    assert not [name for tag in found for name in tag.attrs if name.startswith("on") or name in {"href", "style", "src"}]
