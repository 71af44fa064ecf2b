"""Every failure is told in plain Dutch through the layout, with its status, and what was typed stands in no log."""

import errno
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import DataError, OperationalError

from lms import create_app
from lms.accounts.terms import Role
from lms.kernel import access, errors, storage
from lms.kernel.clock import FixedClock
from lms.kernel.config import Mode, Settings
from lms.kernel.db import db, transaction
from lms.kernel.outbox import queue_mail
from tests.browse import Page, PageClient
from tests.conftest import START
from tests.people import World

TYPED = "Zeldzame-Achternaam-Van-Iemand"
STATUSES = (400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503)
bp = Blueprint("wrong", __name__)
_FAILURES: dict[str, Exception] = {
    "away": OperationalError("SELECT :name", {"name": TYPED}, Exception(f"connection lost {TYPED}")),
    "odd": DataError("SELECT :name", {"name": TYPED}, Exception(TYPED)),
    "conflict": errors.Conflict(),
    "invalid": errors.Invalid("Dit jaartal kan niet."),
    "interest": errors.ConflictOfInterest(("U hebt deze persoon opgeleid.",)),
    "full": OSError(errno.ENOSPC, "No space left on device", f"/data/{TYPED}"),
    "other": OSError(errno.EACCES, "Permission denied", f"/data/{TYPED}"),
    "bug": ValueError(f"invalid literal: {TYPED}"),
}


@bp.route("/fout/<int:status>", methods=["GET", "POST"])
@access.open_to(access.public)
def fail_with(status: int) -> ResponseReturnValue:
    """Fail with a status."""
    return abort(status)


@bp.route("/stuk/<kind>", methods=["GET", "POST"])
@access.open_to(access.public)
def break_down(kind: str) -> ResponseReturnValue:
    """Fail with an exception."""
    try:
        int(request.args.get("naam", TYPED))
    except ValueError:
        raise _FAILURES[kind]  # noqa: B904 -- the first failure is the context of the second, as in life
    return ""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Flask]:
    """The whole application as it runs for real, with pages that fail."""
    settings = Settings(mode=Mode.TEST, data_dir=tmp_path, secret_key="x" * 40, public_url="https://register.beroep.nl")
    app = create_app(settings, clock=FixedClock(START))
    app.register_blueprint(bp)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def pages(house: Flask) -> PageClient:
    """Inspects what it fetches, over https."""
    return PageClient(house)


def ask(pages: PageClient, path: str) -> Page:
    return pages.get(path, base_url="https://register.beroep.nl")


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_a_page_in_plain_dutch_that_says_what_to_do(pages: PageClient, status: int) -> None:
    page = ask(pages, f"/fout/{status}")
    assert (page.status, page.headers["Cache-Control"]) == (status, "no-store")
    assert page.h1
    assert page.h1 not in {"Forbidden", "Not Found", "Bad Request", "Method Not Allowed", "Internal Server Error", "Service Unavailable"}
    assert len(page.main) > len(page.h1) + 20, "it says what to do"
    assert page.soup.find("header"), "through the layout"


