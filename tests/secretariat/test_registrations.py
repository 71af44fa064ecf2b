"""The desk's page of one registration: what can be recorded, by whom, and what it does to the register."""

from datetime import date, timedelta

import pytest
from bs4 import Tag

from lms.accounts.terms import Role
from lms.kernel.calendar import add_months
from lms.kernel.clock import FixedClock
from lms.kernel.codes import show
from lms.kernel.db import transaction
from lms.registration import actions, rules
from lms.registration import queries as register
from tests.browse import Page, PageClient
from tests.people import Someone, World


@pytest.fixture
def path(registered: int) -> str:
    return f"/bureau/registraties/{registered}"


def record(client: PageClient, desk: Someone, path: str, button: str, **fields: object) -> Page:
    return client.submit(client.get(path, as_=desk), path, button, as_=desk, **fields)


def public(client: PageClient, path: str, day: date | None = None) -> str:
    number = show(register.get_number(int(path.rsplit("/", 1)[1])))
    return client.get(f"/register/{number}" + (f"?op={day}" if day else "")).main


def striking(day: date, final: date | None = None) -> dict[str, str]:
    return {"doorhaling-effective_on": day.isoformat(), "doorhaling-final_on": (final or day).isoformat(), "doorhaling-note": "T-2026-7"}


def suspension(day: date) -> dict[str, str]:
    return {"effective_on": day.isoformat(), "immediate": "y", "note": "T-2026-3"}


def test_who_is_struck_off_is_so_from_that_day_and_the_reference_stays_at_the_desk(
    client: PageClient, world: World, desk: Someone, path: str
) -> None:
    page = client.follow(record(client, desk, path, "Doorhaling vastleggen", **striking(world.today)), as_=desk)
    assert "De doorhaling is vastgelegd." in page.main
    assert "kenmerk: T-2026-7; vastgelegd op 24 november 2026, 10.00 uur door R. (Roos) Roosman." in page.main
    assert "Is door een maatregel uit het register verwijderd." in public(client, path)
    assert "T-2026-7" not in public(client, path)
    assert "Was geregistreerd." in public(client, path, world.today - timedelta(days=1))


def test_a_striking_off_that_is_not_final_yet_is_refused_on_its_field(client: PageClient, world: World, desk: Someone, path: str) -> None:
    later = world.today + timedelta(days=30)
    page = record(client, desk, path, "Doorhaling vastleggen", **striking(world.today, later))
    assert (page.status, page.errors) == (
        422,
        ["Deze dag moet nog komen. Leg het besluit vast zodra het onherroepelijk is, of als het met onmiddellijke ingang geldt."],
    )
    assert later.isoformat() in page.values
    panel = page.soup.find("input", attrs={"name": "doorhaling-final_on"})
    assert isinstance(panel, Tag)
    found = panel.find_parent("details")
    assert isinstance(found, Tag)
    assert found.has_attr("open")
    assert "Is geregistreerd." in public(client, path)


def test_nobody_escapes_a_measure_by_leaving(client: PageClient, world: World, desk: Someone, path: str, clock: FixedClock) -> None:
    record(client, desk, path, "Schorsing vastleggen", **suspension(world.today))
    page = record(client, desk, path, "Uitschrijven", day=world.today.isoformat())
    assert (page.status, page.errors) == (409, ["Op die dag is de status ‘geschorst’. Dan kan dit niet."])
    record(client, desk, path, "beëindigen", **{"einde-day": world.today.isoformat()})
    record(client, desk, path, "Uitschrijven", day=world.today.isoformat())
    assert "uitgeschreven op eigen verzoek" in public(client, path)
    clock.move(timedelta(days=30))
    record(client, desk, path, "Doorhaling vastleggen", **striking(clock.now().date()))
    assert "doorgehaald" in public(client, path)


def test_who_is_gone_cannot_be_suspended_and_is_told_why(client: PageClient, world: World, desk: Someone, path: str) -> None:
    record(client, desk, path, "Uitschrijven", day=world.today.isoformat())
    page = record(client, desk, path, "Schorsing vastleggen", **suspension(world.today))
    assert (page.status, page.errors) == (409, ["Op die dag is de status ‘uitgeschreven op eigen verzoek’. Dan kan dit niet."])
    assert "T-2026-3" in page.values


def test_an_event_before_the_registration_is_refused(client: PageClient, world: World, desk: Someone, path: str) -> None:
    page = record(client, desk, path, "Uitschrijven", day=(world.today - timedelta(days=800)).isoformat())
    assert page.errors == ["Op die dag was deze persoon nog niet geregistreerd."]


@pytest.mark.parametrize("far", ["9999-12-31", "9999-12-30", "2099-01-01"])
def test_a_day_in_a_far_future_is_a_slip_and_breaks_no_page(client: PageClient, world: World, desk: Someone, path: str, far: str) -> None:
    for button, fields in (
        ("Schorsing vastleggen", {**suspension(world.today), "last_day": far}),
        ("Schorsing vastleggen", {**suspension(world.today), "effective_on": far}),
        ("Doorhaling vastleggen", {**striking(world.today), "doorhaling-effective_on": far}),
        ("Uitschrijven", {"day": far}),
    ):
        page = record(client, desk, path, button, **fields)
        assert (page.status, len(page.errors)) == (422, 1), button
        assert far in page.values
    assert "Is geregistreerd." in public(client, path)


