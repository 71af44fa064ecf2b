"""`flask demo load` and `flask demo prepare`: what `make run` needs before it serves."""

from contextlib import suppress

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from lms.catalogue import actions as catalogue
from lms.catalogue import queries as courses
from lms.catalogue.terms import CourseHasFaults
from lms.certification import actions as certification
from lms.demo import actions
from lms.demo.terms import DOMAIN, PASSWORD, SIGN_INS
from lms.kernel import clock
from lms.kernel.config import DEMO_MARK, Mode, UnsafeSettings
from lms.kernel.db import db, transaction
from lms.kernel.errors import DomainError

commands = AppGroup("demo", help="Fictional people: only in demo mode.")


def _must_be_demo() -> None:
    if not current_app.extensions["settings"].demo:
        raise click.ClickException("Dit is geen demo (LMS_MODE=demo): er is niets geladen.")


@commands.command("load")
def load() -> None:
    """Fill an empty database with fictional people, once."""
    _must_be_demo()
    if actions.is_marked():
        certification.make_due_certificates(clock.now())  # a start that was broken off may have left some unmade
        click.echo("De demogegevens waren er al.")
        return
    settings = current_app.extensions["settings"]
    course = courses.find_current_course(settings.course_id)
    if course is None:
        raise click.ClickException("Publiceer eerst de opleiding: flask --app wsgi courses publish")
    try:
        actions.load_demo(course=course, title=settings.title, at=clock.now())
        certification.make_due_certificates(clock.now())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo("Demogegevens geladen.")


def _refuse_real_data() -> None:
    """Before anything is touched: a database that is away or somebody's real one ends here, in one line."""
    try:
        actions.refuse_real_data()
    except DomainError as error:
        raise click.ClickException(error.message) from error
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise click.ClickException(f"De database van DATABASE_URL is niet bereikbaar: {reason}") from error
    finally:
        db.session.rollback()


def keep_apart(app: Flask) -> None:
    """Refuse, with UnsafeSettings, a production start on a database that was filled as a demo."""
    if app.extensions["settings"].mode is not Mode.PRODUCTION:
        return
    with app.app_context():
        marked = False
        with suppress(SQLAlchemyError):  # no tables yet, or a database that is away: there is nothing to show
            marked = actions.is_marked()
        db.session.remove()
        db.engine.dispose()  # no connection is handed on to a process that is made from this one
    if marked:
        raise UnsafeSettings("Deze database is gevuld als demonstratie. Neem een lege: demogegevens gaan er nooit meer uit.")


@commands.command("prepare")
@click.pass_context
def prepare(context: click.Context) -> None:
    """Database, course and demo data in one go; prints the address and the sign-ins."""
    from flask_migrate import upgrade  # noqa: PLC0415 -- no page needs it, and this module is part of every start

    _must_be_demo()
    settings = current_app.extensions["settings"]
    _refuse_real_data()
    (settings.data_dir / DEMO_MARK).write_text("Deze map hoort bij een demonstratie. Er staan alleen verzonnen personen in.\n", encoding="utf-8")
    upgrade()
    try:
        for folder in settings.course_folders:
            with transaction():
                catalogue.publish_course(folder=folder, actor_id=None, at=clock.now())
    except CourseHasFaults as error:
        raise click.ClickException("\n".join(str(fault) for fault in error.faults)) from error
    except DomainError as error:
        click.echo(error.message, err=True)
    context.invoke(load)
    click.echo(f"\n  {settings.name} draait op {settings.public_url}\n\n  Inloggen met wachtwoord: {PASSWORD}")
    for demo in SIGN_INS:
        click.echo(f"    {f'{demo.nick}@{DOMAIN}':<38} {', '.join(role.label for role in demo.roles)}")
    click.echo("\n  Stoppen: Ctrl-C\n")
