"""The public's pages: what is found, what is hidden, what it costs."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from lms.accounts.terms import PersonName, Role
from lms.kernel.calendar import add_months
from lms.kernel.clock import FixedClock
from lms.kernel.codes import show
from lms.kernel.db import transaction
from lms.kernel.limits import AddressLimit
from lms.register.forms import read_query
from lms.registration import actions
from lms.registration import queries as registration
from lms.registration.queries import MOST_HITS
from lms.registration.terms import Shield
from tests.browse import PageClient
from tests.people import World


def register(world: World, nick: str, name: PersonName, *, starts_on: date | None = None) -> tuple[int, str]:
    """Somebody in the register since a year: (id, number)."""
    person = world.person(nick, name=name)
    starts_on = starts_on or add_months(world.today, -12)
    with transaction():
        row = actions.register_person(
            person_id=person.id,
            name=name,
            ruleset_id="klantmanager-2020",
            starts_on=starts_on,
            ends_on=add_months(starts_on, 60),
            actor_id=None,
            decided_by_id=None,
            at=world.clock.now() - timedelta(days=365),
        )
        return row.id, show(row.number)


@pytest.fixture
def berg(world: World) -> tuple[int, str]:
    return register(world, "anna", PersonName("A.", "Berg-Yılmaz", "van den", "Anna"))


@pytest.mark.parametrize("typed", ["Berg", "van den berg", "VANDENBERG", "berg-yilmaz", "Yılmaz", "yilmaz", "be"])
def test_a_name_is_found_however_it_is_typed(client: PageClient, berg: tuple[int, str], typed: str) -> None:
    page = client.get(f"/register?naam={typed}")
    assert page.link("Berg-Yılmaz, van den, A.") == f"/register/{berg[1]}"


@pytest.mark.usefixtures("berg")
def test_a_name_that_only_sounds_alike_is_said_to(client: PageClient, world: World) -> None:
    register(world, "mia", PersonName("M.", "Meijer"))
    page = client.get("/register?naam=Meyer")
    assert "Niet gevonden in dit register onder precies deze naam." in page.main
    assert "Bedoelt u misschien? Deze naam klinkt bijna hetzelfde" in page.main
    assert page.link("Meijer, M.")


@pytest.mark.usefixtures("berg")
@pytest.mark.parametrize("typed", ["Denkbeedl", "Denkbeel", "Denkbeelld", "Denkbaeld", "van Denkbaeld"])
def test_a_name_with_one_slip_is_found(client: PageClient, world: World, typed: str) -> None:
    register(world, "mia", PersonName("M.", "Denkbeeld"))
    page = client.get(f"/register?naam={typed}")
    assert page.link("Denkbeeld, M.")
    assert len(page.queries) <= 2
    assert "Denkbeeld" not in client.get("/register?naam=Dekbeedl").main


def test_what_only_looks_alike_stands_under_what_was_asked(client: PageClient, world: World) -> None:
    for nick, family in (("x1", "Bakker"), ("x2", "Bekker"), ("x3", "Backer")):
        register(world, nick, PersonName("X.", family))
    page = client.get("/register?naam=bakker")
    assert [item.get_text() for item in page.soup.select(".hits h3")] == ["Bakker, X.", "Backer, X.", "Bekker, X."]
    assert "Stand van 24 november 2026, 10.00 uur." in page.main
    assert page.main.index("1 persoon gevonden.") < page.main.index("Namen die erop lijken") < page.main.index("Backer")


def test_exact_names_come_before_longer_ones(client: PageClient, world: World) -> None:
    for nick, family in (("x1", "Bergsma"), ("x2", "Berg"), ("x3", "Bergen")):
        register(world, nick, PersonName("X.", family))
    hits = [item.get_text() for item in client.get("/register?naam=berg").soup.select(".hits h3")]
    assert hits == ["Berg, X.", "Bergen, X.", "Bergsma, X."]


def test_initials_narrow_the_search(client: PageClient, world: World) -> None:
    register(world, "x1", PersonName("A.B.", "Denkbeeld"))
    register(world, "x2", PersonName("C.", "Denkbeeld"))
    register(world, "x3", PersonName("É.Th.", "Denkbeeld"))
    for typed, found in (("c", ["C."]), ("A.B.", ["A.B."]), ("ab", ["A.B."]), ("b", []), ("e", ["É.Th."]), ("É. Th", ["É.Th."])):
        hits = [item.get_text() for item in client.get(f"/register?naam=denkbeeld&voorletters={typed}").soup.select(".hits h3")]
        assert hits == [f"Denkbeeld, {initials}" for initials in found], typed


@pytest.mark.parametrize("typed", ["A. van den Berg", "A.van den berg", "Berg, van den, A.", "Berg, A.", "berg-yilmaz, van den"])
def test_initials_and_order_may_be_typed_as_on_paper(client: PageClient, world: World, berg: tuple[int, str], typed: str) -> None:
    register(world, "bob", PersonName("B.", "Berg-Yılmaz", "van den"))
    page = client.get(f"/register?naam={typed}")
    assert page.link("Berg-Yılmaz, van den, A.") == f"/register/{berg[1]}"
    assert ("B." in page.main) == ("A." not in typed)


@pytest.mark.parametrize("typed", ["CDFG-HJKP", "cdfg hjkp", "km CDFG-HJKP", "KM-cdfg-hjkp"])
def test_a_number_without_a_digit_is_known_by_its_halves(typed: str) -> None:
    assert read_query(typed, "", "").number == typed


@pytest.mark.parametrize("typed", ["Kamp-Denk", "km Denkbeeld", "CDFGHJKP", "CDFG-HJKN"])
def test_what_only_looks_like_a_number_is_a_name(typed: str) -> None:
    assert read_query(typed, "", "").number == ""


def test_the_one_field_takes_a_number_too(client: PageClient, berg: tuple[int, str]) -> None:
    bare = berg[1].replace("-", "")
    for typed in (berg[1], bare.lower(), f"km {berg[1]}", f" {bare[:4]} {bare[4:]} "):
        if any(char.isdigit() for char in bare) or "-" in typed:
            page = client.get(f"/register?naam={typed}")
            assert (page.status, page.location, page.queries) == (302, f"/register/{berg[1]}", []), typed
    wrong = ("0" if berg[1][0] != "0" else "1") + berg[1][1:]
    page = client.get(f"/register?naam={wrong}")
    assert (page.status, page.queries) == (422, [])
    assert "er zit een tikfout in" in page.errors[0]
    assert wrong in page.values


def test_an_empty_search_says_what_to_fill_in(client: PageClient) -> None:
    page = client.get("/register?naam=&voorletters=")
    assert (page.status, page.errors) == (422, ["Vul een achternaam of een registratienummer in."])


def test_more_than_twenty_hits_ask_for_a_better_question(client: PageClient, world: World) -> None:
    for number in range(22):
        register(world, f"p{number}", PersonName("X.", f"Bergman{chr(97 + number)}"))
    page = client.get("/register?naam=bergman")
    assert len(page.soup.select(".hits li")) == 20
    assert "Maak uw zoekvraag preciezer" in page.main


@pytest.mark.usefixtures("berg")
def test_nothing_is_listed_without_a_question(client: PageClient) -> None:
    assert not client.get("/register").soup.select(".hits li")
    page = client.get("/register?naam=b")
    assert (page.status, page.errors) == (422, ["Vul ten minste twee letters van de achternaam in."])


def test_search_number_and_entry_cost_few_queries(client: PageClient, berg: tuple[int, str]) -> None:
    assert len(client.get("/register?naam=berg").queries) <= 2
    assert len(client.get(f"/register?nummer={berg[1]}").queries) == 0
    assert len(client.get(f"/register/{berg[1]}").queries) <= 2


def test_a_typing_error_in_a_number_asks_the_database_nothing(client: PageClient, berg: tuple[int, str]) -> None:
    wrong = ("0" if berg[1][0] != "0" else "1") + berg[1][1:]
    page = client.get(f"/register?nummer={wrong}")
    assert page.status == 422
    assert "er zit een tikfout in" in page.main
    assert page.queries == []


def test_public_pages_set_no_cookie_and_are_cacheable(client: PageClient, berg: tuple[int, str]) -> None:
    for path in ("/", "/register?naam=berg", f"/register/{berg[1]}", "/controleren", "/uitleg", "/privacy", "/contact", "/toegankelijkheid"):
        page = client.get(path)
        assert "Set-Cookie" not in page.headers, path
        assert page.headers["Cache-Control"] == "public, max-age=60", path
        again = client.get(path, headers={"If-None-Match": page.headers["ETag"]})
        assert again.status == 304, path
        assert ("noindex" in page.headers.get("X-Robots-Tag", "")) == path.startswith(("/register", "/controleren")), path


def test_a_public_page_looks_at_no_cookie_even_of_who_is_signed_in(client: PageClient, world: World) -> None:
    alice = world.person("alice", Role.STUDENT)
    client.get("/mijn/gegevens", as_=alice)
    for path in ("/uitleg", "/", "/brand.css", "/controleren"):
        page = client.get(path, as_=alice)
        assert page.queries == []
        assert "Cookie" not in page.headers.get("Vary", "")


def test_a_shielded_person_is_found_by_number_only_and_without_a_name(client: PageClient, world: World, berg: tuple[int, str]) -> None:
    with transaction():
        actions.set_shield(registration_id=berg[0], shield=Shield.FULL, actor_id=None, at=world.clock.now())
    hidden, nobody = client.get("/register?naam=berg"), client.get("/register?naam=niemand")
    assert hidden.main.replace("berg", "X") == nobody.main.replace("niemand", "X")
    page = client.get(f"/register/{berg[1]}")
    assert "Is geregistreerd." in page.main
    assert "Berg" not in page.text


def test_as_of_shows_the_status_of_that_day(client: PageClient, world: World, berg: tuple[int, str], clock: FixedClock) -> None:
    with transaction():
        actions.withdraw(registration_id=berg[0], effective_on=world.today, actor_id=None, at=clock.now())
    assert "uitgeschreven op eigen verzoek" in client.get(f"/register/{berg[1]}").main
    yesterday = world.today - timedelta(days=1)
    page = client.get(f"/register/{berg[1]}?op={yesterday}")
    assert "Dit is de stand op 23 november 2026." in page.main
    assert "Was geregistreerd." in page.main
    assert "nog niet geregistreerd" in client.get(f"/register/{berg[1]}?op=2020-01-01").main


@pytest.mark.parametrize("day", ["2026-02-30", "morgen", "2099-01-01", "", "20261124", "2026-W48-2", "0000-01-01", "99999-01-01"])
def test_an_impossible_day_is_said_and_the_entry_is_still_there(client: PageClient, berg: tuple[int, str], day: str) -> None:
    page = client.get(f"/register/{berg[1]}?op={day}")
    assert page.h1 == "A. van den Berg-Yılmaz"
    assert (page.status == 422) == bool(day)


def test_who_withdrew_is_hidden_after_five_years_for_every_day_asked(client: PageClient, world: World, clock: FixedClock) -> None:
    row, number = register(world, "oud", PersonName("O.", "Oudgediende"))
    with transaction():
        actions.withdraw(registration_id=row, effective_on=world.today, actor_id=None, at=clock.now())
    clock.set(clock.now() + timedelta(days=5 * 365 + 2))
    assert client.get(f"/register/{number}").status == 404
    assert client.get(f"/register/{number}?op=2026-11-01").status == 404
    assert "Niet gevonden" in client.get("/register?naam=oudgediende").main


def test_a_miss_is_never_a_reproach(client: PageClient) -> None:
    page = client.get("/register?naam=niemand")
    assert "Niet gevonden in dit register." in page.main
    assert "onbevoegd" not in page.text.casefold()


def test_a_day_may_be_typed_the_dutch_way(client: PageClient, berg: tuple[int, str]) -> None:
    page = client.get(f"/register/{berg[1]}?op=23-11-2026")
    assert (page.status, "Dit is de stand op 23 november 2026." in page.main) == (200, True)


def test_a_suspension_is_told_from_its_day_and_its_publication_ends(
    client: PageClient, world: World, berg: tuple[int, str], clock: FixedClock
) -> None:
    first = world.today + timedelta(days=10)
    with transaction():
        actions.suspend(
            registration_id=berg[0],
            effective_on=first,
            until_on=first + timedelta(days=31),
            immediate=True,
            final_on=None,
            actor_id=None,
            at=clock.now(),
        )
    path = f"/register/{berg[1]}"
    assert not any(word in client.get(path).main for word in ("geschorst", "Maatregelen", "Schorsing"))
    clock.move(timedelta(days=10))
    page = client.get(path)
    assert "Is geschorst en daardoor nu niet geregistreerd. Vanaf 4 december 2026 t/m 3 januari 2027." in page.main
    assert "Maatregelen Maatregel Vanaf T/m Schorsing 4 december 2026 3 januari 2027" in page.main
    clock.move(timedelta(days=40))
    page = client.get(path)
    assert "Is geregistreerd." in page.main
    assert "Schorsing 4 december 2026" in page.main
    assert "Was geschorst" in client.get(f"{path}?op=2026-12-10").main
    clock.move(timedelta(days=5 * 366))
    for address in (path, f"{path}?op=2026-12-10", f"{path}?op=2027-06-01"):
        assert "eschorst" not in client.get(address).main, address
        assert "chorsing" not in client.get(address).main, address
    assert "Tijdelijk niet geregistreerd: 4 december 2026 t/m 3 januari 2027" in client.get(path).main


def test_ten_years_after_a_striking_off_the_public_reads_no_measure_anywhere(client: PageClient, world: World, clock: FixedClock) -> None:
    row, number = register(world, "weg", PersonName("W.", "Weggehaald"))
    with transaction():
        actions.strike_off(registration_id=row, effective_on=world.today, final_on=world.today, actor_id=None, at=clock.now())
    assert "doorgehaald" in client.get("/register?naam=weggehaald").main
    assert "Doorhaling 24 november 2026 blijvend" in client.get(f"/register/{number}").main
    clock.move(timedelta(days=3660))
    for address in ("/register?naam=weggehaald", f"/register/{number}"):
        page = client.get(address)
        assert "niet geregistreerd" in page.main
        assert "oorgehaald" not in page.main
        assert "oorhaling" not in page.main
    assert "Niet geregistreerd sinds 24 november 2026." in client.get(f"/register/{number}").main


def test_when_the_database_is_away_the_public_is_told_in_plain_words(
    client: PageClient, berg: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_text: str) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(registration, "find_by_number", away)
    page = client.get(f"/register/{berg[1]}")
    assert (page.status, page.h1, page.headers["Retry-After"]) == (503, "Even niet bereikbaar", "60")


def test_security_txt_never_expires_within_a_month(client: PageClient, clock: FixedClock) -> None:
    text = client.get("/.well-known/security.txt").response.get_data(as_text=True)
    expires = date.fromisoformat(text.split("Expires: ")[1][:10])
    assert clock.now().date() + timedelta(days=30) < expires < clock.now().date() + timedelta(days=365)


def test_a_signed_in_page_is_never_stored(client: PageClient, world: World) -> None:
    assert client.get("/mijn/gegevens", as_=world.person("alice", Role.STUDENT)).headers["Cache-Control"] == "no-store"


def test_who_searches_too_often_is_told_to_wait_on_that_page_only(
    app: Flask, client: PageClient, berg: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "search_limit", AddressLimit("2/minute", "memory://"))
    assert [client.get("/register?naam=berg").status for _ in range(3)] == [200, 200, 429]
    assert client.get(f"/register/{berg[1]}").status == 200


def test_a_page_full_of_names_says_there_are_more_and_leaves_out_what_only_sounds_alike(client: PageClient, world: World) -> None:
    register(world, "sound", PersonName("A.", "Meyer"))
    for number in range(MOST_HITS + 1):
        register(world, f"m{number}", PersonName("M.", f"Meijer{'a' * number}"))
    page = client.get("/register?naam=Meijer")
    assert len(page.soup.select(".hits li")) == MOST_HITS
    assert "Er zijn meer personen met zo’n naam." in page.main
    assert "Meyer, A." not in page.main


@pytest.mark.parametrize("path", ["/", "/register", "/controleren", "/uitleg", "/privacy", "/toegankelijkheid", "/contact"])
def test_the_public_is_addressed_as_u(client: PageClient, path: str) -> None:
    words = set(client.get(path).main.casefold().replace(".", " ").replace(",", " ").replace("?", " ").split())
    assert not words & {"je", "jij", "jouw", "jullie"}
