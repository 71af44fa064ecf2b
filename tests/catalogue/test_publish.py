"""Publishing: immutable, and never worse than what was there."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from lms.catalogue import actions, queries
from lms.catalogue.terms import CourseHasFaults, VersionTaken
from lms.kernel.clock import FixedClock
from lms.kernel.db import count_queries, transaction
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


def test_a_course_in_memory_costs_one_query(world: World) -> None:
    world.publish()
    with count_queries() as sent:
        queries.find_current_course("klantmanager")
    assert len(sent) == 1


def test_the_shipped_course_has_no_faults_on_its_own_day(app: Flask, courses_folder: Path) -> None:
    answer = app.test_cli_runner().invoke(args=["courses", "check", "--on", "2026-07-01", str(courses_folder)])
    assert answer.exit_code == 0, answer.output
    assert "Geen fouten" in answer.output


def test_check_exits_with_one_and_names_the_line(app: Flask, tmp_path: Path) -> None:
    for path, text in small_course().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text.replace("language: nl", "language: nl\nfout: ja"), encoding="utf-8")
    answer = app.test_cli_runner().invoke(args=["courses", "check", str(tmp_path)])
    assert answer.exit_code == 1
    assert "course.yml:5: `fout` is geen bekend veld." in answer.output


def test_publishing_from_the_command_line_says_new_once_and_stops_at_the_first_fault(app: Flask, tmp_path: Path) -> None:
    for path, text in small_course().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    runner = app.test_cli_runner()
    first, again = (runner.invoke(args=["courses", "publish", str(tmp_path)]) for _ in range(2))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "gepubliceerd" in first.output
    assert "ongewijzigd" in again.output
    published = queries.current_hash("klantmanager")
    (tmp_path / "leeslijst.yml").write_text("titels: []\n", encoding="utf-8")
    taken = runner.invoke(args=["courses", "publish", str(tmp_path)])
    assert (taken.exit_code, VersionTaken.message in taken.output) == (1, True)
    (tmp_path / "rubric.yml").unlink()
    broken = runner.invoke(args=["courses", "publish", str(tmp_path)])
    assert (broken.exit_code, "rubric.yml:1: Het bestand rubric.yml ontbreekt." in broken.output) == (1, True)
    assert queries.current_hash("klantmanager") == published
