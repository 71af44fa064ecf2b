"""The sweep: every form field, every address argument and every query parameter against one hostile list.

Never a failure of ours, never a stack trace, always Dutch, and what was typed comes back. Nothing is listed by hand: addresses come from the
route map, parameters from the code that reads them, forms from the pages themselves. A POST route that no form on the stage leads to fails.
"""

import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from lms.accounts.terms import Role
from lms.kernel.clock import FixedClock
from lms.kernel.config import ROOT
from lms.kernel.db import db
from tests.browse import FormOnPage, Page, PageClient
from tests.people import Someone, World
from tests.stage import Stop, load_demo, more_stops, routes, set_stage, someone

HOSTILE = {
    "empty": "",
    "space": " \t\n ",
    "long": "x" * 10_000,
    "right-to-left": "\u202eמַזָּל \u200f",
    "combining": "a" + "\u0301" * 60,
    "null": "a\x00b",
    "markup": "<script>alert(1)</script>'\"{{7*7}}",
    "sql": "'; DROP TABLE person; --",
    "number": "99999999999999999999",
    "negative": "-1",
    "float": "1e309",
    "other digits": "١٢٣",
    "date": "2026-02-30",
    "far": "9999-12-31",
    "early": "0001-01-01",
    "emoji": "\ufffd\U0001f9d1\u200d\U0001f52c",
    "path": "../../../../etc/passwd",
}
RAW = {"half a surrogate": b"a\xed\xa0\x80b", "not UTF-8": b"a\xff\xfeb"}
GIVEN_BACK = {"long", "sql", "markup"}
ALLOWED = {200, 302, 303, 308, 400, 404, 405, 409, 413, 422, 429}
_ARGUMENT = re.compile(r"<(\w+)>")
_PARAMETER = re.compile(r"""args\.get(?:list)?\(\s*["'](\w+)["']""")


@pytest.fixture
def stage(world: World, clock: FixedClock) -> dict[str, Stop]:
    load_demo(world)
    return set_stage(clock)


class Hasty(PageClient):
    """Looks through a page once for each address and status: of thousands of answers most are the same page."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._seen: set[tuple[str, int]] = set()

    def _look(self, page: Page, path: str) -> None:
        if (path.split("?", maxsplit=1)[0], page.status) not in self._seen:
            self._seen.add((path.split("?", maxsplit=1)[0], page.status))
            super()._look(page, path)


class Crowd:
    """The people of the stage, each with a session of their own."""

    def __init__(self, client: PageClient) -> None:
        self.client = client
        self._known: dict[str, Someone | None] = {"": None}

    def get(self, nick: str) -> Someone | None:
        """A person by nick; nobody is a visitor."""
        if nick not in self._known:
            self._known[nick] = someone(nick)
        return self._known[nick]


@pytest.fixture
def crowd(app: Flask) -> Crowd:
    return Crowd(Hasty(app))


def judge(page: Page, where: str) -> None:
    """No failure of ours, nothing of the machine's; that it is a whole page in Dutch the client has looked at."""
    assert page.status in ALLOWED, f"{where}: {page.status}"
    assert b"Traceback (most recent" not in page.response.data, where


def parameters() -> dict[Path, set[str]]:
    """Which query parameters the code reads, by file."""
    found = {path: set(_PARAMETER.findall(path.read_text(encoding="utf-8"))) for path in (ROOT / "lms").rglob("*.py")}
    return {path: names for path, names in found.items() if names}


def test_no_argument_of_any_address_brings_the_house_down(crowd: Crowd, stage: dict[str, Stop]) -> None:
    """Every route of the matrix with each argument replaced, for whoever may open it."""
    swept = 0
    for route, stop in stage.items():
        for argument in _ARGUMENT.findall(route):
            for kind, value in HOSTILE.items():
                path = replaced(route, stop.path, argument, quote(value, safe=""))
                judge(crowd.client.get(path, as_=crowd.get(stop.who)), f"{route} with {argument} {kind}")
                swept += 1
            for kind, raw in RAW.items():
                path = replaced(route, stop.path, argument, quote(raw, safe=""))
                judge(crowd.client.get(path, as_=crowd.get(stop.who)), f"{route} with {argument} {kind}")
    assert swept > 300, "there was something to sweep"


def replaced(route: str, path: str, argument: str, value: str) -> str:
    """The address on the stage with one part replaced."""
    parts = zip(route.split("/"), path.split("/"), strict=True)
    return "/".join(value if part == f"<{argument}>" else given for part, given in parts)


def test_no_query_parameter_brings_the_house_down(crowd: Crowd, stage: dict[str, Stop], app: Flask) -> None:
    """Each parameter on the page whose view reads it; and all of them, twice and as lists, on every page."""
    views = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", rule.rule): app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
    }
    known, swept = parameters(), 0
    everything, read = sorted(set().union(*known.values())), set()
    for route, stop in stage.items():
        view = inspect.unwrap(views[route])
        names = {name for name in known.get(Path(inspect.getfile(view)), set()) if f'"{name}"' in inspect.getsource(view)}
        read |= names
        for kind, value in HOSTILE.items():
            who = crowd.get(stop.who)
            queries = [f"{name}={quote(value, safe='')}" for name in names]
            if kind in {"null", "number"}:
                queries.append("&".join(f"{name}={quote(value, safe='')}&{name}[]=x&{name}={quote(value, safe='')}" for name in everything))
            for query in queries:
                judge(crowd.client.get(f"{stop.path}?{query}", as_=who), f"{route}?{query[:80]} with {kind}")
                swept += 1
    assert read == set(everything), "every parameter is swept where it is read"
    assert swept > 150, "there was something to sweep"


