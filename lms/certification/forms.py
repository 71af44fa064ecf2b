"""Forms of certification."""

from wtforms import DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.certification.terms import CheckItem
from lms.kernel.forms import Form, choices, clean

_DAYS = ["%Y-%m-%d", "%d-%m-%Y"]


class EmptyForm(Form):
    """Only a button."""


class CheckForm(Form):
    """What was seen, and its date."""

    item = RadioField("Wat hebt u gezien?", choices=choices((item.value, item.label) for item in CheckItem))
    outcome = RadioField("Uitkomst", choices=choices([("met", "in orde"), ("not_met", "niet in orde")]), default="met")
    dated_on = DateField("Datum van het stuk of van de controle", [InputRequired("Vul een datum in, zoals 24-11-2026.")], format=_DAYS)


class DecisionForm(Form):
    """The committee's decision."""

    verdict = RadioField("Besluit", choices=choices([("grant", "toekennen"), ("reject", "afwijzen")]))
    reason = TextAreaField("Motivering", [InputRequired("Motiveer het besluit."), Length(max=4000)], filters=[clean])
