"""What a student sends: form fields that answer a question of the published course."""

from lms.catalogue.terms import Question, QuestionType


def right_fields(question: Question) -> dict[str, list[str]]:
    """The fields that earn the point."""
    if question.type in {QuestionType.ONE, QuestionType.MANY}:
        return {"antwoord": [option.id for option in question.options if option.correct]}
    if question.type is QuestionType.TRUE_FALSE:
        return {"antwoord": ["true" if question.answer else "false"]}
    if question.type is QuestionType.NUMBER:
        return {"antwoord": [f"{question.number:g}".replace(".", ",")]}
    if question.type is QuestionType.SHORT:
        return {"antwoord": [question.answers[0]]}
    if question.type is QuestionType.MATCH:
        return {pair.id: [pair.id] for pair in question.pairs}
    return {item.id: [str(place)] for place, item in enumerate(question.items, start=1)}
