"""Fixtures for every test: the application on both engines, a clock that stands still, and a client that inspects each page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lms import create_app
from lms.kernel.clock import FixedClock
from lms.kernel.config import ROOT, Mode, Settings
from lms.kernel.db import Base, db
from tests import engines
from tests.both_engines import BothEngines, exceptions
from tests.browse import PageClient
from tests.people import World

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--engine sqlite` while working; both by default."""
    parser.addoption("--engine", choices=("sqlite", "postgresql", "both"), default="both")


def pytest_configure(config: pytest.Config) -> None:
    """Both engines run the same tests."""
    config.pluginmanager.register(BothEngines(config))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that needs the application runs on both engines under the same id, but for those listed in one_engine.txt."""
    if "engine" not in metafunc.fixturenames:
        return
    chosen = metafunc.config.getoption("--engine")
    alone = metafunc.definition.nodeid.startswith(tuple(exceptions()))
    names = ("sqlite",) if alone else ("sqlite", "postgresql") if chosen == "both" else (chosen,)
    metafunc.parametrize("engine", names, scope="session", indirect=True)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application per engine and worker."""
    folder = tmp_path_factory.mktemp(request.param)
    with engines.address(request.param, folder) as url:
        settings = Settings(
            mode=Mode.TEST,
            data_dir=folder / "data",
            database_url=url,
            secret_key="test" * 10,
            sqlite_synchronous="OFF",
            search_limit="100000/minute",
            attempt_limit="100000/minute",
        )
        app = create_app(settings, clock=FixedClock(START))
        app.testing = True
        app.config["PROPAGATE_EXCEPTIONS"] = False
        with app.app_context():
            Base.metadata.create_all(db.engine)
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(engine: Flask) -> Iterator[Flask]:
    """The application with empty tables and the clock at its start."""
    engine.extensions["clock"].set(START)
    with engine.app_context():
        yield engine
        db.session.rollback()
        engines.empty_tables()
        db.session.remove()


@pytest.fixture
def clock(app: Flask) -> FixedClock:
    """The application's clock: `.move(timedelta(...))`."""
    found: FixedClock = app.extensions["clock"]
    return found


@pytest.fixture
def world(app: Flask, clock: FixedClock) -> World:
    """Builds people and things by the same actions that pages use."""
    return World(app, clock)


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A client that inspects every page it fetches."""
    return PageClient(app)


@pytest.fixture
def courses_folder() -> Path:
    """The course that the product ships."""
    return ROOT / "courses" / "klantmanager"


def pytest_make_parametrize_id(config: pytest.Config, val: Any) -> str | None:  # noqa: ANN401, ARG001 -- pytest's signature
    """Engines under their own name."""
    return val if isinstance(val, str) and val in {"sqlite", "postgresql"} else None
