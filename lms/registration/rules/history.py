"""What the public may see (the publication table of research/domain.md section 2.1 and design/11).

`on` is the day asked for, `today` the day of asking: whether something is published depends on today only, so nobody reads an old
measure by asking for an old day.
"""

from collections.abc import Sequence
from datetime import date

from lms.kernel.calendar import MONTHS_IN_YEAR, add_months
from lms.registration.rules.status import derive_status, stretches, suspensions
from lms.registration.terms import EventFact, Interruption, Measure, PublicStanding, RegistrationStatus, StatusOn, Veiled

SUSPENSION_SHOWN_YEARS = 5
STRIKING_OFF_SHOWN_YEARS = 10
WITHDRAWN_SHOWN_YEARS = 5


def is_shown(events: Sequence[EventFact], *, today: date) -> bool:
    """Whether there is an entry at all today: not before it began; who died, or withdrew 5 years ago, is hidden for every day asked."""
    status = derive_status(events, on=today)
    return status is not None and is_public(status, today=today)


def is_public(status: StatusOn, *, today: date) -> bool:
    """Whether an entry with this status today is public at all today."""
    if status.status is RegistrationStatus.DECEASED:
        return False
    return status.status is not RegistrationStatus.WITHDRAWN or today < _years_after(status.since, WITHDRAWN_SHOWN_YEARS)


def public_standing(events: Sequence[EventFact], *, on: date, today: date) -> PublicStanding | None:
    """The status on a day as the public may read it; None when the entry is hidden or had not begun on that day."""
    status = derive_status(events, on=on)
    if status is None or not is_shown(events, today=today):
        return None
    return PublicStanding(_word(status, today), status.since, status.until, status.valid_to, status.first_registered_on)


def _word(status: StatusOn, today: date) -> RegistrationStatus | Veiled:
    """The status itself, or what stands in its place once its publication has ended."""
    shown_until = _shown_until(status.status, status.since, status.until)
    if shown_until is None or today < shown_until:
        return status.status
    return Veiled.INTERRUPTED if status.status is RegistrationStatus.SUSPENDED else Veiled.NOT_REGISTERED


def _shown_until(status: RegistrationStatus, since: date, until: date | None) -> date | None:
    """The first day on which a measure is no longer told; None for what is no measure and for a suspension without an end."""
    if status is RegistrationStatus.STRUCK_OFF:
        return _years_after(since, STRIKING_OFF_SHOWN_YEARS)
    if status is RegistrationStatus.SUSPENDED and until is not None:
        return _years_after(until, SUSPENSION_SHOWN_YEARS)
    return None


def measures(events: Sequence[EventFact], *, on: date, today: date) -> tuple[Measure, ...]:
    """The measures that had begun on the day and are published today, newest first; each by its own dates, also when somebody left meanwhile."""
    begun = [(RegistrationStatus.SUSPENDED, suspension.since, suspension.until) for suspension in suspensions(events)]
    begun += [(stretch.status, stretch.since, stretch.until) for stretch in stretches(events) if stretch.status is RegistrationStatus.STRUCK_OFF]
    found = []
    for status, since, until in begun:
        if since > on:
            continue
        shown_until = _shown_until(status, since, until)
        if shown_until is None or today < shown_until:
            found.append(Measure(_MEASURES[status], since, until, shown_until))
    return tuple(sorted(found, key=lambda measure: measure.since, reverse=True))


_MEASURES = {RegistrationStatus.SUSPENDED: "schorsing", RegistrationStatus.STRUCK_OFF: "doorhaling"}


def interruptions(events: Sequence[EventFact], *, on: date, today: date) -> tuple[Interruption, ...]:
    """Stretches that were over by the day in which somebody was not registered, without reason, oldest first.

    A suspension stands here once its publication has ended, in words that tell no measure; until then it is among the measures.
    """
    found = []
    for stretch in stretches(events):
        if stretch.status.is_registered or stretch.until is None or stretch.until > on:
            continue
        shown_until = _shown_until(stretch.status, stretch.since, stretch.until)
        if shown_until is None or today >= shown_until:
            word = Veiled.INTERRUPTED if stretch.status is RegistrationStatus.SUSPENDED else Veiled.NOT_REGISTERED
            found.append(Interruption(word.label, stretch.since, stretch.until))
    return tuple(found)


def _years_after(day: date, years: int) -> date:
    return add_months(day, years * MONTHS_IN_YEAR)
