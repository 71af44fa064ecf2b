"""The status of a registration on a day, as it held then and as it was known at a moment (design/7, design/11).

Everything is computed from dated events, so nothing depends on a job having run. Periods are half-open: the end day is the first
day without. Two events on one day count in the order recorded; midnight transitions (a period that ends) come first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lms.registration.terms import EventFact, EventType, RegistrationStatus, StatusOn

_ENTERS = {EventType.REGISTERED: RegistrationStatus.ACTIVE, EventType.REGISTERED_PROVISIONALLY: RegistrationStatus.PROVISIONAL}
_LEAVES = {
    EventType.WITHDRAWN: RegistrationStatus.WITHDRAWN,
    EventType.STRUCK_OFF: RegistrationStatus.STRUCK_OFF,
    EventType.DEATH_RECORDED: RegistrationStatus.DECEASED,
}

_RUNNING = {RegistrationStatus.ACTIVE, RegistrationStatus.PROVISIONAL}
_FROM = {
    EventType.CONDITIONS_MET: {RegistrationStatus.PROVISIONAL},
    EventType.SUSPENDED: {*_RUNNING, RegistrationStatus.SUSPENDED},
    EventType.WITHDRAWN: _RUNNING,
    EventType.STRUCK_OFF: set(RegistrationStatus) - {RegistrationStatus.STRUCK_OFF, RegistrationStatus.DECEASED},
    EventType.DEATH_RECORDED: set(RegistrationStatus) - {RegistrationStatus.DECEASED},
}


def may_happen(kind: EventType, status: RegistrationStatus) -> bool:
    """Whether an event can follow a status (research/domain.md section 4.1): nobody leaves during a suspension, any status can be struck off."""
    return status in _FROM[kind]


@dataclass(frozen=True)
class Suspension:
    """A suspension as it really runs, half-open."""

    event_id: int
    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether the day falls in it."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Stretch:
    """Days in a row with one status, half-open; `until` is None for the last one."""

    status: RegistrationStatus
    since: date
    until: date | None


def derive_status(events: Sequence[EventFact], *, on: date, known_at: datetime | None = None) -> StatusOn | None:
    """The status on a day; None before the registration began. With `known_at` only what was recorded by then is known."""
    known = _known(events, known_at)
    begun = _in_force(known, on)
    entries = [event for event in begun if event.type in _ENTERS]
    if not entries:
        return None
    first = entries[0].effective_on
    base, since = _base(begun)
    period = _period(begun, on)
    valid_from, valid_to = (period.effective_on, period.until_on) if period else (None, None)
    if base in _LEAVES.values():
        return StatusOn(base, since, None, valid_from, valid_to, first)
    if valid_to is not None and on >= valid_to:
        return StatusOn(RegistrationStatus.LAPSED, valid_to, None, valid_from, valid_to, first)
    if running := _running(suspensions(known), on):
        return StatusOn(RegistrationStatus.SUSPENDED, *running, valid_from, valid_to, first)
    return StatusOn(base, since, valid_to, valid_from, valid_to, first)


def stretches(events: Sequence[EventFact], *, known_at: datetime | None = None) -> tuple[Stretch, ...]:
    """The whole history: which status held from when until when. The status can only change on a day that an event names."""
    known = _known(events, known_at)
    days = sorted({day for event in known for day in (event.effective_on, event.until_on, effect_of(event)) if day is not None})
    found: list[Stretch] = []
    for day in days:
        status = derive_status(known, on=day)
        if status is None or (found and found[-1].status is status.status):
            continue
        if found:
            found[-1] = Stretch(found[-1].status, found[-1].since, day)
        found.append(Stretch(status.status, day, None))
    return tuple(found)


def _base(begun: Sequence[EventFact]) -> tuple[RegistrationStatus, date]:
    """Where entering, meeting the conditions and leaving have brought somebody; after a striking off only death is recorded."""
    base, since = RegistrationStatus.ACTIVE, begun[0].effective_on
    for event in begun:
        if base is RegistrationStatus.DECEASED or (base is RegistrationStatus.STRUCK_OFF and event.type is not EventType.DEATH_RECORDED):
            continue
        if event.type in _ENTERS:
            base, since = _ENTERS[event.type], event.effective_on
        elif event.type is EventType.CONDITIONS_MET and base is RegistrationStatus.PROVISIONAL:
            base, since = RegistrationStatus.ACTIVE, event.effective_on
        elif event.type in _LEAVES:
            base, since = _LEAVES[event.type], effect_of(event) or event.effective_on
    return base, since


def effect_of(event: EventFact) -> date | None:
    """The day from which an event holds: a measure only when immediate or final; None while it has no effect."""
    if not event.type.is_measure or event.immediate:
        return event.effective_on
    return None if event.final_on is None else max(event.effective_on, event.final_on)


def suspensions(events: Sequence[EventFact]) -> tuple[Suspension, ...]:
    """Suspensions with effect, each until its own term, or earlier when it was ended or reversed; one that never was is left out."""
    undone = {event.corrects_id: event.effective_on for event in events if event.type is EventType.REVERSED}
    ended = {event.corrects_id: event.effective_on for event in events if event.type is EventType.SUSPENSION_ENDED and event.id not in undone}
    found = []
    for event in events:
        since = effect_of(event) if event.type is EventType.SUSPENDED else None
        if since is None:
            continue
        ends = (event.until_on, ended.get(event.id), undone.get(event.id))
        until = min((day for day in ends if day is not None), default=None)
        if until is None or until > since:
            found.append(Suspension(event.id, since, until))
    return tuple(sorted(found, key=lambda suspension: (suspension.since, suspension.event_id)))


def _running(found: Sequence[Suspension], on: date) -> tuple[date, date | None] | None:
    """From when until when somebody is suspended without a break around this day; None when not suspended on it."""
    merged: list[tuple[date, date | None]] = []
    for suspension in found:
        since, until = merged[-1] if merged else (suspension.since, suspension.since)
        if merged and (until is None or suspension.since <= until):
            merged[-1] = (since, None if until is None or suspension.until is None else max(until, suspension.until))
        else:
            merged.append((suspension.since, suspension.until))
    return next(((since, until) for since, until in merged if since <= on and (until is None or on < until)), None)


def _known(events: Sequence[EventFact], known_at: datetime | None) -> list[EventFact]:
    return [event for event in events if known_at is None or event.recorded_at <= known_at]


def _in_force(known: Sequence[EventFact], on: date) -> list[EventFact]:
    """Events that have effect on the day and are not reversed by it, in the order in which they count."""
    reversed_ids = {event.corrects_id for event in known if event.type is EventType.REVERSED and event.effective_on <= on}
    held = [(effect_of(event), event) for event in known if event.id not in reversed_ids and event.type is not EventType.REVERSED]
    begun = [(since, event.recorded_at, event.id, event) for since, event in held if since is not None and since <= on]
    return [event for *_, event in sorted(begun, key=lambda item: item[:3])]


def _period(begun: Sequence[EventFact], on: date) -> EventFact | None:
    """The period that covers the day, else the one that ended last."""
    periods = [event for event in begun if event.type is EventType.PERIOD_GRANTED]
    covering = [event for event in periods if event.until_on is None or on < event.until_on]
    return max(covering or periods, key=lambda event: event.until_on or date.max, default=None)
