"""Signing in and out."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts import actions, queries, rules
from lms.accounts.terms import PasswordTooShort, Role
from lms.credits import queries as ledger
from lms.kernel.clock import FixedClock
from lms.kernel.db import db, transaction
from lms.kernel.limits import AddressLimit
from lms.kernel.outbox import OutboxMessage
from tests.browse import Page, PageClient
from tests.people import PASSWORD, Someone, World


@pytest.fixture
def alice(world: World) -> Someone:
    return world.person("alice", Role.STUDENT)


def sign_in(client: PageClient, email: str, password: str, **more: Any) -> Page:  # noqa: ANN401 -- field values
    return client.submit(client.get("/inloggen"), "/inloggen", "Inloggen", email=email, password=password, **more)


def test_the_right_password_opens_the_home_of_one_s_area(client: PageClient, alice: Someone) -> None:
    assert sign_in(client, alice.email.upper(), PASSWORD).location == "/mijn"


@pytest.mark.parametrize("email", ["alice@ruimbaan.example", "niemand@ruimbaan.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: PageClient, alice: Someone, email: str) -> None:
    page = sign_in(client, email, "helemaal verkeerd")
    assert (page.status, page.errors) == (422, ["Het e-mailadres of wachtwoord klopt niet."])
    assert alice.email == "alice@ruimbaan.example"


def test_after_ten_failures_even_the_right_password_waits_a_quarter_of_an_hour(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    for _ in range(10):
        sign_in(client, alice.email, "verkeerd")
    assert sign_in(client, alice.email, PASSWORD).status == 429
    clock.move(timedelta(minutes=15))
    assert sign_in(client, alice.email, PASSWORD).status == 302


def test_a_copied_cookie_is_worth_nothing_after_signing_out(client: PageClient, alice: Someone) -> None:
    sign_in(client, alice.email, PASSWORD)
    cookie = client.client(None).get_cookie("sessie")
    client.post("/uitloggen")
    client.client(None).set_cookie("sessie", cookie.value)
    assert client.get("/mijn/gegevens").status == 302


def test_a_session_ends_when_nobody_was_there_for_three_hours(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    sign_in(client, alice.email, PASSWORD)
    clock.move(timedelta(hours=2, minutes=59))
    assert client.get("/mijn/gegevens").status == 200
    clock.move(timedelta(hours=3, minutes=1))
    assert client.get("/mijn/gegevens").status == 302


def test_a_closed_account_is_out_at_once(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    sign_in(client, alice.email, PASSWORD)
    with transaction():
        actions.disable_person(person=queries.get_person(alice.id), actor_id=alice.id, at=clock.now())
    assert client.get("/mijn/gegevens").status == 302
    assert sign_in(client, alice.email, PASSWORD).status == 422


@pytest.mark.parametrize(
    "target", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "\n//x", "//[", "http://[x"]
)
def test_signing_in_never_leads_to_another_site(client: PageClient, alice: Someone, target: str) -> None:
    assert sign_in(client, alice.email, PASSWORD, next=target).location == "/mijn"


def test_signing_in_leads_back_to_where_one_was(client: PageClient, alice: Someone) -> None:
    page = client.submit(client.get("/inloggen?next=/mijn/gegevens"), "/inloggen", "Inloggen", email=alice.email, password=PASSWORD)
    assert page.location == "/mijn/gegevens"


def test_an_invitation_leads_to_a_password_and_in(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    with transaction():
        token = actions.invite(person=queries.get_person(alice.id), actor_id=None, at=clock.now())
    path = f"/uitnodiging/{token}"
    page = client.submit(client.get(path), path, "Wachtwoord opslaan", password="te kort")
    assert page.errors == ["Kies een wachtwoord van ten minste 15 tekens."]
    page = client.submit(client.get(path), path, "Wachtwoord opslaan", password="heel andere losse woorden")
    assert page.location == "/mijn"
    assert client.get(path).status == 404


def test_a_forgotten_password_says_the_same_for_every_address(client: PageClient, alice: Someone) -> None:
    pages = [
        client.submit(client.get("/wachtwoord-vergeten"), "/wachtwoord-vergeten", "Stuur", email=email).main for email in (alice.email, "x@y.example")
    ]
    assert pages[0] == pages[1]


def test_a_form_without_a_token_is_refused(client: PageClient, alice: Someone) -> None:
    assert client.post("/uitloggen", {}, as_=alice, csrf=False).status == 400


LEARNED = "Eerste regel.\n\n  Tweede regel met “aanhalingstekens”, <b>haken</b> & een ë.\n" + "Lang verhaal. " * 40
CLAIM: dict[str, Any] = {
    "title": "Congres",
    "category": "other",
    "held_from": "02-11-2026",
    "held_to": "02-11-2026",
    "points": "3",
    "description": LEARNED,
}


def expire(client: PageClient, alice: Someone, clock: FixedClock) -> Page:
    """Sign in, write long enough for the session to end, and send; returns what comes back."""
    sign_in(client, alice.email, PASSWORD)
    page = client.get("/mijn/punten/toevoegen")
    clock.move(timedelta(hours=4))
    return client.submit(page, "/mijn/punten/toevoegen", "Indienen", **CLAIM)


def test_what_was_sent_after_the_session_ended_comes_back_whole_after_signing_in(
    client: PageClient, world: World, alice: Someone, clock: FixedClock
) -> None:
    world.publish()
    page = expire(client, alice, clock)
    assert (page.status, page.h1) == (401, "Inloggen")
    assert ledger.list_claims(alice.id) == []
    page = client.submit(page, "/inloggen", "Inloggen", email=alice.email, password=PASSWORD)
    assert (page.status, page.h1) == (200, "Je tekst is bewaard")
    action, fields = page.form("Verder waar ik was")
    assert action == "/mijn/punten/toevoegen"
    assert {name: fields[name] for name in CLAIM} == CLAIM
    answer = client.post(action, fields)
    assert answer.location == "/mijn/punten"
    (claim,) = ledger.list_claims(alice.id)
    assert (claim.title, claim.description, claim.points) == ("Congres", LEARNED.strip(), 300)


def test_a_slip_in_the_password_does_not_lose_what_was_sent(client: PageClient, world: World, alice: Someone, clock: FixedClock) -> None:
    world.publish()
    page = expire(client, alice, clock)
    page = client.submit(page, "/inloggen", "Inloggen", email=alice.email, password="verkeerd getypt")
    assert page.status == 422
    page = client.submit(page, "/inloggen", "Inloggen", email=alice.email, password=PASSWORD)
    assert page.form("Verder waar ik was")[1]["description"] == LEARNED


@pytest.mark.parametrize("target", ["https://kwaad.example/", "//kwaad.example", ""])
def test_kept_fields_are_never_offered_to_another_site(client: PageClient, alice: Someone, target: str) -> None:
    page = sign_in(client, alice.email, PASSWORD, next=target, kept='[["title", "Congres"]]')
    assert page.location == "/mijn"


@pytest.mark.parametrize("kept", ["geen json", "{}", "[]", '[["a", "b", "c"]]'])
def test_kept_fields_that_cannot_be_read_do_not_stand_in_the_way(client: PageClient, alice: Someone, kept: str) -> None:
    page = sign_in(client, alice.email, PASSWORD, next="/mijn/gegevens", kept=kept)
    assert (page.status, page.form("Verder waar ik was")[0]) == (200, "/mijn/gegevens")


def test_a_script_that_saves_is_told_in_its_own_language_that_the_session_ended(client: PageClient) -> None:
    page = client.post("/mijn/punten/toevoegen", {}, headers={"Accept": "application/json"})
    assert page.status == 401
    assert "je tekst blijft bewaard" in page.json["message"]


def test_every_sign_in_gets_a_session_of_its_own(client: PageClient, alice: Someone) -> None:
    found = []
    for _ in range(2):
        sign_in(client, alice.email, PASSWORD)
        with client.client(None).session_transaction() as session:
            found.append((session["_user_id"], session.get("csrf_token")))
        client.post("/uitloggen")
    (first, first_token), (second, second_token) = found
    assert first != second
    assert first_token is None or first_token != second_token


def test_failures_of_one_account_do_not_shut_out_another_and_are_forgotten_by_signing_in(client: PageClient, world: World, alice: Someone) -> None:
    bob = world.person("bob", Role.STUDENT)
    for _ in range(9):
        sign_in(client, alice.email, "verkeerd")
    assert sign_in(client, bob.email, PASSWORD).status == 302
    client.post("/uitloggen")
    assert sign_in(client, alice.email, PASSWORD).status == 302
    client.post("/uitloggen")
    for _ in range(9):
        assert sign_in(client, alice.email, "verkeerd").status == 422
    assert sign_in(client, alice.email, PASSWORD).status == 302


def reset_link(client: PageClient, email: str) -> str:
    """Ask for a reset and read the newest mail: the path in it, or nothing."""
    client.submit(client.get("/wachtwoord-vergeten"), "/wachtwoord-vergeten", "Stuur", email=email)
    body = db.session.scalar(select(OutboxMessage.body).where(OutboxMessage.to == email).order_by(OutboxMessage.id.desc()).limit(1)) or ""
    found = re.search(r"(/uitnodiging/\S+)", body)
    return found.group(1) if found else ""


def test_a_reset_link_works_once_ends_the_sessions_elsewhere_and_replaces_the_one_before(
    client: PageClient, alice: Someone, clock: FixedClock
) -> None:
    assert client.get("/mijn/gegevens", as_=alice).status == 200
    older = reset_link(client, alice.email)
    clock.move(timedelta(minutes=2))
    newer = reset_link(client, alice.email)
    assert client.get(older).status == 404
    page = client.submit(client.get(newer), newer, "Wachtwoord opslaan", password="heel andere losse woorden")
    assert page.location == "/mijn"
    assert client.get("/mijn/gegevens", as_=alice).status == 302
    assert client.get(newer).status == 404
    client.post("/uitloggen")
    assert sign_in(client, alice.email, PASSWORD).status == 422
    assert sign_in(client, alice.email, "heel andere losse woorden").status == 302


def test_a_reset_link_works_for_two_hours(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    path = reset_link(client, alice.email)
    clock.move(timedelta(hours=2) - timedelta(seconds=1))
    assert client.get(path).status == 200
    clock.move(timedelta(seconds=1))
    assert client.get(path).status == 404


def test_nobody_is_mailed_who_has_no_account_or_a_closed_one(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    with transaction():
        actions.disable_person(person=queries.get_person(alice.id), actor_id=alice.id, at=clock.now())
    assert reset_link(client, alice.email) == ""
    assert reset_link(client, "niemand@ruimbaan.example") == ""
    assert db.session.scalars(select(OutboxMessage)).all() == []


def test_an_old_invitation_does_not_open_a_closed_account(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    with transaction():
        token = actions.invite(person=queries.get_person(alice.id), actor_id=None, at=clock.now())
        actions.disable_person(person=queries.get_person(alice.id), actor_id=alice.id, at=clock.now())
    path = f"/uitnodiging/{token}"
    client.post(path, {"password": "heel andere losse woorden"})
    assert client.get("/mijn/gegevens").status == 302
    assert sign_in(client, alice.email, "heel andere losse woorden").status == 422


@pytest.mark.parametrize("kept", ["7", "null", "true", "[1]", "{", '[["a"]]'])
def test_a_tampered_kept_text_signs_in_all_the_same(client: PageClient, alice: Someone, kept: str) -> None:
    assert sign_in(client, alice.email, PASSWORD, next="/mijn/gegevens", kept=kept).status == 200


def test_a_short_mail_name_does_not_forbid_ordinary_words() -> None:
    rules.check_password("vier losse woorden aan zee", email="an@x.example")
    with pytest.raises(PasswordTooShort):
        rules.check_password("het account van aliceverzonnen", email="aliceverzonnen@x.example")


def test_nobody_s_mailbox_is_flooded_from_our_form(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    links = [reset_link(client, alice.email) for _ in range(7)]
    assert len(set(links)) == rules.RESETS_ALLOWED
    assert client.get(links[-1]).status == 200, "the last link that was sent goes on working"
    clock.move(timedelta(hours=1, minutes=1))
    assert reset_link(client, alice.email) not in links


@pytest.mark.parametrize(
    "password",
    [
        "Wachtwoord12345!",
        "welkom1welkom1welkom1",
        "Qwertyuiop12345",
        "P@ssw0rd!!!!!!!!123",
        "gemeente2026gemeente2026",
        "Zomer2026!!!!!!!!",
        "nieuw-wachtwoord",
    ],
)
def test_what_everybody_tries_first_is_no_password(password: str) -> None:
    with pytest.raises(PasswordTooShort):
        rules.check_password(password, email="an@x.example")


@pytest.mark.parametrize(
    "password", ["zomer fiets regen appeltaart", "mijn wachtwoord is een lange zin", "vier losse woorden samen", "gemeente en stoep en 12 duiven"]
)
def test_an_ordinary_sentence_is_one(password: str) -> None:
    rules.check_password(password, email="an@x.example")


@pytest.mark.parametrize("path", ["/inloggen", "/wachtwoord-vergeten"])
def test_who_tries_many_accounts_from_one_address_is_told_to_wait(app: Flask, client: PageClient, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "attempt_limit", AddressLimit("2/minute", "memory://"))
    found = [client.post(path, {"email": f"iemand{number}@ruimbaan.example", "password": "raden"}).status for number in range(3)]
    assert found[2] == 429
    assert 429 not in found[:2]
    assert client.get(path).status == 200, "looking is not trying"


@pytest.mark.usefixtures("app")
def test_failures_that_no_longer_count_are_forgotten_by_the_timed_command(clock: FixedClock) -> None:
    with transaction():
        actions.record_failed_sign_in(key="oud", at=clock.now())
    clock.move(timedelta(minutes=14))
    with transaction():
        actions.record_failed_sign_in(key="nieuw", at=clock.now())
    clock.move(timedelta(minutes=1))
    for gone in (1, 0):
        with transaction():
            assert actions.forget_failed_sign_ins(at=clock.now()) == gone
    assert queries.count_recent_failures("nieuw", at=clock.now()) == 1


def test_what_a_visitor_had_before_signing_in_is_not_carried_over(client: PageClient, alice: Someone) -> None:
    client.get("/inloggen")
    raw = client.client(None)
    with raw.session_transaction() as session:
        session["planted"] = "x"
        session["_user_id"] = "a-token-of-the-attacker"
    sign_in(client, alice.email, PASSWORD)
    with raw.session_transaction() as session:
        assert "planted" not in session
        assert session["_user_id"] != "a-token-of-the-attacker"


def test_a_refusal_keeps_who_is_signed_in_and_the_way_back(client: PageClient, alice: Someone) -> None:
    for path in ("/bureau", "/mijn/lessen/bestaat-niet"):
        page = client.get(path, as_=alice)
        assert page.status in {403, 404}
        assert "Uitloggen" in page.soup.select("header")[0].get_text()
        assert not page.soup.select("header a[href='/inloggen']")
        assert page.soup.select("main a[href='/mijn']")


@pytest.mark.parametrize(
    ("role", "path", "item"),
    [
        (Role.EXAMINER, "/mijn/bekenden", "Bekenden"),
        (Role.SECRETARIAT, "/bureau/import", "Personen"),
        (Role.SECRETARIAT, "/bureau/mail", "Werkvoorraad"),
    ],
)
def test_the_menu_marks_where_a_page_without_an_item_of_its_own_belongs(client: PageClient, world: World, role: Role, path: str, item: str) -> None:
    page = client.get(path, as_=world.person("bob", role))
    assert [link.get_text() for link in page.soup.select("nav.sub [aria-current=page]")] == [item]
