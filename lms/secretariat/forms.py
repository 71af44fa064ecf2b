"""Forms of the desk."""

from decimal import Decimal

from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, EmailField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional

from lms.accounts.terms import PersonName, Role
from lms.kernel.forms import Form, NumberField, choices, clean

_DAYS = ["%Y-%m-%d", "%d-%m-%Y"]
_NOTE = "Vul het kenmerk van het besluit in, zodat een ander het kan terugvinden."
_ROLES = choices((role.value, role.label) for role in Role)


class EmptyForm(Form):
    """Only a button."""


class NameForm(Form):
    """How somebody is called and where they get mail."""

    email = EmailField(
        "E-mailadres", [InputRequired("Vul een e-mailadres in."), Length(max=254), Email("Vul een geldig e-mailadres in.")], filters=[clean]
    )
    initials = StringField("Voorletters", [InputRequired("Vul voorletters in, zoals A.B."), Length(max=20)], filters=[clean])
    given_name = StringField("Voornaam", [Length(max=80)], filters=[clean])
    name_prefix = StringField("Tussenvoegsel", [Length(max=20)], filters=[clean])
    family_name = StringField("Achternaam", [InputRequired("Vul een achternaam in."), Length(max=120)], filters=[clean])

    def name(self) -> PersonName:
        """The name as a value."""
        return PersonName(self.initials.data or "", self.family_name.data or "", self.name_prefix.data or "", self.given_name.data or "")


class PersonForm(NameForm):
    """A new account."""

    role = SelectField("Rol", choices=_ROLES)


class RoleForm(Form):
    """Another role, for a time or until further notice."""

    role = SelectField("Rol", choices=_ROLES)
    since = DateField("Vanaf", [InputRequired("Vul een datum in.")], format=_DAYS)
    until = DateField("Tot en met (leeg: tot nader order)", [Optional()], format=_DAYS)


class EmployerForm(Form):
    """Where somebody works from a day on."""

    employer = StringField("Werkgever", [InputRequired("Vul de naam van de werkgever in."), Length(max=160)], filters=[clean])
    employer_since = DateField("Werkt daar vanaf", [InputRequired("Vul een datum in.")], format=_DAYS)


class TieForm(Form):
    """Somebody knows somebody else."""

    email = EmailField("E-mailadres van de ander", [InputRequired("Vul een e-mailadres in."), Length(max=254)], filters=[clean])
    tie_since = DateField("Kennen elkaar vanaf", [InputRequired("Vul een datum in.")], format=_DAYS)
    tie_until = DateField("Tot en met (leeg: nog steeds)", [Optional()], format=_DAYS)


class GroupForm(Form):
    """A new group."""

    title = StringField("Naam van de groep", [InputRequired("Geef de groep een naam."), Length(max=120)], filters=[clean])
    starts_on = DateField("Eerste dag", [InputRequired("Vul een datum in.")], format=_DAYS)
    ends_on = DateField("Laatste dag", [InputRequired("Vul een datum in.")], format=_DAYS)
    trainer = EmailField("E-mailadres van de trainer", [InputRequired("Vul een e-mailadres in."), Length(max=254)], filters=[clean])


class EnrolForm(Form):
    """Somebody joins a group."""

    email = EmailField("E-mailadres van de cursist", [InputRequired("Vul een e-mailadres in."), Length(max=254)], filters=[clean])


class TrainerForm(Form):
    """Somebody else trains the group too."""

    trainer = EmailField("E-mailadres van de trainer", [InputRequired("Vul een e-mailadres in."), Length(max=254)], filters=[clean])


class AssessForm(Form):
    """How many points an own activity gets."""

    points = NumberField(
        "Toegekende punten",
        [InputRequired("Vul in hoeveel punten u toekent; 0 is afwijzen."), NumberRange(Decimal(0), 40, "Kies 0 tot en met 40.")],
    )
    reason = TextAreaField("Reden", [Length(max=2000)], filters=[clean])


class SuspensionForm(Form):
    """A suspension as decided elsewhere."""

    effective_on = DateField("Eerste dag van de schorsing", [InputRequired("Vul een datum in.")], format=_DAYS)
    last_day = DateField("Laatste dag (leeg als die niet bekend is)", [Optional()], format=_DAYS)
    immediate = BooleanField("Met onmiddellijke ingang verklaard")
    final_on = DateField("Onherroepelijk sinds", [Optional()], format=_DAYS)
    note = TextAreaField("Kenmerk van het besluit (niet openbaar)", [InputRequired(_NOTE), Length(max=1000)], filters=[clean])


class StrikeOffForm(Form):
    """A striking off as decided elsewhere."""

    effective_on = DateField("Doorgehaald vanaf", [InputRequired("Vul een datum in.")], format=_DAYS)
    final_on = DateField("Onherroepelijk sinds", [InputRequired("Vul in sinds wanneer het besluit onherroepelijk is.")], format=_DAYS)
    note = TextAreaField("Kenmerk van het besluit (niet openbaar)", [InputRequired(_NOTE), Length(max=1000)], filters=[clean])


class ReversalForm(Form):
    """Which decision was reversed, and how far back."""

    event = RadioField("Welk besluit?")
    mode = RadioField("Hoe werkt de herziening?", choices=choices([("never", "alsof het besluit nooit is genomen"), ("from", "vanaf een dag")]))
    from_day = DateField("Vanaf welke dag? (alleen bij ‘vanaf een dag’)", [Optional()], format=_DAYS)
    note = TextAreaField("Kenmerk van de herziening (niet openbaar)", [InputRequired(_NOTE), Length(max=1000)], filters=[clean])


class DayForm(Form):
    """From what day."""

    day = DateField("Vanaf", [InputRequired("Vul een datum in.")], format=_DAYS)


class ShieldForm(Form):
    """How far somebody is found."""

    shield = RadioField("Vindbaarheid", choices=choices([("none", "vindbaar op naam"), ("full", "alleen vindbaar op nummer")]))


class ImportForm(Form):
    """A file of people; the second step sends the text that was looked at."""

    file = FileField("CSV-bestand")
    text = HiddenField()
    invited = BooleanField("Stuur iedereen meteen een uitnodiging", default=True)