@pytest.mark.parametrize("status", STATUSES)
def test_a_script_is_refused_in_json(house: Flask, status: int) -> None:
    answer = house.test_client().get(f"/fout/{status}", base_url="https://register.beroep.nl", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert answer.get_json()["message"]


def test_no_two_statuses_say_the_same(pages: PageClient) -> None:
    assert len({ask(pages, f"/fout/{status}").h1 for status in STATUSES}) == len(STATUSES)


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("away", 503, "niet bereikbaar"),
        ("full", 503, "niet bereikbaar"),
        ("odd", 422, "te lang of heeft een verkeerde vorm"),
        ("conflict", 409, "intussen veranderd"),
        ("invalid", 422, "Dit jaartal kan niet."),
        ("interest", 409, "U hebt deze persoon opgeleid."),
        ("other", 500, "fout van ons"),
        ("bug", 500, "fout van ons"),
    ],
)
def test_each_kind_of_failure_has_its_status_and_no_log_holds_what_was_typed(
    pages: PageClient, caplog: pytest.LogCaptureFixture, kind: str, status: int, words: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        page = ask(pages, f"/stuk/{kind}?naam={TYPED}")
    assert (page.status, words in page.main) == (status, True), page.main
    written = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert TYPED not in written
    assert TYPED not in page.response.get_data(as_text=True)
    if status >= 500:
        assert "/stuk/<kind>" in written, "the log says where"
    if status == 500:
        assert "in break_down" in written, "and in which line of the code"
        (reference,) = [word.text for word in page.soup.select("main strong")]
        assert reference in written


def test_an_address_that_is_not_ours_is_refused(house: Flask) -> None:
    client = house.test_client()
    for host in ("kwaad.example", "register.beroep.nl.kwaad.example"):
        answer = client.get("/wachtwoord-vergeten", base_url=f"https://{host}")
        assert (answer.status_code, "kwaad" in answer.get_data(as_text=True)) == (400, False)
    for base in ("https://register.beroep.nl", "http://127.0.0.1:8000"):
        assert client.get("/healthz", base_url=base).status_code == 200


def test_a_body_that_is_too_large_is_refused(house: Flask) -> None:
    largest = house.extensions["settings"].max_upload_bytes
    answer = house.test_client().post("/inloggen", base_url="https://register.beroep.nl", data={"email": "x" * (largest + 1)})
    assert answer.status_code == 413
    assert "te groot" in answer.get_data(as_text=True)


def test_a_page_of_another_method_says_which_ones_there_are(house: Flask) -> None:
    answer = house.test_client().delete("/inloggen", base_url="https://register.beroep.nl")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_what_was_posted_when_the_database_was_away_can_be_sent_again(client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.publish()
    alice = world.person("alice", Role.STUDENT)
    fields = {
        "title": "Congres",
        "category": "other",
        "held_from": "02-11-2026",
        "held_to": "02-11-2026",
        "points": "3",
        "description": "Een\n\nverhaal.",
    }

    def away(**_facts: object) -> None:
        raise _FAILURES["away"]

    with monkeypatch.context() as broken:
        broken.setattr("lms.credits.actions.submit_claim", away)
        page = client.post("/mijn/punten/toevoegen", fields, as_=alice)
    assert (page.status, page.headers["Retry-After"]) == (503, "60")
    answer = client.submit(page, "/mijn/punten/toevoegen", "Opnieuw versturen", as_=alice)
    assert answer.location == "/mijn/punten"
    assert "Congres" in client.get("/mijn/punten", as_=alice).text


def test_a_password_is_never_given_back(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_facts: object, **_more: object) -> None:
        raise _FAILURES["away"]

    monkeypatch.setattr("lms.accounts.queries.find_person_by_email", away)
    page = client.post("/inloggen", {"email": "a@b.example", "password": TYPED})
    assert page.status == 503
    assert TYPED not in page.response.get_data(as_text=True)


def test_a_database_file_that_is_full_refuses_and_keeps_what_it_had(house: Flask) -> None:
    with house.app_context():
        db.create_all()
        with transaction():
            queue_mail("een@b.example", "x", "x", at=START)
        db.session.execute(text(f"PRAGMA max_page_count={db.session.scalar(text('PRAGMA page_count'))}"))
        with pytest.raises(OperationalError, match="full") as refused, transaction():
            queue_mail("twee@b.example", "x", TYPED * 10_000, at=START)
        assert TYPED not in str(refused.value), "no message of the database carries what was typed"
        assert db.session.scalar(text("SELECT count(*) FROM outbox_message")) == 1


def test_a_disk_that_is_full_leaves_no_half_file(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("lms.kernel.storage.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            storage.save(b"%PDF-half", "pdf")
    folder = app.extensions["settings"].data_dir / "files"
    assert not [path for path in folder.rglob("*") if path.is_file() and b"half" in path.read_bytes()]
    key = storage.save(b"%PDF-half", "pdf")
    assert storage.read(key) == b"%PDF-half"


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("key", ["../../etc/passwd", "a" * 64 + ".pdf", "a" * 63 + ".pdf", "", "A" * 64 + ".pdf", "a" * 64 + ".pdf\n"])
def test_a_key_that_names_no_file_of_ours_opens_nothing(key: str) -> None:
    with pytest.raises(errors.NotFound):
        storage.read(key)
