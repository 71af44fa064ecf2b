"""A test client that inspects every page it fetches, so that no page can be wrong unnoticed (after GOV.UK Notify's client_request)."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from lms.accounts import actions, queries
from lms.kernel.clock import now
from lms.kernel.db import count_queries, db, transaction
from tests.page_rules import inspect
from tests.people import Someone

_WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
GET_MAY_WRITE = frozenset({"login_session", "learning_step", "audit_event"})
"""Law 4: visited marks, leases, `seen`, and who looked at whose file."""


@dataclass(frozen=True)
class FormOnPage:
    """A form with what a browser would send, and the names of its fields."""

    action: str
    fields: dict[str, Any]
    names: tuple[str, ...]
    typed: frozenset[str]
    """Fields that somebody types in; a password is never given back."""


class Page:
    """An answer: `.status`, `.soup` (HTML only), `.text` (visible text), `.json`, `.location`, `.queries`."""

    def __init__(self, response: TestResponse, queries_sent: list[str]) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.queries = queries_sent
        self.location = response.headers.get("Location", "")
        self.is_html = response.mimetype == "text/html" and bool(response.data) and response.status_code not in {301, 302, 303, 308}

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as a browser reads it."""
        return BeautifulSoup(self.response.data if self.is_html else "", "html5lib")

    @property
    def text(self) -> str:
        """What a reader sees, spaces folded."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def main(self) -> str:
        """What a reader sees in the main part."""
        found = self.soup.find("main")
        return " ".join(found.get_text(" ").split()) if found else ""

    @property
    def h1(self) -> str:
        """The heading of the page."""
        found = self.soup.find("h1")
        return " ".join(found.get_text(" ").split()) if found else ""

    @property
    def errors(self) -> list[str]:
        """The texts in the error summary."""
        return [" ".join(item.get_text(" ").split()) for item in self.soup.select("[role=alert] li")]

    @property
    def json(self) -> Any:  # noqa: ANN401 -- whatever the endpoint answers
        """The JSON body."""
        return self.response.get_json()

    def link(self, words: str) -> str:
        """The address of the one link with these words."""
        found = [a["href"] for a in self.soup.find_all("a", href=True) if words.casefold() in " ".join(a.get_text(" ").split()).casefold()]
        assert found, f"no link {words!r} on {self.h1!r}: {[a.get_text(' ', strip=True) for a in self.soup.find_all('a')]}"
        return str(found[0])

    def forms(self) -> list["FormOnPage"]:
        """Every POST form outside the header."""
        found = []
        for form in self.soup.find_all("form"):
            if str(form.get("method") or "get").lower() == "post" and form.find_parent("header") is None:
                boxes = form.find_all("textarea", attrs={"name": True}) + form.find_all("input", attrs={"name": True})
                kinds = {"hidden", "password", "radio", "checkbox", "file", "submit"}
                typed = frozenset(str(field["name"]) for field in boxes if field.get("type") not in kinds and not field.has_attr("readonly"))
                names = [str(field["name"]) for field in form.find_all(["input", "select", "textarea"], attrs={"name": True})]
                files = {str(field["name"]) for field in form.find_all("input", attrs={"name": True, "type": "file"})}
                unique = tuple(name for name in dict.fromkeys(names) if name != "csrf_token" and name not in files)
                found.append(FormOnPage(str(form.get("action") or ""), _fields(form), unique, typed))
        return found

    @property
    def values(self) -> str:
        """Everything that stands in fields and text."""
        fields = [str(field.get("value") or "") for field in self.soup.find_all("input")] + [
            area.get_text() for area in self.soup.find_all("textarea")
        ]
        return " ".join([self.text, *fields])

    def form(self, button: str = "") -> tuple[str, dict[str, Any]]:
        """(address, fields) of the form with this button, filled in as the browser would send it."""
        for form in self.soup.find_all("form"):
            words = " ".join(b.get_text(" ") for b in form.find_all("button"))
            if str(form.get("method") or "get").lower() == "post" and button.casefold() in words.casefold() and form.find_parent("header") is None:
                return str(form.get("action") or ""), _fields(form)
        message = f"no form with button {button!r} on {self.h1!r}"
        raise AssertionError(message)


def _fields(form: Any) -> dict[str, Any]:  # noqa: ANN401 -- a BeautifulSoup tag
    data: dict[str, Any] = {}
    for field in form.find_all("input", attrs={"name": True}):
        if field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked"):
            continue
        if field.get("type") in {"submit", "file", "button"}:
            continue
        data.setdefault(field["name"], []).append(field.get("value", "on"))
    for area in form.find_all("textarea", attrs={"name": True}):
        data.setdefault(area["name"], []).append(area.get_text().removeprefix("\n"))
    for select in form.find_all("select", attrs={"name": True}):
        chosen = select.find("option", selected=True) or select.find("option")
        data.setdefault(select["name"], []).append(chosen.get("value", chosen.get_text()) if chosen else "")
    return {name: values[0] if len(values) == 1 else values for name, values in data.items()}


class PageClient:
    """Fetches and inspects. `as_` signs that person in with a session of their own, kept for the client's life."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._clients: dict[int | None, Any] = {}

    def get(self, path: str, *, as_: Someone | None = None, **options: Any) -> Page:  # noqa: ANN401 -- werkzeug's options
        """GET a page; nothing is followed."""
        return self._send("GET", path, as_, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, *, as_: Someone | None = None, csrf: bool = True, **options: Any) -> Page:  # noqa: ANN401 -- werkzeug's options
        """POST with a form token; nothing is followed."""
        data = dict(data or {})
        if csrf and "csrf_token" not in data:
            data["csrf_token"] = self.token(as_)
        return self._send("POST", path, as_, data=data, **options)

    def send(self, method: str, path: str, as_: Someone | None, **options: Any) -> Page:  # noqa: ANN401 -- werkzeug's options
        """Send something that no form would send."""
        return self._send(method, path, as_, **options)

    def submit(self, page: Page, path: str, button: str = "", *, as_: Someone | None = None, **changes: Any) -> Page:  # noqa: ANN401 -- field values
        """Send the form with this button as a browser would, with some fields changed; None removes a field."""
        action, fields = page.form(button)
        fields.update(changes)
        return self._send("POST", action or path, as_, data={name: value for name, value in fields.items() if value is not None})

    def follow(self, page: Page, *, as_: Someone | None = None) -> Page:
        """The page that a redirect points at."""
        assert page.status in {302, 303}, f"expected a redirect, got {page.status}: {page.main[:600]}"
        return self.get(page.location, as_=as_)

    def token(self, as_: Someone | None) -> str:
        """A form token for this visitor's session."""
        client = self.client(as_)
        with self.app.app_context():
            page = client.get("/wachtwoord-vergeten")
        found = BeautifulSoup(page.data, "html5lib").find("input", attrs={"name": "csrf_token"})
        assert found is not None
        return str(found["value"])

    def client(self, as_: Someone | None) -> Any:  # noqa: ANN401 -- a werkzeug client
        """The raw client of a visitor."""
        key = as_.id if as_ else None
        if key not in self._clients:
            self._clients[key] = self.app.test_client()
            if as_ is not None:
                self._sign_in(self._clients[key], as_)
        return self._clients[key]

    def _sign_in(self, client: Any, someone: Someone) -> None:  # noqa: ANN401 -- a werkzeug client
        token = f"test-{someone.id}-{id(client)}"
        with transaction():
            actions.start_session(person_id=someone.id, token=token, key="", at=now())
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True

    def status(self, method: str, path: str, *, as_: Someone | None = None) -> int:
        """The status alone: for who walks hundreds of addresses of which the pages are looked at elsewhere."""
        client = self.client(as_)
        data = {"csrf_token": self.token(as_)} if method == "POST" else None
        with self.app.app_context():
            answer = client.open(path, method=method, data=data)
        db.session.rollback()
        return int(answer.status_code)

    def _send(self, method: str, path: str, as_: Someone | None, **options: Any) -> Page:  # noqa: ANN401 -- werkzeug's options
        client = self.client(as_)
        db.session.rollback()
        db.session.expunge_all()
        if as_ is not None:
            self._keep_alive(client)
        with self.app.app_context(), count_queries() as sent:
            response = client.open(path, method=method, **options)
        response.request.environ["wsgi.input"].close()
        db.session.rollback()
        db.session.expunge_all()
        page = Page(response, sent)
        if method == "GET":
            written = {found.group(1) for statement in sent if (found := _WRITES.match(statement))}
            assert written <= GET_MAY_WRITE, f"GET {path} writes {written - GET_MAY_WRITE}"
        self._look(page, path)
        return page

    def _look(self, page: Page, path: str) -> None:
        """What must hold of every page."""
        if not page.is_html:
            return
        inspect(page.soup, path)
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'"), path
        if page.soup.select_one("form[action='/uitloggen']"):
            assert page.headers["Cache-Control"] == "no-store", f"a page of somebody who is signed in may be kept: {path}"

    def _keep_alive(self, client: Any) -> None:  # noqa: ANN401 -- a werkzeug client
        """The clock jumps in tests; the test's own session survives that unless it was ended."""
        with client.session_transaction() as session:
            token = session.get("_user_id")
        if token and token.startswith("test-"):
            found = queries.find_session(actions.fingerprint(token))
            if found is not None and found.ended_at is None:
                with transaction():
                    row = queries.find_session(actions.fingerprint(token))
                    if row is not None:
                        row.started_at = row.seen_at = now()


