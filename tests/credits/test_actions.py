"""Booking points: once, never below zero, and nobody decides on their own."""

from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

import pytest

from lms.accounts.terms import Role
from lms.catalogue.terms import Points
from lms.credits import actions, queries
from lms.credits.models import Claim, LedgerEntry
from lms.credits.terms import (
    AlreadyClaimed,
    AlreadyDecided,
    AlreadyPosted,
    Booking,
    Category,
    ClaimState,
    EntrySource,
    ImpossiblePeriod,
    NegativeBalance,
    Period,
    Track,
    Withdrawn,
)
from lms.kernel.clock import FixedClock
from lms.kernel.db import db, transaction
from lms.kernel.errors import Conflict, Invalid
from tests.credits.test_rules import RULES
from tests.people import Someone, World

DAY = date(2026, 11, 2)


@pytest.fixture
def alice(world: World) -> Someone:
    return world.person("alice", Role.STUDENT)


@pytest.fixture
def dina(world: World) -> Someone:
    return world.person("dina", Role.SECRETARIAT)


def facts(who: Someone, clock: FixedClock, **changes: object) -> dict[str, Any]:
    """What one entry needs."""
    return {
        "person_id": who.id,
        "track": Track.RENEWAL,
        "category": Category.ACCREDITED,
        "activity_key": "cursus:1",
        "title": "Een verzonnen cursus",
        "points": 800,
        "held_from": DAY,
        "held_to": DAY,
        "source": EntrySource.SESSION,
        "source_ref": "cursus:1",
        "at": clock.now(),
        "actor_id": None,
        **changes,
    }


def post(who: Someone, clock: FixedClock, **changes: object) -> int:
    """Book it; returns the entry's id."""
    with transaction():
        return actions.post_entry(**facts(who, clock, **changes)).id


def row(who: Someone, clock: FixedClock, **changes: object) -> LedgerEntry:
    """The same as a row, past the action and its checks."""
    given = facts(who, clock, **changes)
    given["recorded_at"], given["recorded_by_id"] = given.pop("at"), given.pop("actor_id")
    return LedgerEntry(**given)


def claim(who: Someone, clock: FixedClock, **changes: object) -> int:
    """Hand in an own activity of six points; returns the claim's id."""
    given: dict[str, Any] = {
        "category": Category.OTHER,
        "title": "Congres",
        "description": "Een dag.",
        "held_from": DAY,
        "held_to": DAY,
        "points": 600,
    }
    with transaction():
        return actions.submit_claim(person_id=who.id, at=clock.now(), **{**given, **changes}).id


def decide(world: World, claim_id: int, who: Someone, points: int, reason: str = "") -> None:
    found = queries.find_claim(claim_id)
    assert found is not None
    with transaction():
        actions.decide_claim(claim=found, approved_points=points, reason=reason, actor=world.actor(who), at=world.clock.now())


def state(claim_id: int) -> Claim:
    db.session.rollback()
    db.session.expire_all()
    found = queries.find_claim(claim_id)
    assert found is not None
    return found


def balance(who: Someone, track: Track = Track.RENEWAL) -> list[int]:
    return [entry.points for entry in queries.list_entries(who.id, track=track)]


def test_the_same_activity_is_booked_once(alice: Someone, clock: FixedClock) -> None:
    post(alice, clock)
    with pytest.raises(AlreadyPosted):
        post(alice, clock, points=100)
    assert balance(alice) == [800]


def test_the_database_itself_refuses_the_second_booking_in_the_same_words(alice: Someone, clock: FixedClock) -> None:
    post(alice, clock)
    with pytest.raises(AlreadyPosted, match="staat al op de puntenlijst"), transaction():
        db.session.add(row(alice, clock, points=100))
    assert balance(alice) == [800]


def test_the_same_activity_counts_for_another_person_and_in_the_other_track(alice: Someone, world: World, clock: FixedClock) -> None:
    bob = world.person("bob", Role.STUDENT)
    post(alice, clock)
    post(bob, clock)
    post(alice, clock, track=Track.ENTRY)
    assert (balance(alice), balance(bob), balance(alice, Track.ENTRY)) == ([800], [800], [800])


