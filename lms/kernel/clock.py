"""The one place that asks what time it is.

Only routes and commands call `now` and `today`; they hand `at=` or `on=` down. `create_app(settings, clock=)` takes another clock
for tests and for the demo's past.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from flask import current_app

from lms.kernel.calendar import local_day


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 -- the one place that asks


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._at

    def set(self, at: datetime) -> None:
        """Stand at another moment."""
        self._at = at

    def move(self, by: timedelta) -> None:
        """Stand so much later."""
        self._at += by


def now() -> datetime:
    """The present moment of this application's clock, aware, in UTC."""
    clock: Clock = current_app.extensions["clock"]
    return clock.now()


def today() -> date:
    """The calendar day in Amsterdam of this application's clock."""
    return local_day(now())
