"""Days and months in Amsterdam. Pure and standard library only, so that rules may use it.

Half-open periods: the first day counts, the end day does not. A day that does not exist becomes the first of the next month
(design/11-readings: 29-02-2024 + 60 months = 01-03-2029).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS_IN_YEAR = 12


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later; the first of the month after when that day does not exist."""
    year, month0 = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    try:
        return date(year, month0 + 1, day.day)
    except ValueError:
        year, month0 = divmod(year * MONTHS_IN_YEAR + month0 + 1, MONTHS_IN_YEAR)
        return date(year, month0 + 1, 1)


def local_day(at: datetime) -> date:
    """The calendar day in Amsterdam of an aware moment."""
    return at.astimezone(AMSTERDAM).date()


def start_of_day(day: date) -> datetime:
    """Midnight in Amsterdam at which the day begins, as an aware UTC moment."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def last_day(exclusive_end: date) -> date:
    """The last day inside a half-open period: what people read as "t/m"."""
    return exclusive_end - timedelta(days=1)
