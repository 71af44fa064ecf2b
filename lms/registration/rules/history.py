"""What the public may see of the past (the publication table of research/domain.md section 2.1 and design/11)."""

from collections.abc import Sequence
from datetime import date

from lms.kernel.calendar import MONTHS_IN_YEAR, add_months
from lms.registration.rules.status import derive_status, suspensions
from lms.registration.terms import EventFact, Interruption, RegistrationStatus, StatusOn

SUSPENSION_SHOWN_YEARS = 5
STRIKING_OFF_SHOWN_YEARS = 10
WITHDRAWN_SHOWN_YEARS = 5
AFTERWARDS = "tijdelijk niet geregistreerd"


def interruptions(events: Sequence[EventFact], *, on: date, today: date) -> tuple[Interruption, ...]:
    """Past and present suspensions, from-to, without reason.

    `on` is the day asked for, `today` the day of asking: when the publication of a measure has ended, its days read as an interruption
    that tells no measure.
    """
    found = []
    for suspension in suspensions(events):
        if suspension.since > on:
            continue
        shown_until = None if suspension.until is None else add_months(suspension.until, SUSPENSION_SHOWN_YEARS * MONTHS_IN_YEAR)
        label = "geschorst" if shown_until is None or today < shown_until else AFTERWARDS
        found.append(Interruption(label, suspension.since, suspension.until))
    return tuple(found)


def is_shown(events: Sequence[EventFact], *, today: date) -> bool:
    """Whether the entry is public at all today: who withdrew is hidden after 5 years, for every day asked."""
    status = derive_status(events, on=today)
    return status is not None and is_public(status, today=today)


def is_public(status: StatusOn, *, today: date) -> bool:
    """Whether an entry with this status today is public at all today."""
    years = {RegistrationStatus.WITHDRAWN: WITHDRAWN_SHOWN_YEARS, RegistrationStatus.STRUCK_OFF: STRIKING_OFF_SHOWN_YEARS}.get(status.status)
    return years is None or today < add_months(status.since, years * MONTHS_IN_YEAR)
