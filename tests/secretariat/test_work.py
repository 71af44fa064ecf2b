"""The work list: oldest first, with the last day, and only what this role can do."""

from datetime import date, timedelta

import pytest

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import Role, TieKind
from lms.certification import actions as certification
from lms.certification.models import Application
from lms.certification.terms import ApplicationKind, ApplicationState, CheckItem
from lms.credits import actions as credits
from lms.credits.terms import Category
from lms.kernel import outbox
from lms.kernel.clock import FixedClock
from lms.kernel.db import db, transaction
from lms.secretariat.terms import Urgency, WorkItem, WorkKind
from tests.browse import Page, PageClient
from tests.people import Someone, World

DAY = date(2026, 11, 24)


@pytest.fixture
def desk(world: World) -> Someone:
    world.publish()
    return world.person("roos", Role.SECRETARIAT)


def claim(someone: Someone, world: World, title: str, *, days: int) -> None:
    at = world.clock.now() - timedelta(days=days)
    with transaction():
        credits.submit_claim(
            person_id=someone.id,
            category=Category.OTHER,
            title=title,
            description="Geleerd.",
            held_from=at.date(),
            held_to=at.date(),
            points=200,
            at=at,
        )


def application(someone: Someone, world: World, desk: Someone, *, days: int, checks: tuple[CheckItem, ...] = tuple(CheckItem)) -> int:
    """An application that waits; what the desk saw of it is recorded by the desk's own action."""
    at = world.clock.now() - timedelta(days=days)
    with transaction():
        row = Application(person_id=someone.id, kind=ApplicationKind.FULL, state=ApplicationState.SUBMITTED, submitted_at=at)
        db.session.add(row)
        db.session.flush()
        for item in checks:
            certification.record_check(application=row, item=item, dated_on=at.date(), actor=world.actor(desk), at=at)
        return row.id


def rows(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("main tbody tr")]


@pytest.mark.parametrize(("due", "urgency"), [(-1, Urgency.LATE), (0, Urgency.SOON), (7, Urgency.SOON), (8, Urgency.OPEN)])
def test_the_last_day_itself_is_in_time(due: int, urgency: Urgency) -> None:
    item = WorkItem(WorkKind.CLAIM, "x", "", "/", DAY, DAY + timedelta(days=due))
    assert item.urgency(DAY) is urgency
    assert item.days_late(DAY) == max(0, -due)


def test_work_without_a_term_is_never_late() -> None:
    assert WorkItem(WorkKind.MAIL, "x", "", "/", DAY).urgency(DAY + timedelta(days=900)) is Urgency.OPEN


def test_the_oldest_comes_first_and_what_is_late_says_by_how_much(client: PageClient, world: World, desk: Someone) -> None:
    alice = world.person("alice", Role.STUDENT)
    claim(alice, world, "Jong", days=2)
    claim(alice, world, "Oud", days=43)
    found = rows(client.get("/bureau", as_=desk))
    assert [line.split()[0] for line in found] == ["Oud", "Jong"]
    assert "1 dag te laat" in found[0]
    assert "Open" in found[1]


def test_a_kind_is_asked_by_the_address_and_an_unknown_kind_shows_everything(client: PageClient, world: World, desk: Someone) -> None:
    alice = world.person("alice", Role.STUDENT)
    claim(alice, world, "Lezing", days=2)
    application(alice, world, desk, days=1, checks=())
    assert len(rows(client.get("/bureau", as_=desk))) == 2
    page = client.get("/bureau?soort=activiteit", as_=desk)
    assert [line.split()[0] for line in rows(page)] == ["Lezing"]
    assert [link["href"] for link in page.soup.select(".filter [aria-current]")] == ["/bureau?soort=activiteit"]
    assert len(rows(client.get("/bureau?soort=niets", as_=desk))) == 2
    assert "Van deze soort wacht nu niets op u." in client.get("/bureau?soort=mail", as_=desk).main


def test_a_long_list_is_shown_a_page_at_a_time(client: PageClient, world: World, desk: Someone) -> None:
    alice = world.person("alice", Role.STUDENT)
    for number in range(30):
        claim(alice, world, f"Lezing {number}", days=30 - number)
    assert len(rows(client.get("/bureau", as_=desk))) == 25
    assert len(rows(client.get("/bureau?pagina=2", as_=desk))) == 5
    assert len(rows(client.get("/bureau?pagina=999", as_=desk))) == 5
    assert len(rows(client.get("/bureau?pagina=-1", as_=desk))) == 25


