"""Forms of the portal."""

from decimal import Decimal
from typing import Any

from flask_wtf.file import FileField
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange

from lms.credits.terms import Category
from lms.kernel.forms import Form, NumberField, choices, clean

_DAYS = ["%Y-%m-%d", "%d-%m-%Y"]
_HALF = Decimal("0.5")
_KINDS = {
    Category.ACCREDITED: "Geaccrediteerde scholing: een cursus die de vereniging heeft goedgekeurd",
    Category.REFLECTION: "Reflectie: intervisie, supervisie of intercollegiale toetsing",
    Category.OTHER: "Iets anders: congres, lezing, vakliteratuur, les geven",
}


def _in_halves(_form: object, field: Any) -> None:  # noqa: ANN401 -- a WTForms field
    if field.data is not None and field.data % _HALF:
        raise ValidationError("Gebruik hele of halve punten, zoals 3 of 2,5.")


class EmptyForm(Form):
    """Only a button."""


class ClaimForm(Form):
    """An own activity."""

    title = StringField("Wat heb je gedaan?", [InputRequired("Beschrijf de activiteit in een paar woorden."), Length(max=200)], filters=[clean])
    category = RadioField("Soort", choices=choices((kind.value, _KINDS[kind]) for kind in Category), default=Category.OTHER.value)
    held_from = DateField("Eerste dag", [InputRequired("Vul een datum in, zoals 24-11-2026.")], format=_DAYS)
    held_to = DateField("Laatste dag", [InputRequired("Vul een datum in, zoals 24-11-2026.")], format=_DAYS)
    points = NumberField(
        "Punten",
        [InputRequired("Vul in hoeveel punten je vraagt."), NumberRange(_HALF, 40, "Vraag ten minste een half en hooguit 40 punten."), _in_halves],
    )
    description = TextAreaField("Wat heb je ervan geleerd?", [InputRequired("Schrijf kort op wat je leerde."), Length(max=4000)], filters=[clean])
    evidence = FileField("Bewijs (PDF, JPG of PNG, hooguit 5 MB)")


class WhatIfForm(Form):
    """An activity to try out: it is sent by GET and writes nothing."""

    class Meta(Form.Meta):
        """Nothing is written, so nothing has to be guarded."""

        csrf = False

    soort = SelectField("Soort", choices=choices((kind.value, kind.label) for kind in Category), default=Category.ACCREDITED.value)
    aantal = NumberField(
        "Punten", [InputRequired("Vul een aantal punten in."), NumberRange(_HALF, 40, "Kies een half tot en met 40 punten."), _in_halves]
    )
    dag = DateField("Dag", [InputRequired("Vul een datum in, zoals 24-11-2026.")], format=_DAYS)
