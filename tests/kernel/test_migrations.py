"""The migrations lead to the tables that the code describes."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from lms import create_app
from lms.kernel.clock import FixedClock
from lms.kernel.config import Mode, Settings
from lms.kernel.db import Base, db
from tests import engines
from tests.conftest import START


def test_upgrading_an_empty_database_gives_the_tables_of_the_code(engine: Flask, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 -- pytest's fixture
    kind = "sqlite" if engine.extensions["settings"].url.startswith("sqlite") else "postgresql"
    folder = tmp_path_factory.mktemp("migrations")
    with engines.address(kind, folder) as url:
        app = create_app(Settings(mode=Mode.TEST, data_dir=folder, database_url=url, secret_key="x" * 40), clock=FixedClock(START))
        with app.app_context():
            upgrade()
            with db.engine.connect() as connection:
                assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
            downgrade(revision="base")
            with db.engine.connect() as connection:
                assert set(db.inspect(connection).get_table_names()) <= {"alembic_version"}
            db.engine.dispose()
