"""What the student is told about an answer: what was said, what was right, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.catalogue.terms import Option, Question, QuestionType
from lms.training.rules.marking import ANSWER
from lms.training.terms import Given


@dataclass(frozen=True)
class Told:
    """An answer in words. `feedback` belongs to what was chosen."""

    said: tuple[str, ...]
    right: tuple[str, ...]
    feedback: tuple[str, ...]


def tell(question: Question, given: Given) -> Told:
    """The answer and the right one in words."""
    values = given.get(ANSWER, [])
    if question.type in {QuestionType.ONE, QuestionType.MANY}:
        chosen = [option for option in question.options if option.id in values]
        missed = [option for option in question.options if option.correct and option.id not in values] if values else []
        return Told(
            tuple(option.text for option in chosen),
            tuple(option.text for option in question.options if option.correct),
            tuple(
                f"{option.text.rstrip('.')}: {option.feedback}" if len(chosen) + len(missed) > 1 else option.feedback for option in [*chosen, *missed]
            ),
        )
    if question.type is QuestionType.TRUE_FALSE:
        words = {"true": "Waar", "false": "Niet waar"}
        said = tuple(words[value] for value in values if value in words)
        right = "Waar" if question.answer else "Niet waar"
        return Told(said, (right,), _either(question, said == (right,)))
    if question.type is QuestionType.NUMBER:
        number = f"{question.number:g}".replace(".", ",")
        return Told(tuple(values), (f"{number} {question.unit}".strip(),), ())
    if question.type is QuestionType.SHORT:
        return Told(tuple(values), question.answers[:1], ())
    return _placed(question, given)


def _each(options: Sequence[Option]) -> tuple[str, ...]:
    """The feedback of each option, with its own text before it when there are more."""
    if len(options) == 1:
        return (options[0].feedback,)
    return tuple(f"{option.text.rstrip('.')}: {option.feedback}" for option in options)


def _placed(question: Question, given: Given) -> Told:
    if question.type is QuestionType.MATCH:
        rights = {pair.id: pair.right for pair in question.pairs}
        said = tuple(f"{pair.left} → {rights.get((given.get(pair.id) or [''])[0], 'niets')}" for pair in question.pairs) if given else ()
        return Told(said, tuple(f"{pair.left} → {pair.right}" for pair in question.pairs), ())
    order = sorted(question.items, key=lambda item: (given.get(item.id) or ["99"])[0])
    said = tuple(item.text for item in order) if given else ()
    return Told(said, tuple(item.text for item in question.items), ())


def _either(question: Question, is_right: bool) -> tuple[str, ...]:  # noqa: FBT001 -- a verdict, read once
    return (question.feedback_right if is_right else question.feedback_wrong,)
