"""People, their roles, employers and ties; who may change what; and the trail it leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import Role, TieKind
from lms.kernel import audit
from lms.kernel.clock import FixedClock
from lms.kernel.db import db, transaction
from lms.kernel.outbox import OutboxMessage
from tests.browse import Page, PageClient
from tests.people import PASSWORD, Someone, World


@pytest.fixture
def admin(world: World) -> Someone:
    return world.person("wim", Role.ADMIN)


@pytest.fixture
def alice(world: World) -> Someone:
    return world.person("alice", Role.STUDENT)


def path(someone: Someone) -> str:
    return f"/bureau/personen/{someone.id}"


def press(client: PageClient, who: Someone, about: Someone, button: str, **fields: str) -> Page:
    return client.submit(client.get(path(about), as_=who), path(about), button, as_=who, **fields)


def roles_of(someone: Someone, world: World) -> frozenset[Role]:
    return people.get_actor(someone.id, on=world.today).roles


def test_a_role_is_given_for_a_time_and_counts_until_its_last_day(client: PageClient, world: World, desk: Someone, alice: Someone) -> None:
    last = world.today + timedelta(days=3)
    page = press(client, desk, alice, "Rol toevoegen", role="examiner", since=world.today.isoformat(), until=last.isoformat())
    assert page.status == 302
    assert Role.EXAMINER in people.get_actor(alice.id, on=last).roles
    assert Role.EXAMINER not in people.get_actor(alice.id, on=last + timedelta(days=1)).roles


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"role": "student"}, "Deze persoon heeft deze rol al in deze periode."),
        ({"role": "examiner", "until": "2026-11-01"}, "De laatste dag ligt voor de eerste."),
        ({"role": "examiner", "until": "9999-12-31"}, "Deze datum kan niet."),
    ],
)
def test_an_impossible_role_is_refused_on_its_field(client: PageClient, desk: Someone, alice: Someone, fields: dict[str, str], error: str) -> None:
    page = press(client, desk, alice, "Rol toevoegen", **fields)
    assert page.status in {409, 422}
    assert page.errors == [error]


def test_a_role_that_ends_is_gone_at_once(client: PageClient, world: World, desk: Someone) -> None:
    bob = world.person("bob", Role.EXAMINER, Role.STUDENT)
    assert client.get("/beoordelen", as_=bob).status == 200
    row = next(row for row in people.list_roles(bob.id) if row.role == Role.EXAMINER)
    end = f"{path(bob)}/rollen/{row.id}/beeindigen"
    assert client.post(end, {}, as_=desk).status == 302
    assert roles_of(bob, world) == {Role.STUDENT}
    assert client.get("/beoordelen", as_=bob).status == 403
    assert client.post(end, {}, as_=desk).status == 404


def test_the_desk_makes_no_administrator_and_is_not_offered_the_role(client: PageClient, world: World, desk: Someone, alice: Someone) -> None:
    assert client.get(path(alice), as_=desk).soup.select("select#role option[value=admin]") == []
    assert client.get("/bureau/personen/nieuw", as_=desk).soup.select("option[value=admin]") == []
    page = client.post(f"{path(alice)}/rollen", {"role": "admin", "since": world.today.isoformat()}, as_=desk)
    assert page.status == 422
    form = {"email": "kwaad@x.example", "initials": "K.", "family_name": "Kwaad", "role": "admin"}
    assert client.post("/bureau/personen/nieuw", form, as_=desk).status == 422
    assert people.list_people_with_role(Role.ADMIN, on=world.today) == []


def test_an_administrator_makes_another(client: PageClient, world: World, admin: Someone, alice: Someone) -> None:
    assert press(client, admin, alice, "Rol toevoegen", role="admin").status == 302
    assert Role.ADMIN in roles_of(alice, world)


def test_the_desk_cannot_take_over_or_lock_out_an_administrator(client: PageClient, desk: Someone, admin: Someone) -> None:
    page = client.get(path(admin), as_=desk)
    assert "Account sluiten" not in page.main
    assert client.post(f"{path(admin)}/sluiten", {}, as_=desk).status == 403
    form = {"email": "kwaad@x.example", "initials": "W.", "family_name": "Sleutel"}
    assert client.post(f"{path(admin)}/wijzigen", form, as_=desk).status == 422
    row = people.list_roles(admin.id)[0]
    assert client.post(f"{path(admin)}/rollen/{row.id}/beeindigen", {}, as_=desk).status == 403
    found = people.get_person(admin.id)
    assert (found.email, found.disabled_at) == (admin.email, None)


def test_nobody_changes_their_own_roles_or_account_so_an_administrator_always_remains(client: PageClient, world: World, admin: Someone) -> None:
    row = people.list_roles(admin.id)[0]
    assert client.post(f"{path(admin)}/rollen/{row.id}/beeindigen", {}, as_=admin).status == 403
    assert client.post(f"{path(admin)}/sluiten", {}, as_=admin).status == 403
    page = client.post(f"{path(admin)}/rollen", {"role": "exam_board", "since": world.today.isoformat()}, as_=admin)
    assert page.status == 403
    assert roles_of(admin, world) == {Role.ADMIN}


def test_another_address_signs_out_voids_links_and_tells_the_old_one(client: PageClient, desk: Someone, alice: Someone, clock: FixedClock) -> None:
    assert client.get("/mijn/gegevens", as_=alice).status == 200
    with transaction():
        token = accounts.invite(person=people.get_person(alice.id), actor_id=None, at=clock.now())
    page = client.get(f"{path(alice)}/wijzigen", as_=desk)
    page = client.submit(page, f"{path(alice)}/wijzigen", "Opslaan", as_=desk, email="Nieuw@Ruimbaan.example")
    assert page.status == 302
    assert client.get("/mijn/gegevens", as_=alice).status == 302
    assert client.get(f"/uitnodiging/{token}").status == 404
    mail = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
    assert mail is not None
    assert mail.to == alice.email
    assert "nieuw@" not in mail.body
    page = client.submit(client.get("/inloggen"), "/inloggen", "Inloggen", email="nieuw@ruimbaan.example", password=PASSWORD)
    assert page.status == 302


def test_an_address_that_is_taken_is_refused_and_what_was_typed_stays(client: PageClient, desk: Someone, alice: Someone) -> None:
    address = f"{path(alice)}/wijzigen"
    page = client.submit(client.get(address, as_=desk), address, "Opslaan", as_=desk, email=desk.email, family_name="Anders")
    assert page.errors == ["Er is al een account met dit e-mailadres."]
    assert [field["value"] for field in page.soup.select("#family_name")] == ["Anders"]
    assert people.get_person(alice.id).family_name == alice.name.family_name


def test_a_closed_account_opens_again_with_a_new_password(client: PageClient, desk: Someone, alice: Someone) -> None:
    assert press(client, desk, alice, "Account sluiten").status == 302
    assert client.post(f"{path(alice)}/uitnodigen", {}, as_=desk).status == 422
    assert press(client, desk, alice, "Account weer openen").status == 302
    page = client.submit(client.get("/inloggen"), "/inloggen", "Inloggen", email=alice.email, password=PASSWORD)
    assert page.status == 422
    assert people.get_person(alice.id).disabled_at is None


def test_an_employer_is_dated_and_the_one_before_ends_there(client: PageClient, world: World, desk: Someone) -> None:
    bob = world.person("bob", Role.STUDENT, employer="Gemeente Oost")
    since = world.today + timedelta(days=10)
    press(client, desk, bob, "Werkgever vastleggen", employer="Gemeente West", employer_since=since.isoformat())
    found = [(row.employer, row.since, row.until) for row in people.list_employments(bob.id)]
    assert found[0] == ("Gemeente West", since, None)
    assert found[1][2] == since


def test_a_declared_tie_keeps_two_people_apart_and_shows_on_both_files(client: PageClient, world: World, desk: Someone, alice: Someone) -> None:
    bob = world.person("bob", Role.EXAMINER)
    assert press(client, desk, alice, "Band vastleggen", email=bob.email).status == 302
    assert people.find_conflicts_between(bob.id, alice.id, on=world.today)
    assert people.find_conflicts_between(alice.id, bob.id, on=world.today)
    assert str(bob.name.formal) in client.get(path(alice), as_=desk).main
    assert str(alice.name.formal) in client.get(path(bob), as_=desk).main


@pytest.mark.parametrize(
    ("email", "error"),
    [("niemand@x.example", "Er is niemand met dit e-mailadres."), ("self", "Dit is dezelfde persoon. Vul het adres van de ander in.")],
)
def test_a_tie_with_nobody_or_oneself_is_refused(client: PageClient, desk: Someone, alice: Someone, email: str, error: str) -> None:
    page = press(client, desk, alice, "Band vastleggen", email=alice.email if email == "self" else email)
    assert (page.status, page.errors) == (422, [error])
    assert page.soup.select("details[open] #email")


def test_the_trail_says_who_looked_and_looking_twice_is_one_line(client: PageClient, desk: Someone, alice: Someone, clock: FixedClock) -> None:
    for _ in range(3):
        client.get(path(alice), as_=desk)
    assert [row.event for row in audit.list_about("person", alice.id)].count("file_seen") == 1
    clock.move(timedelta(hours=2))
    page = client.get(path(alice), as_=desk)
    assert f"Dossier bekeken door {desk.name.formal}" in page.main
    assert [row.event for row in audit.list_about("person", alice.id)].count("file_seen") == 2


def test_the_file_holds_training_exam_and_claims_for_the_desk_but_not_for_who_only_administers(
    client: PageClient, world: World, desk: Someone, admin: Someone, alice: Someone
) -> None:
    course = world.publish()
    world.group(course, alice)
    page = client.get(path(alice), as_=desk)
    assert "Opleiding: Groep Wilgen" in page.main
    assert len(page.queries) <= 24
    assert "Groep Wilgen" not in client.get(path(alice), as_=admin).main


@pytest.mark.parametrize("search", ["denk", "alice", "alice denk", "ALICE@", "Denkbeeld"])
def test_somebody_is_found_by_first_name_surname_or_address(client: PageClient, world: World, desk: Someone, alice: Someone, search: str) -> None:
    world.person("bob", Role.STUDENT)
    page = client.get(f"/bureau/personen?zoek={search}", as_=desk)
    assert alice.name.formal in page.main
    assert "Proefman" not in page.main


def test_people_are_filtered_by_the_role_they_hold_today(client: PageClient, desk: Someone, alice: Someone) -> None:
    page = client.get("/bureau/personen?rol=secretariat", as_=desk)
    assert desk.name.formal in page.main
    assert alice.name.formal not in page.main
    assert "Niemand gevonden" in client.get("/bureau/personen?zoek=zzz&rol=author", as_=desk).main
    assert alice.name.formal in client.get("/bureau/personen?rol=onzin", as_=desk).main


def test_a_tie_of_training_is_said_from_both_sides(client: PageClient, world: World, desk: Someone, alice: Someone) -> None:
    bob = world.person("bob", Role.TRAINER)
    with transaction():
        accounts.record_tie(person_id=bob.id, other_id=alice.id, kind=TieKind.TRAINER, since=world.today, at=world.clock.now())
    assert "werd opgeleid door" in client.get(path(alice), as_=desk).main
    assert "leidde op" in client.get(path(bob), as_=desk).main


def test_a_slip_in_the_address_of_who_never_came_sends_the_invitation_to_the_right_one(client: PageClient, desk: Someone) -> None:
    form = {"email": "zoee@ruimbaan.example", "initials": "Z.", "family_name": "Verzinsel", "role": "student"}
    new = "/bureau/personen/nieuw"
    address = client.submit(client.get(new, as_=desk), new, "Account maken", as_=desk, **form).location
    change = f"{address}/wijzigen"
    client.submit(client.get(change, as_=desk), change, "Opslaan", as_=desk, email="zoe@ruimbaan.example")
    mails = db.session.execute(select(OutboxMessage.to, OutboxMessage.subject).order_by(OutboxMessage.id)).all()
    assert [tuple(mail) for mail in mails] == [
        ("zoee@ruimbaan.example", "Uw account staat klaar"),
        ("zoe@ruimbaan.example", "Uw account staat klaar"),
    ]
    assert "uitgenodigd" in client.get(address, as_=desk).main
