"""Codes that people read aloud and type over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.codes import ALPHABET, check_symbol, new_code, normalise, show

LENGTH = 8
_BODIES = st.text(alphabet=ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def whole(body: str) -> str:
    return body + check_symbol(body)


def test_the_alphabet_has_no_vowels_and_nothing_that_looks_like_another_symbol() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 29
    assert not set(ALPHABET) & set("AEIOUL")
    assert "B" not in ALPHABET


def test_a_new_code_is_a_good_code_and_two_are_never_the_same() -> None:
    codes = {new_code(LENGTH) for _ in range(200)}
    assert len(codes) == 200
    assert all(normalise(code, LENGTH) == code for code in codes)


@given(_BODIES)
def test_every_single_wrong_symbol_is_noticed(body: str) -> None:
    code = whole(body)
    for place in range(LENGTH):
        for symbol in set(ALPHABET) - {code[place]}:
            wrong = code[:place] + symbol + code[place + 1 :]
            assert normalise(wrong, LENGTH) is None, wrong


@given(_BODIES)
def test_every_swap_of_neighbours_is_noticed(body: str) -> None:
    code = whole(body)
    for place in range(LENGTH - 1):
        wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert normalise(wrong, LENGTH) == (code if wrong == code else None), wrong


@given(body=_BODIES, between=st.sampled_from(["", " ", "-", ".", "\u00a0", "\u2013", "\u2011"]), small=st.booleans())
def test_case_spaces_and_dashes_do_not_matter(body: str, between: str, *, small: bool) -> None:
    code = whole(body)
    typed = f" {between.join(code.lower() if small else code)} "
    assert normalise(typed, LENGTH) == normalise(show(code), LENGTH) == code


@pytest.mark.parametrize(("seen", "meant"), [("O", "0"), ("o", "0"), ("I", "1"), ("i", "1"), ("l", "1"), ("L", "1"), ("B", "8"), ("u", "V")])
def test_a_letter_that_looks_like_a_symbol_is_taken_for_it(seen: str, meant: str) -> None:
    code = whole(meant + "7K3MP9")
    assert normalise(seen + code[1:], LENGTH) == code


def test_the_prefix_may_be_typed_or_left_out() -> None:
    code = whole("7K3MP90")
    assert {normalise(text, LENGTH, prefix="KM") for text in (code, f"KM{code}", f"km-{show(code)}", f"KM {code}")} == {code}
    assert normalise(f"XX{code}", LENGTH, prefix="KM") is None


@pytest.mark.parametrize("length", [2, 4, 8, 12])
def test_a_code_is_shown_in_two_halves(length: int) -> None:
    code = new_code(length)
    left, right = show(code).split("-")
    assert (left + right, len(left)) == (code, length // 2)


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_it_is_not(text: str) -> None:
    found = normalise(text, LENGTH, prefix="KM")
    assert found is None or (len(found) == LENGTH and set(found) <= set(ALPHABET) and found[-1] == check_symbol(found[:-1]))


@pytest.mark.parametrize("text", ["", " ", "-", "7K3MP90", "7K3MP9000", "7K3MP9É0", "٧K3MP900", "\x00"])
def test_what_is_too_short_too_long_or_strange_is_no_code(text: str) -> None:
    assert normalise(text, LENGTH) is None