def test_the_desk_gets_what_it_must_still_see_and_the_committee_what_is_complete(client: PageClient, world: World, desk: Someone) -> None:
    emiel = world.person("emiel", Role.REGISTRATION_COMMITTEE)
    alice, bob = world.person("alice", Role.STUDENT), world.person("bob", Role.STUDENT)
    application(alice, world, desk, days=9, checks=(CheckItem.IDENTITY,))
    complete = application(bob, world, desk, days=5)
    (line,) = rows(client.get("/bureau", as_=desk))
    assert "Nog vast te leggen: VOG, kosten." in line
    page = client.get("/bureau", as_=emiel)
    assert [link["href"] for link in page.soup.select("main tbody a")] == [f"/bureau/aanvragen/{complete}"]


@pytest.mark.parametrize("tie", ["trained", "colleague"])
def test_a_committee_member_is_not_given_who_they_have_a_tie_with(client: PageClient, world: World, desk: Someone, tie: str) -> None:
    emiel = world.person("emiel", Role.REGISTRATION_COMMITTEE, employer="Gemeente Veldersluis")
    alice = world.person("alice", Role.STUDENT, employer="Gemeente Veldersluis" if tie == "colleague" else "Elders")
    if tie == "trained":
        with transaction():
            accounts.record_tie(person_id=emiel.id, other_id=alice.id, kind=TieKind.TRAINER, since=world.today, at=world.clock.now())
    application(alice, world, desk, days=5)
    page = client.get("/bureau", as_=emiel)
    assert rows(page) == []
    assert "Eén complete aanvraag wacht op een ander lid" in page.main
    assert people.list_conflicted(emiel.id, [alice.id], on=world.today) == {alice.id}
    assert bool(people.find_conflicts_between(emiel.id, alice.id, on=world.today))


def test_a_vog_that_was_too_old_when_it_was_seen_still_waits_for_the_desk(client: PageClient, world: World, desk: Someone) -> None:
    alice = world.person("alice", Role.STUDENT)
    key = application(alice, world, desk, days=5, checks=(CheckItem.IDENTITY, CheckItem.FEE))
    with transaction():
        row = db.session.get(Application, key)
        assert row is not None
        old = world.today - timedelta(days=200)
        certification.record_check(application=row, item=CheckItem.CONDUCT_CERTIFICATE, dated_on=old, actor=world.actor(desk), at=world.clock.now())
    assert "Nog vast te leggen: VOG." in rows(client.get("/bureau", as_=desk))[0]


def test_an_invitation_that_ran_out_is_work_and_one_button_mends_it(client: PageClient, desk: Someone, clock: FixedClock) -> None:
    form = {"email": "zoe@ruimbaan.example", "initials": "Z.", "family_name": "Verzinsel", "role": "student"}
    client.submit(client.get("/bureau/personen/nieuw", as_=desk), "/bureau/personen/nieuw", "Account maken", as_=desk, **form)
    assert rows(client.get("/bureau", as_=desk)) == []
    clock.move(timedelta(days=7, minutes=1))
    assert "1 persoon zonder geldige uitnodiging" in rows(client.get("/bureau", as_=desk))[0]
    page = client.get("/bureau/personen/zonder-uitnodiging", as_=desk)
    page = client.follow(client.submit(page, "/bureau/personen/zonder-uitnodiging", "Stuur de uitnodiging", as_=desk), as_=desk)
    assert "De uitnodiging is onderweg." in page.main
    assert rows(client.get("/bureau", as_=desk)) == []


def test_mail_that_never_went_is_work_and_can_be_tried_again(client: PageClient, desk: Someone, clock: FixedClock) -> None:
    def refuse(_message: object) -> None:
        raise OSError

    with transaction():
        outbox.queue_mail("weg@x.example", "Besluit", "Tekst", at=clock.now(), person_id=desk.id)
    for _ in range(outbox.MAX_ATTEMPTS):
        clock.move(timedelta(hours=13))
        outbox.deliver_due(clock.now(), send=refuse)
    assert "1 mail kwam niet weg" in rows(client.get("/bureau", as_=desk))[0]
    page = client.get("/bureau/mail", as_=desk)
    assert "weg@x.example" in page.main
    client.submit(page, "/bureau/mail", "Alles opnieuw proberen", as_=desk)
    assert outbox.list_stuck() == []
    assert outbox.deliver_due(clock.now(), send=lambda _message: None) == 1


def test_who_only_administers_sees_no_applications_and_no_activities(client: PageClient, world: World, desk: Someone) -> None:
    admin, alice = world.person("wim", Role.ADMIN), world.person("alice", Role.STUDENT)
    claim(alice, world, "Lezing", days=2)
    application(alice, world, desk, days=1, checks=())
    assert "Er wacht nu niets op u." in client.get("/bureau", as_=admin).main
