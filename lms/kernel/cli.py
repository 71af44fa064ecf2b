"""`flask due` and `flask doctor`: what a timer runs, and what an operator asks first."""

import shutil
from collections.abc import Callable, Mapping
from ctypes.util import find_library
from datetime import datetime

import click
from flask import Flask, current_app

from lms.kernel import clock, db
from lms.kernel.config import ROOT

_ENOUGH_DISK = 500 * 1024 * 1024
DueJob = Callable[[datetime], int]


def init_app(app: Flask, *, due_jobs: Mapping[str, DueJob]) -> None:
    """Add the commands. A due job is idempotent, safe to run twice at once, and says how much it did; nobody's status depends on it."""

    @app.cli.command("due")
    def due() -> None:
        """Send what waits and tidy what is overdue."""
        for name, job in due_jobs.items():
            click.echo(f"{name}: {job(clock.now())}")

    @app.cli.command("doctor")
    def doctor() -> None:
        """Check what an installation needs; exits with 1 when something is wrong."""
        faults = examine()
        for fault in faults:
            click.echo(f"fout: {fault}")
        if faults:
            raise SystemExit(1)
        click.echo("Alles in orde.")


def examine() -> list[str]:
    """What is wrong with this installation, one Dutch sentence each."""
    settings = current_app.extensions["settings"]
    faults = settings.faults() if settings.mode == "production" else []
    if not db.ping():
        faults.append("De database antwoordt niet.")
    if find_library("harfbuzz-subset") is None:
        faults.append("libharfbuzz-subset0 ontbreekt: een certificaat maken duurt dan dertig keer zo lang.")
    faults += [
        f"Het lettertype {name} ontbreekt."
        for name in ("SourceSans3-Regular.woff2", "SourceSans3-Semibold.woff2")
        if not (ROOT / "static/fonts" / name).is_file()
    ]
    if shutil.disk_usage(settings.data_dir).free < _ENOUGH_DISK:
        faults.append("Er is minder dan 500 MB vrij in de gegevensmap.")
    return faults