def forms(crowd: Crowd, stage: dict[str, Stop]) -> Iterator[tuple[Stop, FormOnPage]]:
    """Every form on every page, as a browser would send it."""
    for stop in (*stage.values(), *more_stops()):
        for form in crowd.client.get(stop.path, as_=crowd.get(stop.who)).forms():
            yield stop, form


OFF_STAGE = {
    "/uitloggen": "stands in the header of every page",
    "/mijn/aanvraag/<application_id>/intrekken": "a button alone, for who has applied; the tests of certification press it",
    "/mijn/modules/<module_id>/afronden": "a button alone, when a module asks less since; the tests of training do what it does",
    "/beoordelen/groepen/<group_id>/cursisten/<person_id>/poging": "a button alone, beside who used all attempts; the tests of the desk press it",
    "/bureau/mail/opnieuw": "a button alone, when mail is stuck; the tests of the desk press it",
    "/bureau/examens/<round_id>/publiceren": "a button alone, when all is confirmed; the tests of exams press it",
    "/bureau/personen/<person_id>/openen": "a button alone, for an account that is closed; the tests of the desk press it",
    "/bureau/examens/<round_id>/werk/<code>": "only of a work on which the examiners stayed apart; the tests of exams send it",
}


@pytest.fixture
def nothing_is_kept(crowd: Crowd, stage: dict[str, Stop], monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody signs in; from then on what a form does is undone with its request, so that each form is judged on the same page."""
    for stop in (*stage.values(), *more_stops()):
        crowd.client.client(crowd.get(stop.who))
    monkeypatch.setattr(PageClient, "_keep_alive", lambda *_: None)
    monkeypatch.setattr(type(db.session()), "commit", type(db.session()).flush)


@pytest.mark.usefixtures("nothing_is_kept")
def test_every_field_of_every_form_refuses_in_words_and_gives_back_what_was_typed(app: Flask, crowd: Crowd, stage: dict[str, Stop]) -> None:
    found = list(forms(crowd, stage))
    reached = {route_of(app, form.action or stop.path) for stop, form in found}
    assert routes("POST") == reached | set(OFF_STAGE), "every form is swept"
    swept = 0
    for kind, value in HOSTILE.items():
        for stop, form in found:
            for name in form.names:
                send(crowd, stop, form, name, (kind, value))
                swept += 1
    assert swept > 500, "there was something to sweep"


def send(crowd: Crowd, stop: Stop, form: FormOnPage, name: str, hostile: tuple[str, str]) -> None:
    """One form, one field wrong."""
    kind, value = hostile
    page = crowd.client.post(form.action or stop.path, {**form.fields, name: value}, as_=crowd.get(stop.who), csrf=False)
    judge(page, f"{name} on {stop.path} with {kind}")
    if page.status == 422 and kind in GIVEN_BACK and name in form.typed:
        assert value[:50] in page.values, f"{name} on {stop.path} with {kind} lost what was typed"


def route_of(app: Flask, path: str) -> str:
    """The route that an address is of."""
    rule, _ = app.url_map.bind("127.0.0.1").match(path, method="POST", return_rule=True)
    return re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", rule.rule)


@pytest.mark.usefixtures("nothing_is_kept")
def test_a_form_that_is_not_one_is_refused_in_words(crowd: Crowd, stage: dict[str, Stop]) -> None:
    """No token, a wrong token, no fields, fields twice, bytes that are no text, and a body that is no form."""
    for stop, form in forms(crowd, stage):
        who, path = crowd.get(stop.who), form.action or stop.path
        for token in ("", "x", "é" * 50):
            refused = crowd.client.post(path, {**form.fields, "csrf_token": token}, as_=who)
            assert refused.status == 400, f"{path} takes a form with token {token!r}"
        token = str(form.fields["csrf_token"])
        judge(crowd.client.post(path, {"csrf_token": token}, as_=who), f"{path} without fields")
        judge(crowd.client.post(path, {**form.fields, **{name: ["a", "b", "c"] for name in form.names}}, as_=who), f"{path} with lists")
        pairs = "&".join(f"{name}=%ED%A0%80%FF" for name in form.names)
        raw = {"data": f"csrf_token={quote(token)}&{pairs}", "content_type": "application/x-www-form-urlencoded"}
        judge(crowd.client.send("POST", path, who, **raw), f"{path} with bytes that are no text")
        judge(crowd.client.send("POST", path, who, data=b"[1, 2", content_type="application/json"), f"{path} with JSON")
        judge(crowd.client.send("POST", path, who, data=b"--x\r\n", content_type="multipart/form-data; boundary=x"), f"{path} with half a body")


@pytest.mark.usefixtures("nothing_is_kept")
def test_a_hundred_thousand_signs_come_back_or_are_refused_in_words(crowd: Crowd, stage: dict[str, Stop]) -> None:
    for stop, form in forms(crowd, stage):
        for name in form.typed & set(form.names):
            send(crowd, stop, form, name, ("long", "ruim baan " * 10_000))


def test_things_of_somebody_else_are_not_there(crowd: Crowd, stage: dict[str, Stop]) -> None:
    """Another student asks for everything that has a number in its address: 404, as for what does not exist."""
    other = crowd.get("kandidaat13")
    for route, stop in stage.items():
        if route.startswith("/mijn/") and re.search(r"<(attempt_id|script_id|round_id|certificate_id)>", route):
            assert crowd.client.get(stop.path, as_=other).status == 404, route
    for stop, form in forms(crowd, stage):
        if stop.who == "cursist" and re.search(r"/\d+", form.action):
            token = crowd.client.token(other)
            assert crowd.client.post(form.action, {**form.fields, "csrf_token": token}, as_=other).status == 404, form.action


@pytest.fixture
def everybody(world: World) -> Someone:
    """Somebody who may open every page."""
    world.publish()
    return world.person("alice", *Role)


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
