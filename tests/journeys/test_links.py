"""Every link that somebody can reach from the home page of their area leads to a page, within the questions a page may ask the database."""

from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from lms.accounts.terms import AREAS
from tests.browse import Page, PageClient
from tests.people import Someone, World
from tests.stage import load_demo, someone

PEOPLE = ("", *dict.fromkeys(nick for area in AREAS for nick in area.demo), "kandidaat1", "kandidaat2", "kandidaat8", "kandidaat11", "kandidaat12")
PUBLIC, SIGNED_IN, DESK = 5, 6, 12
FILES = ("/bureau/aanvragen/", "/bureau/examens/")
"""A file on the desk puts together what several capabilities know of one person or round: as much as the desk's home may ask."""
_FILES = (".pdf", ".json", ".txt", ".css", "/bewijs")


class Walk:
    """One person's way through the site, page by page, each address once."""

    def __init__(self, client: PageClient, who: Someone | None) -> None:
        self.client, self.who = client, who
        self.pages: dict[str, Page] = {}
        self.faults: list[str] = []
        self._waiting = deque([("/", "the start")])
        self._anchors: list[tuple[str, str, str]] = []

    def go(self) -> None:
        """Follow every link, then look whether the places within pages that were pointed at are there."""
        if self.who is not None:
            self._waiting.extend((area.path, "the menu") for area in AREAS if self.client.get(area.path, as_=self.who).status == 200)
        while self._waiting:
            self._visit(*self._waiting.popleft())
        for source, path, anchor in self._anchors:
            page = self.pages.get(path)
            if page is not None and page.is_html and not page.soup.find(id=anchor):
                self.faults.append(f"{source} points at #{anchor}, which is not on {path}")

    def _visit(self, path: str, source: str) -> None:
        if path in self.pages:
            return
        page = self.client.get(path, as_=self.who)
        self.pages[path] = page
        if page.status in {301, 302, 303, 308}:
            self._waiting.append((urldefrag(urljoin(path, page.location))[0], path))
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
        self._waiting.append((target, path))


@pytest.fixture
def demo(world: World) -> None:
    load_demo(world, people_count=12)


def _allowed(path: str, who: Someone | None) -> int:
    if path == "/bureau" or path.startswith(FILES):
        return DESK
    return SIGNED_IN if who is not None else PUBLIC


def _asks_too_much(client: PageClient, path: str, who: Someone | None, page: Page) -> bool:
    """Asked again when it was too much: the first visit to a lesson leaves a mark."""
    return len(page.queries) > _allowed(path, who) and len(client.get(path, as_=who).queries) > _allowed(path, who)


@pytest.mark.usefixtures("demo")
def test_every_link_of_everybody_leads_somewhere_and_every_page_asks_little(client: PageClient) -> None:
    faults, seen = [], set()
    for nick in PEOPLE:
        who = someone(nick) if nick else None
        walk = Walk(client, who)
        walk.go()
        faults += [f"{nick or 'visitor'}: {fault}" for fault in walk.faults]
        pages = {path: page for path, page in walk.pages.items() if page.status == 200 and not path.endswith(_FILES)}
        faults += [
            f"{nick or 'visitor'}: {path} asks {len(page.queries)} questions"
            for path, page in pages.items()
            if _asks_too_much(client, path, who, page)
        ]
        if who is not None:
            inner = [page for path, page in pages.items() if path.startswith(("/mijn", "/beoordelen", "/bureau"))]
            faults += [f"{nick}: a page may be kept" for page in inner if page.headers["Cache-Control"] != "no-store"]
        seen |= set(pages)
    assert not faults, "\n".join(faults)
    assert len(seen) > 100, "there was something to walk"
