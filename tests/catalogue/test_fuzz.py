"""Whatever stands in a file, reading a course ends in a course or in faults: never in an exception."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.catalogue.formats import Reading, load_course, read_folder
from lms.catalogue.terms import Fault
from tests.courses import small_course

ON = date(2027, 1, 1)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NASTY = [
    *("&a [*a]", "*weg", "<<: {a: 1}", "!!binary aGk=", "!!set {x, y}", "!!python/object:os.system x", "!<x> y", "? [a]\n: b", "%YAML 1.1\n---\n"),
    *("---\n", "...\n", "[" * 200, "{a: " * 60, "'", '"', "|\n", ">-\n", "\t", "- - - x", ".nan", ".inf", "1e999", "9" * 5000, "0o17", "2026-02-30"),
    *("{norm:", "{norm:weg}", "{norm:grens}", "](les:", "](woord:x)", "![](img:", ":::", ":::wet", ":::antwoord\n", "# ", "####### ", "> " * 30),
    *(
        "[^1]",
        "[^1]: x\n",
        "| a |\n|---|\n",
        "```",
        "~~~\n",
        "    ",
        "<script>",
        "<!--",
        "&#0;",
        "&lt;",
        "\\",
        "[CONTROLEREN]",
        "geldig_tot: 2026-99-99",
    ),
    *(
        "\x00",
        "\r",
        "\x85",
        "\u2028",
        "\u202e",
        "\ue0000\ue001",
        "\ufeff",
        "\ufffd",
        "\U0001f600",
        "null",
        "true",
        "[]",
        "{}",
        "~",
        "-",
        ":",
        "id: m1",
    ),
]
PLACES = sorted(small_course())


def assert_sound(reading: Reading) -> None:
    """A course, or faults that say where and what."""
    assert all(isinstance(fault, Fault) and fault.file and fault.line >= 1 and fault.message.endswith((".", "?")) for fault in reading.faults)
    assert (reading.course is None) == bool(reading.faults)


@QUICK
@given(file=st.sampled_from(PLACES), junk=st.text(max_size=60), place=st.floats(0, 1), cut=st.integers(0, 40))
def test_any_text_anywhere(file: str, junk: str, place: float, cut: int) -> None:
    files = small_course()
    at = int(place * len(files[file]))
    files[file] = files[file][:at] + junk + files[file][at + cut :]
    assert_sound(load_course(files, on=ON))


@QUICK
@given(file=st.sampled_from(PLACES), junk=st.lists(st.sampled_from(NASTY), min_size=1, max_size=3), line=st.floats(0, 1), inside=st.booleans())
def test_what_parsers_fear_at_any_line(file: str, junk: list[str], line: float, inside: bool) -> None:  # noqa: FBT001 -- drawn by hypothesis
    files = small_course()
    lines = files[file].split("\n")
    at = min(int(line * len(lines)), len(lines) - 1)
    head, colon, _ = lines[at].partition(": ")
    lines[at : at + inside] = [f"{head}{colon}{' '.join(junk)}" if inside else "".join(junk)]
    files[file] = "\n".join(lines)
    assert_sound(load_course(files, on=ON))


@QUICK
@given(file=st.sampled_from(PLACES), data=st.binary(max_size=200), keep=st.floats(0, 1))
def test_any_bytes_in_a_file(file: str, data: bytes, keep: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        for path, text in small_course().items():
            target = Path(name) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode()[: int(keep * len(text))] + data if path == file else text.encode())
        assert_sound(load_course(read_folder(Path(name)), on=ON))


@QUICK
@given(
    st.dictionaries(st.sampled_from([*PLACES, "img/x.svg", "rulesets/x.yml", "pages/x.md"]), st.one_of(st.text(max_size=80), st.sampled_from(NASTY)))
)
def test_any_set_of_files(files: dict[str, str]) -> None:
    assert_sound(load_course(files, on=ON))


def test_a_file_that_would_grow_when_read_is_refused_at_once() -> None:
    files = small_course()
    grown = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    files["woordenlijst.yml"] = grown
    assert [(fault.file, fault.line) for fault in load_course(files).faults] == [("woordenlijst.yml", 2)]


def test_what_is_not_utf_8_is_named_and_what_begins_with_a_mark_is_read(tmp_path: Path) -> None:
    for path, text in small_course().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (tmp_path / ".les.md.swp.md").write_text("stuk")
    assert load_course(read_folder(tmp_path)).faults == ()
    (tmp_path / "pages/toetsing.md").write_bytes("---\nid: toetsing\ntitle: Zo\n---\nCaf\u00e9\n".encode("latin-1"))
    assert [str(fault) for fault in load_course(read_folder(tmp_path)).faults] == [
        "pages/toetsing.md:5: Dit bestand is geen UTF-8. Sla het op als UTF-8."
    ]
