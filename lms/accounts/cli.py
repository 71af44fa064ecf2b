"""`flask people create`: the first person of an installation."""

from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup

from lms.accounts import actions, queries
from lms.accounts.terms import PersonName, Role
from lms.kernel import clock
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError

commands = AppGroup("people", help="People.")


def examine(at: datetime) -> list[str]:
    """Whether somebody can begin."""
    on = local_day(at)
    if any(queries.list_people_with_role(role, on=on) for role in (Role.ADMIN, Role.SECRETARIAT)):
        return []
    return ["Niemand kan nog beginnen. Maak de eerste persoon: flask --app wsgi people create EMAIL VOORLETTERS ACHTERNAAM --role admin"]


@commands.command("create")
@click.argument("email")
@click.argument("initials")
@click.argument("family_name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.ADMIN.value)
def create(email: str, initials: str, family_name: str, role: str) -> None:
    """Make an account and print the link with which the person chooses a password; the same link goes by mail."""
    at = clock.now()
    try:
        with transaction():
            person = actions.create_person(email=email, name=PersonName(initials, family_name), actor_id=None, at=at)
            actions.grant_role(person_id=person.id, role=Role(role), since=local_day(at), actor_id=None, at=at)
            token = actions.invite(person=person, actor_id=None, at=at)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{current_app.extensions['settings'].public_url}/uitnodiging/{token}")
