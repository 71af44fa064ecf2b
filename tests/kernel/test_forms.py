"""The form that every capability builds on."""

import pytest
from flask import Flask
from wtforms import DateField, Field, IntegerField, RadioField, SelectField

from lms.kernel.forms import Form, choices


class _Asked(Form):
    choice = RadioField("Keuze", choices=choices([("a", "A")]))
    pick = SelectField("Keuze", choices=choices([("a", "A")]))
    number = IntegerField("Getal")
    day = DateField("Dag")


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("choice", {}, "Kies een van de mogelijkheden."),
        ("pick", {"pick": "b"}, "Kies een van de mogelijkheden."),
        ("number", {"number": "x"}, "Ongeldig getal."),
        ("day", {"day": "31-02-2026"}, "Ongeldige datum."),
    ],
)
def test_what_a_form_says_by_itself_is_dutch(app: Flask, name: str, sent: dict[str, str], said: str) -> None:
    with app.test_request_context(method="POST", data=sent):
        form = _Asked(meta={"csrf": False})
        form.validate()
        field: Field = form._fields[name]
        assert said in field.errors
