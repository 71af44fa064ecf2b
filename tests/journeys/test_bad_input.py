"""The sweep: every form field and every address argument against one hostile list. Never a failure of ours, and what was typed comes back.

The forms are found by looking at the pages themselves, so a new field is swept the day it is made.
"""

import io
from datetime import timedelta
from urllib.parse import quote

import pytest

from lms.accounts.terms import Role
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction
from lms.registration import actions as registration
from tests.browse import PageClient
from tests.people import Someone, World

HOSTILE = {
    "long": "x" * 10_000,
    "right-to-left": "\u202eמַזָּל \u200f",
    "combining": "a" + "\u0301" * 60,
    "null": "a\x00b",
    "markup": "<script>alert(1)</script>'\"{{7*7}}",
    "sql": "'; DROP TABLE person; --",
    "number": "99999999999999999999",
    "negative": "-1",
    "date": "2026-02-30",
    "far": "9999-12-31",
    "early": "0001-01-01",
    "empty": "",
    "space": " \t\n ",
    "surrogate": "\ufffd\U0001f9d1\u200d\U0001f52c",
    "path": "../../../../etc/passwd",
}
ADDRESSES = (
    "/register?naam={}",
    "/register?nummer={}",
    "/register?naam=be&voorletters={}",
    "/register/{}",
    "/register/0000-0000?op={}",
    "/controleren?code={}",
    "/controleren/{}",
    "/inloggen?next={}",
    "/uitnodiging/{}",
    "/mijn/lessen/{}",
    "/mijn/modules/{}",
    "/mijn/toetsen/{}",
    "/mijn/toets/{}",
    "/mijn/toets/{}/1",
    "/mijn/casus/{}",
    "/mijn/oefenen/m1/{}",
    "/mijn/uitleg/{}",
    "/beoordelen/casus/{}",
    "/bureau/personen?zoek={}",
    "/bureau/personen?pagina={}",
    "/bureau/personen/{}",
    "/bureau/registraties?zoek={}",
    "/bureau/registraties/{}",
    "/bureau/examens/{}",
    "/bureau/groepen/{}",
    "/bureau/punten/{}",
    "/bureau/aanvragen/{}",
)


@pytest.fixture
def everybody(world: World) -> Someone:
    """Somebody who may open every page."""
    course = world.publish()
    someone = world.person("alice", *Role)
    world.group(course, world.person("bob", Role.STUDENT), trainers=(world.person("charlie", Role.TRAINER),))
    world.code_of_conduct()
    return someone


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_address_brings_the_house_down(client: PageClient, everybody: Someone, kind: str) -> None:
    for address in ADDRESSES:
        page = client.get(address.format(quote(HOSTILE[kind], safe="")), as_=everybody)
        assert page.status < 500, f"{address} with {kind}"


FORMS = (
    "/inloggen",
    "/wachtwoord-vergeten",
    "/mijn/punten/toevoegen",
    "/bureau/personen/nieuw",
    "/bureau/groepen/nieuw",
    "/bureau/examens/nieuw",
    "/bureau/import",
    "/mijn/bekenden",
)


