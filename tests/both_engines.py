"""Both databases run the same tests, or the run is red: the same ids, as many that passed, and no database test that runs on one alone.

The exceptions are the lines of one_engine.txt: the beginning of a test's id and the reason.
"""

import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

NAMES = ("sqlite", "postgresql")
LISTED = Path(__file__).with_name("one_engine.txt")
_ENGINE = re.compile(rf"(?<=[\[-])({'|'.join(NAMES)})(?=[\]-])")


def split(nodeid: str) -> tuple[str, str]:
    """(engine, id without the engine); the engine is empty for a test that needs no database."""
    found = _ENGINE.search(nodeid)
    return (found.group(1), nodeid[: found.start()] + "*" + nodeid[found.end() :]) if found else ("", nodeid)


def exceptions() -> dict[str, str]:
    """Beginnings of ids that may run on one engine, with the reason."""
    lines = [line for line in LISTED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return dict(line.split(maxsplit=1) for line in lines)


def alone(nodeids: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Ids that stand under one engine only, but for the allowed ones."""
    found: dict[str, set[str]] = {}
    for nodeid in nodeids:
        engine, rest = split(nodeid)
        if engine:
            found.setdefault(rest, set()).add(engine)
    return sorted(rest for rest, engines in found.items() if len(engines) < len(NAMES) and not rest.startswith(tuple(allowed)))


@contextmanager
def opened() -> Iterator[list[str]]:
    """Collects the names of the engines that are connected to while open."""
    names: list[str] = []

    def remember(connection: Any, *_rest: object) -> None:  # noqa: ANN401 -- SQLAlchemy's signature
        names.append(connection.dialect.name)

    event.listen(Engine, "engine_connect", remember)
    try:
        yield names
    finally:
        event.remove(Engine, "engine_connect", remember)


class BothEngines:
    """The plugin. It judges only a run that was asked for both engines and for whole files or folders."""

    def __init__(self, config: pytest.Config) -> None:
        self.allowed = exceptions()
        self.whole = config.getoption("--engine") == "both" and not any("::" in str(argument) for argument in config.args)
        self.passed: Counter[str] = Counter()
        self.leads = not hasattr(config, "workerinput")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Refuse to begin when a test stands under one engine only."""
        if self.whole and (lonely := alone((item.nodeid for item in items), self.allowed)):
            raise pytest.UsageError("these run on one engine and are not in tests/one_engine.txt:\n" + "\n".join(lonely))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """A test that asks a database runs on both."""
        if split(item.nodeid)[0] or item.nodeid.startswith(tuple(self.allowed)):
            return (yield)
        with opened() as names:
            result = yield
        if names:
            pytest.fail(f"asks a database ({names[0]}) on one engine only: take the fixture `engine`, or list it in tests/one_engine.txt")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what passed."""
        if report.when == "call" and report.passed and not report.nodeid.startswith(tuple(self.allowed)):
            self.passed[split(report.nodeid)[0]] += 1

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """As many on one as on the other, or the run is red."""
        if self.leads and self.whole and session.exitstatus == pytest.ExitCode.OK and len({self.passed[name] for name in NAMES}) > 1:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:  # noqa: ANN401 -- pytest's own
        """Say how many passed where."""
        if self.whole:
            counts = ", ".join(f"{self.passed[name]} on {name}" for name in NAMES)
            terminalreporter.write_line(f"both engines: {counts}; {self.passed['']} need no database")
