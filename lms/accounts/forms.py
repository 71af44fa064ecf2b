"""Forms for signing in and choosing a password."""

from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from lms.kernel.forms import Form, clean


class SignInForm(Form):
    """Mail address and password; what was being sent when the session ended rides along."""

    email = EmailField("E-mailadres", [InputRequired("Vul je e-mailadres in."), Length(max=254)], filters=[clean])
    password = PasswordField("Wachtwoord", [InputRequired("Vul je wachtwoord in."), Length(max=256)])
    next = HiddenField()
    kept = HiddenField()


class ForgottenForm(Form):
    """Ask for a reset link."""

    email = EmailField("E-mailadres", [InputRequired("Vul uw e-mailadres in."), Length(max=254)], filters=[clean])


class PasswordForm(Form):
    """Choose a password, typed once: it can be shown and pasted."""

    password = PasswordField("Nieuw wachtwoord", [InputRequired("Kies een wachtwoord."), Length(max=1000)])