def _paths(client: PageClient, world: World, who: Someone, clock: FixedClock) -> tuple[str, ...]:
    """Pages with forms that need something to be there."""
    with transaction():
        start = world.today - timedelta(days=10)
        row = registration.register_person(
            person_id=who.id,
            name=who.name,
            ruleset_id="klantmanager-2020",
            starts_on=start,
            ends_on=start + timedelta(days=900),
            actor_id=None,
            decided_by_id=None,
            at=clock.now(),
        )
    now = clock.now()
    window = {"title": "Ronde", "writing_from": f"{now:%Y-%m-%dT%H:%M}", "writing_until": f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}"}
    round_path = client.submit(client.get("/bureau/examens/nieuw", as_=who), "/bureau/examens/nieuw", "Ronde", as_=who, **window).location
    other = f"/bureau/personen/{world.person('fatma').id}"
    repairs = (f"{round_path}/wijzigen", f"{round_path}/uitstel", f"{other}/extra-tijd")
    return (*FORMS, other, f"{other}/wijzigen", f"/bureau/registraties/{row.id}", round_path, *repairs)


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_field_of_every_form_refuses_in_words_and_gives_back_what_was_typed(
    client: PageClient, world: World, everybody: Someone, clock: FixedClock, kind: str
) -> None:
    swept = 0
    for path in _paths(client, world, everybody, clock):
        who = None if path in {"/inloggen", "/wachtwoord-vergeten"} else everybody
        for form in client.get(path, as_=who).forms():
            for name in form.names:
                page = client.get(path, as_=who)
                again = next(other for other in page.forms() if other.action == form.action)
                answer = client.post(form.action or path, {**again.fields, name: HOSTILE[kind]}, as_=who)
                assert answer.status < 500, f"{name} on {path} with {kind}"
                assert answer.status in {200, 302, 400, 404, 409, 413, 422, 429}, f"{name} on {path} with {kind}: {answer.status}"
                if answer.status == 422 and kind in {"long", "sql"} and name in form.typed:
                    assert HOSTILE[kind][:50] in answer.values, f"{name} on {path} with {kind} lost what was typed"
                swept += 1
    assert swept > 30, "there was something to sweep"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bewijs.pdf", b"MZ\x90\x00 not a PDF", "geen PDF, JPG of PNG"),
        ("bewijs.pdf", b"PK\x03\x04" + b"\x00" * 100, "geen PDF, JPG of PNG"),
        ("bewijs.svg", b"<svg onload='alert(1)'></svg>", "geen PDF, JPG of PNG"),
        ("../../etc/passwd", b"root:x", "geen PDF, JPG of PNG"),
        ("groot.pdf", b"%PDF-" + b"0" * (5 * 1024 * 1024), "hooguit 5 MB"),
    ],
)
def test_a_hostile_upload_is_refused_on_its_field(client: PageClient, everybody: Someone, name: str, data: bytes, said: str) -> None:
    fields = {
        "title": "Lezing",
        "category": "other",
        "held_from": "2026-11-01",
        "held_to": "2026-11-01",
        "points": "2",
        "description": "Veel geleerd.",
    }
    page = client.post("/mijn/punten/toevoegen", {**fields, "evidence": (io.BytesIO(data), name)}, as_=everybody, content_type="multipart/form-data")
    assert page.status == 422
    assert said in " ".join(page.errors)
    assert "Veel geleerd." in page.main


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "De eerste regel moet zijn"),
        (b"\xff\xfe\x00", "geen CSV"),
        (b"email;voorletters;voornaam;tussenvoegsel;achternaam;rollen\nx;A.;;;B;cursist\n", "Regel 2: \u2018x\u2019 is geen e-mailadres."),
        (b"email;voorletters;voornaam;tussenvoegsel;achternaam;rollen\na@b.nl;A.;;;B;koning\n", "Regel 2: Onbekende rol: koning"),
        (b"email;voorletters;voornaam;tussenvoegsel;achternaam;rollen\na@b.nl;A.;B\n", "Regel 2: Deze regel heeft 3 kolommen"),
        (
            b"email;voorletters;voornaam;tussenvoegsel;achternaam;rollen\na@b.nl;A.;;;B;cursist\na@b.nl;A.;;;B;cursist\n",
            "Regel 3: a@b.nl staat ook op regel 2.",
        ),
    ],
)
def test_a_broken_import_names_the_line_and_imports_nothing(client: PageClient, everybody: Someone, text: bytes, said: str) -> None:
    page = client.post("/bureau/import", {"file": (io.BytesIO(text), "personen.csv")}, as_=everybody, content_type="multipart/form-data")
    assert page.status == 422
    assert said in " ".join(page.errors)


def test_a_good_import_is_shown_first_and_then_invites(client: PageClient, everybody: Someone) -> None:
    text = "email;voorletters;voornaam;tussenvoegsel;achternaam;rollen\nzoe@ruimbaan.example;Z.;Zoë;van;Verzinsel;cursist,trainer\n".encode()
    page = client.post("/bureau/import", {"file": (io.BytesIO(text), "personen.csv")}, as_=everybody, content_type="multipart/form-data")
    assert "Z. (Zoë) van Verzinsel" in page.main
    assert "zoe@" not in client.get("/bureau/personen?zoek=zoe", as_=everybody).main
    page = client.follow(client.submit(page, "/bureau/import", "Importeren", as_=everybody), as_=everybody)
    assert "1 account gemaakt" in page.main
    assert "uitgenodigd" in client.get("/bureau/personen?zoek=zoe", as_=everybody).main
