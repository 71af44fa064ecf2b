"""Forms of the portal."""

from decimal import Decimal

from flask_wtf.file import FileField
from wtforms import DateField, DecimalField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from lms.credits.terms import Category
from lms.kernel.forms import Form, choices, clean

_DAYS = ["%Y-%m-%d", "%d-%m-%Y"]


class EmptyForm(Form):
    """Only a button."""


class ClaimForm(Form):
    """An own activity."""

    title = StringField("Wat heb je gedaan?", [InputRequired("Beschrijf de activiteit in een paar woorden."), Length(max=200)], filters=[clean])
    category = RadioField("Soort", choices=choices((category.value, category.label) for category in Category), default=Category.OTHER.value)
    held_from = DateField("Eerste dag", [InputRequired("Vul een datum in, zoals 24-11-2026.")], format=_DAYS)
    held_to = DateField("Laatste dag", [InputRequired("Vul een datum in, zoals 24-11-2026.")], format=_DAYS)
    points = DecimalField(
        "Punten",
        [InputRequired("Vul in hoeveel punten je vraagt."), NumberRange(Decimal("0.5"), 40, "Vraag ten minste een half en hooguit 40 punten.")],
        places=1,
        use_locale=False,
    )
    description = TextAreaField("Wat heb je ervan geleerd?", [InputRequired("Schrijf kort op wat je leerde."), Length(max=4000)], filters=[clean])
    evidence = FileField("Bewijs (PDF, JPG of PNG, hooguit 5 MB)")