class Visitors(PageClient):
    """Signs people in as they do it themselves: with a password on the sign-in page, and again when their session has ended."""

    def __init__(self, app: Flask, password: str) -> None:
        super().__init__(app)
        self.password = password

    def _sign_in(self, client: Any, someone: Someone) -> None:  # noqa: ARG002, ANN401 -- a werkzeug client; the address is typed like any other
        self._fill_in(super()._send("GET", "/inloggen", someone), someone)

    def _fill_in(self, page: Page, someone: Someone) -> Page:
        action, fields = page.form("Inloggen")
        page = super()._send("POST", action, someone, data={**fields, "email": someone.email, "password": self.password})
        assert page.status in {200, 302}, f"{someone.email} may not sign in: {page.main}"
        return page

    def _keep_alive(self, client: Any) -> None:  # noqa: ANN401 -- a werkzeug client
        """A session lasts as long as the product lets it."""

    def _send(self, method: str, path: str, as_: Someone | None, **options: Any) -> Page:  # noqa: ANN401 -- werkzeug's options
        options["headers"] = {"Sec-Fetch-Site": "same-origin", **options.get("headers", {})}
        page = super()._send(method, path, as_, **options)
        if as_ is None or path.startswith("/inloggen"):
            return page
        if page.status == 302 and page.location.startswith("/inloggen?next="):
            page = self._fill_in(super()._send("GET", page.location, as_), as_)
            return super()._send("GET", page.location, as_)
        if page.status == 401 and page.is_html:
            page = self._fill_in(page, as_)
            action, fields = page.form("Verder waar ik was")
            return super()._send("POST", action, as_, data=fields)
        return page
