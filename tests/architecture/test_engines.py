"""The tests of the tests: a test that runs on one database alone is found."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import both_engines

BOTH = ["tests/a/test_b.py::test_c[sqlite]", "tests/a/test_b.py::test_c[postgresql]", "tests/a/test_b.py::test_d[x-sqlite]"]


def test_an_id_is_the_same_on_both_but_for_the_engine() -> None:
    assert both_engines.split(BOTH[0]) == ("sqlite", "tests/a/test_b.py::test_c[*]")
    assert both_engines.split("tests/a/test_b.py::test_about_sqlite[postgresql-2]") == ("postgresql", "tests/a/test_b.py::test_about_sqlite[*-2]")
    assert both_engines.split("tests/a/test_b.py::test_c")[0] == ""


def test_a_test_on_one_engine_is_found_unless_it_is_listed() -> None:
    assert both_engines.alone(BOTH, ()) == ["tests/a/test_b.py::test_d[x-*]"]
    assert both_engines.alone(BOTH, ("tests/a/",)) == []


def test_every_exception_has_a_reason_and_still_exists() -> None:
    root = Path(__file__).parents[2]
    for beginning, reason in both_engines.exceptions().items():
        assert len(reason.split()) > 4
        assert (root / beginning.split("::")[0]).exists()
        if "::" in beginning:
            assert f"def {beginning.split('::')[1]}" in (root / beginning.split("::")[0]).read_text(encoding="utf-8")


RUN = """
import pytest
from tests.both_engines import BothEngines
from sqlalchemy import create_engine, text
def pytest_addoption(parser): parser.addoption("--engine", default="both")
def pytest_configure(config): config.pluginmanager.register(BothEngines(config))
"""
LONELY = """
import pytest
@pytest.mark.parametrize("engine", ["sqlite"])
def test_one(engine): pass
"""
QUIET = """
from sqlalchemy import create_engine, text
def test_asks():
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    engine.dispose()
"""
UNEQUAL = """
import pytest
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_two(engine):
    if engine == "postgresql":
        pytest.skip("no server")
"""
EQUAL = UNEQUAL.replace("pytest.skip", "str")


@pytest.mark.parametrize(
    ("source", "code", "words"),
    [
        (LONELY, pytest.ExitCode.USAGE_ERROR, "these run on one engine"),
        (QUIET, pytest.ExitCode.TESTS_FAILED, "asks a database (sqlite) on one engine only"),
        (UNEQUAL, pytest.ExitCode.TESTS_FAILED, "both engines: 1 on sqlite, 0 on postgresql"),
        (EQUAL, pytest.ExitCode.OK, "both engines: 1 on sqlite, 1 on postgresql"),
    ],
    ids=["one id", "own engine", "skipped on one", "equal"],
)
def test_a_run_that_is_not_the_same_on_both_is_red(tmp_path: Path, source: str, code: int, words: str) -> None:
    (tmp_path / "conftest.py").write_text(RUN, encoding="utf-8")
    (tmp_path / "test_it.py").write_text(source, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert words in found.stdout + found.stderr
    assert found.returncode == code