def test_a_decision_reversed_as_if_it_never_was_is_gone_in_public_and_kept_at_the_desk(
    client: PageClient, world: World, desk: Someone, path: str, clock: FixedClock
) -> None:
    record(client, desk, path, "Schorsing vastleggen", **suspension(world.today))
    suspended_on = world.today
    clock.move(timedelta(days=20))
    page = client.get(path, as_=desk)
    event = str(page.soup.select_one("input[name='herziening-event']")["value"])  # type: ignore[index]  # it is there
    fields = {"herziening-event": event, "herziening-mode": "never", "herziening-note": "B-12"}
    page = client.follow(record(client, desk, path, "Herziening vastleggen", **fields), as_=desk)
    assert "(later herzien)" in page.main
    assert "chors" not in public(client, path)
    assert "Was geregistreerd." in public(client, path, suspended_on + timedelta(days=5))
    entry = register.get_entry(int(path.rsplit("/", 1)[1]))
    known = rules.derive_status(entry.events, on=suspended_on + timedelta(days=5), known_at=clock.now() - timedelta(days=1))
    assert known is not None
    assert known.status.value == "suspended"


def test_a_decision_reversed_from_a_day_on_keeps_the_days_before(
    client: PageClient, world: World, desk: Someone, path: str, clock: FixedClock
) -> None:
    first = world.today
    record(client, desk, path, "Doorhaling vastleggen", **striking(first))
    clock.move(timedelta(days=50))
    event = str(client.get(path, as_=desk).soup.select_one("input[name='herziening-event']")["value"])  # type: ignore[index]  # it is there
    fields = {"herziening-event": event, "herziening-mode": "from", "herziening-note": "B-13"}
    too_early = record(client, desk, path, "Herziening vastleggen", **fields, **{"herziening-from_day": first.isoformat()})
    assert too_early.errors == ["Kies een dag na het begin, of kies ‘alsof het besluit nooit is genomen’."]
    back = first + timedelta(days=40)
    record(client, desk, path, "Herziening vastleggen", **fields, **{"herziening-from_day": back.isoformat()})
    assert "Is geregistreerd." in public(client, path)
    assert "Doorhaling 24 november 2026 2 januari 2027" in public(client, path)
    assert client.post(f"{path}/herzien", fields, as_=desk).status == 422


def test_a_page_that_was_open_too_long_is_answered_in_words(client: PageClient, world: World, desk: Someone, path: str) -> None:
    record(client, desk, path, "Schorsing vastleggen", **suspension(world.today))
    event = rules.suspensions(register.get_entry(int(path.rsplit("/", 1)[1])).events)[0].event_id
    record(client, desk, path, "beëindigen", **{"einde-day": world.today.isoformat()})
    for day in (world.today.isoformat(), ""):
        page = client.post(f"{path}/schorsing/{event}/beeindigen", {"einde-day": day}, as_=desk)
        assert page.status in {409, 422}
        assert "Er loopt geen schorsing meer" in page.main


def test_a_death_hides_the_entry_at_once_and_a_mistake_is_mended(client: PageClient, world: World, desk: Someone, path: str) -> None:
    number = show(register.get_number(int(path.rsplit("/", 1)[1])))
    later = record(client, desk, path, "Overlijden vastleggen", **{"overlijden-day": (world.today + timedelta(days=1)).isoformat()})
    assert later.errors == ["Deze dag moet nog komen."]
    page = client.follow(record(client, desk, path, "Overlijden vastleggen", **{"overlijden-day": world.today.isoformat()}), as_=desk)
    assert "De registratie is niet meer openbaar." in page.main
    for address in (f"/register/{number}", f"/register/{number}?op=2026-11-01"):
        assert client.get(address).status == 404
    assert "Denkbeeld" not in client.get("/register?naam=denkbeeld").soup.select_one("main").get_text().split("Resultaat")[1]  # type: ignore[union-attr]  # it is there
    event = str(page.soup.select_one("input[name='herziening-event']")["value"])  # type: ignore[index]  # it is there
    fields = {"herziening-event": event, "herziening-mode": "never", "herziening-note": "Verwisseling"}
    record(client, desk, path, "Herziening vastleggen", **fields)
    assert "Is geregistreerd." in public(client, path)


def test_nobody_records_anything_about_themselves(client: PageClient, world: World) -> None:
    world.publish()
    own = world.person("roos", Role.SECRETARIAT)
    with transaction():
        row = actions.register_person(
            person_id=own.id,
            name=own.name,
            ruleset_id="klantmanager-2020",
            starts_on=world.today,
            ends_on=add_months(world.today, 60),
            actor_id=None,
            decided_by_id=None,
            at=world.clock.now(),
        )
        path = f"/bureau/registraties/{row.id}"
    page = record(client, own, path, "Uitschrijven", day=world.today.isoformat())
    assert page.status == 409
    assert "Het gaat om uzelf." in page.errors[0]


def test_the_page_of_a_registration_costs_few_queries(client: PageClient, desk: Someone, path: str) -> None:
    assert len(client.get(path, as_=desk).queries) <= 6


def test_the_desk_finds_somebody_however_the_surname_is_typed(client: PageClient, desk: Someone, path: str) -> None:
    assert client.get("/bureau/registraties?zoek=van den Denkb", as_=desk).link("Denkbeeld") == path
    assert "Geen registratie gevonden voor ‘niemand’." in client.get("/bureau/registraties?zoek=niemand", as_=desk).main
