"""The status of a registration, derived from its events on any day."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.calendar import add_months, local_day
from lms.registration.rules import derive_status, may_happen, stretches
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


DAY = date(2026, 5, 1)
PROVISIONAL = (
    event(1, EventType.REGISTERED_PROVISIONALLY, START),
    event(2, EventType.PERIOD_GRANTED, START, until_on=add_months(START, 24), ruleset_id="x"),
)
OVER = (
    event(1, EventType.REGISTERED, date(2020, 1, 1)),
    event(2, EventType.PERIOD_GRANTED, date(2020, 1, 1), until_on=date(2025, 1, 1), ruleset_id="x"),
)
EARLY = date(2025, 5, 1)


@pytest.mark.parametrize(
    ("before", "more", "day", "then"),
    [
        (PROVISIONAL, (), add_months(START, 24), "provisional lapsed"),
        (PROVISIONAL, (event(3, EventType.CONDITIONS_MET, EARLY),), EARLY, "provisional active"),
        (PROVISIONAL, (event(3, EventType.WITHDRAWN, EARLY),), EARLY, "provisional withdrawn"),
        (PROVISIONAL, (event(3, EventType.SUSPENDED, EARLY, immediate=True),), EARLY, "provisional suspended"),
        (PROVISIONAL, (event(3, EventType.STRUCK_OFF, EARLY, final_on=EARLY),), EARLY, "provisional struck_off"),
        (REGISTERED, (), END, "active lapsed"),
        (REGISTERED, (event(3, EventType.DEATH_RECORDED, DAY),), DAY, "active deceased"),
        (
            (*REGISTERED, event(3, EventType.STRUCK_OFF, EARLY, final_on=EARLY)),
            (event(4, EventType.DEATH_RECORDED, DAY), event(5, EventType.WITHDRAWN, DAY)),
            DAY,
            "struck_off deceased",
        ),
        (REGISTERED, (event(3, EventType.SUSPENDED, DAY, immediate=True),), DAY, "active suspended"),
        (REGISTERED, (event(3, EventType.SUSPENDED, DAY, final_on=date(2026, 4, 1)),), DAY, "active suspended"),
        (REGISTERED, (event(3, EventType.WITHDRAWN, DAY),), DAY, "active withdrawn"),
        (REGISTERED, (event(3, EventType.STRUCK_OFF, DAY, final_on=DAY),), DAY, "active struck_off"),
        (REGISTERED, (event(3, EventType.STRUCK_OFF, date(2026, 4, 1), final_on=DAY),), DAY, "active struck_off"),
        (OVER, (event(3, EventType.STRUCK_OFF, DAY, final_on=DAY),), DAY, "lapsed struck_off"),
        ((*REGISTERED, event(3, EventType.WITHDRAWN, EARLY)), (event(4, EventType.STRUCK_OFF, DAY, final_on=DAY),), DAY, "withdrawn struck_off"),
        (
            (*REGISTERED, event(3, EventType.SUSPENDED, EARLY, immediate=True)),
            (event(4, EventType.SUSPENSION_ENDED, DAY, corrects_id=3),),
            DAY,
            "suspended active",
        ),
        (
            (*REGISTERED, event(3, EventType.SUSPENDED, EARLY, immediate=True)),
            (event(4, EventType.REVERSED, DAY, corrects_id=3),),
            DAY,
            "suspended active",
        ),
        (
            (*REGISTERED, event(3, EventType.SUSPENDED, EARLY, immediate=True)),
            (event(4, EventType.STRUCK_OFF, DAY, final_on=DAY),),
            DAY,
            "suspended struck_off",
        ),
        (
            (*PROVISIONAL, event(3, EventType.SUSPENDED, EARLY, immediate=True, until_on=date(2025, 8, 1))),
            (),
            date(2025, 8, 1),
            "suspended provisional",
        ),
        (
            (*REGISTERED, event(3, EventType.STRUCK_OFF, EARLY, final_on=EARLY)),
            (event(4, EventType.REVERSED, DAY, corrects_id=3),),
            DAY,
            "struck_off active",
        ),
        ((*REGISTERED, event(3, EventType.WITHDRAWN, EARLY)), (event(4, EventType.REVERSED, DAY, corrects_id=3),), DAY, "withdrawn active"),
    ],
)
def test_each_transition_is_on_its_day_and_not_before(before: tuple[EventFact, ...], more: tuple[EventFact, ...], day: date, then: str) -> None:
    events = (*before, *more)
    assert f"{status(events, day - timedelta(days=1))} {status(events, day)}" == then


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (EventType.CONDITIONS_MET, {"provisional"}),
        (EventType.SUSPENDED, {"provisional", "active", "suspended"}),
        (EventType.WITHDRAWN, {"provisional", "active"}),
        (EventType.STRUCK_OFF, {"provisional", "active", "suspended", "lapsed", "withdrawn"}),
        (EventType.DEATH_RECORDED, {"provisional", "active", "suspended", "lapsed", "withdrawn", "struck_off"}),
    ],
)
def test_which_event_may_follow_which_status(kind: EventType, allowed: set[str]) -> None:
    assert {each.value for each in RegistrationStatus if may_happen(kind, each)} == allowed


def test_two_events_on_one_day_count_in_the_order_recorded() -> None:
    withdrawn, struck = event(3, EventType.WITHDRAWN, DAY), event(4, EventType.STRUCK_OFF, DAY, final_on=DAY)
    assert status((*REGISTERED, struck, withdrawn), DAY) is RegistrationStatus.STRUCK_OFF
    met = (event(5, EventType.CONDITIONS_MET, EARLY), event(6, EventType.WITHDRAWN, EARLY))
    assert status((*PROVISIONAL, *met), EARLY) is RegistrationStatus.WITHDRAWN


def test_a_striking_off_that_becomes_final_later_has_no_effect_before_that_day() -> None:
    events = (*REGISTERED, event(3, EventType.STRUCK_OFF, DAY, final_on=date(2026, 6, 12)))
    assert [status(events, date(2026, 6, day)) for day in (11, 12)] == ["active", "struck_off"]


def test_suspensions_that_touch_or_overlap_are_one_stretch() -> None:
    first = event(3, EventType.SUSPENDED, DAY, until_on=date(2026, 8, 1), immediate=True)
    second = event(4, EventType.SUSPENDED, date(2026, 7, 1), until_on=date(2026, 10, 1), immediate=True)
    third = event(5, EventType.SUSPENDED, date(2026, 10, 1), until_on=date(2026, 11, 1), immediate=True)
    found = derive_status((*REGISTERED, third, second, first), on=date(2026, 7, 15))
    assert found is not None
    assert (found.since, found.until) == (DAY, date(2026, 11, 1))


def test_the_end_of_a_suspension_that_was_recorded_by_mistake_is_undone() -> None:
    events = (
        *REGISTERED,
        event(3, EventType.SUSPENDED, DAY, immediate=True),
        event(4, EventType.SUSPENSION_ENDED, date(2026, 6, 1), corrects_id=3),
        event(5, EventType.REVERSED, date(2026, 6, 1), corrects_id=4),
    )
    assert status(events, date(2026, 7, 1)) is RegistrationStatus.SUSPENDED


def test_the_day_changes_at_midnight_in_amsterdam() -> None:
    late = datetime(2026, 4, 30, 22, 0, tzinfo=UTC)
    assert local_day(late - timedelta(seconds=1)) == date(2026, 4, 30)
    events = (*REGISTERED, event(3, EventType.SUSPENDED, DAY, immediate=True))
    assert [status(events, local_day(at)) for at in (late - timedelta(seconds=1), late)] == ["active", "suspended"]


_WHEN = st.integers(0, 3000)


@st.composite
def _histories(draw: st.DrawFn) -> tuple[EventFact, ...]:
    """A history as the desk could have recorded it: any events, days, orders and corrections, some of them in vain."""
    provisional = draw(st.booleans())
    kind = EventType.REGISTERED_PROVISIONALLY if provisional else EventType.REGISTERED
    found = [event(1, kind, START), event(2, EventType.PERIOD_GRANTED, START, until_on=add_months(START, 24 if provisional else 60), ruleset_id="x")]
    kinds = [
        EventType.SUSPENDED,
        EventType.WITHDRAWN,
        EventType.STRUCK_OFF,
        EventType.CONDITIONS_MET,
        EventType.SUSPENSION_ENDED,
        EventType.REVERSED,
        EventType.DEATH_RECORDED,
    ]
    for number in range(3, 3 + draw(st.integers(0, 6))):
        kind, day = draw(st.sampled_from(kinds)), START + timedelta(days=draw(_WHEN))
        more: dict[str, object] = {"recorded_at": RECORDED + timedelta(days=draw(_WHEN))}
        if kind in {EventType.SUSPENSION_ENDED, EventType.REVERSED}:
            more["corrects_id"] = draw(st.integers(3, number))
        if kind.is_measure:
            more |= draw(st.sampled_from([{"immediate": True}, {"final_on": day}, {"final_on": day + timedelta(days=40)}, {}]))
        if kind is EventType.SUSPENDED and draw(st.booleans()):
            more["until_on"] = day + timedelta(days=draw(st.integers(1, 400)))
        found.append(event(number, kind, day, **more))
    return tuple(found)


_DAYS = st.integers(-10, 4000).map(lambda offset: START + timedelta(days=offset))


@given(_histories(), _DAYS)
def test_there_is_one_status_on_every_day_from_the_first(events: tuple[EventFact, ...], day: date) -> None:
    found = derive_status(events, on=day)
    assert (found is None) == (day < START)
    if found is not None:
        assert found.since <= day
        assert found == derive_status(tuple(reversed(events)), on=day)
        if found.until is not None and found.status is RegistrationStatus.SUSPENDED:
            assert day < found.until


@given(_histories(), _DAYS)
def test_the_stretches_tell_what_each_day_tells(events: tuple[EventFact, ...], day: date) -> None:
    found = stretches(events)
    assert all(one.until == other.since and one.status is not other.status for one, other in pairwise(found))
    here = [stretch.status for stretch in found if stretch.since <= day and (stretch.until is None or day < stretch.until)]
    assert here == [each for each in (status(events, day),) if each is not None]


@given(_histories(), _DAYS, _WHEN)
def test_what_is_recorded_later_changes_no_answer_asked_as_known_earlier(events: tuple[EventFact, ...], day: date, offset: int) -> None:
    moment = RECORDED + timedelta(days=offset)
    by_then = tuple(each for each in events if each.recorded_at <= moment)
    assert derive_status(events, on=day, known_at=moment) == derive_status(by_then, on=day)
    assert stretches(events, known_at=moment) == stretches(by_then)


@given(_histories(), _DAYS)
def test_a_day_is_not_changed_by_what_holds_only_after_it(events: tuple[EventFact, ...], day: date) -> None:
    kept = tuple(each for each in events if each.effective_on <= day)
    now, then = derive_status(events, on=day), derive_status(kept, on=day)
    assert (now is None, then is None) == (day < START,) * 2
    if now is not None and then is not None:
        assert now.status is then.status


@given(_histories(), _DAYS)
def test_nobody_is_suspended_by_a_decision_that_is_neither_final_nor_immediate(events: tuple[EventFact, ...], day: date) -> None:
    if status(events, day) is RegistrationStatus.SUSPENDED:
        assert any(
            each.type is EventType.SUSPENDED and each.effective_on <= day and (each.immediate or (each.final_on is not None and each.final_on <= day))
            for each in events
        )
