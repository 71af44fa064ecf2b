"""Points in both tracks, as the credits page and the dashboard show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course, RuleSet
from lms.credits import queries as credits
from lms.credits import rules as counting
from lms.credits.terms import Category, EntryEvaluation, EntryFact, EntrySource, Evaluation, Line, Period, Track
from lms.kernel.calendar import add_months
from lms.kernel.codes import show
from lms.registration import queries as registration
from lms.registration import rules
from lms.registration.terms import EventType, StatusOn

_SOURCES = {Category.ACCREDITED: EntrySource.SESSION, Category.REFLECTION: EntrySource.INTERVISION, Category.OTHER: EntrySource.OWN_ACTIVITY}
"""What an activity of a category most likely is, for trying out."""


@dataclass(frozen=True)
class RenewalStand:
    """How a registered professional stands in the present period."""

    number: str
    period: Period
    evaluation: Evaluation
    ruleset: RuleSet
    status: StatusOn
    may_renew_from: date
    is_pro_rata: bool

    @property
    def is_over(self) -> bool:
        """Whether nobody needs points for this period any more: it lapsed, or the person left the register."""
        return self.status.status.value in {"lapsed", "withdrawn", "struck_off"}


@dataclass(frozen=True)
class Row:
    """One line of the table: `claimed` is what was asked for an own activity, else what was booked."""

    line: Line
    claimed: int


@dataclass(frozen=True)
class Points:
    """Both tracks. Without a registration period what was granted waits in `waiting`."""

    entry: EntryEvaluation
    renewal: RenewalStand | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class WhatIf:
    """What one more activity would bring: its line, and the demands before and after."""

    line: Line
    before: Evaluation
    after: Evaluation


def get_points(person_id: int, course: Course, *, claimed: Mapping[str, int], on: date) -> Points:
    """Both tracks; `claimed` says what was asked, by activity key."""
    ledger = credits.list_ledger(person_id)
    renewal = find_renewal(person_id, course, ledger[Track.RENEWAL], on=on)
    lines = renewal.evaluation.lines if renewal else counting.park(ledger[Track.RENEWAL])
    rows = tuple(Row(line, claimed.get(line.entry.activity_key, line.claimed)) for line in reversed(lines))
    return Points(counting.evaluate_entry(course, ledger[Track.ENTRY]), renewal, rows)


def find_renewal(person_id: int, course: Course, entries: Sequence[EntryFact], *, on: date) -> RenewalStand | None:
    """The renewal track in the present period, or the last one; None for who was never registered.

    The rule set is the one the period began under, whatever was published since.
    """
    found = registration.find_registration_of(person_id)
    status = rules.derive_status(found.events, on=on) if found else None
    if found is None or status is None or status.valid_from is None or status.valid_to is None:
        return None
    period = Period(status.valid_from, status.valid_to)
    granted = [event for event in found.events if event.type is EventType.PERIOD_GRANTED and event.effective_on == period.starts_on]
    ruleset = catalogue.get_ruleset(course, granted[-1].ruleset_id)
    return RenewalStand(
        number=show(found.number),
        period=period,
        evaluation=counting.evaluate(ruleset, period, entries, on=on),
        ruleset=ruleset,
        status=status,
        may_renew_from=add_months(period.starts_on, ruleset.early_renewal_from_months),
        is_pro_rata=counting.for_period(ruleset, period) != ruleset,
    )


def try_out(person_id: int, stand: RenewalStand, *, category: Category, points: int, day: date, at: datetime) -> WhatIf:
    """What an activity of so many points on a day would bring, if it were approved (design/5)."""
    entries = credits.list_entries(person_id, track=Track.RENEWAL)
    extra = EntryFact(0, category, "try-out", "Deze activiteit", points, day, day, at, _SOURCES[category])
    after = counting.what_if(stand.ruleset, stand.period, entries, extra=extra)
    return WhatIf(next(line for line in after.lines if line.entry.id == extra.id), stand.evaluation, after)
