"""`flask demo load` and `flask demo prepare`: what `make run` needs before it serves."""

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from lms.catalogue import actions as catalogue
from lms.catalogue import queries as courses
from lms.catalogue.terms import CourseHasFaults
from lms.certification import actions as certification
from lms.demo import actions
from lms.demo.terms import DOMAIN, PASSWORD, SIGN_INS
from lms.kernel import clock
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError

commands = AppGroup("demo", help="Fictional people: only in demo mode.")


def _must_be_demo() -> None:
    if not current_app.extensions["settings"].demo:
        raise click.ClickException("Dit is geen demo (LMS_MODE=demo): er is niets geladen.")


@commands.command("load")
def load() -> None:
    """Fill an empty database with fictional people, once."""
    _must_be_demo()
    settings = current_app.extensions["settings"]
    course = courses.find_current_course(settings.course_id)
    if course is None:
        raise click.ClickException("Publiceer eerst de opleiding: flask --app wsgi courses publish")
    try:
        loaded = actions.load_demo(course=course, title=settings.title, at=clock.now())
        certification.make_due_certificates(clock.now())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo("Demogegevens geladen." if loaded else "De demogegevens waren er al.")


@commands.command("prepare")
@click.pass_context
def prepare(context: click.Context) -> None:
    """Database, course and demo data in one go; prints the address and the sign-ins."""
    _must_be_demo()
    upgrade()
    settings = current_app.extensions["settings"]
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
        click.echo(f"    {demo.nick}@{DOMAIN:<20} {', '.join(role.label for role in demo.roles)}")
    click.echo()
