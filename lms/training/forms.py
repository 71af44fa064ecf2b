"""Forms of the training."""

from flask import request
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from lms.catalogue.terms import Lesson, Question, QuestionType
from lms.kernel.errors import DomainError, Invalid
from lms.kernel.forms import Form, choices
from lms.training import rules
from lms.training.rules.marking import ANSWER
from lms.training.terms import Given

LARGEST_VERSION = 2**31 - 2


class EmptyForm(Form):
    """Only a button."""


class PositionForm(Form):
    """Where in the lesson the reader is."""

    position = SelectField("Waar ben je gebleven?", choices=[])

    @classmethod
    def for_lesson(cls, lesson: Lesson, position: str | None) -> "PositionForm":
        """The headings of a lesson; None reads what was sent."""
        form = cls() if position is None else cls(formdata=None, position=position)
        form.position.choices = choices((heading.id, heading.text) for heading in lesson.headings)
        return form


class NoteForm(Form):
    """What the reader wrote down, with the version it was written on."""

    version = IntegerField("Versie", [InputRequired("Vernieuw de pagina en probeer het opnieuw."), NumberRange(0, LARGEST_VERSION)])
    note = TextAreaField("Jouw notitie", [Length(max=10_000, message="Een notitie heeft hooguit 10.000 tekens.")])

    def first_error(self) -> str:
        """What is wrong, in one sentence."""
        return next((text for texts in self.errors.values() for text in texts), "Verstuur je notitie opnieuw.")

    def refused(self, error: DomainError) -> "NoteForm":
        """The same text with what is wrong on it."""
        if error.field or not self.errors:
            self.refuse(error)
        return self


class AnswerForm(Form):
    """The answer to one question, of any type: which controls there are follows from the question."""

    question: Question
    seed: int
    before: Given

    @classmethod
    def for_question(cls, question: Question, seed: int, given: Given | None) -> "AnswerForm":
        """The form of a question in an attempt; with None it reads what was sent."""
        form = cls() if given is None else cls(formdata=None)
        form.question, form.seed = question, seed
        form.before = form.given() if given is None else given
        return form

    def check(self) -> None:
        """Form token and forbidden characters."""
        if not self.validate():
            raise Invalid(next((texts[0] for texts in self.errors.values() if texts), "Verstuur je antwoord opnieuw."))

    def given(self) -> Given:
        """What was sent for this question, field by field."""
        names = {QuestionType.MATCH: [pair.id for pair in self.question.pairs], QuestionType.ORDER: [item.id for item in self.question.items]}
        return {name: [value[:2000] for value in request.form.getlist(name)] for name in names.get(self.question.type, [ANSWER])}

    def chosen(self, name: str = ANSWER) -> list[str]:
        """What stands in a control now."""
        return self.before.get(name, [])

    @property
    def options(self) -> list[tuple[str, str]]:
        """Choices of a one, many or true-or-false question, in the order of this attempt."""
        if self.question.type is QuestionType.TRUE_FALSE:
            return [("true", "Waar"), ("false", "Niet waar")]
        return [(option.id, option.text) for option in rules.shuffled(self.question.options, self.seed, self.question.id)]

    @property
    def placed(self) -> list[tuple[str, str]]:
        """What must be placed: left sides, or items in shuffled order."""
        if self.question.type is QuestionType.MATCH:
            return [(pair.id, pair.left) for pair in self.question.pairs]
        return [(item.id, item.text) for item in rules.shuffled(self.question.items, self.seed, self.question.id)]

    @property
    def places(self) -> list[tuple[str, str]]:
        """What can be chosen for each: right sides in shuffled order, or positions."""
        if self.question.type is QuestionType.MATCH:
            return [(pair.id, pair.right) for pair in rules.shuffled(self.question.pairs, self.seed, f"{self.question.id}:r")]
        return [(str(place), f"{place}e") for place in range(1, len(self.question.items) + 1)]
