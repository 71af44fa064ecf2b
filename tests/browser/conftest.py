"""A live site on a free loopback port, empty or with the demo in it, and Debian's Chromium."""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from lms.demo.terms import DOMAIN, PASSWORD
from lms.kernel.config import ROOT
from tests.people import World
from tests.stage import load_demo

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
AXE = (ROOT / "tests/browser/vendor/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 -- werkzeug's signature
        """Say nothing."""


@dataclass
class Site:
    """The address of the site, and a browser that knows how to sign in."""

    url: str
    browser: Browser
    said: list[str] = field(default_factory=list)
    """What pages wrote to the console."""

    def visitor(self, **options: object) -> BrowserContext:
        """A fresh browser profile; what its pages say is kept."""
        context = self.browser.new_context(locale="nl-NL", base_url=self.url, **options)  # type: ignore[arg-type]  # Playwright's many options
        context.on("console", lambda message: self.said.append(f"{message.page.url if message.page else ''}: {message.text}"))
        context.on("weberror", lambda error: self.said.append(str(error.error)))
        return context

    def open(self, who: str | None = None, *, password: str = PASSWORD, **options: object) -> Page:
        """A page of a fresh visitor, signed in as this person of the demo."""
        page = self.visitor(**options).new_page()
        if who:
            page.goto("/inloggen")
            page.fill("#email", f"{who}@{DOMAIN}")
            page.fill("#password", password)
            press(page, "Inloggen")
            expect(page).not_to_have_url(re.compile("/inloggen"))
        return page


def press(page: Page, name: str, *, exact: bool = False) -> None:
    """Press a button and stand on the page it leads to: a click alone returns while the old page is still there."""
    click(page, page.locator("main").get_by_role("button", name=name, exact=exact))


def click(page: Page, what: Locator) -> None:
    """Click something that leads to another page, and stand on that page."""
    with page.expect_navigation():
        what.click()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; CHROMIUM= names another than Debian's."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "chromium is installed by tools/setup.sh, or named in CHROMIUM="
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def empty_site(app: Flask, chromium: Browser) -> Iterator[Site]:
    """The application served on loopback, with nothing in it."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site = Site(f"http://127.0.0.1:{server.port}", chromium)
    yield site
    for context in chromium.contexts:
        context.close()
    server.shutdown()
    thread.join()


@pytest.fixture
def site(world: World, empty_site: Site) -> Site:
    """The shipped course and the demo people, served on loopback."""
    load_demo(world)
    return empty_site
