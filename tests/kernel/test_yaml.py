"""YAML 1.2 as authors expect it: words stay words, dates stay text, every key knows its line, and a file never grows when read."""

import pytest

from lms.kernel.yaml import BrokenYaml, load


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("08:30", "08:30"),
        ("2026-07-01", "2026-07-01"),
        ("2027.1", 2027.1),
        ('"2027.1"', "2027.1"),
        ("8", 8),
        ("-8", -8),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("=", "="),
        ("1.5e3", 1500.0),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000),
        ('"8"', "8"),
    ],
)
def test_a_value_is_what_it_looks_like(text: str, value: object) -> None:
    found = load(f"a: {text}\n").value["a"]
    assert (found, type(found)) == (value, type(value))


def test_every_key_and_item_knows_its_line() -> None:
    loaded = load("a: 1\nb:\n  - x\n  - {c: 2, d: 3}\n  -\n    e: |\n      tekst\n", first_line=10)
    assert loaded.value == {"a": 1, "b": ["x", {"c": 2, "d": 3}, {"e": "tekst\n"}]}
    assert [loaded.line_of(path) for path in ((), ("a",), ("b",), ("b", 0), ("b", 1, "d"), ("b", 2, "e"))] == [10, 10, 11, 12, 13, 15]


def test_what_is_not_there_has_the_line_of_what_is_around_it() -> None:
    loaded = load("a: 1\nb:\n  c: 2\n")
    assert (loaded.line_of(("b", "weg")), loaded.line_of(("weg",)), loaded.line_of(("b", "c", 3, "x"))) == (2, 1, 3)


def test_texts_can_be_changed_and_keep_their_lines() -> None:
    loaded = load("a: x\nb: [y, 1]\n").map_text(lambda path, text: f"{path[-1]}{text}")
    assert (loaded.value, loaded.line_of(("b", 0))) == ({"a": "ax", "b": ["0y", 1]}, 2)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\na: 2\n", 2, "het veld `a` staat er twee keer"),
        ('a: 1\n"a": 2\n', 2, "het veld `a` staat er twee keer"),
        ("x: &x [1]\ny: 2\nz: *x\n", 3, "een verwijzing met `*` kan hier niet"),
        ("a: &a [*a]\n", 1, "een verwijzing met `*` kan hier niet"),
        ("a: *weg\n", 1, "een waarde begint met `*`"),
        ("x: &x {b: 1}\ny:\n  <<: *x\n", 3, "een veldnaam moet één woord zijn"),
        ("? [a]\n: b\n", 1, "een veldnaam moet één woord zijn"),
        ("a: 1\nb: !!binary aGk=\n", 2, "het label `!!binary` kan hier niet"),
        ("a: !!set {x, y}\n", 1, "het label `!!set` kan hier niet"),
        ("a: !!omap [x: 1]\n", 1, "het label `!!omap` kan hier niet"),
        ("a: !eigen x\n", 1, "het label `!eigen` kan hier niet"),
        ("a: 1\nb: c: d\n", 2, "zet de hele waarde tussen aanhalingstekens"),
        ("a: 1\nb: @x\n", 2, "een waarde begint met een tab, @, % of `"),
        ("a: [1, 2\n", 2, "ontbreekt een komma of het sluitende haakje"),
        ('a: "x\n', 2, "een aanhalingsteken wordt niet gesloten"),
        ("a: 1\n---\nb: 2\n", 2, "een regel `---` te veel"),
        ("a: 1\nb: \x01\n", 2, "een onzichtbaar teken"),
        ("a: " + "[" * 1000, 1, "te veel haken in elkaar"),
    ],
)
def test_what_is_broken_is_said_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(BrokenYaml, match="geen geldige YAML") as broken:
        load(text)
    assert broken.value.line == line
    assert message in str(broken.value)


def test_the_line_of_a_fault_counts_from_where_the_text_stands() -> None:
    with pytest.raises(BrokenYaml) as broken:
        load("a: 1\na: 2\n", first_line=20)
    assert broken.value.line == 21
