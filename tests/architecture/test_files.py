"""Rooms and their names: a closed list of files per capability, no cupboard for everything, vendored files as they came."""

import ast
import hashlib
import re
from pathlib import Path

import pytest

from lms.kernel.config import ROOT

ROOMS = {"__init__", "routes", "api", "cli", "forms", "actions", "documents", "mail", "formats", "queries", "models", "policy", "rules", "terms"}
FORBIDDEN = {"utils", "helpers", "common", "misc", "manager", "base_service", "service"}
CAPABILITIES = sorted(path for path in (ROOT / "lms").iterdir() if path.is_dir() and path.name not in {"kernel", "__pycache__"})


@pytest.mark.parametrize("folder", CAPABILITIES, ids=lambda path: path.name)
def test_a_capability_has_only_the_known_rooms(folder: Path) -> None:
    found = {path.stem for path in folder.iterdir() if path.name != "__pycache__"}
    assert found <= ROOMS
    assert (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""'), "the docstring says what it promises"


def test_no_room_is_a_cupboard() -> None:
    assert not [path for path in (ROOT / "lms").rglob("*.py") if path.stem in FORBIDDEN]


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_holds_nothing_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


SAFE = {
    "components/model_answer.html": "the model answer of a practice case: rendered and sanitised by the catalogue",
    "components/dossier.html": "documents of a case: rendered and sanitised by the catalogue",
    "training/read_lesson.html": "lessons: the same",
    "training/show_page.html": "course pages: the same",
    "exams/show_practice.html": "the text of a case: the same",
    "exams/write_case.html": "the text of a case and its prompts: the same",
    "exams/grade_case.html": "the text of a case: the same",
    "exams/show_script.html": "the text of a case: the same",
}


def test_only_sanitised_course_text_is_marked_safe() -> None:
    templates = ROOT / "templates"
    found = {path.relative_to(templates).as_posix() for path in templates.rglob("*.html") if "|safe" in path.read_text(encoding="utf-8")}
    assert found == set(SAFE)


@pytest.mark.parametrize("path", sorted((ROOT / "templates/components").glob("*.html")), ids=lambda path: path.name)
def test_a_component_is_one_macro_named_as_its_file(path: Path) -> None:
    public = [name for name in re.findall(r"{% macro (\w+)\(", path.read_text(encoding="utf-8")) if not name.startswith("_")]
    assert public == [path.stem]


@pytest.mark.parametrize("listing", ["static/vendor/VERSIONS.txt", "tests/browser/vendor/VERSIONS.txt"])
def test_vendored_files_are_as_they_came(listing: str) -> None:
    lines = (ROOT / listing).read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        name, _package, _version, _licence, digest = line.split("  ")
        assert digest == f"sha256:{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}", name


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links|file:", text)
    pinned = re.findall(r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z,]+\])?==", text, re.MULTILINE)
    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)


@pytest.mark.parametrize(
    "name", ["lms/exams/queries/marking.py", "lms/exams/queries/results.py", "lms/exams/routes/marking.py", "lms/exams/actions/marking.py"]
)
def test_what_serves_examiners_asks_no_author(name: str) -> None:
    """Two may: the release of a practice case, which goes to a module, and the pass that certification asks for."""
    allowed = {"lms/exams/queries/results.py": {"exam_pass_of"}, "lms/exams/actions/marking.py": {"_release_practice"}}.get(name, set())
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and "ScriptAuthor" in ast.unparse(node)}
    assert found == allowed
    assert "find_own_script" not in ast.unparse(tree)
