"""The student's half of the chain in a real browser, once with JavaScript and once without."""

import re

import pytest
from playwright.sync_api import Page, expect

from lms.catalogue import queries as catalogue
from tests.answers import right_fields
from tests.browser.conftest import Site

WORDS = "Ik heb nagevraagd wat vaststaat en gewogen wat dit betekent. " * 40


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_student_reads_is_quizzed_and_writes_a_case(site: Site, *, javascript: bool) -> None:
    page = site.open("cursist2", java_script_enabled=javascript)
    read_on(page)
    take_the_quiz(page)
    write_the_practice_case(page, javascript=javascript)
    assert not site.said


def press(page: Page, name: str, *, exact: bool = False) -> None:
    """Press a button and stand on the page it leads to: a click alone returns while the old page is still there."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=exact).click()


def read_on(page: Page) -> None:
    """From the dashboard to the exact place, and through the other lessons."""
    page.goto("/mijn")
    page.get_by_role("link", name="Ga verder").click()
    expect(page).to_have_url(re.compile(r"/mijn/lessen/[a-z-]+#"))
    while page.get_by_role("button", name="Markeer als gelezen").count() and "/mijn/lessen/" in page.url:
        press(page, "Markeer als gelezen")
    expect(page.get_by_role("status")).to_contain_text("Nu de kennistoets")


def take_the_quiz(page: Page) -> None:
    """Every answer right, of whatever kind the draw brings."""
    module = catalogue.get_current_course("klantmanager").modules[0]
    assert module.quiz is not None
    questions = {" ".join(question.text.split()): question for question in module.quiz.questions}
    page.goto(f"/mijn/toetsen/{module.id}")
    press(page, "Begin aan de toets")
    while page.locator(".question").count():
        question = questions[" ".join(page.locator(".question").inner_text().split())]
        for name, values in right_fields(question).items():
            for value in values:
                choice = page.locator(f"input[name='{name}'][value='{value}']:not([type=hidden], [type=text])")
                if choice.count():
                    choice.check()
                elif page.locator(f"select[name='{name}']").count():
                    page.locator(f"select[name='{name}']").select_option(value)
                else:
                    page.locator(f"input[name='{name}']").fill(value)
        press(page, "Antwoord opslaan en verder")
    press(page, "Toets inleveren")
    expect(page.locator("main")).to_contain_text("Gehaald")


def write_the_practice_case(page: Page, *, javascript: bool) -> None:
    """Typed text is saved by itself with JavaScript, by the button without; then checked and handed in."""
    module = catalogue.get_current_course("klantmanager").modules[0]
    page.goto(f"/mijn/oefenen/{module.id}/{module.case_ids[0]}")
    press(page, "Begin met schrijven")
    areas = page.locator("textarea")
    for place in range(areas.count()):
        areas.nth(place).fill(WORDS)
    if javascript:
        page.locator("h1").click()
        areas.first.focus()
        areas.first.blur()
        expect(page.locator("[data-autosave-status]")).to_contain_text("Opgeslagen om", timeout=15_000)
        page.reload()
    else:
        press(page, "Opslaan", exact=True)
    expect(areas.first).to_have_value(WORDS)
    page.get_by_role("button", name="Opslaan en controleren").click()
    page.get_by_role("button", name="Lever definitief in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ontvangst van je werk")
