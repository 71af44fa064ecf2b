"""The home of /mijn: what it shows and what it costs."""

import json

import pytest

from lms.accounts.terms import Role
from lms.kernel.clock import FixedClock
from tests.browse import PageClient
from tests.people import Someone, World

CHEAP = (
    "/mijn",
    "/mijn/modules",
    "/mijn/modules/m1",
    "/mijn/lessen/m1-les-een",
    "/mijn/toetsen/m1",
    "/mijn/examens",
    "/mijn/punten",
    "/mijn/aanvraag",
)


@pytest.fixture
def alice(world: World) -> Someone:
    course = world.publish()
    world.code_of_conduct()
    student = world.person("alice", Role.STUDENT)
    world.group(course, student, trainers=(world.person("bob", Role.TRAINER),))
    return student


@pytest.mark.parametrize("path", CHEAP)
def test_a_student_s_page_costs_at_most_six_queries(client: PageClient, alice: Someone, path: str) -> None:
    client.get(path, as_=alice)
    page = client.get(path, as_=alice)
    assert page.status == 200
    assert len(page.queries) <= 6, page.queries


def test_the_home_leads_to_the_first_lesson_and_then_to_the_next(client: PageClient, alice: Someone) -> None:
    assert client.get("/mijn", as_=alice).link("Ga verder") == "/mijn/lessen/m1-les-een"
    client.post("/mijn/lessen/m1-les-een/gelezen", as_=alice)
    assert client.get("/mijn", as_=alice).link("Ga verder") == "/mijn/lessen/m1-les-twee"


def test_what_is_missing_is_said_part_by_part(client: PageClient, alice: Someone) -> None:
    page = client.get("/mijn/punten", as_=alice)
    assert "Module M1: Module m1: nog 2 punten. De module is nog niet af." in page.main
    assert "Examen: nog 1 punt. Het examen is nog niet gehaald." in page.main


def test_an_own_activity_goes_to_the_desk_and_comes_back_with_a_reason(client: PageClient, world: World, alice: Someone) -> None:
    desk = world.person("roos", Role.SECRETARIAT)
    fields = {"title": "Lezing", "category": "other", "held_from": "2026-11-01", "held_to": "2026-11-01", "points": "4", "description": "Geleerd."}
    client.submit(client.get("/mijn/punten/toevoegen", as_=alice), "/mijn/punten/toevoegen", "Indienen", as_=alice, **fields)
    path = client.get("/bureau", as_=desk).link("Lezing")
    page = client.submit(client.get(path, as_=desk), path, "Beoordeling vastleggen", as_=desk, points="2")
    assert (page.status, page.errors) == (422, ["Leg uit waarom niet alle punten zijn toegekend."])
    client.submit(client.get(path, as_=desk), path, "Beoordeling vastleggen", as_=desk, points="2", reason="Pauze telt niet mee.")
    page = client.get("/mijn/punten", as_=alice)
    assert "deels toegekend" in page.main
    assert "Pauze telt niet mee." in page.main


def test_an_activity_that_has_not_ended_or_ends_before_it_begins_is_refused(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    fields = {"title": "Lezing", "category": "other", "points": "4", "description": "Geleerd."}
    for first, last in (("2026-11-02", "2026-11-01"), ("2026-11-01", f"{clock.now().year + 1}-01-01")):
        page = client.post("/mijn/punten/toevoegen", {**fields, "held_from": first, "held_to": last}, as_=alice)
        assert page.status == 422
        assert "Geleerd." in page.main


def test_the_export_holds_what_is_known_and_nothing_of_others(client: PageClient, alice: Someone) -> None:
    text = client.get("/mijn/gegevens.json", as_=alice).response.get_data(as_text=True)
    assert json.loads(text)["persoon"]["e-mail"] == alice.email
    assert "bob@" not in text
