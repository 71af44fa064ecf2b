"""Days and months in Amsterdam: the day that does not exist, and the days of 23 and 25 hours."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.calendar import add_months, last_day, local_day, start_of_day

_DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
_MONTHS = st.integers(-600, 600)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 2, 29), 60, date(2029, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2024, 2, 29), -12, date(2023, 3, 1)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2028, 1, 31), 1, date(2028, 3, 1)),
        (date(2026, 8, 31), 1, date(2026, 10, 1)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_a_day_that_does_not_exist_becomes_the_first_of_the_next_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_a_period_that_began_on_a_leap_day_reads_through_the_28th() -> None:
    assert last_day(add_months(date(2024, 2, 29), 60)) == date(2029, 2, 28)


@given(_DAYS, _MONTHS)
def test_the_day_of_the_month_is_kept_or_is_the_first(day: date, months: int) -> None:
    found = add_months(day, months)
    assert found.day in {day.day, 1}
    asked, got = day.year * 12 + day.month + months, found.year * 12 + found.month
    assert got == (asked if found.day == day.day else asked + 1)


@given(_DAYS, _DAYS, st.integers(0, 600))
def test_who_begins_earlier_never_ends_later(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@pytest.mark.parametrize(
    ("day", "begins", "hours"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 27, 23, tzinfo=UTC), 24),
        (date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC), 23),
        (date(2026, 3, 30), datetime(2026, 3, 29, 22, tzinfo=UTC), 24),
        (date(2026, 10, 25), datetime(2026, 10, 24, 22, tzinfo=UTC), 25),
        (date(2026, 10, 26), datetime(2026, 10, 25, 23, tzinfo=UTC), 24),
    ],
)
def test_the_days_on_which_the_clock_changes_have_23_and_25_hours(day: date, begins: datetime, hours: int) -> None:
    assert start_of_day(day) == begins
    assert start_of_day(day + timedelta(days=1)) - start_of_day(day) == timedelta(hours=hours)


@given(_DAYS)
def test_a_day_lasts_from_its_midnight_until_the_next(day: date) -> None:
    begins, ends = start_of_day(day), start_of_day(day + timedelta(days=1))
    moment = timedelta(microseconds=1)
    assert [local_day(at) for at in (begins - moment, begins, ends - moment, ends)] == [last_day(day), day, day, day + timedelta(days=1)]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 2, 28, 22, 59, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2026, 2, 28, 23, 0, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_what_day_it_is_is_asked_in_amsterdam(at: datetime, day: date) -> None:
    assert local_day(at) == day
