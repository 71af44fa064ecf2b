"""Every link that somebody can reach from the home page of their area leads to a page, within the questions a page may ask the database."""

from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from lms.accounts.terms import AREAS
from tests.browse import Page, PageClient
from tests.people import Someone, World
from tests.stage import load_demo, someone

PEOPLE = ("", *dict.fromkeys(nick for area in AREAS for nick in area.demo), "kandidaat1", "kandidaat2", "kandidaat8", "kandidaat11", "kandidaat12")
PUBLIC, SIGNED_IN = 5, 6
GATHERING = {
    "/beoordelen/groepen": 7,
    "/bureau/groepen/<int:group_id>": 7,
    "/bureau": 10,
    "/bureau/aanvragen/<int:application_id>": 9,
    "/bureau/examens/<int:round_id>": 10,
    "/bureau/examens/<int:round_id>/werk/<code>": 10,
    "/bureau/personen/<int:person_id>": 14,
}
"""Pages that gather a file over capabilities, each of which asks about its own tables: docs/decisions/0015-pages-that-gather-a-file.md says why."""
OF_ONE_KIND = 3
"""How many addresses of one route somebody visits: a fourth person, lesson or script has the same links as the first three."""
_FILES = (".pdf", ".json", ".txt", ".css", "/bewijs")


class Walk:
    """One person's way through the site, page by page, each address once and a few addresses of each route."""

    def __init__(self, client: PageClient, app: Flask, who: Someone | None) -> None:
        self.client, self.who = client, who
        self.pages: dict[str, Page] = {}
        self.faults: list[str] = []
        self._routes = app.url_map.bind("here")
        self._visited: Counter[str] = Counter()
        self._waiting = deque([("/", "the start")])
        self._known = {"/"}
        self._anchors: list[tuple[str, str, str]] = []

    def go(self) -> None:
        """Follow the links, then look whether the places within pages that were pointed at are there."""
        if self.who is not None:
            for area in AREAS:
                if self.client.get(area.path, as_=self.who).status == 200:
                    self._follow(area.path, "the menu")
        while self._waiting:
            self._visit(*self._waiting.popleft())
        for source, path, anchor in self._anchors:
            page = self.pages.get(path)
            if page is not None and page.is_html and not page.soup.find(id=anchor):
                self.faults.append(f"{source} points at #{anchor}, which is not on {path}")

    def route(self, path: str) -> str:
        """The route of an address, as the application has it; the address itself when there is none."""
        try:
            return str(self._routes.match(urlsplit(path).path, method="GET", return_rule=True)[0])
        except (HTTPException, RequestRedirect):
            return path

    def _follow(self, path: str, source: str) -> None:
        if path not in self._known:
            self._known.add(path)
            self._waiting.append((path, source))

    def _visit(self, path: str, source: str) -> None:
        route = self.route(path)
        if self._visited[route] >= OF_ONE_KIND:
            return
        self._visited[route] += 1
        page = self.client.get(path, as_=self.who)
        self.pages[path] = page
        if page.status in {301, 302, 303, 308}:
            self._follow(urldefrag(urljoin(path, page.location))[0], path)
            return
        if page.status != 200:
            self.faults.append(f"{path}, from {source}: {page.status}")
            return
        for link in page.soup.find_all("a", href=True):
            self._note(path, str(link["href"]))

    def _note(self, path: str, href: str) -> None:
        address, anchor = urldefrag(urljoin(f"http://here{path}", href))
        parts = urlsplit(address)
        if parts.netloc != "here" or parts.scheme not in {"http", "https"}:
            return
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        if anchor:
            self._anchors.append((path, target, anchor))
        self._follow(target, path)


@pytest.fixture
def demo(world: World) -> None:
    load_demo(world)


def _asks_too_much(walk: Walk, path: str, page: Page) -> bool:
    """Asked again when it was too much: the first visit to a lesson or a file leaves a mark."""
    allowed = GATHERING.get(walk.route(path), SIGNED_IN if walk.who is not None else PUBLIC)
    return len(page.queries) > allowed and len(walk.client.get(path, as_=walk.who).queries) > allowed


@pytest.mark.usefixtures("demo")
def test_every_link_of_everybody_leads_somewhere_and_every_page_asks_little(client: PageClient, app: Flask) -> None:
    faults, seen = [], set()
    for nick in PEOPLE:
        who = someone(nick) if nick else None
        walk = Walk(client, app, who)
        walk.go()
        faults += [f"{nick or 'visitor'}: {fault}" for fault in walk.faults]
        pages = {path: page for path, page in walk.pages.items() if page.status == 200 and not path.endswith(_FILES)}
        faults += [
            f"{nick or 'visitor'}: {path} asks {len(page.queries)} questions" for path, page in pages.items() if _asks_too_much(walk, path, page)
        ]
        if who is not None:
            inner = [page for path, page in pages.items() if path.startswith(("/mijn", "/beoordelen", "/bureau"))]
            faults += [f"{nick}: a page may be kept" for page in inner if page.headers["Cache-Control"] != "no-store"]
        seen |= {walk.route(path) for path in pages}
    assert not faults, "\n".join(faults)
    assert len(seen) > 50, "there was something to walk"
    assert seen >= set(GATHERING), "a page that is not there needs no exception"
