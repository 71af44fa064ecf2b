"""Alembic's entry: the engine and the tables of the running application; names of types come from lms.kernel.db."""

from alembic import context
from flask import current_app
from sqlalchemy.exc import OperationalError

from lms.kernel.db import Base, db


def run() -> None:
    """Bring the database to the wanted revision in one transaction; tables are rebuilt where SQLite cannot alter them."""
    try:
        opened = db.engine.connect()
    except OperationalError as error:
        raise SystemExit(f"De database van DATABASE_URL is niet bereikbaar: {str(error.orig).splitlines()[0]}") from error
    with opened as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, **current_app.extensions["migrate"].configure_args)
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


run()
