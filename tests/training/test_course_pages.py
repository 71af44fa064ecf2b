"""What stands beside the lessons: glossary, reading list and explanations."""

from datetime import timedelta

import pytest

from lms.accounts.terms import Role
from lms.kernel.clock import FixedClock
from tests.browse import PageClient
from tests.courses import small_course
from tests.people import Someone, World


@pytest.fixture
def alice(world: World) -> Someone:
    student = world.person("alice", Role.STUDENT)
    world.group(world.publish(), student, trainers=(world.person("bob", Role.TRAINER),))
    return student


def test_the_glossary_has_the_word_that_a_lesson_links_to(client: PageClient, alice: Someone) -> None:
    assert client.get("/mijn/lessen/m1-les-een", as_=alice).link("besluit") == "/mijn/woordenlijst#woord-besluit"
    page = client.get("/mijn/woordenlijst", as_=alice)
    assert page.soup.select_one("nav:has(a[href='#letter-b']) ~ h2#letter-b + dl #woord-besluit") is not None


def test_the_reading_list_keeps_laws_apart_from_publications_and_shows_no_empty_part(client: PageClient, alice: Someone) -> None:
    page = client.get("/mijn/leeslijst", as_=alice)
    assert [heading.get_text() for heading in page.soup.select("main h2")] == ["Wetten en regels", "Onderzoek, boeken en webpagina’s"]
    laws, publications = ([item.get_text() for item in part.select("li")] for part in page.soup.select("main h2 + ul"))
    assert laws == ["Een wet, tekst van 1 juli 2026"]
    assert publications == ["A. Verzonnen (2012). Een ander boek", "A. Verzonnen (2013). Een boek"]


def test_a_page_that_explains_is_led_to_from_the_modules(client: PageClient, alice: Someone) -> None:
    target = client.get("/mijn/modules", as_=alice).link("Zo werkt de toetsing")
    assert client.get(target, as_=alice).h1 == "Zo werkt de toetsing"


def test_a_lesson_says_from_the_day_on_which_its_law_may_have_changed(client: PageClient, world: World, clock: FixedClock) -> None:
    files = small_course()
    lesson = "modules/01-eerste/m1-les-een.md"
    files[lesson] = files[lesson].replace("geldig_tot: null", f"geldig_tot: {world.today + timedelta(days=2)}")
    student = world.person("alice", Role.STUDENT)
    world.group(world.publish(files), student, trainers=(world.person("bob", Role.TRAINER),))
    warning = "Deze les beschrijft het recht tot en met 25 november 2026"
    clock.move(timedelta(days=1))
    assert warning not in client.get("/mijn/lessen/m1-les-een", as_=student).main
    clock.move(timedelta(days=1))
    assert warning in client.get("/mijn/lessen/m1-les-een", as_=student).main


def test_a_module_that_comes_later_leads_to_the_one_before_and_is_open(client: PageClient, alice: Someone) -> None:
    page = client.get("/mijn/modules/m2", as_=alice)
    assert "de volgorde is een advies" in page.main
    assert page.link("M1. Module m1") == "/mijn/modules/m1"
    assert client.get("/mijn/toetsen/m2", as_=alice).form("toets")
