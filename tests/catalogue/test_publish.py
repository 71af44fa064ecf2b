"""Publishing: immutable, and never worse than what was there."""

from collections import OrderedDict
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from lms.catalogue import actions, queries
from lms.catalogue.formats import checks, load_course
from lms.catalogue.terms import CourseHasFaults, VersionTaken
from lms.kernel.clock import FixedClock
from lms.kernel.db import count_queries, transaction
from lms.kernel.errors import NotFound
from tests.courses import small_course
from tests.people import World


def test_the_same_content_again_changes_nothing(world: World) -> None:
    assert world.publish().content_hash == world.publish().content_hash


def test_other_content_under_the_same_version_is_refused(world: World) -> None:
    first = world.publish()
    files = small_course()
    files["leeslijst.yml"] = files["leeslijst.yml"].replace("Een boek", "Een ander boek")
    with pytest.raises(VersionTaken):
        world.publish(files)
    assert queries.current_hash("klantmanager") == first.content_hash


def test_a_course_with_faults_never_replaces_the_published_one(world: World, tmp_path: Path, clock: FixedClock) -> None:
    first = world.publish()
    (tmp_path / "course.yml").write_text("id: klantmanager\n", encoding="utf-8")
    with pytest.raises(CourseHasFaults), transaction():
        actions.publish_course(folder=tmp_path, actor_id=None, at=clock.now())
    assert queries.current_hash("klantmanager") == first.content_hash


def test_the_version_published_last_is_current_and_the_older_stays(world: World, clock: FixedClock) -> None:
    first = world.publish()
    clock.move(timedelta(minutes=1))
    second = world.publish(small_course("2027.2"))
    assert queries.current_hash("klantmanager") == second.content_hash
    assert queries.get_course(first.content_hash).version == "2027.1"


def test_the_same_older_content_again_does_not_bring_it_back(world: World, clock: FixedClock) -> None:
    first = world.publish()
    clock.move(timedelta(minutes=1))
    second = world.publish(small_course("2027.2"))
    clock.move(timedelta(minutes=1))
    assert world.publish().content_hash == first.content_hash
    assert queries.current_hash("klantmanager") == second.content_hash


def test_a_published_course_outlives_stricter_checks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    published = world.publish()
    monkeypatch.setattr(queries, "_courses", OrderedDict())
    monkeypatch.setattr(checks, "check_status", lambda files, entry: files.fault(entry.file, 1, "Strenger dan toen."))
    assert load_course(small_course()).course is None
    assert queries.get_course(published.content_hash) == published


def test_a_course_is_read_from_its_snapshot_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    published = world.publish()
    monkeypatch.setattr(queries, "_courses", OrderedDict())
    with count_queries() as sent:
        first, second = queries.get_course(published.content_hash), queries.get_course(published.content_hash)
    assert len(sent) == 1
    assert first is second
    assert first == published


def test_memory_holds_few_courses(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_courses", OrderedDict())
    monkeypatch.setattr(queries, "_KEPT", 2)
    hashes = [world.publish(small_course(f"2027.{number}")).content_hash for number in range(1, 4)]
    assert [queries.get_course(content_hash).version for content_hash in hashes] == ["2027.1", "2027.2", "2027.3"]
    assert set(queries._courses) == set(hashes[1:])


@pytest.mark.usefixtures("app")
def test_a_hash_that_was_never_published_is_not_found() -> None:
    assert queries.find_current_course("klantmanager") is None
    with pytest.raises(NotFound):
        queries.get_course("0" * 64)


def test_a_course_in_memory_costs_one_query(world: World) -> None:
    world.publish()
    with count_queries() as sent:
        queries.find_current_course("klantmanager")
    assert len(sent) == 1


def test_the_shipped_course_has_no_faults_on_its_own_day(app: Flask, courses_folder: Path) -> None:
    answer = app.test_cli_runner().invoke(args=["courses", "check", "--on", "2026-07-01", str(courses_folder)])
    assert answer.exit_code == 0, answer.output
    assert "Geen fouten" in answer.output


def test_publish_stores_once_and_says_so(app: Flask, tmp_path: Path) -> None:
    _write(tmp_path, small_course())
    run = app.test_cli_runner()
    first, second = (run.invoke(args=["courses", "publish", str(tmp_path)]) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert ("gepubliceerd" in first.output, "ongewijzigd" in second.output) == (True, True)
    _write(tmp_path, {"pages/toetsing.md": "---\nid: toetsing\ntitle: Anders\n---\nTekst.\n"})
    third = run.invoke(args=["courses", "publish", str(tmp_path)])
    assert third.exit_code == 1
    assert "Geef de opleiding een nieuw versienummer." in third.output


def test_publish_with_a_fault_names_it_and_stores_nothing(app: Flask, tmp_path: Path) -> None:
    _write(tmp_path, small_course() | {"pages/toetsing.md": "Geen gegevens."})
    answer = app.test_cli_runner().invoke(args=["courses", "publish", str(tmp_path)])
    assert answer.exit_code == 1
    assert f"{tmp_path.name}/pages/toetsing.md:1: Bovenaan ontbreken de gegevens" in answer.output
    assert queries.current_hash("klantmanager") is None


def test_check_without_a_folder_reads_the_configured_courses(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["courses", "check", "--on", "2999-01-01"])
    assert answer.exit_code == 1
    assert "klantmanager/normen.yml:" in answer.output
    assert "verlopen op 2999-01-01" in answer.output


def test_check_exits_with_one_and_names_the_line(app: Flask, tmp_path: Path) -> None:
    _write(tmp_path, {path: text.replace("language: nl", "language: nl\nfout: ja") for path, text in small_course().items()})
    answer = app.test_cli_runner().invoke(args=["courses", "check", str(tmp_path)])
    assert answer.exit_code == 1
    assert answer.output == f"{tmp_path.name}/course.yml:5: `fout` is geen bekend veld. Haal het weg.\n1 fout.\n"


def _write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
