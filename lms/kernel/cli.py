"""`flask due` and `flask doctor`: what a timer runs, and what an operator asks first."""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from ctypes.util import find_library
from datetime import datetime
from typing import Any

import click
from flask import Flask, current_app

from lms.kernel import clock, config, db
from lms.kernel.config import ROOT, Mode, Settings
from lms.kernel.refusals import where

_ENOUGH_DISK = 500 * 1024 * 1024
_OTHERS = 0o007
DueJob = Callable[[datetime], int]
Examination = Callable[[datetime], list[str]]


def init_app(app: Flask, *, due_jobs: Mapping[str, DueJob], examinations: Iterable[Examination] = ()) -> None:
    """Add the commands.

    A due job is idempotent, safe to run twice at once, and says how much it did; nobody's status depends on it. An examination is a
    capability's own part of the doctor: what is wrong, one Dutch sentence each.
    """
    app.extensions["migrate"] = _Migrations(app)
    app.cli.add_command(_Db("db", help="Tables: `flask db upgrade` brings them to this version."))

    @app.cli.command("due")
    def due() -> None:
        """Send what waits and tidy what is overdue. A job that fails does not stop the others; then the exit code is 1."""
        failed = [name for name, job in due_jobs.items() if not _do(name, job)]
        if failed:
            raise SystemExit(1)

    @app.cli.command("doctor")
    def doctor() -> None:
        """Check what an installation needs; exits with 1 when something is wrong."""
        faults = examine(examinations)
        for fault in faults:
            click.echo(f"fout: {fault}")
        if faults:
            raise SystemExit(1)
        click.echo("Alles in orde.")


class _Migrations:
    """Flask-Migrate, imported when a command asks for it: alembic is a third of what a worker would import, and no page needs it."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever Flask-Migrate keeps there
        """Put the real one in our place and ask that."""
        from flask_migrate import Migrate  # noqa: PLC0415 -- the reason of this class

        Migrate(self._app, db.db, directory=str(ROOT / "lms/kernel/migrations"), render_as_batch=True, compare_type=True)
        return getattr(self._app.extensions["migrate"], name)


class _Db(click.Command):
    """`flask db ...`: the group of Flask-Migrate, imported when it is typed."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:  # noqa: ANN401 -- click's signature
        """The real group reads the words and answers."""
        from flask_migrate.cli import db as group  # noqa: PLC0415 -- see _Migrations

        found: click.Context = group.make_context(info_name, args, parent=parent, **extra)
        return found


def _do(name: str, job: DueJob) -> bool:
    try:
        click.echo(f"{name}: {job(clock.now())}")
    except Exception as error:  # noqa: BLE001 -- said below, and the exit code tells
        current_app.logger.error("due job failed: %s\n%s", name, where(error))  # noqa: TRY400 -- without the text of the exception
        click.echo(f"{name}: mislukt ({type(error).__name__})", err=True)
        db.db.session.rollback()
        return False
    return True


def examine(examinations: Iterable[Examination] = ()) -> list[str]:
    """What is wrong with this installation, one Dutch sentence each."""
    settings: Settings = current_app.extensions["settings"]
    faults = settings.faults() if settings.mode is Mode.PRODUCTION else []
    faults += [f"{name} is geen instelling van dit programma. Een tikfout?" for name in config.unknown_variables()]
    faults += _of_machine(settings)
    if not db.ping():
        return [*faults, "De database antwoordt niet. Kijk of hij draait en of DATABASE_URL klopt."]
    if not _is_current():
        return [*faults, "De tabellen zijn niet van deze versie. Draai: flask --app wsgi db upgrade"]
    for examination in examinations:
        faults += examination(clock.now())
    return faults


def _of_machine(settings: Settings) -> list[str]:
    folder = settings.data_dir
    checks = (
        (find_library("harfbuzz-subset") is None, "libharfbuzz-subset0 ontbreekt: een certificaat maken duurt dan dertig keer zo lang."),
        (find_library("pango-1.0") is None, "libpango-1.0-0 ontbreekt: zonder kan er geen certificaat worden gemaakt."),
        *(
            (not (ROOT / "static/fonts" / name).is_file(), f"Het lettertype {name} ontbreekt.")
            for name in ("SourceSans3-Regular.woff2", "SourceSans3-Semibold.woff2")
        ),
        (not os.access(folder, os.W_OK), f"In de gegevensmap {folder} kan niet worden geschreven."),
        (bool(folder.stat().st_mode & _OTHERS), f"Iedereen op deze machine kan de gegevensmap lezen. Draai: chmod o-rwx {folder}"),
        (shutil.disk_usage(folder).free < _ENOUGH_DISK, "Er is minder dan 500 MB vrij in de gegevensmap."),
    )
    return [sentence for wrong, sentence in checks if wrong]


def _is_current() -> bool:
    """Whether the tables are those of this version's migrations."""
    from alembic.migration import MigrationContext  # noqa: PLC0415 -- see _Migrations
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- the same

    heads = ScriptDirectory(current_app.extensions["migrate"].directory).get_heads()
    with db.db.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)
