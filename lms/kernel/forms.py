"""The form every capability builds on: Dutch messages, no control characters, and refusals put where they belong."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import DecimalField, Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # new in WTForms 3.3; the stubs are older
from wtforms.meta import DefaultMeta
from wtforms.widgets import TextInput

from lms.kernel.errors import DomainError

_LARGEST_NUMBER = 10**9
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str | None) -> str | None:
    """A WTForms filter: composed characters (NFC), no outer spaces."""
    return unicodedata.normalize("NFC", text).strip() if isinstance(text, str) else text


class NumberField(DecimalField):
    """A number as people here type it: "2,5", "2.5" or "6"; shown with a comma. A text field: a browser's number field drops a comma."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a comma as a decimal point; anything that is no number is an error in words."""
        text = "".join(valuelist[0].split()).replace(",", ".") if valuelist else ""
        try:
            self.data = Decimal(text) if text else None
        except InvalidOperation:
            self.data = None
            raise ValueError("Vul een getal in, zoals 6 of 2,5.") from None
        if self.data is not None and not (self.data.is_finite() and abs(self.data) < _LARGEST_NUMBER):
            self.data = None
            raise ValueError("Vul een kleiner getal in, zoals 6 of 2,5.")

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{Decimal(str(self.data)).normalize():f}".replace(".", ",") if self.data is not None else ""


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Values and their Dutch labels, for select and radio fields."""
    return [SelectChoice(value, label) for value, label in pairs]


class _Plain:
    """A catalogue of messages, some of them in plainer words."""

    _WORDS: ClassVar[dict[str, str]] = {"Not a valid choice.": "Kies een van de mogelijkheden."}

    def __init__(self, catalogue: Any) -> None:  # noqa: ANN401 -- a gettext catalogue
        self._catalogue = catalogue

    def gettext(self, text: str) -> str:
        """The message in Dutch."""
        return self._WORDS.get(text) or str(self._catalogue.gettext(text))

    def ngettext(self, one: str, more: str, count: int) -> str:
        """The message in Dutch, of one or more."""
        return str(self._catalogue.ngettext(one, more, count))


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form in Dutch. Unknown control characters are an error on their field, so that no database ever sees them."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF ships no types
        """WTForms' own Dutch catalogue, with plainer words for a choice that was not made."""

        locales = ("nl",)

        def get_translations(self, form: Any) -> Any:  # noqa: ANN401 -- WTForms' signature
            """Flask-WTF would ask Flask-Babel, which is not here, and then speak English."""
            return _Plain(DefaultMeta.get_translations(self, form))

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 -- WTForms' signature
        """WTForms' validation and the check on control characters."""
        valid = bool(super().validate(extra_validators=extra_validators))
        for field in self:
            if any(_FORBIDDEN.search(raw) for raw in field.raw_data or () if isinstance(raw, str)):
                _add_error(field, "Dit veld bevat een teken dat niet kan. Typ de tekst opnieuw, zonder bijzondere tekens.")
                valid = False
        return valid

    def refuse(self, error: DomainError) -> None:
        """Put a refusal on its field, or on top of the form."""
        field = self._fields.get(error.field) if error.field else None
        if field is not None:
            _add_error(field, error.message)
        else:
            self.form_errors: list[str] = [*self.form_errors, error.message]


def _add_error(field: Field, message: str) -> None:
    field.errors = [*field.errors, message]
