"""The credits page: both tracks, a reason on every line, what is missing, trying out, and own activities."""

import io
from datetime import date, timedelta
from typing import Any

import pytest

from lms.accounts.terms import Role
from lms.credits import actions as credits
from lms.credits import queries as ledger
from lms.credits.terms import Category, ClaimState, EntrySource, Track
from lms.kernel.calendar import add_months, start_of_day
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction
from lms.registration import actions as registration
from tests.browse import Page, PageClient
from tests.courses import ruleset, small_course
from tests.people import Someone, World

START = date(2026, 3, 1)
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n"


def register(who: Someone, *, months: int = 60, starts_on: date = START) -> int:
    """Put somebody in the register under the rules of 2020."""
    at = start_of_day(starts_on) + timedelta(hours=10)
    with transaction():
        return registration.register_person(
            person_id=who.id,
            name=who.name,
            ruleset_id="klantmanager-2020",
            starts_on=starts_on,
            ends_on=add_months(starts_on, months),
            provisional=months < 60,
            actor_id=None,
            decided_by_id=None,
            at=at,
        ).id


def post(who: Someone, key: str, points: int, day: date, **more: object) -> int:
    facts: dict[str, Any] = {"category": Category.ACCREDITED, "source": EntrySource.SESSION, "held_from": day, **more}
    with transaction():
        return credits.post_entry(
            person_id=who.id,
            track=Track.RENEWAL,
            activity_key=key,
            title=key.title(),
            points=points,
            held_to=day,
            source_ref=key,
            at=start_of_day(START) + timedelta(hours=20),
            actor_id=None,
            **facts,
        ).id


@pytest.fixture
def alice(world: World) -> Someone:
    world.publish()
    return world.person("alice", Role.STUDENT)


@pytest.fixture
def desk(world: World) -> Someone:
    return world.person("roos", Role.SECRETARIAT)


def claim(client: PageClient, who: Someone, **changes: object) -> Page:
    fields = {"title": "Lezing", "category": "other", "held_from": "2026-11-01", "held_to": "2026-11-01", "points": "4", "description": "Geleerd."}
    return client.post("/mijn/punten/toevoegen", {**fields, **changes}, as_=who)


def line(page: Page, words: str) -> str:
    """The row of the table with these words."""
    return next(" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr") if words in row.get_text(" "))


def missing(page: Page) -> list[str]:
    return [" ".join(item.get_text(" ").split()) for item in page.soup.select("ul.missing li")]


def test_every_line_says_what_was_asked_granted_and_counted_and_why(client: PageClient, world: World, alice: Someone) -> None:
    register(alice)
    root = post(alice, "cursus", 800, date(2026, 5, 4))
    post(alice, "lezing", 400, date(2026, 5, 5))
    post(alice, "vroeger", 400, date(2026, 2, 1))
    post(alice, "eigen", 400, date(2026, 5, 5), source=EntrySource.OWN_ACTIVITY, category=Category.OTHER)
    with transaction():
        credits.correct_entry(entry_id=root, points=-100, reason="pauze", actor_id=None, at=world.clock.now())  # type: ignore[arg-type]  # nobody in a test
    page = client.get("/mijn/punten", as_=alice)
    assert line(page, "Cursus").endswith("Gecorrigeerd van 8 naar 7 (pauze). Hooguit 6 punten per dag. 8 7 6")
    assert line(page, "Lezing").endswith("Telt helemaal mee. 4 4 4")
    assert line(page, "Eigen").endswith("Hooguit 6 punten per dag. 4 4 2")
    assert line(page, "Vroeger").endswith("Afgerond voor het begin van deze periode: telt hier niet mee. 4 4 0")
    assert "Je hebt 12 van de 100 punten die je nodig hebt om geregistreerd te blijven. Je hebt nog tot en met 28 februari 2031." in page.main


def test_what_is_missing_is_said_with_the_day_and_with_what_can_still_be_earned(client: PageClient, alice: Someone) -> None:
    register(alice)
    post(alice, "intervisie", 300, date(2026, 5, 4), category=Category.REFLECTION, source=EntrySource.INTERVISION)
    page = client.get("/mijn/punten", as_=alice)
    assert missing(page) == [
        "Totaal: nog 97 punten, uiterlijk 28 februari 2031.",
        "Geaccrediteerde scholing: nog 40 punten, uiterlijk 28 februari 2031.",
        "Reflectie (intervisie, supervisie, toetsing): nog 17 punten, uiterlijk 28 februari 2031. Je kunt er tot dan nog 47 verdienen.",
    ]


