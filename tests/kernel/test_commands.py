"""`flask due` and `flask doctor`: what a timer runs, and what an operator asks first."""

import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import upgrade

from lms import create_app
from lms.kernel import cli, outbox
from lms.kernel.clock import FixedClock
from lms.kernel.config import Mode, Settings
from lms.kernel.db import db, transaction
from lms.kernel.outbox import OutboxMessage, deliver_due, queue_mail
from tests import engines
from tests.conftest import START


@pytest.fixture
def own(engine: Flask, tmp_path: Path) -> Iterator[Flask]:
    """An installation of our own, with the tables of the migrations."""
    kind = "sqlite" if engine.extensions["settings"].url.startswith("sqlite") else "postgresql"
    with engines.address(kind, tmp_path) as url:
        app = create_app(Settings(mode=Mode.TEST, data_dir=tmp_path / "data", database_url=url, secret_key="x" * 40), clock=FixedClock(START))
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def doctor(app: Flask) -> list[str]:
    answer = run(app, "doctor")
    assert answer.exit_code == (0 if answer.output == "Alles in orde.\n" else 1)
    return answer.output.splitlines()


def test_the_doctor_leads_a_new_installation_to_health_step_by_step(own: Flask) -> None:
    assert doctor(own) == ["fout: De tabellen zijn niet van deze versie. Draai: flask --app wsgi db upgrade"]
    assert run(own, "db", "upgrade").exit_code == 0
    assert [line[:29] for line in doctor(own)] == ["fout: Niemand kan nog beginne", "fout: De opleiding klantmanag"]
    assert run(own, "people", "create", "eerste@beroep.nl", "E.", "Eerste").exit_code == 0
    assert run(own, "courses", "publish").exit_code == 0
    assert doctor(own) == ["Alles in orde."]


def test_the_doctor_says_in_one_sentence_each_what_the_machine_lacks(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own.extensions["settings"].data_dir
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700, "made for its owner alone"
    folder.chmod(0o755)
    monkeypatch.setenv("LMS_SECRETKEY", "x")
    monkeypatch.setattr(cli, "find_library", lambda _name: None)
    monkeypatch.setattr(cli, "_ENOUGH_DISK", 10**18)
    found = " ".join(doctor(own))
    for words in ("chmod o-rwx", "LMS_SECRETKEY is geen instelling", "libharfbuzz-subset0", "libpango-1.0-0", "minder dan 500 MB"):
        assert words in found
    assert "x" * 40 not in found


def test_the_doctor_is_calm_when_the_database_is_away(tmp_path: Path) -> None:
    url = "postgresql+psycopg://u:geheim@127.0.0.1:1/x"
    app = create_app(Settings(mode=Mode.TEST, data_dir=tmp_path, database_url=url, secret_key="x" * 40), clock=FixedClock(START))
    found = doctor(app)
    assert found[-1] == "fout: De database antwoordt niet. Kijk of hij draait en of DATABASE_URL klopt."
    assert "geheim" not in " ".join(found)


def test_the_doctor_sees_mail_that_does_not_go(own: Flask) -> None:
    clock = own.extensions["clock"]
    with own.app_context():
        upgrade()
        with transaction():
            queue_mail("a@b.example", "een", "x", at=clock.now())
            queue_mail("a@b.example", "twee", "x", at=clock.now())
            db.session.flush()
            db.session.get_one(OutboxMessage, 1).attempts = outbox.MAX_ATTEMPTS
        assert [line[:7] for line in outbox.examine(clock.now())] == ["1 mail("]
        clock.move(timedelta(hours=1, seconds=1))
        stuck, late = outbox.examine(clock.now())
    assert "12 keer geprobeerd" in stuck
    assert "Draait flask due" in late


def test_due_says_of_every_job_how_much_it_did_and_the_second_time_nothing(own: Flask) -> None:
    run(own, "db", "upgrade")
    first, second = run(own, "due"), run(own, "due")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert [line.rpartition(": ")[2] for line in second.output.splitlines()] == ["0"] * 5
    assert first.output == second.output


def test_a_job_that_fails_does_not_stop_the_others_and_the_timer_is_told() -> None:
    done: list[str] = []

    def job(name: str) -> Callable[[datetime], int]:
        def do(_at: datetime) -> int:
            if name == "stuk":
                message = "geheim adres jan@post.example"
                raise ValueError(message)
            done.append(name)
            return 1

        return do

    app = Flask("due")
    app.extensions.update(clock=FixedClock(START))
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db.init_app(app)
    cli.init_app(app, due_jobs={name: job(name) for name in ("een", "stuk", "drie")})
    answer = run(app, "due")
    assert (answer.exit_code, done) == (1, ["een", "drie"])
    assert "stuk: mislukt (ValueError)" in answer.output
    assert "jan@post.example" not in answer.output


@pytest.fixture
def mail_server(app: Flask) -> Iterator[None]:
    """Settings with a mail server, that nobody connects to: tests hand in `send`."""
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, smtp_host="127.0.0.1")
    yield
    app.extensions["settings"] = before


