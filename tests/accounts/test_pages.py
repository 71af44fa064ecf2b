"""Signing in and out."""

from datetime import timedelta
from typing import Any

import pytest

from lms.accounts import actions, queries
from lms.accounts.terms import Role
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction
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


@pytest.mark.parametrize("target", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "\n//x"])
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
