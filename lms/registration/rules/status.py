"""The status of a registration on a day, as it held then and as it was known at a moment (design/7, design/11).

Everything is computed from dated events, so nothing depends on a job having run. Periods are half-open: the end day is the first
day without. Two events on one day count in the order recorded; midnight transitions (a period that ends) come first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lms.registration.terms import EventFact, EventType, RegistrationStatus, StatusOn

_ENTERS = {EventType.REGISTERED: RegistrationStatus.ACTIVE, EventType.REGISTERED_PROVISIONALLY: RegistrationStatus.PROVISIONAL}
_LEAVES = {EventType.WITHDRAWN: RegistrationStatus.WITHDRAWN, EventType.STRUCK_OFF: RegistrationStatus.STRUCK_OFF}


@dataclass(frozen=True)
class Suspension:
    """A suspension as it really runs, half-open."""

    event_id: int
    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether the day falls in it."""
        return self.since <= day and (self.until is None or day < self.until)


def derive_status(events: Sequence[EventFact], *, on: date, known_at: datetime | None = None) -> StatusOn | None:
    """The status on a day; None before the registration began. With `known_at` only what was recorded by then is known."""
    known = _in_force(events, on, known_at)
    begun = [event for event in known if event.effective_on <= on]
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
    for suspension in suspensions(known):
        if suspension.covers(on):
            return StatusOn(RegistrationStatus.SUSPENDED, suspension.since, suspension.until, valid_from, valid_to, first)
    return StatusOn(base, since, valid_to, valid_from, valid_to, first)


def _base(begun: Sequence[EventFact]) -> tuple[RegistrationStatus, date]:
    """Where entering, meeting the conditions and leaving have brought somebody; striking off is the end."""
    base, since = RegistrationStatus.ACTIVE, begun[0].effective_on
    for event in begun:
        if base is RegistrationStatus.STRUCK_OFF:
            break
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


def suspensions(known: Sequence[EventFact]) -> tuple[Suspension, ...]:
    """Suspensions with effect, each ended by its own term or earlier by a decision."""
    ended = {event.corrects_id: event.effective_on for event in known if event.type is EventType.SUSPENSION_ENDED}
    found = []
    for event in known:
        since = effect_of(event) if event.type is EventType.SUSPENDED else None
        if since is None:
            continue
        until = min((day for day in (event.until_on, ended.get(event.id)) if day is not None), default=None)
        if until is None or until > since:
            found.append(Suspension(event.id, since, until))
    return tuple(found)


def _in_force(events: Sequence[EventFact], on: date, known_at: datetime | None) -> list[EventFact]:
    """Events known at the moment and not reversed by the day, in the order in which they count."""
    known = [event for event in events if known_at is None or event.recorded_at <= known_at]
    reversed_ids = {event.corrects_id for event in known if event.type is EventType.REVERSED and event.effective_on <= on}
    kept = [event for event in known if event.id not in reversed_ids and event.type is not EventType.REVERSED]
    kept = [event for event in kept if not event.type.is_measure or effect_of(event) is not None]
    return sorted(kept, key=lambda event: (effect_of(event) or event.effective_on, event.recorded_at, event.id))


def _period(begun: Sequence[EventFact], on: date) -> EventFact | None:
    """The period that covers the day, else the one that ended last."""
    periods = [event for event in begun if event.type is EventType.PERIOD_GRANTED]
    covering = [event for event in periods if event.until_on is None or on < event.until_on]
    return max(covering or periods, key=lambda event: event.until_on or date.max, default=None)
