"""A demo and a real database never meet: each side refuses the other, before anything is touched."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from lms import create_app
from lms.demo import actions as demo
from lms.kernel.clock import FixedClock
from lms.kernel.config import DEMO_MARK, Mode, Settings, UnsafeSettings
from lms.kernel.db import db, transaction
from lms.kernel.errors import Conflict
from tests import engines
from tests.conftest import START
from tests.people import World

REAL = Settings(
    mode=Mode.PRODUCTION,
    secret_key="0123456789abcdef" * 2,
    public_url="https://register.beroep.nl",
    trusted_proxies=1,
    smtp_host="mail.beroep.nl",
    contact_email="bureau@beroep.nl",
    security_email="security@beroep.nl",
    mail_from="noreply@beroep.nl",
)


class Place:
    """A database and a folder of our own, started in one mode after another."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self._started: list[Flask] = []

    def start(self, mode: Mode = Mode.DEMO) -> Flask:
        """The application as it would be started here."""
        real = {name: getattr(REAL, name) for name in ("secret_key", "public_url", "trusted_proxies", "smtp_host", *_ADDRESSES)}
        app = create_app(Settings(mode=mode, data_dir=self.folder, database_url=self.url, **real), clock=FixedClock(START))
        self._started.append(app)
        return app

    def run(self, *words: str, mode: Mode = Mode.DEMO) -> Result:
        """A command as it would be typed here."""
        return self.start(mode).test_cli_runner().invoke(args=list(words))

    def tables(self) -> set[str]:
        """What stands in the database."""
        app = self.start(Mode.TEST)
        with app.app_context():
            return set(db.inspect(db.engine).get_table_names())

    def close(self) -> None:
        """Give every connection back."""
        for app in self._started:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


_ADDRESSES = ("contact_email", "security_email", "mail_from")


@pytest.fixture
def place(engine: Flask, tmp_path: Path) -> Iterator[Place]:
    kind = "sqlite" if engine.extensions["settings"].url.startswith("sqlite") else "postgresql"
    with engines.address(kind, tmp_path) as url:
        found = Place(tmp_path / "data", url)
        yield found
        found.close()


def test_a_demo_in_an_empty_database_is_made_once_and_no_production_start_takes_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "load_demo", partial(demo.load_demo, people_count=3))
    first = place.run("demo", "prepare")
    assert (first.exit_code, "Demogegevens geladen." in first.output) == (0, True), first.output
    assert "cursist@ruimbaan.example" in first.output
    again = place.run("demo", "prepare")
    assert (again.exit_code, "waren er al" in again.output) == (0, True), again.output
    with pytest.raises(UnsafeSettings, match="gevuld als demonstratie"):
        place.start(Mode.PRODUCTION)
    assert REAL.faults() == []
    assert (place.folder / DEMO_MARK).exists()


def test_a_real_database_is_refused_in_one_line_and_left_as_it_was(place: Place) -> None:
    assert place.run("db", "upgrade", mode=Mode.PRODUCTION).exit_code == 0
    made = place.run("people", "create", "eerste@beroep.nl", "E.", "Eerste", mode=Mode.PRODUCTION)
    assert made.exit_code == 0, made.output
    answer = place.run("demo", "prepare")
    assert answer.exit_code == 1
    assert answer.output.splitlines() == ["Error: Deze database bevat al personen en is geen demo. Er is niets geladen."]
    with place.start(Mode.TEST).app_context():
        assert db.session.scalar(text("SELECT count(*) FROM person")) == 1
        assert db.session.scalar(text("SELECT count(*) FROM course_version")) == 0
    assert not (place.folder / DEMO_MARK).exists()
    assert place.start(Mode.PRODUCTION)


def test_tables_of_another_program_are_left_alone(place: Place) -> None:
    with place.start(Mode.TEST).app_context(), transaction():
        db.session.execute(text("CREATE TABLE invoice (id INTEGER)"))
    answer = place.run("demo", "prepare")
    assert (answer.exit_code, "tabellen van een ander programma" in answer.output) == (1, True)
    assert place.tables() == {"invoice"}


@pytest.mark.parametrize("command", ["load", "prepare"])
@pytest.mark.parametrize("mode", [Mode.PRODUCTION, Mode.DEVELOPMENT])
def test_only_a_demo_loads_a_demo(place: Place, command: str, mode: Mode) -> None:
    answer = place.run("demo", command, mode=mode)
    assert (answer.exit_code, "Dit is geen demo" in answer.output) == (1, True)
    assert place.tables() == set()


def test_a_load_that_is_broken_off_leaves_an_empty_database(world: World, monkeypatch: pytest.MonkeyPatch, courses_folder: Path) -> None:
    course = world.publish_folder(courses_folder)

    def stop(**_facts: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lms.demo.actions.loading.fill_rounds", stop)
    with pytest.raises(KeyboardInterrupt):
        demo.load_demo(course=course, title="x", at=world.clock.now(), people_count=3)
    assert db.session.scalar(text("SELECT count(*) FROM person")) == 0
    monkeypatch.undo()
    assert demo.load_demo(course=course, title="x", at=world.clock.now(), people_count=3)
    assert not demo.load_demo(course=course, title="x", at=world.clock.now(), people_count=3)


def test_people_who_are_there_are_no_demo(world: World, courses_folder: Path) -> None:
    course = world.publish_folder(courses_folder)
    world.person("alice")
    with pytest.raises(Conflict, match="geen demo"):
        demo.load_demo(course=course, title="x", at=world.clock.now(), people_count=1)


def test_a_server_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    place = Place(tmp_path, "postgresql+psycopg://u:geheim@127.0.0.1:1/x")
    answer = place.run("demo", "prepare")
    place.close()
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: De database van DATABASE_URL is niet bereikbaar: ")
    assert len(answer.output.splitlines()) == 1
    assert "geheim" not in answer.output
