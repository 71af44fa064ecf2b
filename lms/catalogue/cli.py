"""`flask courses check` and `flask courses publish`."""

from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from lms.catalogue import actions, queries
from lms.catalogue.formats import load_course, read_folder
from lms.catalogue.terms import CourseHasFaults
from lms.kernel import clock
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError

commands = AppGroup("courses", help="Courses as files: check and publish.")


def _folders(given: tuple[Path, ...]) -> tuple[Path, ...]:
    return given or current_app.extensions["settings"].course_folders


def examine(_at: datetime) -> list[str]:
    """Whether the course that this installation gives is published."""
    course_id = current_app.extensions["settings"].course_id
    if queries.find_current_course(course_id) is not None:
        return []
    return [f"De opleiding {course_id} is niet gepubliceerd. Draai: flask --app wsgi courses publish"]


@commands.command("check")
@click.option("--on", "on", type=click.DateTime(formats=["%Y-%m-%d"]), help="Also report what has expired by this day.")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(on: datetime | None, folders: tuple[Path, ...]) -> None:
    """Name every fault with file, line and what to write instead."""
    count = 0
    for folder in _folders(folders):
        reading = load_course(read_folder(folder), on=on.date() if on else None)
        for fault in reading.faults:
            click.echo(f"{folder.name}/{fault}")
        count += len(reading.faults)
        if reading.course:
            course = reading.course
            lessons = sum(len(module.lessons) for module in course.modules)
            questions = sum(len(module.quiz.questions) for module in course.modules if module.quiz)
            counted = f"{len(course.modules)} modules, {lessons} lessen, {questions} vragen, {len(course.cases)} casussen"
            click.echo(f"{folder.name} {course.version}: {counted}. Geen fouten.")
    if count:
        click.echo("1 fout." if count == 1 else f"{count} fouten.")
        raise SystemExit(1)


@commands.command("publish")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
def publish(folders: tuple[Path, ...]) -> None:
    """Store the courses as they are now; faults stop it."""
    for folder in _folders(folders):
        try:
            with transaction():
                content_hash, is_new = actions.publish_course(folder=folder, actor_id=None, at=clock.now())
        except CourseHasFaults as error:
            for fault in error.faults:
                click.echo(f"{folder.name}/{fault}", err=True)
            raise SystemExit(1) from error
        except DomainError as error:
            click.echo(error.message, err=True)
            raise SystemExit(1) from error
        click.echo(f"{folder.name}: {'gepubliceerd' if is_new else 'ongewijzigd'} ({content_hash[:12]})")
