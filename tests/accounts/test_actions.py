"""What can be done with people."""

from datetime import timedelta

import pytest

from lms.accounts import actions, queries
from lms.accounts.terms import EmailTaken, LinkExpired, PersonName, Role, TieKind
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction
from lms.kernel.errors import Invalid
from tests.people import World


def test_one_mail_address_is_one_account_whatever_its_case(world: World, clock: FixedClock) -> None:
    world.person("alice")
    with pytest.raises(EmailTaken), transaction():
        actions.create_person(email="ALICE@ruimbaan.example", name=PersonName("A.", "Ander"), actor_id=None, at=clock.now())


def test_the_database_itself_refuses_a_second_account(world: World, clock: FixedClock) -> None:
    from lms.accounts.models import Person  # noqa: PLC0415 -- past the action, on purpose
    from lms.kernel.db import db  # noqa: PLC0415 -- the same

    world.person("alice")
    with pytest.raises(EmailTaken), transaction():
        db.session.add(Person(email="alice@ruimbaan.example", initials="A.", family_name="Ander", created_at=clock.now()))


def test_a_role_that_ends_before_it_begins_is_refused(world: World, clock: FixedClock) -> None:
    alice = world.person("alice")
    with pytest.raises(Invalid), transaction():
        actions.grant_role(
            person_id=alice.id, role=Role.EXAMINER, since=world.today, until=world.today - timedelta(days=1), actor_id=None, at=clock.now()
        )


def test_a_role_counts_from_its_first_day_until_the_day_before_its_end(world: World, clock: FixedClock) -> None:
    alice = world.person("alice")
    end = world.today + timedelta(days=2)
    with transaction():
        actions.grant_role(person_id=alice.id, role=Role.EXAMINER, since=world.today, until=end, actor_id=None, at=clock.now())
    roles = {day: queries.get_actor(alice.id, on=world.today + timedelta(days=day)).roles for day in (-1, 0, 1, 2)}
    assert roles == {-1: frozenset(), 0: {Role.EXAMINER}, 1: {Role.EXAMINER}, 2: frozenset()}


def test_who_trained_somebody_is_in_conflict_until_24_months_after_the_training(world: World, clock: FixedClock) -> None:
    alice, bob = world.person("alice"), world.person("bob")
    since = world.today
    with transaction():
        actions.record_tie(person_id=bob.id, other_id=alice.id, kind=TieKind.TRAINER, since=since, at=clock.now())
        actions.end_tie(person_id=bob.id, other_id=alice.id, kind=TieKind.TRAINER, on=since + timedelta(days=30), at=clock.now())
    assert queries.find_conflicts_between(bob.id, alice.id, on=since + timedelta(days=29)) == ("U hebt deze persoon opgeleid.",)
    assert queries.find_conflicts_between(bob.id, alice.id, on=since + timedelta(days=700)) != ()
    assert queries.find_conflicts_between(bob.id, alice.id, on=since + timedelta(days=800)) == ()


def test_a_shared_employer_of_last_year_is_a_conflict(world: World, clock: FixedClock) -> None:
    alice, bob = world.person("alice", employer="Gemeente Veldersluis"), world.person("bob", employer="Gemeente Veldersluis")
    with transaction():
        actions.set_employment(person_id=bob.id, employer_name="Gemeente Elders", since=world.today, actor_id=None, at=clock.now())
    assert queries.find_conflicts_between(bob.id, alice.id, on=world.today + timedelta(days=300)) == (
        "U werkt of werkte in de afgelopen 24 maanden bij dezelfde werkgever.",
    )
    assert queries.find_conflicts_between(bob.id, alice.id, on=world.today + timedelta(days=731)) == ()


def test_an_invitation_works_once_and_for_seven_days(world: World, clock: FixedClock) -> None:
    alice = world.person("alice")
    with transaction():
        token = actions.invite(person=queries.get_person(alice.id), actor_id=None, at=clock.now())
    clock.move(timedelta(days=7))
    with pytest.raises(LinkExpired), transaction():
        actions.choose_password(token=token, password_hash="x", at=clock.now())
    clock.move(timedelta(days=-1))
    with transaction():
        actions.choose_password(token=token, password_hash="x", at=clock.now())
    with pytest.raises(LinkExpired), transaction():
        actions.choose_password(token=token, password_hash="y", at=clock.now())
