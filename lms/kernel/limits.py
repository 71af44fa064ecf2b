"""How often one address may ask, per page. In memory per worker by default, Redis when configured."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

View = Callable[..., ResponseReturnValue]


class SearchLimit:
    """The limit on searching the register, from the settings."""

    def __init__(self, limit: str, storage: str) -> None:
        self._limit: RateLimitItem = parse(limit)
        self._counter = FixedWindowRateLimiter(storage_from_string(storage))

    def allows(self, *who: str) -> bool:
        """Count one request more; False when it is one too many."""
        return self._counter.hit(self._limit, *who)


def init_app(app: Flask) -> None:
    """Counters of this application."""
    settings = app.extensions["settings"]
    app.extensions["search_limit"] = SearchLimit(settings.search_limit, settings.limiter_storage)


def limit_searches(view: View) -> View:
    """Refuse with 429 whoever searches too often from one address."""

    @wraps(view)
    def counted(*args: Any, **values: Any) -> ResponseReturnValue:  # noqa: ANN401 -- whatever the view takes
        limit: SearchLimit = current_app.extensions["search_limit"]
        if not limit.allows(request.remote_addr or "", view.__name__):
            abort(429)
        return view(*args, **values)

    return counted
