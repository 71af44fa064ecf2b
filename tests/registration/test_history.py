"""What the public may read of the past, and for how long (research/domain.md section 2.1, design/11)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.calendar import add_months
from lms.registration.rules import interruptions, is_shown, measures, public_standing
from lms.registration.terms import EventFact, EventType
from tests.registration.test_status import REGISTERED, START, event

DAY = date(2026, 5, 1)
BACK = date(2026, 8, 1)
SUSPENDED = (*REGISTERED, event(3, EventType.SUSPENDED, DAY, until_on=BACK, immediate=True))
STRUCK = (*REGISTERED, event(3, EventType.STRUCK_OFF, DAY, final_on=DAY))


def word(events: tuple[EventFact, ...], *, on: date, today: date) -> str | None:
    found = public_standing(events, on=on, today=today)
    return found.word.label if found else None


def test_who_withdrew_is_hidden_after_five_years_for_every_day_asked() -> None:
    events = (*REGISTERED, event(3, EventType.WITHDRAWN, DAY))
    last = add_months(DAY, 60) - timedelta(days=1)
    assert [is_shown(events, today=last), is_shown(events, today=last + timedelta(days=1))] == [True, False]
    assert word(events, on=START, today=last) == "geregistreerd"
    assert word(events, on=START, today=last + timedelta(days=1)) is None


def test_who_died_is_hidden_at_once_for_every_day_asked() -> None:
    events = (*REGISTERED, event(3, EventType.DEATH_RECORDED, DAY))
    assert [word(events, on=START, today=day) for day in (DAY - timedelta(days=1), DAY)] == ["geregistreerd", None]
    assert not is_shown(events, today=DAY)


def test_ten_years_after_a_striking_off_the_entry_stays_and_tells_no_measure() -> None:
    last = add_months(DAY, 120) - timedelta(days=1)
    assert [word(STRUCK, on=day, today=day) for day in (last, last + timedelta(days=1))] == ["doorgehaald", "niet geregistreerd"]
    assert [len(measures(STRUCK, on=day, today=day)) for day in (last, last + timedelta(days=1))] == [1, 0]
    assert is_shown(STRUCK, today=last + timedelta(days=1))


def test_five_years_after_a_suspension_its_days_tell_no_measure_however_one_asks() -> None:
    last = add_months(BACK, 60) - timedelta(days=1)
    for today, told in ((last, "geschorst"), (last + timedelta(days=1), "tijdelijk niet geregistreerd")):
        assert word(SUSPENDED, on=date(2026, 6, 1), today=today) == told
    assert [measure.label for measure in measures(SUSPENDED, on=last, today=last)] == ["schorsing"]
    assert interruptions(SUSPENDED, on=last, today=last) == ()
    after = last + timedelta(days=1)
    assert measures(SUSPENDED, on=after, today=after) == ()
    assert [(each.label, each.since, each.until) for each in interruptions(SUSPENDED, on=after, today=after)] == [
        ("tijdelijk niet geregistreerd", DAY, BACK)
    ]


def test_a_suspension_that_still_runs_is_told_as_long_as_it_runs() -> None:
    events = (*REGISTERED, event(3, EventType.SUSPENDED, DAY, immediate=True))
    assert [measure.shown_until for measure in measures(events, on=DAY, today=DAY)] == [None]


def test_a_measure_is_not_told_before_it_holds() -> None:
    before = DAY - timedelta(days=1)
    assert measures(SUSPENDED, on=before, today=before) == ()
    assert word(SUSPENDED, on=before, today=before) == "geregistreerd"


def test_a_measure_stays_visible_by_its_own_dates_when_the_registration_lapses_meanwhile() -> None:
    end = add_months(START, 60)
    until = end + timedelta(days=90)
    events = (*REGISTERED, event(3, EventType.SUSPENDED, end - timedelta(days=10), until_on=until, immediate=True))
    assert word(events, on=end, today=end) == "verlopen"
    assert [measure.until for measure in measures(events, on=end, today=end)] == [until]
    assert len(measures(events, on=end, today=add_months(until, 60) - timedelta(days=1))) == 1
    assert measures(events, on=end, today=add_months(until, 60)) == ()


def test_a_decision_that_was_reversed_as_if_it_never_was_leaves_no_trace_in_public() -> None:
    for events in (SUSPENDED, STRUCK):
        undone = (*events, event(4, EventType.REVERSED, DAY, corrects_id=3))
        today = date(2026, 9, 1)
        assert (measures(undone, on=today, today=today), interruptions(undone, on=today, today=today)) == ((), ())
        assert word(undone, on=date(2026, 6, 1), today=today) == "geregistreerd"


def test_a_striking_off_that_was_reversed_from_a_day_on_ends_there() -> None:
    events = (*STRUCK, event(4, EventType.REVERSED, BACK, corrects_id=3))
    assert [(each.since, each.until) for each in measures(events, on=BACK, today=BACK)] == [(DAY, BACK)]
    late = add_months(DAY, 120)
    assert [(each.label, each.until) for each in interruptions(events, on=late, today=late)] == [("niet geregistreerd", BACK)]


def test_a_withdrawal_that_was_reversed_is_an_interruption_without_a_reason() -> None:
    events = (*REGISTERED, event(3, EventType.WITHDRAWN, DAY), event(4, EventType.REVERSED, BACK, corrects_id=3))
    assert [(each.label, each.since, each.until) for each in interruptions(events, on=BACK, today=BACK)] == [("niet geregistreerd", DAY, BACK)]


@given(st.integers(0, 6000), st.integers(0, 6000), st.integers(1, 900))
def test_no_old_day_tells_a_measure_that_is_no_longer_published(ahead: int, back: int, length: int) -> None:
    until = DAY + timedelta(days=length)
    events = (*REGISTERED, event(3, EventType.SUSPENDED, DAY, until_on=until, immediate=True))
    today = DAY + timedelta(days=ahead)
    on = today - timedelta(days=min(back, ahead))
    told = word(events, on=on, today=today) == "geschorst" or bool(measures(events, on=on, today=today))
    assert not told or today < add_months(until, 60)


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2027, 2, 28)])
def test_five_years_after_a_leap_day_end_on_the_first_of_march(day: date) -> None:
    events = (*REGISTERED, event(3, EventType.WITHDRAWN, day))
    ends = date(2033, 3, 1) if day.day == 29 else date(2032, 2, 28)
    assert [is_shown(events, today=ends - timedelta(days=1)), is_shown(events, today=ends)] == [True, False]