@pytest.mark.parametrize(
    ("column", "value", "refusal"),
    [
        ("points", 0, Invalid),
        ("points", -100, Invalid),
        ("theme_r", 300, Invalid),
        ("track", "anders", Invalid),
        ("category", "anders", Invalid),
        ("source", "anders", Invalid),
        ("held_from", DAY + timedelta(days=1), ImpossiblePeriod),
    ],
)
def test_the_database_itself_refuses_a_booking_that_cannot_be(
    alice: Someone, clock: FixedClock, *, column: str, value: object, refusal: type[Invalid]
) -> None:
    with pytest.raises(refusal) as refused, transaction():
        db.session.add(row(alice, clock, **{column: value}))
    assert type(refused.value) is refusal
    assert balance(alice) == []


def test_themes_are_kept_with_the_entry(alice: Someone, clock: FixedClock) -> None:
    post(alice, clock, points=200, themes=Points(R=150, E=50))
    (entry,) = queries.list_entries(alice.id, track=Track.RENEWAL)
    assert (entry.themes, entry.points) == (Points(R=150, E=50), 200)


def test_a_correction_is_a_second_row_and_the_first_never_changes(alice: Someone, dina: Someone, clock: FixedClock) -> None:
    root, before = post(alice, clock), clock.now()
    clock.move(timedelta(days=1))
    with transaction():
        actions.correct_entry(entry_id=root, points=-200, reason="halve dag", actor_id=dina.id, at=clock.now())
    entries = queries.list_entries(alice.id, track=Track.RENEWAL)
    assert [(entry.points, entry.counters_id, entry.held_to) for entry in entries] == [(800, None, DAY), (-200, root, DAY)]
    assert [entry.points for entry in queries.list_entries(alice.id, track=Track.RENEWAL, known_at=before)] == [800]


def test_a_correction_takes_what_is_left_and_never_more(alice: Someone, dina: Someone, clock: FixedClock) -> None:
    root = post(alice, clock)
    with transaction():
        actions.correct_entry(entry_id=root, points=-500, reason="te veel", actor_id=dina.id, at=clock.now())
    with pytest.raises(NegativeBalance), transaction():
        actions.correct_entry(entry_id=root, points=-301, reason="nog meer", actor_id=dina.id, at=clock.now())
    with transaction():
        actions.correct_entry(entry_id=root, points=-300, reason="de rest", actor_id=dina.id, at=clock.now())
    assert sum(balance(alice)) == 0


def test_a_correction_is_not_corrected_itself(alice: Someone, dina: Someone, clock: FixedClock) -> None:
    root = post(alice, clock)
    with transaction():
        counter = actions.correct_entry(entry_id=root, points=-200, reason="x", actor_id=dina.id, at=clock.now()).id
    with pytest.raises(Invalid, match="oorspronkelijke boeking"), transaction():
        actions.correct_entry(entry_id=counter, points=200, reason="terug", actor_id=dina.id, at=clock.now())
    assert balance(alice) == [800, -200]


def test_an_approved_claim_is_booked_with_its_own_dates(alice: Someone, dina: Someone, world: World, clock: FixedClock) -> None:
    number = claim(alice, clock, held_from=DAY - timedelta(days=1))
    decide(world, number, dina, 600)
    found = state(number)
    assert (found.state, found.decided_by_id, found.approved_points) == (ClaimState.APPROVED, dina.id, 600)
    (entry,) = queries.list_entries(alice.id, track=Track.RENEWAL)
    assert (entry.points, entry.category, entry.source) == (600, Category.OTHER, EntrySource.OWN_ACTIVITY)
    assert (entry.held_from, entry.held_to) == (DAY - timedelta(days=1), DAY)


@pytest.mark.parametrize("second", [0, 600])
def test_a_claim_is_decided_once(alice: Someone, dina: Someone, world: World, clock: FixedClock, second: int) -> None:
    number = claim(alice, clock)
    decide(world, number, dina, 600)
    with pytest.raises(AlreadyDecided):
        decide(world, number, dina, second, "bij nader inzien")
    assert (state(number).state, balance(alice)) == (ClaimState.APPROVED, [600])


