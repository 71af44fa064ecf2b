"""The desk: what waits, and what it costs."""

from datetime import timedelta

from lms.kernel.clock import FixedClock
from tests.browse import PageClient
from tests.people import Someone


def test_the_home_of_the_desk_costs_at_most_twelve_queries(client: PageClient, desk: Someone) -> None:
    page = client.get("/bureau", as_=desk)
    assert "Er wacht nu niets op u." in page.main
    assert len(page.queries) <= 12


def test_a_suspension_that_is_neither_final_nor_immediate_is_refused_with_what_was_typed(client: PageClient, desk: Someone, registered: int) -> None:
    path = f"/bureau/registraties/{registered}"
    page = client.submit(client.get(path, as_=desk), path, "Schorsing vastleggen", as_=desk, effective_on="2026-12-01", note="Kenmerk 7")
    assert page.status == 422
    assert "onherroepelijk" in page.errors[0]
    assert "Kenmerk 7" in page.main


def test_a_suspension_is_ended_early_and_the_history_keeps_both(client: PageClient, desk: Someone, registered: int, clock: FixedClock) -> None:
    path = f"/bureau/registraties/{registered}"
    today = clock.now().date()
    form = {"effective_on": today.isoformat(), "immediate": "y", "note": "Kenmerk 7"}
    client.submit(client.get(path, as_=desk), path, "Schorsing vastleggen", as_=desk, **form)
    assert "geschorst" in client.get(path, as_=desk).main
    later = today + timedelta(days=10)
    client.submit(client.get(path, as_=desk), path, "beëindigen", as_=desk, **{"einde-day": later.isoformat()})
    clock.move(timedelta(days=10))
    page = client.get(path, as_=desk)
    assert "Is geregistreerd." in page.main
    assert "Schorsing beëindigd" in page.main


def test_a_new_person_is_invited_and_a_second_account_refused(client: PageClient, desk: Someone) -> None:
    path = "/bureau/personen/nieuw"
    form = {"email": "zoe@ruimbaan.example", "initials": "Z.", "family_name": "Verzinsel", "role": "student"}
    page = client.follow(client.submit(client.get(path, as_=desk), path, "Account maken", as_=desk, **form), as_=desk)
    assert "de uitnodiging is onderweg" in page.main
    page = client.submit(client.get(path, as_=desk), path, "Account maken", as_=desk, **form)
    assert page.errors == ["Er is al een account met dit e-mailadres."]
