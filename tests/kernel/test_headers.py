"""Headers: what is public may be kept by everybody, what is personal by nobody."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from lms import create_app
from lms.accounts.terms import Role
from lms.kernel.clock import FixedClock
from lms.kernel.config import Mode, Settings
from lms.kernel.db import db
from tests.browse import PageClient
from tests.conftest import START
from tests.people import Someone, World

PUBLIC = ["/", "/register", "/uitleg", "/privacy", "/toegankelijkheid", "/contact", "/controleren", "/brand.css"]


@pytest.fixture
def alice(world: World) -> Someone:
    return world.person("alice", Role.STUDENT)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_sets_no_cookie_and_may_be_kept_for_a_minute(client: PageClient, path: str) -> None:
    page = client.get(path)
    assert page.status == 200
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_that_did_not_change_is_304_and_empty(client: PageClient, path: str) -> None:
    page = client.get(path)
    again = client.get(path, headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status, again.response.data) == (304, b"")
    assert again.headers["ETag"] == page.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": '"iets anders"'}).status == 200


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_the_same_for_whoever_has_signed_in(client: PageClient, alice: Someone, path: str) -> None:
    visitor, member = client.get(path), client.get(path, as_=alice)
    assert member.response.data == visitor.response.data
    assert "Set-Cookie" not in member.headers


@pytest.mark.parametrize("path", ["/mijn/gegevens", "/mijn/gegevens.json"])
def test_a_personal_page_is_kept_by_nobody(client: PageClient, world: World, alice: Someone, path: str) -> None:
    world.publish()
    page = client.get(path, as_=alice)
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in page.headers


@pytest.mark.parametrize(("path", "status"), [("/inloggen", 200), ("/mijn", 302), ("/bestaat-niet", 404), ("/register/0000-0000", 404)])
def test_neither_is_a_page_that_asks_who_one_is_or_that_does_not_exist(client: PageClient, path: str, status: int) -> None:
    page = client.get(path)
    assert (page.status, page.headers["Cache-Control"]) == (status, "no-store")


@pytest.mark.parametrize("path", ["/", "/inloggen", "/bestaat-niet", "/mijn", "/healthz", "/brand.css"])
def test_every_answer_carries_the_strict_policy(client: PageClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert (policy["frame-ancestors"], policy["base-uri"], policy["form-action"]) == ("'none'", "'none'", "'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_static_file_may_be_kept_for_a_year_and_carries_the_policy_too(app: Flask) -> None:
    with app.test_client().get("/static/css/app.css") as answer:
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: PageClient) -> None:
    cookie = client.get("/inloggen").headers["Set-Cookie"]
    assert cookie.startswith("sessie=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_over_https_the_cookie_is_bound_to_the_host_and_the_browser_stays_with_https(tmp_path: Path) -> None:
    settings = Settings(mode=Mode.TEST, data_dir=tmp_path, secret_key="x" * 40, public_url="https://register.beroep.example")
    secure = create_app(settings, clock=FixedClock(START))
    answer = secure.test_client().get("/inloggen", base_url="https://register.beroep.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-sessie=")
    assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == f"max-age={int(timedelta(days=365).total_seconds())}; includeSubDomains"
    with secure.app_context():
        db.engine.dispose()


def test_without_https_nothing_is_said_about_it(client: PageClient, app: Flask) -> None:
    assert not app.extensions["settings"].secure
    assert "Strict-Transport-Security" not in client.get("/").headers
