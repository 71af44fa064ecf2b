"""The status of a registration, derived from its events on any day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.calendar import add_months
from lms.registration.rules import derive_status, interruptions, is_shown
from lms.registration.terms import EventFact, EventType, RegistrationStatus

START = date(2024, 2, 29)
END = add_months(START, 60)
RECORDED = datetime(2024, 2, 20, 12, tzinfo=UTC)


def event(number: int, kind: EventType, day: date, **more: object) -> EventFact:
    facts: dict[str, object] = {"recorded_at": RECORDED + timedelta(minutes=number), **more}
    return EventFact(id=number, type=kind, effective_on=day, **facts)  # type: ignore[arg-type]  # test shorthand


REGISTERED = (event(1, EventType.REGISTERED, START), event(2, EventType.PERIOD_GRANTED, START, until_on=END, ruleset_id="klantmanager-2020"))


def status(events: tuple[EventFact, ...], day: date, known_at: datetime | None = None) -> RegistrationStatus | None:
    found = derive_status(events, on=day, known_at=known_at)
    return found.status if found else None


def test_a_period_that_began_on_a_leap_day_ends_on_the_first_of_march() -> None:
    assert date(2029, 3, 1) == END


def test_registered_from_the_first_day_through_the_last() -> None:
    days = (START - timedelta(days=1), START, END - timedelta(days=1), END)
    assert [status(REGISTERED, day) for day in days] == [None, RegistrationStatus.ACTIVE, RegistrationStatus.ACTIVE, RegistrationStatus.LAPSED]


def test_a_suspension_holds_from_its_day_and_not_before() -> None:
    day = date(2026, 5, 1)
    events = (*REGISTERED, event(3, EventType.SUSPENDED, day, until_on=date(2026, 8, 1), immediate=True))
    days = (day - timedelta(days=1), day, date(2026, 7, 31), date(2026, 8, 1))
    assert [status(events, each) for each in days] == ["active", "suspended", "suspended", "active"]


def test_a_suspension_that_is_not_final_has_no_effect() -> None:
    events = (*REGISTERED, event(3, EventType.SUSPENDED, date(2026, 5, 1)))
    assert status(events, date(2026, 6, 1)) is RegistrationStatus.ACTIVE


def test_a_suspension_that_becomes_final_later_holds_from_that_day() -> None:
    events = (*REGISTERED, event(3, EventType.SUSPENDED, date(2026, 5, 1), final_on=date(2026, 6, 12)))
    assert [status(events, date(2026, 6, day)) for day in (11, 12)] == ["active", "suspended"]


def test_lapsed_wins_over_suspended_at_the_end_of_the_period() -> None:
    events = (*REGISTERED, event(3, EventType.SUSPENDED, END - timedelta(days=10), until_on=END + timedelta(days=80), immediate=True))
    assert [status(events, END - timedelta(days=1)), status(events, END)] == ["suspended", "lapsed"]


def test_an_ended_suspension_is_over_on_the_day_it_ends() -> None:
    events = (
        *REGISTERED,
        event(3, EventType.SUSPENDED, date(2026, 5, 1), until_on=date(2026, 8, 1), immediate=True),
        event(4, EventType.SUSPENSION_ENDED, date(2026, 6, 1), corrects_id=3),
    )
    assert [status(events, day) for day in (date(2026, 5, 31), date(2026, 6, 1))] == ["suspended", "active"]


def test_a_reversal_as_if_it_never_was_clears_the_past_too_once_it_is_known() -> None:
    day = date(2026, 5, 1)
    events = (
        *REGISTERED,
        event(3, EventType.SUSPENDED, day, immediate=True),
        event(4, EventType.REVERSED, day, corrects_id=3, recorded_at=datetime(2026, 7, 1, tzinfo=UTC)),
    )
    assert status(events, date(2026, 6, 1)) is RegistrationStatus.ACTIVE
    assert status(events, date(2026, 6, 1), known_at=datetime(2026, 6, 15, tzinfo=UTC)) is RegistrationStatus.SUSPENDED


def test_provisional_becomes_active_when_the_conditions_are_met() -> None:
    events = (
        event(1, EventType.REGISTERED_PROVISIONALLY, START),
        event(2, EventType.PERIOD_GRANTED, START, until_on=add_months(START, 24), ruleset_id="x"),
        event(3, EventType.CONDITIONS_MET, date(2025, 1, 1)),
    )
    assert [status(events, day) for day in (date(2024, 12, 31), date(2025, 1, 1))] == ["provisional", "active"]


@pytest.mark.parametrize(("kind", "years"), [(EventType.WITHDRAWN, 5), (EventType.STRUCK_OFF, 10)])
def test_who_left_is_hidden_after_a_number_of_years(kind: EventType, years: int) -> None:
    day = date(2026, 5, 1)
    events = (*REGISTERED, event(3, kind, day, final_on=day))
    last = add_months(day, years * 12) - timedelta(days=1)
    assert [is_shown(events, today=last), is_shown(events, today=last + timedelta(days=1))] == [True, False]


def test_five_years_after_a_suspension_its_days_tell_no_measure() -> None:
    events = (*REGISTERED, event(3, EventType.SUSPENDED, date(2026, 5, 1), until_on=date(2026, 8, 1), immediate=True))
    labels = [interruptions(events, on=day, today=day)[0].label for day in (date(2031, 7, 31), date(2031, 8, 1))]
    assert labels == ["geschorst", "tijdelijk niet geregistreerd"]


_KINDS = st.sampled_from([EventType.SUSPENDED, EventType.WITHDRAWN, EventType.STRUCK_OFF, EventType.CONDITIONS_MET])
_MORE = st.lists(st.tuples(_KINDS, st.integers(0, 3000), st.integers(1, 400), st.booleans(), st.booleans()), max_size=6)


@given(_MORE, st.integers(-10, 4000))
def test_there_is_one_status_on_every_day_from_the_first(more: list[tuple[EventType, int, int, bool, bool]], offset: int) -> None:
    extra = tuple(
        event(
            10 + place,
            kind,
            START + timedelta(days=begin),
            until_on=START + timedelta(days=begin + length) if kind is EventType.SUSPENDED and bounded else None,
            immediate=immediate,
            final_on=START + timedelta(days=begin) if kind is EventType.STRUCK_OFF else None,
        )
        for place, (kind, begin, length, immediate, bounded) in enumerate(more)
    )
    day = START + timedelta(days=offset)
    found = derive_status((*REGISTERED, *extra), on=day)
    assert (found is None) == (day < START)
    if found is not None:
        assert found.since <= day
        assert found == derive_status(tuple(reversed((*REGISTERED, *extra))), on=day)
