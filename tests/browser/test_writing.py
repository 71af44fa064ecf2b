"""What only a browser shows of writing: text outlives a lost connection and a second window, and the clock warns in time."""

import re

import pytest
from playwright.sync_api import Page, expect

from lms.exams import queries as scripts
from tests.browser.conftest import Site, press
from tests.stage import someone

MINUTE = 60_000
SAVED = re.compile(r"^Opgeslagen om")


@pytest.fixture
def page(site: Site) -> Page:
    """A student who has just begun the exam that is open."""
    page = site.open("kandidaat12")
    round_id = scripts.list_own_rounds(someone("kandidaat12").id)[0].round.id
    page.goto(f"/mijn/examens/{round_id}")
    press(page, "Begin aan het examen")
    return page


def type_and_leave(page: Page, text: str) -> None:
    """Type in the first field and go out of it, which saves."""
    page.locator("textarea").first.fill(text)
    page.locator("textarea").first.blur()


def test_text_outlives_a_lost_connection(page: Page) -> None:
    page.context.set_offline(True)
    type_and_leave(page, "Zonder verbinding getypt.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Geen verbinding. Je tekst staat op dit apparaat")
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-status]")).to_contain_text(SAVED, timeout=15_000)
    page.reload()
    expect(page.locator("textarea").first).to_have_value("Zonder verbinding getypt.")


def test_text_outlives_a_window_that_was_closed_without_a_connection(page: Page) -> None:
    context, address = page.context, page.url
    context.set_offline(True)
    type_and_leave(page, "Nog niet weg.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Geen verbinding")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("[data-autosave-status]")).to_contain_text("teruggezet")
    expect(page.locator("textarea").first).to_have_value("Nog niet weg.")
    page.locator("textarea").first.focus()
    page.locator("textarea").first.blur()
    expect(page.locator("[data-autosave-status]")).to_contain_text(SAVED)


def test_a_second_window_is_told_of_the_first_and_loses_nothing(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    type_and_leave(page, "Uit het eerste venster.")
    expect(page.locator("[data-autosave-status]")).to_contain_text(SAVED)
    type_and_leave(other, "Uit het tweede venster.")
    expect(other.locator("[data-autosave-status]")).not_to_contain_text(re.compile("Nog niets|Opgeslagen"))
    expect(other.locator("textarea").first).to_have_value("Uit het tweede venster.")
    other.reload()
    expect(other.locator("textarea").first).to_have_value("Uit het eerste venster.")
    other.get_by_role("button", name="Zet die tekst terug").click()
    expect(other.locator("textarea").first).to_have_value("Uit het tweede venster.")


def test_the_clock_of_an_exam_warns_at_ten_five_and_one_minute(page: Page) -> None:
    voice, left = page.locator("[data-deadline-voice]"), page.locator("[data-deadline]")
    deadline = page.evaluate("Date.parse(document.querySelector('[data-deadline]').dataset.deadline)")
    served = page.evaluate("Date.parse(document.querySelector('[data-deadline]').dataset.serverNow)")
    page.clock.install(time=served / 1000)
    page.reload()
    expect(left).to_contain_text("uur")
    expect(voice).to_have_text("")
    page.clock.fast_forward(deadline - served - 11 * MINUTE)
    expect(left).to_have_text("nog 11 minuten")
    expect(voice).to_have_text("")
    for minutes in (10, 5, 1):
        page.clock.fast_forward((1 if minutes == 10 else 5 if minutes == 5 else 4) * MINUTE)
        told = "1 minuut" if minutes == 1 else f"{minutes} minuten"
        expect(voice).to_contain_text(f"Je hebt nog {told}.")
    page.clock.fast_forward(MINUTE)
    expect(left).to_have_text("de tijd is om")


def test_numbers_that_look_like_a_bsn_and_the_own_name_are_pointed_out_while_typing(page: Page) -> None:
    page.locator("textarea").first.fill("Groet, Kim. Mijn nummer is 111222333.")
    expect(page.locator("[data-warning]")).to_contain_text("BSN")
    expect(page.locator("[data-warning]")).to_contain_text("eigen naam")
    page.locator("textarea").first.fill("Groet.")
    expect(page.locator("[data-warning]")).to_have_text("")
