"""Laws of the house that no linter knows: who asks the time, who commits, how actions are called, that every table has a guard."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint

from lms.kernel.config import ROOT
from lms.kernel.db import Base
from lms.kernel.errors import DomainError

CODE = sorted(path for path in (ROOT / "lms").rglob("*.py") if "migrations" not in path.parts)
CAPABILITIES = sorted(path.name for path in (ROOT / "lms").iterdir() if (path / "__init__.py").is_file() and path.name != "kernel")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
MAY_ASK_THE_TIME = {"routes", "cli", "api"}
CLOCKS = {
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "time.strftime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "func.now",
    "func.current_timestamp",
    "func.current_date",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """The room of a capability that a file is part of."""
    return path.relative_to(ROOT).with_suffix("").parts[2]


def calls(path: Path) -> Iterator[str]:
    """What is called in a file, as it is written."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_only_one_file_asks_the_machine_what_time_it_is(path: Path) -> None:
    found = {call for call in calls(path) for clock in CLOCKS if call == clock or call.endswith(f".{clock}")}
    assert not found or name_of(path) == "lms/kernel/clock.py"
    imported = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
    }
    assert not imported & {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"}


@pytest.mark.parametrize("path", [path for path in CODE if "kernel" not in path.parts and len(path.relative_to(ROOT).parts) > 2], ids=name_of)
def test_only_pages_and_commands_ask_the_clock(path: Path) -> None:
    asked = {call for call in calls(path) if call in {"clock.now", "clock.today", "now", "today"}}
    assert not asked or room_of(path) in MAY_ASK_THE_TIME


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_nobody_commits_but_the_transaction(path: Path) -> None:
    found = [call for call in calls(path) if call.endswith(".commit")]
    assert not found or name_of(path) in {"lms/kernel/db.py", "lms/kernel/migrations/env.py"}


def functions(room: str) -> list[tuple[str, ast.FunctionDef]]:
    """Public functions of a room in every capability, but for the demo's."""
    paths = [path for path in CODE if "kernel" not in path.parts and "demo" not in path.parts and len(path.relative_to(ROOT).parts) > 2]
    return [
        (f"{name_of(path)}:{node.name}", node)
        for path in paths
        if room_of(path) == room
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


POSITIONAL = {
    "hash_password": "one value in, one out",
    "password_fits": "the same",
    "fingerprint": "the same",
    "make_certificate_pdf": "named after what it takes",
    "make_due_certificates": "a due job: name -> callable(at)",
    "move_script": "a part of the actions of exams: what moves, and where to",
    "move_round": "the same",
    "follow_scripts": "the same",
    "refuse_examiner": "the same",
}


@pytest.mark.parametrize(("name", "node"), functions("actions"), ids=lambda value: value if isinstance(value, str) else "")
def test_an_action_takes_its_facts_by_name_and_the_moment_from_its_caller(name: str, node: ast.FunctionDef) -> None:
    assert not (node.args.args or node.args.vararg or node.args.posonlyargs) or node.name in POSITIONAL
    for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
        assert argument.arg not in {"at", "on"} or default is None, f"{name}: {argument.arg} has a default"


def test_every_capability_with_tables_has_a_contract_that_keeps_others_out() -> None:
    kept = {module for contract in CONTRACTS if contract["type"] == "protected" for module in contract["protected_modules"]}
    with_tables = {
        f"lms.{name}.models" for name in CAPABILITIES if (ROOT / "lms" / name / "models.py").exists() or (ROOT / "lms" / name / "models").exists()
    }
    assert kept == with_tables
    for contract in CONTRACTS:
        if contract["type"] == "protected":
            owner = contract["protected_modules"][0].removesuffix(".models")
            assert set(contract["allowed_importers"]) == {owner, "lms.factory"}


def test_every_capability_stands_in_the_contract_of_its_rooms() -> None:
    rooms = next(contract for contract in CONTRACTS if "Inside a capability" in contract["name"])
    with_rooms = {f"lms.{name}" for name in CAPABILITIES}
    assert set(rooms["containers"]) == with_rooms
    assert all(contract.get("exhaustive") for contract in CONTRACTS if contract["type"] == "layers")


def guards() -> list[tuple[str, object]]:
    """Every constraint that can refuse a row for a reason that a person can understand."""
    found: list[tuple[str, object]] = []
    for table in Base.metadata.sorted_tables:
        found += [(f"{table.name}.{guard.name}", guard) for guard in table.constraints if isinstance(guard, UniqueConstraint | CheckConstraint)]
        found += [(f"{table.name}.{index.name}", index) for index in table.indexes if index.unique]
    return found


def test_every_guard_of_the_database_has_a_name_and_speaks_dutch() -> None:
    assert len(guards()) > 20
    for name, guard in guards():
        assert getattr(guard, "name", None), name
        error = getattr(guard, "info", {}).get("error")
        assert error is not None, f"{name} maps to no domain error"
        assert issubclass(error, DomainError)
        assert error().message.endswith((".", "!", "?"))
