"""What an author writes and what a page gets: notes, drawings and amounts, and nothing that could hurt."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.catalogue.formats import load_course
from lms.catalogue.formats.markdown import Context, render
from tests.courses import small_course

TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "s", "code", "pre", "hr", "br", "a", "sup", "section", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "details", "summary", "span", "svg", "path"),
}
ATTRIBUTES = {"href", "id", "rel", "class", "tabindex", "role", "aria-label", "start", "scope", "viewBox", "d"}
DRAWING = '<svg viewBox="0 0 10 2"><path d="M0 1h10"></path></svg>'


def rendered(text: str, prefix: str = "") -> tuple[str, list[tuple[int, str]]]:
    """The HTML and the faults of a text that begins on line 1."""
    faults: list[tuple[int, str]] = []
    context = Context(
        fault=lambda line, message: faults.append((line, message)),
        lessons={"les": "les.md"},
        words={"woord": "woord"},
        norms={"grens": "5 < 6 euro"},
        drawings={"lijn": DRAWING},
        prefix=prefix,
    )
    return render(text, 1, context).html, faults


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            ":::wet Awb 3:2 (peildatum 1 juli 2026)\nTekst.\n:::",
            '<div class="note note--wet"><p class="note__title">Wat zegt de wet? Awb 3:2 (peildatum 1 juli 2026)</p>\n<p>Tekst.</p>\n</div>\n',
        ),
        (":::voorbeeld\nTekst.\n:::", '<div class="note note--voorbeeld"><p class="note__title">Fictief voorbeeld</p>\n<p>Tekst.</p>\n</div>\n'),
        (
            ":::voorbeeld De buur\nA.\n:::",
            '<div class="note note--voorbeeld"><p class="note__title">Fictief voorbeeld: De buur</p>\n<p>A.</p>\n</div>\n',
        ),
        (":::probeer Reken na\nTekst.\n:::", '<div class="note note--probeer"><p class="note__title">Reken na</p>\n<p>Tekst.</p>\n</div>\n'),
        (":::let-op <b>\nTekst.\n:::", '<div class="note note--let-op"><p class="note__title">&lt;b&gt;</p>\n<p>Tekst.</p>\n</div>\n'),
        (":::antwoord\nJa.\n:::", '<details class="note note--antwoord"><summary>Bekijk het antwoord</summary>\n<p>Ja.</p>\n</details>\n'),
        ("{norm:grens} en `{norm:grens}`", "<p>5 &lt; 6 euro en <code>5 &lt; 6 euro</code></p>\n"),
        ("[x](les:les)", '<p><a href="/mijn/lessen/les" rel="noopener noreferrer">x</a></p>\n'),
        ("[x](woord:woord)", '<p><a href="/mijn/woordenlijst#woord-woord" rel="noopener noreferrer">x</a></p>\n'),
        ("[x](https://wetten.example/a)", '<p><a href="https://wetten.example/a" rel="noopener noreferrer">x</a></p>\n'),
        (
            "![Lijn & meer](img:lijn)",
            '<p><span class="drawing"><svg role="img" aria-label="Lijn &amp; meer" viewBox="0 0 10 2"><path d="M0 1h10"></path></svg></span></p>\n',
        ),
        ("term\n: uitleg", "<dl>\n<dt>term</dt>\n<dd>uitleg</dd>\n</dl>\n"),
        ("~~oud~~ `code`", "<p><s>oud</s> <code>code</code></p>\n"),
        ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n"),
    ],
)
def test_what_is_written_comes_out_as_it_should(text: str, html: str) -> None:
    assert rendered(text) == (html, [])


def test_a_table_scrolls_by_itself_and_its_heads_have_a_scope() -> None:
    soup = BeautifulSoup(rendered("| a | b |\n|---|---|\n| 1 | 2 |\n\n| c |\n|---|\n| 3 |")[0], "html5lib")
    regions = soup.select("div.table-scroll[tabindex='0'][role=region] > table")
    assert [table.parent["aria-label"] for table in regions if table.parent] == ["Tabel 1", "Tabel 2"]
    assert [th["scope"] for th in soup.select("th")] == ["col", "col", "col"]


def test_a_column_set_to_the_right_holds_numbers_and_no_style_reaches_the_page() -> None:
    html, faults = rendered("| a | b | c |\n|---|---:|:-:|\n| 1 | 2 | 3 |")
    soup = BeautifulSoup(html, "html5lib")
    assert [tag.get_text() for tag in soup.select("th.num, td.num")] == ["b", "2"]
    assert ("style" in html, faults) == (False, [])


def test_where_the_head_of_a_table_was_left_empty_the_first_column_names_the_rows() -> None:
    soup = BeautifulSoup(rendered("| | |\n|---|---|\n| Naam | Zij |\n| Plaats | Daar |\n\n| | a |\n|---|---|\n| b | 1 |")[0], "html5lib")
    rows, corner = soup.select("table")
    assert not rows.find("thead")
    assert [(th["scope"], th.get_text()) for th in rows.select("th")] == [("row", "Naam"), ("row", "Plaats")]
    assert [th.get_text() for th in corner.select("th")] == ["a"]


def test_headings_get_ids_of_their_own_and_none_of_the_page_around_them() -> None:
    text = "## Eén zin\n\n## Eén zin\n\n### Onder\n\n## Inhoud\n\n## Bronnen\n\n## ???\n\nZie [boven](#e-n-zin-2)."
    html, faults = rendered(text)
    ids = [str(tag["id"]) for tag in BeautifulSoup(html, "html5lib").select("[id]")]
    assert (ids, faults) == (["e-n-zin", "e-n-zin-2", "onder", "inhoud-2", "bronnen-2", "deel"], [])


def test_a_thousand_equal_headings_are_still_a_thousand_ids() -> None:
    html, _ = rendered("## Kop\n\n" * 1005)
    ids = [tag["id"] for tag in BeautifulSoup(html, "html5lib").select("h2")]
    assert len(set(ids)) == len(ids) == 1005


def test_a_heading_in_the_contents_says_what_the_page_says() -> None:
    context = Context(fault=lambda _line, _message: None, norms={"grens": "5 euro"}, drawings={"lijn": DRAWING})
    assert [heading.text for heading in render("## De *grens* is {norm:grens} ![lijn](img:lijn)", 1, context).headings] == ["De grens is 5 euro "]


def test_texts_on_one_page_share_no_id() -> None:
    text = "## Kop\n\nTekst[^1] en [boven](#kop).\n\n![Een lijn](img:lijn)\n\n[^1]: Noot\n"
    pages = [rendered(text, prefix)[0] for prefix in ("casus-", "stuk-brief-", "taak-besluit-")]
    soup = BeautifulSoup("".join(pages), "html5lib")
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(set(ids)) == len(ids) == 9
    assert {str(link["href"])[1:] for link in soup.select("a")} <= set(ids)


def test_the_texts_of_a_case_share_no_id() -> None:
    files = small_course()
    noted = "## Kop\n\nTekst[^1].\n\n[^1]: Noot\n"
    files["cases/oefening/docs/1-brief.md"] = noted
    files["cases/oefening/case.md"] = files["cases/oefening/case.md"].replace("De situatie. Fictief.\n", noted)
    course = load_course(files).course
    assert course is not None
    case = course.case("oefening")
    page = case.body_html + "".join(document.html for document in case.documents) + "".join(task.prompt_html for task in case.tasks)
    ids = [str(tag["id"]) for tag in BeautifulSoup(page, "html5lib").select("[id]")]
    assert len(set(ids)) == len(ids) == 6


def test_a_fault_stands_on_the_line_where_it_was_written() -> None:
    _, faults = rendered("Een\ntwee {norm:weg}\ndrie\n\n> vier\n> [vijf](les:weg)\n\n- a\n- b <i>\n\n:::let-op\n[x](woord:weg)\n:::\n")
    assert [line for line, _ in faults] == [2, 6, 9, 12]


def test_of_two_nested_blocks_the_open_one_is_named() -> None:
    assert [line for line, _ in rendered(":::probeer\nVraag.\n\n:::antwoord\nJa.\n:::\n")[1]] == [1]
    assert rendered("::::probeer\nVraag.\n\n:::antwoord\nJa.\n:::\n::::\n")[1] == []


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>)",
    "[x](vbscript:x)",
    "![x](https://elders.example/x.png)",
    '[x](https://a.example "onmouseover=alert(1)")',
    "<javascript:alert(1)>",
    "<https://a.example/><svg onload=x>",
    "## <b onclick=x>kop</b>",
    "```html\n<script>x</script>\n```",
    ':::wet "><script>x</script>\nTekst.\n:::',
    "| <script> |\n|---|\n| <style>x</style> |",
    "x[^1]\n\n[^1]: <iframe src=//elders.example>",
    '![" onload="alert(1)](img:lijn)',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\ue0000\ue001 ![a](img:lijn) \ue0000\ue001",
    ":::antwoord </summary><script>\nTekst.\n:::",
]


def assert_harmless(html: str) -> None:
    """Only known tags and attributes, only safe addresses, and no id twice."""
    soup = BeautifulSoup(f"<body>{html}", "html5lib")
    found = soup.select("body *")
    assert {tag.name for tag in found} <= TAGS
    assert {name for tag in found for name in tag.attrs} <= ATTRIBUTES
    assert all(str(tag["href"]).startswith(("#", "/mijn/", "https://", "mailto:")) for tag in found if tag.has_attr("href"))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_through(text: str) -> None:
    assert_harmless(rendered(text)[0])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                [*HOSTILE, "\n", "\n\n", "  ", "> ", "- ", "1. ", ":::wet\n", ":::\n", "## ", "[^1]", "[^1]: ", "`", "*", "![", "](", "|", ": "]
            ),
        ),
        max_size=12,
    ).map("".join)
)
def test_no_text_at_all_becomes_harmful(text: str) -> None:
    html, faults = rendered(text)
    if not faults:
        assert_harmless(html)
    soup = BeautifulSoup(f"<body>{html}", "html5lib")
    found = soup.select("body *")
    assert {tag.name for tag in found} <= TAGS
    assert not [name for tag in found for name in tag.attrs if name.startswith("on")]
    assert all(1 <= line <= text.count("\n") + text.count("\r") + 1 for line, _ in faults)
