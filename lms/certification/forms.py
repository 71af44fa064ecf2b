"""Forms of certification."""

from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.accounts.terms import PersonName
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


class NameForm(Form):
    """The name as it will stand in the register and on the certificate."""

    initials = StringField("Voorletters", [InputRequired("Vul voorletters in, zoals A.B."), Length(max=20)], filters=[clean])
    given_name = StringField("Voornaam (op het certificaat)", [Length(max=80)], filters=[clean])
    prefix = StringField("Tussenvoegsel", [Length(max=20)], filters=[clean])
    family_name = StringField("Achternaam", [InputRequired("Vul een achternaam in."), Length(max=120)], filters=[clean])

    def name(self) -> PersonName:
        """The name as a value."""
        return PersonName(self.initials.data or "", self.family_name.data or "", self.prefix.data or "", self.given_name.data or "")


class DecisionForm(Form):
    """The committee's decision."""

    verdict = RadioField("Besluit", choices=choices([("grant", "toekennen"), ("reject", "afwijzen")]))
    reason = TextAreaField("Motivering", [InputRequired("Motiveer het besluit."), Length(max=4000)], filters=[clean])
