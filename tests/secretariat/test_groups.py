"""Groups: who trains them, who is in them, and how far everybody is."""

from datetime import timedelta

import pytest

from lms.accounts import queries as people
from lms.accounts.terms import Role
from lms.catalogue import queries as catalogue
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction
from lms.training import actions as training
from lms.training import queries as groups
from tests.browse import PageClient
from tests.people import Someone, World


@pytest.fixture
def desk(world: World) -> Someone:
    return world.person("roos", Role.SECRETARIAT)


@pytest.fixture
def bob(world: World) -> Someone:
    return world.person("bob", Role.TRAINER)


@pytest.fixture
def alice(world: World) -> Someone:
    return world.person("alice", Role.STUDENT)


@pytest.fixture
def group_id(world: World, alice: Someone, bob: Someone) -> int:
    return world.group(world.publish(), alice, trainers=(bob,))


def read_a_lesson(person: Someone, world: World) -> None:
    course = catalogue.get_current_course("klantmanager")
    module = course.modules[0]
    with transaction():
        enrolment = groups.get_enrolment(person.id, course.id)
        training.mark_read(
            enrolment=enrolment, course=course, module=module, lesson_id=module.lessons[0].id, actor=world.actor(person), at=world.clock.now()
        )


def test_a_trainer_sees_how_far_the_own_students_are_and_no_other_group(
    client: PageClient, world: World, group_id: int, bob: Someone, alice: Someone
) -> None:
    other = world.person("hanna", Role.STUDENT)
    world.group(world.publish(), other, trainers=(world.person("gijs", Role.TRAINER),))
    assert "nog niet begonnen" in client.get("/beoordelen/groepen", as_=bob).main
    read_a_lesson(alice, world)
    page = client.get("/beoordelen/groepen", as_=bob)
    assert alice.name.formal in page.main
    assert "nog niet begonnen" not in page.main
    assert other.name.formal not in page.main
    assert group_id


def use_up(person: Someone, world: World) -> None:
    """Three attempts at the first quiz, all failed, a day apart."""
    course = catalogue.get_current_course("klantmanager")
    for _ in range(3):
        with transaction():
            facts = {"course": course, "actor": world.actor(person), "at": world.clock.now()}
            enrolment = groups.get_enrolment(person.id, course.id)
            attempt = training.start_attempt(enrolment=enrolment, module=course.modules[0], **facts)  # type: ignore[arg-type]  # test shorthand
            training.finish_attempt(attempt=attempt, **facts)  # type: ignore[arg-type]  # the same
        world.clock.move(timedelta(hours=24))


@pytest.mark.usefixtures("group_id")
def test_a_trainer_gives_who_used_all_attempts_one_more(client: PageClient, world: World, bob: Someone, alice: Someone) -> None:
    path, quiz, stuck = "/beoordelen/groepen", "/mijn/toetsen/m1", "Kennistoets m1: alle pogingen gebruikt"
    assert stuck not in client.get(path, as_=bob).main
    use_up(alice, world)
    assert "alle pogingen gebruikt" in client.get(quiz, as_=alice).main
    assert client.post(quiz, as_=alice).status == 409
    page = client.get(path, as_=bob)
    assert stuck in page.main
    page = client.follow(client.submit(page, path, "Nog een poging geven", as_=bob), as_=bob)
    assert "De cursist heeft er een poging bij." in page.main
    assert stuck not in page.main
    page = client.get(quiz, as_=alice)
    assert "Je hebt 4 pogingen; 1 over." in page.main
    assert len(page.queries) <= 6
    assert client.submit(page, quiz, "Begin aan de toets", as_=alice).status == 302
    assert "Je hebt 4 pogingen; 0 over." in client.get(quiz, as_=alice).main


