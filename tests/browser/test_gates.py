"""Every page as people get it: axe without violations or open questions, no console message, no sideways scrolling at 320 px.

Each GET route of the access matrix is visited, and each form also in its error state; in light and dark, at 1280 and 320 pixels. A route
that nobody visits fails. SCREENSHOTS=1 keeps pictures of all pages in var/test/screenshots, at 1280 and 390 pixels.
"""

import os
import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, Response

from lms.kernel.clock import FixedClock
from lms.kernel.config import ROOT
from tests.browser.conftest import AXE, TAGS, Site
from tests.stage import Stop, set_stage

PICTURES = ROOT / "var" / "test" / "screenshots"
EXPLAINED = ".table-scroll, .drawing"
"""Where axe cannot judge contrast: cells outside a table's own scroll area at 320 px, and drawings, which are all in the text's colour."""
NO_ERRORS = {
    "/mijn/casus/<script_id>": "a draft may be empty",
    "/mijn/lessen/<lesson_id>": "a note may be empty",
}
"""Pages whose forms have no error state of their own. Forms of which each field already has a choice have none either."""
_RUN = """async ([tags, explained]) => {
  const result = await axe.run(document, {runOnly: tags});
  const open = result.incomplete.map(rule => ({...rule, nodes: rule.nodes.filter(node =>
    rule.id !== "color-contrast" || !document.querySelector(node.target[0])?.closest(explained))}));
  const say = rule => rule.id + ": " + rule.nodes.map(node => node.target.join(" ")).join(", ");
  return [result.violations.map(say), open.filter(rule => rule.nodes.length).map(say)];
}"""
_FORMS = """() => [...document.querySelectorAll("main form[method=post]")].map((form, place) => [place, [...form.elements].some(one =>
  one.name && !one.disabled && !["hidden", "submit", "button", "checkbox"].includes(one.type) && !(one.tagName === "SELECT" && one.value)
  && !(one.type === "radio" && form.querySelector(`[name="${one.name}"]:checked`)))]).filter(([, asks]) => asks).map(([place]) => place)"""
_SPOIL = """place => {
  const form = document.querySelectorAll("main form[method=post]")[place];
  for (const one of form.elements) {
    if (!one.name || ["hidden", "submit", "button", "file", "radio", "checkbox"].includes(one.type)) continue;
    if (one.tagName === "SELECT") one.selectedIndex = 0;
    else one.value = "";
  }
  form.requestSubmit(form.querySelector("button.utrecht-button--primary-action") || [...form.querySelectorAll("button")].at(-1));
}"""
"""Empty what can be emptied and press the main button: saving may take half a form, signing does not."""


@dataclass
class Gate:
    """Looks at pages and remembers what is wrong with them."""

    site: Site
    faults: list[str] = field(default_factory=list)

    def look(self, page: Page, where: str) -> None:
        """One load; theme and width are switched in place."""
        page.evaluate(AXE)
        for theme, width in (("light", 1280), ("dark", 1280), ("dark", 320), ("light", 320)):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of two words
            page.set_viewport_size({"width": width, "height": 900})
            violations, incomplete = page.evaluate(_RUN, [TAGS, EXPLAINED])
            self.faults += [f"{where} {theme} {width}: {text}" for text in [*violations, *incomplete]]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                self.faults.append(f"{where} {theme} {width}: scrolls sideways")
        if os.environ.get("SCREENSHOTS"):
            take_pictures(page, where)

    def spoil(self, page: Page, route: str, path: str) -> int:
        """Send every form of a page empty or wrong: it comes back with status 4xx, in words, and the reader stands at the summary."""
        seen = 0
        for place in page.evaluate(_FORMS) if route not in NO_ERRORS else ():
            answer = self._send(page, place)
            where = f"{path} form {place} with errors"
            if not 400 <= answer.status < 500 or not page.title().startswith("Fout: "):
                self.faults.append(f"{where}: {answer.status} {page.title()!r}")
            elif not page.evaluate("document.activeElement.matches('[data-focus]')"):
                self.faults.append(f"{where}: the reader is not at the summary")
            self.look(page, where)
            page.goto(path)
            seen += 1
        return seen

    def _send(self, page: Page, place: int) -> Response:
        with page.expect_navigation() as waiting:
            page.evaluate(_SPOIL, place)
        return waiting.value


def take_pictures(page: Page, where: str) -> None:
    """Whole pages, to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", where.lower()).strip("-") or "home"
    for theme, width in (("light", 1280), ("light", 390), ("dark", 1280), ("dark", 390)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of two words
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=PICTURES / f"{name}-{width}-{theme}.png", full_page=True)


def _by_person(stage: dict[str, Stop]) -> list[tuple[str, list[tuple[str, str]]]]:
    people = sorted({stop.who for stop in stage.values()})
    return [(who, sorted((stop.path, route) for route, stop in stage.items() if stop.who == who)) for who in people]


def test_every_page_passes_the_gates(site: Site, clock: FixedClock) -> None:
    gate = Gate(site)
    for who, pages in _by_person(set_stage(clock)):
        page = site.open(who or None)
        for path, _ in pages:
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, f"{path} as {who}: {answer.status}"
            gate.look(page, path)
        page.context.close()
    assert not gate.faults, "\n".join(gate.faults)
    assert not site.said


def test_every_form_with_errors_passes_the_gates_and_puts_the_reader_at_the_summary(site: Site, clock: FixedClock) -> None:
    gate, seen = Gate(site), 0
    for who, pages in _by_person(set_stage(clock)):
        page = site.open(who or None)
        for path, route in pages:
            page.goto(path)
            seen += gate.spoil(page, route, path)
        page.context.close()
    assert not gate.faults, "\n".join(gate.faults)
    assert seen > 15, "there were forms to send"
    assert not [words for words in site.said if "the server responded with a status of 4" not in words]


def test_every_page_that_says_no_passes_the_gates(site: Site) -> None:
    gate, page = Gate(site), site.open("cursist")
    for path in (
        "/bestaat-niet",
        "/register/0000-0000",
        "/controleren/onzin",
        "/register?naam=zz",
        "/register?naam=x",
        "/register?nummer=1",
        "/bureau",
    ):
        page.goto(path)
        gate.look(page, f"refused {path}")
    assert not gate.faults, "\n".join(gate.faults)
