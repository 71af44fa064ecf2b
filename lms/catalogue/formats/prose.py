"""How a text is written: short sentences, and no amount that changes outside normen.yml."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lms.catalogue.formats import schemas
from lms.catalogue.formats.markdown import Passage
from lms.catalogue.formats.reading import Entry, Files

LONGEST_SENTENCE = 30
LONGEST_MEAN = 15
"""In words: the limits of language level B1 as the associations of plain language advise them."""
NOT_ESTABLISHED = "bedrag niet vastgesteld"
"""What stands where an amount could not be verified."""
_END = re.compile(r"""(?<=[.!?])["'”’)]*\s+(?=["'“‘(]*[A-ZÀ-Þ])""")
_WORD = re.compile(r"[0-9A-Za-zÀ-ÿ][^\s/]*")
_AMOUNT = re.compile(r"€\s*\d[\d.,]*\d|€\s*\d|\b\d[\d.,]*\s*(?:euro|eurocent)\b", re.IGNORECASE)
_MADE_UP = {"voorbeeld", "probeer", "antwoord"}
"""Blocks in which amounts may be invented."""
_SAID_TO_BE_MADE_UP = "(rekenvoorbeeld)"


def check_text(files: Files, file: str, passages: Iterable[Passage]) -> None:
    """A text that people read from beginning to end."""
    lengths: list[int] = []
    for passage in passages:
        lengths += [_check_length(files, file, passage.line, sentence) for sentence in sentences(passage.words)]
        if passage.block not in _MADE_UP:
            _check_amount(files, file, passage.line, passage.words)
    mean = sum(lengths) / len(lengths) if lengths else 0
    if mean > LONGEST_MEAN:
        files.fault(
            file, 1, f"De zinnen zijn gemiddeld {mean:.1f} woorden lang. Maak ze korter: gemiddeld hooguit {LONGEST_MEAN}.".replace(".", ",", 1)
        )


def check_questions(files: Files, entry: Entry[schemas.QuizFile]) -> None:
    """Every sentence of a question. Its amounts are shown from normen.yml and verified, or said to be made up."""
    for place, question in enumerate(entry.value.questions):
        said = list(_texts(question.model_dump(exclude={"id", "type", "lesson", "bron", "status", "unit"})))
        line = entry.line("questions", place)
        if any(NOT_ESTABLISHED in words for words in said):
            files.fault(
                entry.file, line, "Deze vraag noemt een bedrag dat niet is vastgesteld. Vraag naar de regel, of zoek het bedrag op in de wet."
            )
        for words in said:
            for sentence in sentences(words):
                _check_length(files, entry.file, line, sentence)
        if not any(_SAID_TO_BE_MADE_UP in words for words in said):
            for words in said:
                _check_amount(files, entry.file, line, words)


def sentences(words: str) -> Iterator[int]:
    """The length in words of each sentence."""
    for sentence in _END.split(words):
        if length := len(_WORD.findall(sentence)):
            yield length


def _check_length(files: Files, file: str, line: int, length: int) -> int:
    if length > LONGEST_SENTENCE:
        files.fault(file, line, f"Deze zin is {length} woorden lang. Maak er twee van: hooguit {LONGEST_SENTENCE} woorden.")
    return length


def _check_amount(files: Files, file: str, line: int, words: str) -> None:
    for shown in (files.norms or {}).values():
        words = words.replace(shown, "")
    found = _AMOUNT.search(words)
    if found:
        message = (
            f"Hier staat een bedrag (`{found.group().strip()}`). Zet het in normen.yml en schrijf `{{norm:id}}`, of maak er een rekenvoorbeeld van."
        )
        files.fault(file, line, message)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
