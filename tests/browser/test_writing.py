"""What only a browser shows of writing: the clock warns in time, and a slip is pointed out while it is typed."""

import pytest
from playwright.sync_api import Page, expect

from lms.exams import queries as scripts
from tests.browser.conftest import Site, press
from tests.stage import someone

MINUTE = 60_000


@pytest.fixture
def page(site: Site) -> Page:
    """A student who has just begun the exam that is open."""
    page = site.open("kandidaat12")
    round_id = scripts.list_own_rounds(someone("kandidaat12").id)[0].round.id
    page.goto(f"/mijn/examens/{round_id}")
    press(page, "Begin aan het examen")
    return page


def test_the_clock_of_an_exam_warns_at_ten_five_and_one_minute(page: Page) -> None:
    voice, left = page.locator("[data-deadline-voice]"), page.locator("[data-deadline]")
    deadline = page.evaluate("Date.parse(document.querySelector('[data-deadline]').dataset.deadline)")
    served = page.evaluate("Date.parse(document.querySelector('[data-deadline]').dataset.serverNow)")
    page.clock.install(time=served / 1000)
    page.reload()
    expect(left).to_contain_text("uur")
    expect(voice).to_have_text("")
    page.clock.fast_forward(deadline - served - 11 * MINUTE)
    expect(left).to_have_text("(nog 11 minuten)")
    expect(voice).to_have_text("")
    for minutes in (10, 5, 1):
        page.clock.fast_forward((1 if minutes == 10 else 5 if minutes == 5 else 4) * MINUTE)
        told = "1 minuut" if minutes == 1 else f"{minutes} minuten"
        expect(voice).to_contain_text(f"Je hebt nog {told}.")


def test_numbers_that_look_like_a_bsn_and_the_own_name_are_pointed_out_while_typing(page: Page) -> None:
    name = str(page.locator("[data-warning]").get_attribute("data-own-names")).split("|")[0]
    page.locator("textarea").first.fill(f"Groet, {name}. Mijn nummer is 111222333.")
    expect(page.locator("[data-warning]")).to_contain_text("BSN")
    expect(page.locator("[data-warning]")).to_contain_text("eigen naam")
    page.locator("textarea").first.fill("Groet.")
    expect(page.locator("[data-warning]")).to_have_text("")
