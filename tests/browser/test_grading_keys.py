"""Grading without a mouse: every key, and the one switch that turns all of them off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lms.exams import queries as scripts
from tests.browser.conftest import Site
from tests.stage import EXAMINERS, someone


@pytest.fixture
def page(site: Site) -> Page:
    """The grading screen of whoever has something to mark."""
    who, code = next((nick, item.code) for nick in EXAMINERS for item in scripts.list_queue(someone(nick).id) if item.signed_at is None)
    page = site.open(who)
    page.goto(f"/beoordelen/casus/{code}")
    expect(page.locator("[data-shortcuts-toggle]")).to_be_visible()
    return page


def checked(page: Page) -> Callable[[int], str | None]:
    """Which level is chosen, by place of the criterion."""
    return lambda place: page.locator("fieldset.rubric").nth(place).evaluate("box => box.querySelector('input:checked')?.value ?? null")


def test_a_work_is_graded_and_signed_by_keyboard_alone(page: Page) -> None:
    level, count = checked(page), page.locator("fieldset.rubric").count()
    for place in range(count):
        page.keyboard.press("j")
        page.keyboard.press(str(place % 4 + 1))
        assert level(place) == str(place % 4 + 1)
    page.keyboard.press("k")
    page.keyboard.press("4")
    assert level(count - 2) == "4"
    page.keyboard.press("c")
    page.keyboard.type("jk1c? Let op de feiten.")
    remark = page.locator("fieldset.rubric").nth(count - 2).locator("textarea")
    expect(remark).to_have_value("jk1c? Let op de feiten.")
    assert level(count - 2) == "4", "letters in a remark are letters"
    page.locator("[name=rating][value=pass]").focus()
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("beoordeeld en ondertekend")


def test_help_opens_and_closes_by_keyboard_and_keys_rest_meanwhile(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()
    page.keyboard.press("3")
    assert checked(page)(0) is None
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_hidden()


def test_one_switch_turns_every_key_off_and_stays_off(page: Page) -> None:
    page.locator("[data-shortcuts-toggle] input").uncheck()
    for _ in range(2):
        page.locator("fieldset.rubric").first.get_by_role("radio").first.focus()
        page.keyboard.press("3")
        page.keyboard.press("?")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_hidden()
        assert checked(page)(0) is None
        assert "/beoordelen/casus/" in page.url
        page.reload()
        expect(page.locator("[data-shortcuts-toggle] input")).not_to_be_checked()