def test_nobody_decides_on_their_own_claim(dina: Someone, world: World, clock: FixedClock) -> None:
    number = claim(dina, clock)
    with pytest.raises(Conflict, match="eigen activiteit"):
        decide(world, number, dina, 600)
    assert (state(number).state, balance(dina)) == (ClaimState.SUBMITTED, [])


@pytest.mark.parametrize("points", [0, 200])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_less_than_asked_needs_a_reason(alice: Someone, dina: Someone, world: World, *, clock: FixedClock, points: int, reason: str) -> None:
    number = claim(alice, clock)
    with pytest.raises(Invalid) as refused:
        decide(world, number, dina, points, reason)
    assert refused.value.field == "reason"
    assert (state(number).state, balance(alice)) == (ClaimState.SUBMITTED, [])


@pytest.mark.parametrize(("points", "outcome", "booked"), [(200, ClaimState.PARTLY_APPROVED, (200,)), (0, ClaimState.REJECTED, ())])
def test_with_a_reason_part_or_nothing_is_granted(
    alice: Someone, dina: Someone, world: World, *, clock: FixedClock, points: int, outcome: ClaimState, booked: tuple[int, ...]
) -> None:
    number = claim(alice, clock)
    decide(world, number, dina, points, "Alleen de ochtend hoort bij het vak.")
    assert (state(number).state, state(number).reason) == (outcome, "Alleen de ochtend hoort bij het vak.")
    assert tuple(balance(alice)) == booked


@pytest.mark.parametrize("points", [601, -1])
def test_no_more_is_granted_than_was_asked(alice: Someone, dina: Someone, world: World, clock: FixedClock, points: int) -> None:
    number = claim(alice, clock)
    with pytest.raises(Invalid) as refused:
        decide(world, number, dina, points, "reden")
    assert refused.value.field == "points"
    assert balance(alice) == []


def test_a_claim_is_taken_back_only_while_nobody_decided(alice: Someone, dina: Someone, world: World, clock: FixedClock) -> None:
    open_claim, decided = claim(alice, clock), claim(alice, clock, title="Lezing")
    decide(world, decided, dina, 600)
    found = state(open_claim)
    with transaction():
        actions.withdraw_claim(claim=found, actor=world.actor(alice), at=clock.now())
    with pytest.raises(Withdrawn):
        decide(world, open_claim, dina, 600)
    late = state(decided)
    with pytest.raises(AlreadyDecided), transaction():
        actions.withdraw_claim(claim=late, actor=world.actor(alice), at=clock.now())
    assert (state(open_claim).state, state(decided).state) == (ClaimState.WITHDRAWN, ClaimState.APPROVED)


@pytest.mark.parametrize(("begin", "end"), [(0, -1), (1, 1)])
def test_a_claim_ends_after_it_begins_and_not_in_the_future(alice: Someone, world: World, clock: FixedClock, begin: int, end: int) -> None:
    with pytest.raises(ImpossiblePeriod) as refused:
        claim(alice, clock, held_from=world.today + timedelta(days=begin), held_to=world.today + timedelta(days=end))
    assert refused.value.field == "held_to"
    assert queries.list_claims(alice.id) == []


def test_a_claim_of_long_ago_is_taken_and_so_is_one_of_today(alice: Someone, world: World, clock: FixedClock) -> None:
    old = claim(alice, clock, held_from=date(2001, 1, 1), held_to=date(2001, 1, 1))
    new = claim(alice, clock, held_from=world.today, held_to=world.today)
    assert {item.id for item in queries.list_open_claims()} == {old, new}


def test_the_same_activity_is_handed_in_once_until_it_is_withdrawn_or_refused(alice: Someone, dina: Someone, world: World, clock: FixedClock) -> None:
    first = claim(alice, clock)
    with pytest.raises(AlreadyClaimed):
        claim(alice, clock)
    found = state(first)
    with transaction():
        actions.withdraw_claim(claim=found, actor=world.actor(alice), at=clock.now())
    decide(world, claim(alice, clock), dina, 0, "Hoort niet bij het vak.")
    claim(alice, clock)
    claim(world.person("bob", Role.STUDENT), clock)
    assert [row.state for row in queries.list_claims(alice.id)] == [ClaimState.SUBMITTED, ClaimState.REJECTED, ClaimState.WITHDRAWN]


