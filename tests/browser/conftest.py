"""A live site on a free loopback port with the demo in it, and Debian's Chromium."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from lms.demo import actions as demo
from lms.demo.terms import DOMAIN, PASSWORD
from lms.kernel.clock import FixedClock
from lms.kernel.config import ROOT
from tests.people import World

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

    def open(self, who: str | None = None, **options: object) -> Page:
        """A page of a fresh visitor, signed in as this demo person."""
        context = self.browser.new_context(locale="nl-NL", base_url=self.url, **options)  # type: ignore[arg-type]  # Playwright's many options
        page = context.new_page()
        page.on("console", lambda message: self.said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))
        if who:
            page.goto("/inloggen")
            page.fill("#email", f"{who}@{DOMAIN}")
            page.fill("#password", PASSWORD)
            page.click("main button")
        return page


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
def site(app: Flask, world: World, clock: FixedClock, chromium: Browser) -> Iterator[Site]:
    """The shipped course and the demo people, served on loopback."""
    folder = ROOT / "courses" / "klantmanager"
    course = world.publish_folder(folder)
    demo.load_demo(course=course, title="gecertificeerd klantmanager", at=clock.now(), people_count=50)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.port}", chromium)
    server.shutdown()
    thread.join()
