"""Who may open what: every route, every role. The matrix is a reviewed file; removing a policy turns this red.

Renew it after a deliberate change: RENEW_MATRIX=1 python -m pytest tests/architecture/test_access.py --engine sqlite
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lms.accounts.terms import Actor, Role
from lms.kernel import access
from tests.browse import PageClient
from tests.people import World

MATRIX = Path(__file__).with_name("access.txt")


def _rules(app: Flask) -> list[tuple[str, str, str]]:
    found = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", rule.rule), method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    return sorted(found)


def _policy(app: Flask, endpoint: str) -> Any:  # noqa: ANN401 -- a policy, or None when it is missing
    return getattr(app.view_functions[endpoint], "policy", None)


def _who(policy: access.Policy) -> str:
    if policy is access.public:
        return "everybody, without cookies"
    if policy is access.anyone:
        return "everybody"
    roles = [role.value for role in Role if policy(Actor(1, "Alice", frozenset({role})))]
    assert not policy(None), "a policy that lets a visitor in must be access.public or access.anyone"
    nobody = policy(Actor(1, "Alice", frozenset()))
    return "whoever signed in" if nobody else " ".join(roles)


def test_every_view_declares_who_may_open_it(engine: Flask) -> None:
    for path, method, endpoint in _rules(engine):
        assert _policy(engine, endpoint) is not None, f"{method} {path} has no policy"


def test_the_matrix_is_as_reviewed(engine: Flask) -> None:
    lines = [f"{method:4} {path:62} {_who(_policy(engine, endpoint))}" for path, method, endpoint in _rules(engine)]
    text = "\n".join(lines) + "\n"
    if os.environ.get("RENEW_MATRIX"):
        MATRIX.write_text(text, encoding="utf-8")
    assert MATRIX.read_text(encoding="utf-8") == text


def test_a_view_without_a_policy_is_closed(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    view: Any = app.view_functions["register.home"]
    policy = view.policy
    del view.policy
    try:
        assert adapter.match("/")[0] == "register.home"
        with app.app_context():
            assert app.test_client().get("/").status_code == 403
    finally:
        view.policy = policy


VALUES = {"number": "9", "code": "X", "token": "x", "lesson_id": "geen", "module_id": "geen", "case_id": "geen", "page_id": "geen"}


@pytest.mark.parametrize("role", [*Role, None])
def test_every_route_answers_each_role_as_the_matrix_says(client: PageClient, world: World, role: Role | None) -> None:
    """Each route is asked for with things that are not theirs: refused where the matrix says so, and never a failure of ours."""
    world.publish()
    someone = world.person("alice", role) if role else None
    for line in MATRIX.read_text(encoding="utf-8").splitlines():
        method, path, who = re.split(r" {1,}", line, maxsplit=2)
        address = re.sub(r"<(\w+)>", lambda match: VALUES.get(match.group(1), "999999"), path)
        status = client.status(method, address, as_=someone)
        allowed = who.startswith("everybody") or (role is not None and (who == "whoever signed in" or role in who.split()))
        assert status < 500, line
        if not allowed:
            assert status == (403 if role else 302 if method == "GET" else 401), f"{line}: {status}"
        else:
            assert status not in {401, 403}, f"{line}: {status}"