def test_the_database_itself_refuses_the_same_activity_handed_in_twice(alice: Someone, clock: FixedClock) -> None:
    claim(alice, clock)
    facts = {"category": "other", "title": "Congres", "description": "x", "held_from": DAY, "held_to": DAY, "points": 100, "state": "submitted"}
    with pytest.raises(AlreadyClaimed), transaction():
        db.session.add(Claim(person_id=alice.id, submitted_at=clock.now(), **facts))


@pytest.mark.parametrize("points", [0, 25, 33, 101, -50])
def test_points_are_asked_in_halves(alice: Someone, clock: FixedClock, points: int) -> None:
    with pytest.raises(Invalid) as refused:
        claim(alice, clock, points=points)
    assert refused.value.field == "points"


def test_points_are_granted_in_halves(alice: Someone, dina: Someone, world: World, clock: FixedClock) -> None:
    number = claim(alice, clock)
    with pytest.raises(Invalid) as refused:
        decide(world, number, dina, 233, "reden")
    assert refused.value.field == "points"
    decide(world, number, dina, 250, "Alleen de ochtend.")
    assert balance(alice) == [250]


def test_scenario_3_what_is_handed_in_a_minute_before_midnight_in_amsterdam_may_have_ended_that_day(alice: Someone, clock: FixedClock) -> None:
    """On 24 November at 22.59 UTC it is 23.59 in Amsterdam; a minute later it is the 25th there."""
    clock.move(timedelta(hours=13, minutes=59))
    claim(alice, clock, held_from=date(2026, 11, 24), held_to=date(2026, 11, 24))
    with pytest.raises(ImpossiblePeriod):
        claim(alice, clock, held_from=date(2026, 11, 25), held_to=date(2026, 11, 25))
    clock.move(timedelta(minutes=1))
    claim(alice, clock, held_from=date(2026, 11, 25), held_to=date(2026, 11, 25))


def test_scenario_8_as_known_before_a_correction_eight_points_held_and_as_known_now_six(
    alice: Someone, dina: Someone, world: World, clock: FixedClock
) -> None:
    number = claim(alice, clock, points=800, held_from=DAY - timedelta(days=1))
    decide(world, number, dina, 800)
    before = clock.now()
    clock.move(timedelta(days=3))
    (root,) = queries.list_entries(alice.id, track=Track.RENEWAL)
    with transaction():
        actions.correct_entry(entry_id=root.id, points=-200, reason="pauze", actor_id=dina.id, at=clock.now())
    period, rules = Period(DAY - timedelta(days=30), DAY + timedelta(days=700)), RULES
    then = queries.evaluate_person(alice.id, ruleset=rules, period=period, on=world.today, known_at=before)
    now = queries.evaluate_person(alice.id, ruleset=rules, period=period, on=world.today)
    assert (then.total, now.total) == (800, 600)
    assert len(queries.list_entries(alice.id, track=Track.RENEWAL)) == 2


def test_several_points_are_booked_all_or_none(alice: Someone, clock: FixedClock) -> None:
    def booking(key: str) -> Booking:
        return Booking(Category.ACCREDITED, key, "Een verzonnen dag", 400, DAY, DAY, EntrySource.SESSION, key, clock.now())

    with transaction():
        assert actions.post_entries(person_id=alice.id, track=Track.RENEWAL, bookings=[], actor_id=None) == []
    for keys in (("dag:1", "dag:1"), ("dag:1", "dag:2"), ("dag:2", "dag:3")):
        refused = keys != ("dag:1", "dag:2")
        with pytest.raises(AlreadyPosted) if refused else nullcontext(), transaction():
            actions.post_entries(person_id=alice.id, track=Track.RENEWAL, bookings=[booking(key) for key in keys], actor_id=None)
    assert [entry.activity_key for entry in queries.list_entries(alice.id, track=Track.RENEWAL)] == ["dag:1", "dag:2"]
