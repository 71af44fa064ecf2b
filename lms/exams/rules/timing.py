"""How long somebody may write."""

from datetime import datetime, timedelta

_WHOLE = 100


def writing_deadline(*, begun_at: datetime, minutes: int, extra_percent: int, until: datetime) -> datetime:
    """The writing time with extra time from the moment one begins, or the end of the window when that is sooner."""
    return min(begun_at + timedelta(minutes=minutes) * (_WHOLE + extra_percent) / _WHOLE, until)
