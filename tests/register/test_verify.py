"""The page that tells of a certificate what it says and how its holder stands now."""

from datetime import timedelta

import pytest

from lms.kernel.calendar import add_months
from lms.kernel.clock import FixedClock
from lms.kernel.codes import show
from lms.kernel.db import transaction
from lms.registration import actions
from lms.registration import queries as registration
from lms.registration.terms import Shield
from tests.browse import PageClient
from tests.certification.dossier import Dossier
from tests.people import World


@pytest.fixture
def certified(world: World) -> tuple[Dossier, str]:
    """A certified person, and the code of the certificate."""
    dossier = Dossier(world)
    dossier.accept_code()
    dossier.learn()
    dossier.apply()
    dossier.check()
    certificate = dossier.decide()
    assert certificate is not None
    return dossier, show(certificate.code)


def test_a_certificate_tells_what_it_says_and_how_it_stands_now_apart(client: PageClient, certified: tuple[Dossier, str], clock: FixedClock) -> None:
    dossier, code = certified
    page = client.get(f"/v/{code.lower()}")
    assert (page.status, page.location, page.queries) == (302, f"/controleren/{code}", [])
    page = client.get(f"/controleren/{code}")
    assert len(page.queries) <= 2
    assert "Echt en geldig" in page.main
    assert "Gecontroleerd op 24 november 2026, 10.00 uur." in page.main
    assert "Alice Denkbeeld" in page.main
    number = page.link("Bekijk de registratie").rsplit("/", 1)[1]
    assert client.get(f"/register/{number}").link("C-000001") == f"/controleren/{code}"

    row = registration.find_by_number(number)
    assert row is not None
    with transaction():
        actions.suspend(
            registration_id=row.id,
            effective_on=dossier.world.today,
            until_on=add_months(dossier.world.today, 3),
            immediate=True,
            final_on=None,
            actor_id=None,
            at=clock.now(),
        )
    page = client.get(f"/controleren/{code}")
    assert "Echt, maar de houder is nu niet geregistreerd" in page.main
    assert "Vanaf 24 november 2026 t/m 23 februari 2027." in page.main
    clock.move(timedelta(days=5 * 366))
    page = client.get(f"/controleren/{code}")
    assert "Echt, maar niet meer geldig" in page.main
    assert "Het was geldig t/m 23 november 2031." in page.main


def test_the_certificate_of_who_left_long_ago_stays_true_and_names_no_reason(
    client: PageClient, certified: tuple[Dossier, str], clock: FixedClock
) -> None:
    dossier, code = certified
    entry = registration.find_registration_of(dossier.student.id)
    assert entry is not None
    with transaction():
        actions.withdraw(registration_id=entry.id, effective_on=dossier.world.today, actor_id=None, at=clock.now())
    assert "uitgeschreven op eigen verzoek" in client.get(f"/controleren/{code}").main
    clock.move(timedelta(days=5 * 366))
    page = client.get(f"/controleren/{code}")
    assert "De houder staat niet meer in het openbare register." in page.main
    assert "uitgeschreven" not in page.main
    assert "Bekijk de registratie" not in page.main


def test_the_certificate_of_a_shielded_person_gives_no_name(client: PageClient, certified: tuple[Dossier, str], clock: FixedClock) -> None:
    dossier, code = certified
    entry = registration.find_registration_of(dossier.student.id)
    assert entry is not None
    with transaction():
        actions.set_shield(registration_id=entry.id, shield=Shield.FULL, actor_id=None, at=clock.now())
    for path in (f"/controleren/{code}", f"/register/{show(entry.number)}"):
        assert "Denkbeeld" not in client.get(path).text
    assert "C-000001" not in client.get(f"/register/{show(entry.number)}").text


@pytest.mark.parametrize("code", ["ABCDE-FGHIJ", "00000-00000", "x", "%00", "a" * 500])
def test_an_unknown_certificate_is_said_to_be_so(client: PageClient, code: str) -> None:
    page = client.get(f"/controleren/{code}")
    assert page.status == 404
    assert "niet gevonden" in page.h1.casefold()
    short = client.get(f"/v/{code}")
    assert short.status == 302
    assert client.get(short.location).status == 404
