"""What a text is: words, a fingerprint for the receipt, and what it gives away about people."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

_WORD = re.compile(r"\S+")
_NINE = re.compile(r"(?<!\d)(?:\d[ .]?){8}\d(?!\d)")
_BSN_LENGTH = 9
_ELEVEN = 11


def count_words(text: str) -> int:
    """Words, as a reader counts them."""
    return len(_WORD.findall(text))


def fingerprint(code: str, answers: Mapping[str, str]) -> str:
    """SHA-256 over the code and each task's text: what the receipt shows."""
    whole = "\n".join([code, *(f"{task}\n{answers[task]}" for task in sorted(answers))])
    return hashlib.sha256(whole.encode()).hexdigest()


def looks_like_bsn(digits: str) -> bool:
    """The elfproef: nine digits whose weighted sum is a multiple of eleven."""
    if len(digits) != _BSN_LENGTH or not digits.isdigit() or int(digits) == 0:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % _ELEVEN == 0


def warnings(text: str, *, own_names: tuple[str, ...]) -> tuple[str, ...]:
    """What to look at before handing in: numbers that may be a BSN, and one's own name. Nothing is refused for it."""
    found = []
    if any(looks_like_bsn(re.sub(r"\D", "", match.group())) for match in _NINE.finditer(text)):
        found.append("In je tekst staat een getal dat een BSN kan zijn. Haal het weg.")
    folded = _fold(text)
    if any(len(name) > 1 and re.search(rf"\b{re.escape(_fold(name))}\b", folded) for name in own_names):
        found.append("Je eigen naam staat in je tekst. Haal hem weg: beoordelaars mogen niet weten wie je bent.")
    return tuple(found)


def _fold(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
