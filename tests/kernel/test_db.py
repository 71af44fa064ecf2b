"""The database door: all or nothing, and a refused constraint speaks Dutch on both engines."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import Column, MetaData, Table, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from lms.accounts.models import LoginSession, OneTimeLink, Person, Tie
from lms.accounts.terms import EmailTaken, TieKind
from lms.kernel.clock import FixedClock
from lms.kernel.db import Base, BinaryText, count_queries, db, lock, ping, transaction, violated
from lms.kernel.errors import Conflict, DomainError, Invalid
from lms.kernel.outbox import OutboxMessage, queue_mail
from tests.people import World


class Slip(Exception):
    """Something goes wrong halfway."""


def subjects() -> list[str]:
    """What another reader sees: a connection of its own."""
    with db.engine.connect() as connection:
        return list(connection.scalars(text("SELECT subject FROM outbox_message ORDER BY id")))


def mail(subject: str, clock: FixedClock) -> None:
    queue_mail("a@b.example", subject, "Tekst.", at=clock.now())


@pytest.mark.usefixtures("app")
def test_what_was_done_in_a_transaction_stays(clock: FixedClock) -> None:
    with transaction():
        mail("een", clock)
        mail("twee", clock)
    assert subjects() == ["een", "twee"]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("error", [Slip, Conflict, KeyboardInterrupt])
def test_a_transaction_that_fails_halfway_leaves_nothing(clock: FixedClock, error: type[BaseException]) -> None:
    def fail() -> None:
        with transaction():
            mail("een", clock)
            db.session.flush()
            raise error

    with pytest.raises(error):
        fail()
    assert subjects() == []
    with transaction():
        mail("daarna", clock)
    assert subjects() == ["daarna"]


@pytest.mark.usefixtures("app")
def test_nobody_sees_anything_before_the_end(clock: FixedClock) -> None:
    with transaction():
        mail("een", clock)
        db.session.flush()
        assert subjects() == []
    assert subjects() == ["een"]


@pytest.mark.usefixtures("app")
def test_a_nested_transaction_joins_and_fails_with_the_outer_one(clock: FixedClock) -> None:
    def fail() -> None:
        with transaction():
            with transaction():
                mail("binnen", clock)
            assert subjects() == [], "the inner one does not commit by itself"
            raise Slip

    with pytest.raises(Slip):
        fail()
    assert subjects() == []


@pytest.mark.usefixtures("app")
def test_a_nested_transaction_is_kept_by_the_outer_one(clock: FixedClock) -> None:
    with transaction():
        mail("buiten", clock)
        with transaction():
            mail("binnen", clock)
    assert subjects() == ["buiten", "binnen"]


@pytest.mark.usefixtures("app")
def test_changes_made_outside_a_transaction_are_not_taken_along(clock: FixedClock) -> None:
    mail("losse eindjes", clock)
    with transaction():
        mail("een", clock)
    assert subjects() == ["een"]


def test_a_row_is_read_again_once_in_each_transaction(world: World) -> None:
    person = db.session.get_one(Person, world.person("alice").id)
    for _ in range(2):
        with transaction(), count_queries() as asked:
            lock(person)
            lock(person)
        assert len(asked) == 1


def test_a_unique_constraint_becomes_its_own_refusal(world: World, clock: FixedClock) -> None:
    alice = world.person("alice")
    with pytest.raises(EmailTaken, match="al een account") as refused, transaction():
        db.session.add(Person(email=alice.email, initials="B.", family_name="Ander", created_at=clock.now()))
    assert refused.value.status == 409
    assert isinstance(refused.value.__cause__, IntegrityError)


def test_a_unique_constraint_over_more_columns_is_found_too(world: World) -> None:
    alice, bob = world.person("alice"), world.person("bob")
    facts = {"person_id": bob.id, "other_id": alice.id, "kind": TieKind.COACH, "valid_from": world.today}
    with transaction():
        db.session.add(Tie(**facts))
    with pytest.raises(Conflict) as refused, transaction():
        db.session.add(Tie(**facts))
    assert isinstance(refused.value.__cause__, IntegrityError)
    found = violated(refused.value.__cause__)
    assert found is not None
    assert found.name == "uq_tie_start"


def test_a_check_constraint_becomes_its_own_refusal(world: World) -> None:
    alice = world.person("alice")
    with pytest.raises(Invalid) as refused, transaction():
        db.session.add(Tie(person_id=alice.id, other_id=alice.id, kind=TieKind.COACH, valid_from=world.today))
    assert refused.value.status == 422


def test_the_constraint_that_was_refused_is_known_by_name(world: World, clock: FixedClock) -> None:
    alice = world.person("alice")
    rows = {
        "ck_one_time_link_purpose_known": OneTimeLink(
            person_id=alice.id, purpose="anders", token_hash="a", created_at=clock.now(), expires_at=clock.now()
        ),
        "ck_tie_not_to_self": Tie(person_id=alice.id, other_id=alice.id, kind=TieKind.COACH, valid_from=world.today),
        "uq_person_email": Person(email=alice.email, initials="B.", family_name="Ander", created_at=clock.now()),
    }
    for name, row in rows.items():
        db.session.add(row)
        with pytest.raises(IntegrityError) as refused:
            db.session.flush()
        db.session.rollback()
        found = violated(refused.value)
        assert found is not None, str(refused.value.orig)
        assert found.name == name


@pytest.mark.usefixtures("app")
def test_a_row_that_points_at_nobody_is_refused(clock: FixedClock) -> None:
    with pytest.raises(Conflict), transaction():
        db.session.add(LoginSession(id="x" * 64, person_id=987_654, started_at=clock.now(), seen_at=clock.now()))
    assert db.session.scalars(select(LoginSession)).all() == []


def test_every_constraint_and_unique_index_that_carries_a_refusal_has_a_name_and_the_names_are_one_each() -> None:
    tables = Base.metadata.tables.values()
    guards = [guard for table in tables for guard in (*table.constraints, *table.indexes) if guard.info]
    names = [getattr(guard, "name", None) for guard in guards]
    assert guards
    assert None not in names
    assert len(set(names)) == len(names)
    assert all(issubclass(guard.info["error"], DomainError) and guard.info["error"]().message for guard in guards)


@pytest.mark.usefixtures("app")
def test_a_moment_comes_back_aware_in_utc_whatever_zone_it_was_given_in() -> None:
    summer = timezone(timedelta(hours=2))
    with transaction():
        queue_mail("a@b.example", "tijd", "", at=datetime(2026, 7, 1, 14, 30, tzinfo=summer))
    db.session.expunge_all()
    found = db.session.scalars(select(OutboxMessage)).one().queued_at
    assert found == datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)


@pytest.mark.usefixtures("app")
def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(StatementError, match="aware"), transaction():
        queue_mail("a@b.example", "tijd", "", at=datetime(2026, 7, 1, 14, 30))  # noqa: DTZ001 -- the fault itself
    assert subjects() == []


@pytest.mark.usefixtures("app")
def test_text_is_ordered_by_code_point_on_both_engines() -> None:
    letters = Table("letters", MetaData(), Column("value", BinaryText()), prefixes=["TEMPORARY"])
    values = ["éé", "a", "Z", "z", "A", "B", "-", "a b", "ab"]
    connection = db.session.connection()
    letters.create(connection)
    connection.execute(insert(letters), [{"value": value} for value in values])
    found = list(connection.scalars(select(letters.c.value).order_by(letters.c.value)))
    letters.drop(connection)
    assert found == sorted(values)


@pytest.mark.usefixtures("app")
def test_statements_are_counted_while_asked_and_the_bookkeeping_is_not() -> None:
    with count_queries() as sent:
        db.session.execute(text("SELECT 1"))
        with transaction():
            db.session.execute(text("SELECT 2"))
    db.session.execute(text("SELECT 3"))
    assert sent == ["SELECT 1", "SELECT 2"]


@pytest.mark.usefixtures("app")
def test_the_database_answers() -> None:
    assert ping()


def test_a_file_waits_for_the_disk_and_keeps_its_keys(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        assert db.session.scalar(text("SHOW timezone")) == "UTC"
        return
    pragmas = {name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "busy_timeout")}
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000}
    assert app.extensions["settings"].sqlite_synchronous == "OFF", "only these tests trade safety for speed"