@pytest.mark.usefixtures("mail_server")
def test_two_runs_at_once_send_every_mail_once(app: Flask, clock: FixedClock) -> None:
    with transaction():
        for number in range(20):
            queue_mail(f"a{number}@b.example", "x", "x", at=clock.now())
    sent: list[str] = []

    def send(message: EmailMessage) -> None:
        sent.append(message["To"])

    def deliver(_number: int) -> int:
        with app.app_context():
            return deliver_due(clock.now(), send=send)

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(deliver, range(4)))
    assert (sum(counts), len(sent), len(set(sent))) == (20, 20, 20)


@pytest.mark.usefixtures("mail_server")
def test_while_the_mail_server_thinks_others_write(app: Flask, clock: FixedClock) -> None:
    with transaction():
        queue_mail("een@b.example", "x", "x", at=clock.now())
    written: list[int] = []

    def send(_message: EmailMessage) -> None:
        def write() -> int:
            with app.app_context(), transaction():
                queue_mail("ander@b.example", "x", "x", at=clock.now() + timedelta(days=1))
            return 1

        with ThreadPoolExecutor(1) as pool:
            written.append(pool.submit(write).result(timeout=20))

    assert deliver_due(clock.now(), send=send) == 1
    assert written == [1]


@pytest.mark.usefixtures("mail_server")
def test_a_crash_while_sending_leaves_the_mail_to_a_later_run_under_the_same_message_id(clock: FixedClock) -> None:
    with transaction():
        queue_mail("een@b.example", "x", "x", at=clock.now())
    seen: list[str] = []

    def crash(message: EmailMessage) -> None:
        seen.append(message["Message-ID"])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_due(clock.now(), send=crash)
    assert deliver_due(clock.now() + timedelta(minutes=29), send=crash) == 0
    assert deliver_due(clock.now() + timedelta(minutes=30), send=lambda message: seen.append(message["Message-ID"])) == 1
    assert seen[0] == seen[1]
    assert seen[0].endswith("@ruimbaan.example>")


@pytest.mark.usefixtures("mail_server")
def test_an_address_that_no_mail_can_carry_does_not_hold_up_the_next(clock: FixedClock) -> None:
    with transaction():
        queue_mail("a@b.example\r\nBcc: allen@b.example", "x", "x", at=clock.now())
        queue_mail("twee@b.example", "regel\nnog een", "x", at=clock.now())
        queue_mail("drie@b.example", "x", "x", at=clock.now())
    sent: list[EmailMessage] = []
    assert deliver_due(clock.now(), send=sent.append) == 1
    assert [message["To"] for message in sent] == ["drie@b.example"]
    assert sent[0]["Date"] == "Tue, 24 Nov 2026 09:00:00 +0000"