def test_the_desk_gives_an_attempt_and_a_trainer_of_another_group_finds_nothing(
    client: PageClient, world: World, desk: Someone, group_id: int, alice: Someone
) -> None:
    use_up(alice, world)
    gijs, hanna = world.person("gijs", Role.TRAINER), world.person("hanna", Role.STUDENT)
    other = world.group(catalogue.get_current_course("klantmanager"), hanna, trainers=(gijs,))
    path, give = f"/bureau/groepen/{group_id}", f"/beoordelen/groepen/{group_id}/cursisten/{alice.id}/poging"
    assert client.post(give, {"module_id": "m1"}, as_=gijs).status == 404
    assert client.post(give.replace(str(group_id), str(other), 1), {"module_id": "m1"}, as_=gijs).status == 404
    assert client.post(give, {"module_id": "m1"}, as_=alice).status == 403
    page = client.submit(client.get(path, as_=desk), path, "Nog een poging geven", as_=desk)
    assert page.location == path
    assert "alle pogingen gebruikt" not in client.get(path, as_=desk).main
    page = client.post(give, {"module_id": "m1"}, as_=desk)
    assert page.status == 409
    assert "pas als alle pogingen zijn gebruikt" in page.main
    assert client.post(give, {"module_id": "m9"}, as_=desk).status == 404


def test_a_group_that_is_over_leaves_the_trainer_s_page(client: PageClient, group_id: int, bob: Someone, clock: FixedClock) -> None:
    clock.move(timedelta(days=400))
    assert "U traint nu geen groep." in client.get("/beoordelen/groepen", as_=bob).main
    assert group_id


def test_a_second_trainer_is_tied_to_everybody_in_the_group(client: PageClient, world: World, desk: Someone, group_id: int, alice: Someone) -> None:
    gijs, path = world.person("gijs", Role.TRAINER), f"/bureau/groepen/{group_id}"
    page = client.submit(client.get(path, as_=desk), path, "Trainer toevoegen", as_=desk, trainer=gijs.email)
    assert page.status == 302
    assert gijs.id in groups.trainers_of(group_id)
    assert people.find_conflicts_between(gijs.id, alice.id, on=world.today) == ("U hebt deze persoon opgeleid.",)


def test_a_trainer_who_is_none_is_refused_on_the_field(client: PageClient, desk: Someone, group_id: int, alice: Someone) -> None:
    path = f"/bureau/groepen/{group_id}"
    page = client.submit(client.get(path, as_=desk), path, "Trainer toevoegen", as_=desk, trainer=alice.email)
    assert (page.status, page.errors) == (422, ["Er is niemand met dit adres die trainer is."])
    assert [field["value"] for field in page.soup.select("details[open] #trainer")] == [alice.email]


def test_who_was_enrolled_by_mistake_is_taken_out_until_there_is_work(
    client: PageClient, world: World, desk: Someone, group_id: int, alice: Someone
) -> None:
    remove = f"/bureau/groepen/{group_id}/cursisten/{alice.id}/verwijderen"
    read_a_lesson(alice, world)
    assert client.post(remove, {}, as_=desk).status == 409
    hanna = world.person("hanna", Role.STUDENT)
    path = f"/bureau/groepen/{group_id}"
    client.submit(client.get(path, as_=desk), path, "Cursist inschrijven", as_=desk, email=hanna.email)
    page = client.get(path, as_=desk)
    assert len(page.soup.select("main tbody form")) == 1
    assert client.submit(page, path, "Weghalen", as_=desk).status == 302
    assert [member.person_id for member in groups.members_of(group_id)] == [alice.id]
    assert [tie.until for tie in people.list_ties(about=hanna.id, on=world.today)] == [world.today + timedelta(days=1)]
    assert client.post(f"/bureau/groepen/{group_id}/cursisten/{hanna.id}/verwijderen", {}, as_=desk).status == 404


def test_the_page_of_a_group_costs_the_same_however_many_are_in_it(client: PageClient, world: World, desk: Someone, bob: Someone) -> None:
    course = world.publish()
    small = world.group(course, world.person("hanna", Role.STUDENT), trainers=(bob,))
    large = world.group(course, *(world.person(nick, Role.STUDENT) for nick in ("gijs", "fatma", "dina", "emiel")), trainers=(bob,))
    costs = [len(client.get(f"/bureau/groepen/{key}", as_=desk).queries) for key in (small, large)]
    assert costs[0] == costs[1]
    assert costs[0] <= 10
