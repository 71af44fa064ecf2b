"""Writing that no network can lose, and marking by keyboard alone, in a real browser."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from lms.accounts import queries as people
from lms.demo.terms import DOMAIN
from lms.exams import queries
from lms.kernel.clock import FixedClock
from tests.browser.conftest import Site

STATUS = "[data-autosave-status]"


def begin(site: Site) -> Page:
    """A candidate who begins the exam that is open."""
    page = site.open("kandidaat12")
    page.goto("/mijn/examens")
    page.click("main .tasks a")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin aan het examen").click()
    return page


def test_no_word_is_lost_without_a_network_nor_at_the_end(site: Site, clock: FixedClock) -> None:
    page = begin(site)
    first, second = page.locator("textarea").nth(0), page.locator("textarea").nth(1)
    first.fill("Met netwerk.")
    second.focus()
    expect(page.locator(STATUS)).to_contain_text(re.compile(r"Opgeslagen om \d\d\.\d\d\.\d\d"))
    page.context.set_offline(True)
    first.press("End")
    page.keyboard.type(" Zonder netwerk.")
    second.focus()
    expect(page.locator(STATUS)).to_contain_text("Geen verbinding")
    address, context = page.url, page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("textarea").nth(0)).to_have_value("Met netwerk. Zonder netwerk.")
    expect(page.locator(STATUS)).to_contain_text("was nog niet opgeslagen en is teruggezet")
    page.locator("textarea").nth(0).focus()
    page.locator("textarea").nth(1).focus()
    expect(page.locator(STATUS)).to_contain_text("Opgeslagen om")
    a_second_window_is_told(page)
    the_clock_hands_in(page, address, clock)
    del site.said[:]


def a_second_window_is_told(page: Page) -> None:
    """The older window keeps its text and says what to do; after a reload it offers it again."""
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("textarea").nth(2).fill("In een ander venster.")
    other.locator("textarea").nth(1).focus()
    expect(other.locator(STATUS)).to_contain_text("Opgeslagen om")
    page.locator("textarea").nth(0).fill("In dit venster.")
    page.locator("textarea").nth(1).focus()
    expect(page.locator(STATUS)).to_contain_text("in een ander venster opgeslagen")
    page.reload()
    page.get_by_role("button", name="Zet dat terug").click()
    expect(page.locator("textarea").nth(0)).to_have_value("In dit venster.")
    page.locator("textarea").nth(1).focus()
    expect(page.locator(STATUS)).to_contain_text("Opgeslagen om")
    other.close()


def the_clock_hands_in(page: Page, address: str, clock: FixedClock) -> None:
    """What is typed in the last seconds is saved, said to a screen reader, and handed in without a click."""
    own = queries.find_own_script(int(address.rsplit("/", 1)[1]))
    assert own is not None
    for before in (timedelta(hours=2), timedelta(minutes=4, seconds=30)):  # nobody sits idle so long that the session ends
        clock.set(own.script.deadline_at - before)
        page.goto(address)
    expect(page.locator("[data-deadline-voice]")).to_contain_text("Je hebt nog 5 minuten")
    clock.set(own.script.deadline_at - timedelta(seconds=7))
    page.goto(address)
    page.locator("textarea").nth(0).fill("Op het laatste moment.")
    expect(page.locator(STATUS)).to_contain_text("Opgeslagen om", timeout=10_000)
    clock.set(own.script.deadline_at)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ontvangst van je werk", timeout=15_000)
    expect(page.locator("main")).to_contain_text("Op het laatste moment.")


def _waiting(nick: str) -> list[str]:
    person = people.find_person_by_email(f"{nick}@{DOMAIN}")
    assert person is not None
    return [item.code for item in queries.list_waiting(person.id)]


def test_a_script_is_marked_by_keyboard_alone_and_no_sticky_part_covers_the_focus(site: Site) -> None:
    nick = next(nick for nick in ("examinator1", "examinator2", "examinator3") if len(_waiting(nick)) > 1)
    page = site.open(nick)
    page.goto(f"/beoordelen/casus/{_waiting(nick)[0]}")
    address, criteria = page.url, page.locator("fieldset.rubric").count()
    for place in range(criteria):
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.getBoundingClientRect().top >= document.querySelector('.bar').getBoundingClientRect().bottom")
        page.keyboard.press(str(place % 4 + 1))
    expect(page.locator("[data-done]")).to_have_text(f"{criteria} van {criteria} criteria")
    page.keyboard.press("k")
    page.keyboard.press("c")
    page.keyboard.press("1")
    page.keyboard.type(" Zie 2, jk.")
    remark = page.evaluate("document.activeElement.value")
    assert remark.endswith(" Zie 2, jk.")
    assert len(remark) > 20, "the sentence of the bank stands before it"
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != address)
    page.goto(address)
    expect(page.locator("[data-done]")).to_have_text(f"{criteria} van {criteria} criteria")
    for _ in range(criteria + 1):
        page.keyboard.press("j")
    page.keyboard.press("3")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != address)
    expect(page.get_by_role("status").first).to_contain_text("is beoordeeld en ondertekend. Dit is het volgende.")
    assert not site.said


def test_the_keys_can_be_switched_off_and_stay_off(site: Site) -> None:
    nick = next(nick for nick in ("examinator1", "examinator2", "examinator3") if _waiting(nick))
    page = site.open(nick)
    page.goto(f"/beoordelen/casus/{_waiting(nick)[0]}")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="Sneltoetsen").uncheck()
    page.reload()
    for key in ("j", "3", "?"):
        page.keyboard.press(key)
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("fieldset.rubric input:checked")).to_have_count(0)
    assert not site.said
