"""The database door: one declarative base, one write transaction a request, constraints that speak Dutch.

The only module that knows which engine runs. SQLite: WAL, synchronous=FULL, foreign keys, BEGIN IMMEDIATE for writes behind a file
lock (fairness: research/trust.md section 3), plain BEGIN for reads.
"""

import fcntl
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, Select, String, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from lms.kernel.errors import Conflict, DomainError

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
_WRITE = {"lms_write": True}
_queries: ContextVar[list[str] | None] = ContextVar("queries", default=None)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on both engines; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps it without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment must be aware"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class BinaryText(TypeDecorator[str]):
    """Text compared and ordered by code point on both engines, so that prefix ranges mean the same."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:  # noqa: ANN401 -- SQLAlchemy's signature
        """Binary order is SQLite's default; PostgreSQL is told."""
        return dialect.type_descriptor(String(collation="C") if dialect.name == "postgresql" else String())


class Base(DeclarativeBase):
    """All tables; names of constraints follow one convention."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def init_app(app: Flask) -> None:
    """Bind the engine of this application and set it up for its kind of database."""
    settings = app.extensions["settings"]
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.url
    if settings.url.startswith("sqlite"):
        options: dict[str, Any] = {"connect_args": {"timeout": 10, "check_same_thread": False}}
    else:
        arguments = {"connect_timeout": 5, "options": f"-c statement_timeout={settings.statement_timeout_ms} -c timezone=UTC"}
        options = {"pool_pre_ping": True, "connect_args": arguments}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {**options, "hide_parameters": True}  # what people typed stands in no message
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", _count)
    if engine.dialect.name == "sqlite":
        _set_up_sqlite(engine, settings.sqlite_synchronous)


def _set_up_sqlite(engine: Engine, synchronous: str) -> None:
    def on_connect(raw: Any, _record: object) -> None:  # noqa: ANN401 -- a DBAPI connection
        raw.isolation_level = None
        cursor = raw.cursor()
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON", "busy_timeout=10000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("lms_write"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # every page begins once to read: straight to the driver, it costs a third
            connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]  # it is open

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


@contextmanager
def transaction() -> Iterator[None]:
    """One write transaction around one action: commits at the end, rolls back on any exception.

    Ends the read that was open, takes the writers' turn, then begins for writing. A violated named constraint becomes the domain
    error in its `info["error"]`. A nested call joins the transaction that is already open.
    """
    session = db.session
    if session.info.get("writing"):
        yield
        return
    session.rollback()
    with _turn():
        session.info.update(writing=True, held={})
        try:
            session.connection(execution_options=_WRITE)
            yield
            session.commit()
        except IntegrityError as error:
            session.rollback()
            raise _in_words(error) from error
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop("writing", None)
            session.info.pop("held", None)


def rows(statement: Select[Any], **values: Any) -> Sequence[Any]:  # noqa: ANN401 -- rows, each with its own columns
    """What a statement over table columns gives, without the ORM's part: for the public pages, which are asked most.

    The statement is built once, at import, with bound parameters. A request that has a session asks on its connection and sees what
    it wrote; a request without one needs none for this.
    """
    if not db.session.registry.has():
        with db.engine.connect() as connection:
            return connection.execute(statement, values).all()
    db.session.flush()
    return db.session.connection().execute(statement, values).all()


@contextmanager
def _turn() -> Iterator[None]:
    """Writers of one SQLite file queue at a lock beside it: nobody starves."""
    path = db.engine.url.database
    if db.engine.dialect.name != "sqlite" or not path or path == ":memory:":
        with nullcontext():
            yield
        return
    with Path(f"{path}.writers").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _in_words(error: IntegrityError) -> DomainError:
    found = violated(error)
    cls = found.info.get("error") if found is not None else None
    return cls() if cls is not None else Conflict()


def violated(error: IntegrityError) -> Any:  # noqa: ANN401 -- a Constraint or an Index: both have `name` and `info`
    """The constraint or index that the database refused, or None when it does not say."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    text = str(error.orig)
    if name is None and (match := re.search(r"CHECK constraint failed: (\w+)", text)):
        name = match.group(1)
    if name is None and (match := re.search(r"UNIQUE constraint failed: index '(\w+)'", text)):
        name = match.group(1)
    if name is not None:
        return next((guard for guard in _guards() if guard.name == name), None)
    if match := re.search(r"UNIQUE constraint failed: (.+)", text):
        columns = {part.strip() for part in match.group(1).split(",")}
        return next((guard for guard in _guards() if _columns(guard) == columns), None)
    return None


def _guards() -> Iterator[Any]:
    for table in Base.metadata.tables.values():
        yield from (guard for guard in table.constraints if guard.info)
        yield from (index for index in table.indexes if index.unique and index.info)


def _columns(guard: Any) -> set[str]:  # noqa: ANN401 -- a Constraint or an Index
    return {f"{column.table.name}.{column.name}" for column in getattr(guard, "columns", ())} if getattr(guard, "unique", True) else set()


def lock(row: Base) -> None:
    """Read a row again and hold it until the end of the transaction, so that what is checked still holds when it is written.

    SQLite has one writer at a time and needs no lock; there this only reads again. A row that this transaction holds already is as it
    was left: actions that build on each other read it once.
    """
    held = db.session.info.get("held", {})
    if id(row) not in held:
        db.session.refresh(row, with_for_update=True)
        held[id(row)] = row


def _count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
    seen = _queries.get()
    if seen is not None and not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
        seen.append(statement)


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """Collects the statements sent to the database while open."""
    seen: list[str] = []
    token = _queries.set(seen)
    try:
        yield seen
    finally:
        _queries.reset(token)


def ping() -> bool:
    """Whether the database answers."""
    try:
        db.session.execute(db.text("SELECT 1"))
    except OperationalError:
        current_app.logger.warning("database away")
        return False
    return True