def test_who_cannot_make_it_any_more_is_told_so_in_time(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    register(alice)
    clock.set(start_of_day(date(2030, 6, 1)))
    told = missing(client.get("/mijn/punten", as_=alice))
    assert told[-1].endswith("Dit haal je niet meer Je kunt er tot dan hooguit 10 verdienen. Neem contact op met het registerbureau.")


def test_scenario_9_whoever_began_under_older_rules_stays_on_them(client: PageClient, world: World, alice: Someone, clock: FixedClock) -> None:
    register(alice)
    clock.move(timedelta(minutes=1))
    files = small_course("2027.2")
    files["rulesets/klantmanager-2027.yml"] = ruleset("klantmanager-2027", "2026-06-01").replace("total_min: 100", "total_min: 150")
    world.publish(files)
    page = client.get("/mijn/punten", as_=alice)
    assert "0 van de 100 punten" in page.main
    assert "Voor deze periode gelden de regels klantmanager-2020." in page.main


def test_a_shorter_period_asks_less_and_says_why(client: PageClient, alice: Someone) -> None:
    register(alice, months=24)
    page = client.get("/mijn/punten", as_=alice)
    assert "Je periode is korter dan 60 maanden. Daarom vragen we naar verhouding minder punten." in page.main
    assert "Totaal 0 van 40" in page.main


def test_a_theme_without_points_has_no_bar(client: PageClient, alice: Someone) -> None:
    page = client.get("/mijn/punten", as_=alice)
    assert "van 0" not in page.main
    assert "Methodiek" not in page.main


def test_before_the_first_period_granted_points_wait_and_say_so(client: PageClient, alice: Someone) -> None:
    post(alice, "congres", 400, date(2026, 5, 4))
    page = client.get("/mijn/punten", as_=alice)
    assert line(page, "Congres").endswith("Wacht Je hebt nog geen registratieperiode: wacht tot een periode deze dag dekt. 4 4 0")


def test_what_ended_after_the_period_waits(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    register(alice)
    clock.set(start_of_day(date(2031, 3, 2)))
    post(alice, "congres", 400, date(2031, 3, 1))
    page = client.get("/mijn/punten", as_=alice)
    assert "Je bent nu niet geregistreerd: verlopen." in page.main
    assert "Afgerond na het einde van deze periode: wacht op de volgende periode." in line(page, "Congres")


def test_trying_out_says_what_would_be_added_and_keeps_nothing(client: PageClient, alice: Someone) -> None:
    register(alice)
    post(alice, "ochtend", 400, date(2026, 12, 1))
    page = client.get("/mijn/punten?soort=accredited&aantal=4&dag=2026-12-01", as_=alice)
    assert "Er komen 2 punten bij. Hooguit 6 punten per dag." in page.main
    assert "Totaal: 6 van 100, dan nog 94" in page.main
    assert "Geaccrediteerde scholing: 6 van 40, dan nog 34" in page.main
    assert len(ledger.list_entries(alice.id, track=Track.RENEWAL)) == 1
    after = client.get("/mijn/punten?soort=accredited&aantal=1&dag=01-03-2031", as_=alice)
    assert "Dit levert nu geen punten op. Afgerond na het einde van deze periode: wacht op de volgende periode." in after.main


@pytest.mark.parametrize(
    "query",
    [
        "soort=accredited&aantal=vier&dag=2026-12-01",
        "soort=x&aantal=4&dag=2026-12-01",
        "aantal=4&dag=31-02-2027",
        "aantal=1,3&dag=2026-12-01",
        "aantal=1e99",
    ],
)
def test_what_cannot_be_tried_out_is_an_error_on_its_field(client: PageClient, alice: Someone, query: str) -> None:
    register(alice)
    page = client.get(f"/mijn/punten?{query}", as_=alice)
    assert page.status == 400
    assert page.errors
    assert "Er komen" not in page.main


@pytest.mark.parametrize(("typed", "points"), [("2,5", 250), ("2.5", 250), (" 4 ", 400), ("0,5", 50), ("40", 4000)])
def test_points_are_typed_with_a_comma_or_a_point(client: PageClient, alice: Someone, typed: str, points: int) -> None:
    assert claim(client, alice, points=typed).status == 302
    assert [row.points for row in ledger.list_claims(alice.id)] == [points]


@pytest.mark.parametrize("typed", ["", "vier", "0", "40,5", "1,3", "-2", "nan", "1e3", "9" * 5000])
def test_other_points_are_refused_on_the_field_and_given_back(client: PageClient, alice: Someone, typed: str) -> None:
    page = claim(client, alice, points=typed)
    assert (page.status, len(page.errors)) == (422, 1)
    assert page.form("Indienen")[1]["points"] == typed
    assert ledger.list_claims(alice.id) == []


def test_a_field_for_points_takes_a_comma_in_every_browser_and_comes_filled_in(client: PageClient, alice: Someone, desk: Someone) -> None:
    claim(client, alice, points="2,5")
    for page in (client.get("/mijn/punten/toevoegen", as_=alice), client.get(client.get("/bureau/punten", as_=desk).link("Lezing"), as_=desk)):
        field = page.soup.find("input", attrs={"name": "points"})
        assert field is not None
        assert (field["type"], field["inputmode"]) == ("text", "decimal")
    assert page.form("Beoordeling")[1]["points"] == "2,5"


def test_a_second_click_hands_nothing_in_twice(client: PageClient, alice: Someone) -> None:
    assert claim(client, alice).status == 302
    page = claim(client, alice)
    assert page.status == 409
    assert "Je hebt deze activiteit al ingediend." in page.main
    assert len(ledger.list_claims(alice.id)) == 1


def test_an_activity_of_more_days_is_shown_with_both_its_days(client: PageClient, alice: Someone) -> None:
    claim(client, alice, held_from="30-10-2026", held_to="01-11-2026")
    assert "30-10-2026 t/m 01-11-2026" in client.get("/mijn/punten", as_=alice).main


def test_what_was_not_assessed_can_be_improved_and_the_desk_sees_only_the_better_one(client: PageClient, alice: Someone, desk: Someone) -> None:
    claim(client, alice, evidence=(io.BytesIO(PDF), "bewijs.pdf"))
    path = client.get("/mijn/punten", as_=alice).link("Verbeteren")
    page = client.get(path, as_=alice)
    assert (page.form("Verbeterde")[1]["title"], page.form("Verbeterde")[1]["points"]) == ("Lezing", "4")
    assert client.submit(page, path, "Verbeterde", as_=alice, points="2,5").status == 302
    newer, older = ledger.list_claims(alice.id)
    assert (newer.state, newer.points, older.state) == (ClaimState.SUBMITTED, 250, ClaimState.WITHDRAWN)
    assert newer.evidence_key == older.evidence_key is not None
    late = f"/bureau/punten/{older.id}"
    assert "ingetrokken" in client.get(late, as_=desk).main
    page = client.post(late, {"points": "4", "reason": ""}, as_=desk)
    assert (page.status, ledger.list_entries(alice.id, track=Track.RENEWAL)) == (409, ())
    assert client.get(path, as_=alice).status == 409


def test_nobody_improves_withdraws_or_downloads_what_another_handed_in(client: PageClient, world: World, alice: Someone) -> None:
    claim(client, alice, evidence=(io.BytesIO(PDF), "bewijs.pdf"))
    number = ledger.list_claims(alice.id)[0].id
    charlie = world.person("charlie", Role.STUDENT)
    assert client.get(f"/mijn/punten/{number}/verbeteren", as_=charlie).status == 404
    assert client.get(f"/mijn/punten/{number}/bewijs", as_=charlie).status == 404
    assert client.post(f"/mijn/punten/{number}/intrekken", as_=charlie).status == 404
    assert client.post(f"/mijn/punten/{number}/verbeteren", {"title": "x"}, as_=charlie).status == 404


def test_one_s_own_evidence_comes_back_as_a_download_under_a_name_of_ours(client: PageClient, alice: Someone) -> None:
    claim(client, alice, evidence=(io.BytesIO(PDF), "../../<script>.pdf"))
    page = client.get(client.get("/mijn/punten", as_=alice).link("Bewijs"), as_=alice)
    assert page.response.data == PDF
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Content-Disposition"].startswith('attachment; filename="bewijs-')
    assert "script" not in page.headers["Content-Disposition"]


def test_a_refusal_and_its_reason_are_shown_and_it_may_be_handed_in_again(client: PageClient, alice: Someone, desk: Someone) -> None:
    claim(client, alice)
    path = client.get("/bureau/punten", as_=desk).link("Lezing")
    client.submit(client.get(path, as_=desk), path, "Beoordeling", as_=desk, points="0", reason="Dit hoort niet bij het vak.")
    page = client.get("/mijn/punten", as_=alice)
    assert "afgewezen" in page.main
    assert "Gevraagd 4, toegekend 0." in page.main
    assert "Reden: Dit hoort niet bij het vak." in page.main
    assert claim(client, alice).status == 302


def test_an_assessed_activity_shows_what_was_asked_beside_what_was_granted(client: PageClient, alice: Someone, desk: Someone) -> None:
    register(alice)
    claim(client, alice)
    path = client.get("/bureau/punten", as_=desk).link("Lezing")
    client.submit(client.get(path, as_=desk), path, "Beoordeling", as_=desk, points="2,5", reason="De lunch telt niet mee.")
    assert line(client.get("/mijn/punten", as_=alice), "Lezing").endswith("Telt helemaal mee. 4 2,5 2,5")
    page = client.get(path, as_=desk)
    assert "Toegekend 2,5 van 4 punten" in page.main
    assert "De lunch telt niet mee." in page.main


def test_the_desk_sees_its_own_activity_and_leaves_it_to_a_colleague(client: PageClient, world: World) -> None:
    world.publish()
    both = world.person("roos", Role.SECRETARIAT, Role.STUDENT)
    claim(client, both)
    page = client.get("/bureau/punten", as_=both)
    assert "van uzelf: een collega beoordeelt" in page.main
    assert not page.soup.select("main a[href^='/bureau/punten/']")
    assert client.get(f"/bureau/punten/{ledger.list_claims(both.id)[0].id}", as_=both).status == 404
