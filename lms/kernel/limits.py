"""How often one address may ask, per page. In memory per worker by default, a shared store when configured.

Why not Flask-Limiter: docs/decisions/0005-own-limiter-on-limits.md.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from limits import RateLimitItem, parse
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from lms.kernel.config import WrongSettings

View = Callable[..., ResponseReturnValue]


class AddressLimit:
    """So many times in so much time from one address, from the settings."""

    def __init__(self, limit: str, storage: str) -> None:
        try:
            self._limit: RateLimitItem = parse(limit)
            self._counter = FixedWindowRateLimiter(storage_from_string(storage))
        except (ConfigurationError, ValueError) as error:
            message = f"LMS_SEARCH_LIMIT, LMS_ATTEMPT_LIMIT of LMS_LIMITER_STORAGE klopt niet ({error})."
            raise WrongSettings(message) from error

    def allows(self, *who: str) -> bool:
        """Count one request more; False when it is one too many."""
        return self._counter.hit(self._limit, *who)


def init_app(app: Flask) -> None:
    """Counters of this application."""
    settings = app.extensions["settings"]
    app.extensions["search_limit"] = AddressLimit(settings.search_limit, settings.limiter_storage)
    app.extensions["attempt_limit"] = AddressLimit(settings.attempt_limit, settings.limiter_storage)


def limit_searches(view: View) -> View:
    """Refuse with 429 whoever searches too often from one address."""

    @wraps(view)
    def counted(*args: Any, **values: Any) -> ResponseReturnValue:  # noqa: ANN401 -- whatever the view takes
        _count_for("search_limit", view.__name__)
        return view(*args, **values)

    return counted


def limit_attempts(view: View) -> View:
    """Refuse with 429 whoever posts too often from one address: many accounts tried once, or one mailbox filled."""

    @wraps(view)
    def counted(*args: Any, **values: Any) -> ResponseReturnValue:  # noqa: ANN401 -- whatever the view takes
        if request.method == "POST":
            _count_for("attempt_limit", view.__name__)
        return view(*args, **values)

    return counted


def _count_for(limit: str, page: str) -> None:
    found: AddressLimit = current_app.extensions[limit]
    if not found.allows(request.remote_addr or "", page):
        abort(429)
