"""Marking a quiz answer: right or not; `many`, `match` and `order` count only when wholly right (docs/course-format.md)."""

import re
import unicodedata
from decimal import Decimal

from lms.catalogue.terms import Question, QuestionType
from lms.training.terms import Given, NoAnswer

ANSWER = "antwoord"
_LONGEST = 2000
_NUMBER = re.compile(r"[+-]?(\d{1,12}([.,]\d{1,12})?|\d{1,3}(\.\d{3}){1,4}(,\d{1,12})?)", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+", re.ASCII)


def is_right(question: Question, given: Given) -> bool:
    """Whether this answer earns the point; NoAnswer when nothing (or nothing that can be an answer) was given."""
    if question.type in {QuestionType.MATCH, QuestionType.ORDER}:
        return _all_placed(question, given)
    values = [value for value in given.get(ANSWER, []) if value.strip()]
    if not values:
        raise NoAnswer(field=ANSWER)
    if question.type is QuestionType.ONE:
        return {_known(question, values[0])} == _correct(question)
    if question.type is QuestionType.MANY:
        return {_known(question, value) for value in values} == _correct(question)
    if question.type is QuestionType.TRUE_FALSE:
        if values[0] not in {"true", "false"}:
            raise NoAnswer(field=ANSWER)
        return (values[0] == "true") is question.answer
    if question.type is QuestionType.NUMBER:
        wanted, tolerance = Decimal(str(question.number)), Decimal(str(question.tolerance))
        return any(abs(number - wanted) <= tolerance for number in read_numbers(values[0], question.unit))
    return normalise_short(values[0]) in {normalise_short(answer) for answer in question.answers}


def _correct(question: Question) -> set[str]:
    return {option.id for option in question.options if option.correct}


def _known(question: Question, value: str) -> str:
    if value not in {option.id for option in question.options}:
        raise NoAnswer(field=ANSWER)
    return value


def _all_placed(question: Question, given: Given) -> bool:
    """Match: each left item has its own right side. Order: each item has its own place, counted from 1."""
    if question.type is QuestionType.MATCH:
        wanted = {pair.id: pair.id for pair in question.pairs}
    else:
        wanted = {item.id: str(place) for place, item in enumerate(question.items, start=1)}
    chosen = {key: (given.get(key) or [""])[0] for key in wanted}
    if any(value not in wanted.values() for value in chosen.values()):
        raise NoAnswer("Kies bij elke regel iets.", field=ANSWER)
    if len(set(chosen.values())) < len(chosen):
        raise NoAnswer("Je koos twee keer hetzelfde. Elke keuze hoort bij één regel.", field=ANSWER)
    return chosen == wanted


def read_numbers(text: str, unit: str = "") -> tuple[Decimal, ...]:
    """A number as people type it: "1.234,5", "€ 40", "8 weken", "-2". NoAnswer when it is not one.

    "1.250" is read both ways, twelve hundred and fifty and one and a quarter: whoever means the right one is right.
    """
    bare = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().replace("\u2212", "-")
    bare = "".join(bare.split()).removeprefix("€").removesuffix("".join(unit.casefold().split())).removesuffix("%")
    if not _NUMBER.fullmatch(bare):
        raise NoAnswer("Vul een getal in, bijvoorbeeld 8 of 2,5.", field=ANSWER)
    if "," in bare:
        return (Decimal(bare.replace(".", "").replace(",", ".")),)
    if _THOUSANDS.fullmatch(bare):
        grouped = Decimal(bare.replace(".", ""))
        return (grouped, Decimal(bare)) if bare.count(".") == 1 else (grouped,)
    return (Decimal(bare),)


def normalise_short(text: str) -> str:
    """Without case, accents, outer spaces, doubled spaces and a final full stop."""
    folded = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(bare.split()).rstrip(".").strip()
