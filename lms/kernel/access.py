"""Default deny: a view without a declared policy answers 403, and fetching a thing is the same act as being allowed to.

`@access.open_to(policy)` stands on every view. A policy is a pure predicate on the actor (or None for a visitor).
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue

from lms.kernel.errors import Forbidden, NotFound

View = TypeVar("View", bound=Callable[..., Any])
Thing = TypeVar("Thing")
Key = TypeVar("Key")


class ActorLike(Protocol):
    """What the kernel knows of an actor."""

    @property
    def person_id(self) -> int:
        """Who it is."""


Policy = Callable[[Any], bool]


def public(_actor: object) -> bool:
    """Everybody, without a look at cookies: the page is cacheable and touches no session."""
    return True


def anyone(_actor: object) -> bool:
    """Everybody, and the page wants to know who: sign-in, sign-out, public forms."""
    return True


def signed_in(actor: object) -> bool:
    """Whoever has signed in."""
    return actor is not None


def open_to(policy: Policy) -> Callable[[View], View]:
    """Declare who may open a view."""

    def declare(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]  # the mark that the guard looks for
        return view

    return declare


def init_app(app: Flask, *, load_actor: Callable[[], Any], unknown: Callable[[], ResponseReturnValue]) -> None:
    """Put the guard in front of every view.

    `load_actor` returns the actor of this request or None; `unknown` answers a visitor who must sign in first.
    """

    def guard() -> ResponseReturnValue | None:
        g.actor = None
        if request.endpoint is None or request.endpoint == "static":
            return None
        policy = getattr(current_app.view_functions[request.endpoint], "policy", None)
        if policy is None:
            raise Forbidden
        if policy is public:
            return None
        g.actor = load_actor()
        if policy(g.actor):
            return None
        if g.actor is None:
            return unknown()
        raise Forbidden

    app.before_request(guard)


def actor() -> Any:  # noqa: ANN401 -- accounts.terms.Actor; the kernel does not know that word
    """The actor of this request. Only for views whose policy refuses visitors."""
    if g.actor is None:
        raise Forbidden
    return g.actor


def fetch(query: Callable[[Key], Thing | None], key: Key, policy: Callable[[Any, Thing], bool], actor: object) -> Thing:
    """The thing under the key if it exists and the policy lets the actor have it; NotFound in both other cases."""
    thing = query(key)
    if thing is None or not policy(actor, thing):
        raise NotFound
    return thing


def is_public() -> bool:
    """Whether the view of this request is open to everybody without cookies."""
    if request.endpoint is None:
        return False
    return getattr(current_app.view_functions.get(request.endpoint), "policy", None) is public


def wants_json() -> bool:
    """Whether a script asks, so that a refusal is JSON too."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"
