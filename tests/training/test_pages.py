"""The student's way through a module, page by page."""

from datetime import timedelta

import pytest

from lms.accounts.terms import Role
from lms.catalogue.terms import Course
from lms.credits import queries as credits
from lms.credits.terms import Track
from lms.kernel.clock import FixedClock
from tests.browse import Page, PageClient
from tests.courses import right_answers
from tests.people import Someone, World


@pytest.fixture
def course(world: World) -> Course:
    return world.publish()


@pytest.fixture
def alice(world: World, course: Course) -> Someone:
    student = world.person("alice", Role.STUDENT)
    world.group(course, student, trainers=(world.person("bob", Role.TRAINER),))
    return student


def take_quiz(client: PageClient, module: str, who: Someone, *, wrong: int = 0) -> Page:
    """Answer every question of the module's quiz as a browser would, so many of them wrong; returns the result page."""
    page = client.follow(client.submit(client.get(f"/mijn/toetsen/{module}", as_=who), f"/mijn/toetsen/{module}", "toets", as_=who), as_=who)
    answers = right_answers(module)
    while page.h1.startswith("Vraag"):
        action, fields = page.form("Antwoord opslaan")
        question = next(name for name, text in _texts(module).items() if text in page.main)
        given = answers[question]
        if wrong:
            given = {
                name: ["c" if value in {"a", "b"} else "true" if value == "false" else "99" if name == "antwoord" else value]
                for name, (value, *_) in given.items()
            }
            if {"p1", "i1"} & set(given):
                turned = [value for value, *_ in given.values()][1:] + [value for value, *_ in given.values()][:1]
                given = {name: [value] for name, value in zip(given, turned, strict=True)}
            wrong -= 1
        page = client.follow(client.post(action, {"csrf_token": fields["csrf_token"], **given}, as_=who), as_=who)
    action, fields = page.form("inleveren")
    return client.follow(client.post(action, fields, as_=who), as_=who)


def _texts(module: str) -> dict[str, str]:
    words = ("Welke?", "Welke allemaal?", "Is dit waar?", "Hoeveel weken?", "Hoe heet dat?", "Wat hoort bij elkaar?", "In welke volgorde?")
    return {f"{module}-q{n}": text for n, text in enumerate(words, start=1)}


def test_the_module_page_prints_the_rule_that_counts(client: PageClient, alice: Someone) -> None:
    page = client.get("/mijn/modules/m1", as_=alice)
    assert "Alle 2 lessen gelezen: 0 van 2" in page.main
    assert "Kennistoets gehaald (ten minste 70 procent goed) (nog niet)" in page.main


def test_a_lesson_costs_at_most_six_queries(client: PageClient, alice: Someone) -> None:
    client.get("/mijn/lessen/m1-les-een", as_=alice)
    page = client.get("/mijn/lessen/m1-les-een", as_=alice)
    assert page.status == 200
    assert len(page.queries) <= 6, page.queries


def test_reading_a_lesson_leads_to_the_next_and_then_to_the_quiz(client: PageClient, alice: Someone) -> None:
    page = client.get("/mijn/lessen/m1-les-een", as_=alice)
    page = client.follow(client.submit(page, "", "gelezen", as_=alice), as_=alice)
    assert page.h1 == "Les m1-les-twee"
    page = client.follow(client.submit(page, "", "gelezen", as_=alice), as_=alice)
    assert "Nu de kennistoets" in page.main


def test_the_place_in_a_lesson_is_kept(client: PageClient, alice: Someone) -> None:
    page = client.get("/mijn/lessen/m1-les-een", as_=alice)
    client.submit(page, "", "Bewaar mijn plek", as_=alice, position="tweede-deel")
    page = client.get("/mijn/lessen/m1-les-een", as_=alice)
    assert "Je was gebleven bij Tweede deel" in page.main
    assert page.link("Tweede deel") == "#tweede-deel"
    assert client.get("/mijn", as_=alice).link("Ga verder") == "/mijn/lessen/m1-les-een#tweede-deel"
    assert page.soup.find(id="tweede-deel") is not None


def test_a_place_that_is_not_in_the_lesson_is_refused(client: PageClient, alice: Someone) -> None:
    assert client.post("/mijn/lessen/m1-les-een/plek", {"position": "elders"}, as_=alice).status == 404


def test_all_seven_types_right_pass_the_quiz(client: PageClient, alice: Someone) -> None:
    page = take_quiz(client, "m1", alice)
    assert "Je had 7 van de 7 vragen goed" in page.main
    assert "Gehaald" in page.main


def test_five_of_seven_passes_and_four_of_seven_does_not(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    page = take_quiz(client, "m1", alice, wrong=3)
    assert "Je had 4 van de 7 vragen goed" in page.main
    assert "Nog niet gehaald" in page.main
    clock.move(timedelta(hours=24))
    page = take_quiz(client, "m1", alice, wrong=2)
    assert "Je had 5 van de 7 vragen goed" in page.main
    assert "Nog niet gehaald" not in page.main


def test_a_retake_waits_and_says_until_when(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    take_quiz(client, "m1", alice, wrong=7)
    page = client.get("/mijn/toetsen/m1", as_=alice)
    assert "Je kunt opnieuw beginnen vanaf 25 november 2026, 10.00 uur" in page.main
    assert client.post("/mijn/toetsen/m1", as_=alice).status == 409
    clock.move(timedelta(hours=24))
    assert client.post("/mijn/toetsen/m1", as_=alice).status == 302


def test_a_quiz_is_resumed_at_the_first_open_question(client: PageClient, alice: Someone) -> None:
    page = client.follow(client.post("/mijn/toetsen/m1", as_=alice), as_=alice)
    action, _ = page.form("Antwoord opslaan")
    question = next(name for name, text in _texts("m1").items() if text in page.main)
    client.post(action, right_answers("m1")[question], as_=alice)
    page = client.get(action, as_=alice)
    assert page.soup.select("[checked], option[selected], input[type=text][value]:not([value=''])"), "the answer is filled in"
    second = action.rsplit("/", 1)[0] + "/2"
    assert client.post("/mijn/toetsen/m1", as_=alice).location == second
    assert client.get("/mijn", as_=alice).link("Ga verder") == second


def test_an_empty_answer_is_an_error_on_the_question(client: PageClient, alice: Someone) -> None:
    page = client.follow(client.post("/mijn/toetsen/m1", as_=alice), as_=alice)
    page = client.post(page.form("Antwoord opslaan")[0], {}, as_=alice)
    assert page.status == 422
    assert page.errors, page.main


def test_handing_in_twice_shows_the_same_result(client: PageClient, alice: Someone) -> None:
    page = client.follow(client.post("/mijn/toetsen/m1", as_=alice), as_=alice)
    path = page.form("Antwoord opslaan")[0].rsplit("/", 1)[0]
    first = client.post(f"{path}/inleveren", as_=alice)
    second = client.post(f"{path}/inleveren", as_=alice)
    assert (first.status, second.status) == (302, 302)
    assert first.location == second.location


def test_an_answer_after_handing_in_changes_nothing(client: PageClient, alice: Someone) -> None:
    page = client.follow(client.post("/mijn/toetsen/m1", as_=alice), as_=alice)
    action = page.form("Antwoord opslaan")[0]
    client.post(action.rsplit("/", 1)[0] + "/inleveren", as_=alice)
    assert client.post(action, {"antwoord": ["a"]}, as_=alice).status == 409


def test_nobody_sees_the_attempt_of_another(client: PageClient, world: World, alice: Someone) -> None:
    page = client.follow(client.post("/mijn/toetsen/m1", as_=alice), as_=alice)
    path = page.form("Antwoord opslaan")[0]
    charlie = world.person("charlie", Role.STUDENT)
    assert client.get(path, as_=charlie).status == 404
    assert client.post(path, {"antwoord": ["a"]}, as_=charlie).status == 404


def test_a_running_attempt_keeps_the_course_version_it_began_with(client: PageClient, world: World, alice: Someone, clock: FixedClock) -> None:
    from tests.courses import small_course  # noqa: PLC0415 -- a second version of the same course

    page = client.follow(client.post("/mijn/toetsen/m1", as_=alice), as_=alice)
    clock.move(timedelta(minutes=1))
    newer = small_course("2027.2")
    newer["modules/01-eerste/quiz.yml"] = newer["modules/01-eerste/quiz.yml"].replace("m1-q", "m1-nieuw-")
    world.publish(newer)
    assert client.get(page.form("Antwoord opslaan")[0], as_=alice).status == 200


def test_a_finished_module_posts_its_points_at_once_and_once(client: PageClient, alice: Someone) -> None:
    take_quiz(client, "m2", alice)
    for lesson in ("m2-les-een", "m2-les-twee"):
        client.post(f"/mijn/lessen/{lesson}/gelezen", as_=alice)
    client.post("/mijn/lessen/m2-les-twee/gelezen", as_=alice)
    entries = credits.list_entries(alice.id, track=Track.ENTRY)
    assert [(entry.activity_key, entry.points, entry.themes.R, entry.themes.E) for entry in entries] == [("module:klantmanager:m2", 200, 150, 50)]


@pytest.mark.usefixtures("course")
def test_who_is_not_enrolled_is_told_so(client: PageClient, world: World) -> None:
    charlie = world.person("charlie", Role.STUDENT)
    page = client.get("/mijn/modules", as_=charlie)
    assert "Je bent nog niet ingeschreven" in page.main
    assert "M1. Module m1" in page.main
    assert not page.soup.select("main .card a")
    page = client.get("/mijn/modules/m1", as_=charlie)
    assert page.status == 404
    assert "nog niet ingeschreven" in page.main


@pytest.mark.usefixtures("course")
def test_a_visitor_is_asked_to_sign_in_and_returns(client: PageClient) -> None:
    page = client.get("/mijn/modules")
    assert page.status == 302
    assert page.location == "/inloggen?next=/mijn/modules"


def test_a_note_is_one_s_own_kept_and_shown_again(client: PageClient, world: World, alice: Someone) -> None:
    page = client.get("/mijn/lessen/m1-les-een", as_=alice)
    page = client.submit(page, "", "Bewaar mijn notitie", as_=alice, note="Onthouden: <b>artikel 3:2</b>")
    assert (page.status, page.location) == (302, "/mijn/lessen/m1-les-een#notitie")
    page = client.get("/mijn/lessen/m1-les-een", as_=alice)
    assert page.form("Bewaar mijn notitie")[1]["note"] == "Onthouden: <b>artikel 3:2</b>"
    charlie = world.person("charlie", Role.STUDENT)
    world.group(world.publish(), charlie)
    assert "artikel 3:2" not in client.get("/mijn/lessen/m1-les-een", as_=charlie).values
    assert "artikel 3:2" not in client.get("/mijn/lessen/m1-les-twee", as_=alice).values


def test_a_note_changed_in_another_tab_is_shown_beside_what_was_typed_and_then_can_be_saved(client: PageClient, alice: Someone) -> None:
    client.get("/mijn/lessen/m1-les-een", as_=alice)
    mine, other = client.get("/mijn/lessen/m1-les-een", as_=alice), client.get("/mijn/lessen/m1-les-een", as_=alice)
    client.submit(other, "", "Bewaar mijn notitie", as_=alice, note="Van het andere tabblad")
    page = client.submit(mine, "", "Bewaar mijn notitie", as_=alice, note="Van dit tabblad")
    assert page.status == 409
    assert "Van het andere tabblad" in page.main
    assert page.form("Bewaar mijn notitie")[1]["note"] == "Van dit tabblad"
    assert client.submit(page, "/mijn/lessen/m1-les-een/notitie", "Bewaar mijn notitie", as_=alice).status == 302


def test_a_script_saves_the_note_and_is_told_the_version_or_what_is_wrong(client: PageClient, alice: Someone) -> None:
    client.get("/mijn/lessen/m1-les-een", as_=alice)
    headers = {"Accept": "application/json"}
    path = "/mijn/lessen/m1-les-een/notitie"
    page = client.post(path, {"note": "a", "version": "0"}, as_=alice, headers=headers)
    assert (page.status, page.json) == (200, {"version": 1, "saved_at_text": "Opgeslagen om 10.00.00"})
    page = client.post(path, {"note": "b", "version": "0"}, as_=alice, headers=headers)
    assert page.status == 409
    assert "ergens anders veranderd" in page.json["message"]


@pytest.mark.parametrize(
    ("fields", "said"), [({"note": "x" * 10_001, "version": "0"}, "hooguit 10.000 tekens"), ({"note": "x"}, "Vernieuw de pagina")]
)
def test_a_note_that_cannot_be_kept_is_refused_in_words_and_given_back(client: PageClient, alice: Someone, fields: dict[str, str], said: str) -> None:
    page = client.post("/mijn/lessen/m1-les-een/notitie", fields, as_=alice)
    assert page.status == 422
    assert said in page.main
    assert fields["note"] in page.values


def test_a_lesson_says_its_place_its_length_and_of_which_day_it_is(client: PageClient, alice: Someone) -> None:
    page = client.get("/mijn/lessen/m1-les-een", as_=alice)
    assert "Les 1 van 2 20 minuten Peildatum 1 juli 2026 Nog niet door een jurist gekeurd" in page.main
    assert page.link("Eerste deel") == "#eerste-deel"


def test_a_lesson_read_out_of_order_says_what_is_left(client: PageClient, alice: Someone) -> None:
    page = client.submit(client.get("/mijn/lessen/m1-les-twee", as_=alice), "", "gelezen", as_=alice)
    assert "1 les is nog niet als gelezen gemarkeerd" in client.follow(page, as_=alice).main


def test_before_the_group_begins_the_modules_can_be_seen_and_nothing_opened(
    client: PageClient, world: World, course: Course, clock: FixedClock
) -> None:
    early = world.person("charlie", Role.STUDENT)
    world.group(course, early)
    clock.set(clock.now() - timedelta(days=8))
    page = client.get("/mijn/modules", as_=early)
    assert "Je groep begint op 17 november 2026" in page.main
    for path in ("/mijn/modules/m1", "/mijn/lessen/m1-les-een", "/mijn/toetsen/m1"):
        page = client.get(path, as_=early)
        assert page.status == 409
        assert "Je groep begint op 17 november 2026. Vanaf die dag staan de lessen en toetsen open." in page.main
    assert client.post("/mijn/toetsen/m1", as_=early).status == 409
    assert client.post("/mijn/lessen/m1-les-een/gelezen", as_=early).status == 409
    clock.set(clock.now() + timedelta(days=1))
    assert client.get("/mijn/lessen/m1-les-een", as_=early).status == 200


def test_after_the_group_has_ended_everything_stays_readable(client: PageClient, alice: Someone, clock: FixedClock) -> None:
    clock.set(clock.now() + timedelta(days=358))
    page = client.get("/mijn/modules", as_=alice)
    assert "Je groep is afgelopen op 16 november 2027" in page.main
    assert client.get("/mijn/lessen/m1-les-een", as_=alice).status == 200


def test_with_feedback_at_once_the_answer_stands_and_the_next_question_follows(client: PageClient, world: World) -> None:
    from tests.courses import small_course  # noqa: PLC0415 -- another version of the course

    files = small_course()
    files["modules/01-eerste/quiz.yml"] = files["modules/01-eerste/quiz.yml"].replace("pass_percent: 70", "pass_percent: 70\nfeedback: now")
    student = world.person("charlie", Role.STUDENT)
    world.group(world.publish(files), student)
    assert "Na elk antwoord zie je meteen de uitleg" in client.get("/mijn/toetsen/m1", as_=student).main
    page = client.follow(client.post("/mijn/toetsen/m1", as_=student), as_=student)
    action, _ = page.form("Antwoord opslaan")
    question = next(name for name, text in _texts("m1").items() if text in page.main)
    page = client.follow(client.post(action, right_answers("m1")[question], as_=student), as_=student)
    assert "Goed" in page.main
    assert "Daarom. Bron: Verzonnen bron (peildatum 1 juli 2026)." in page.main
    assert page.link("Lees terug in de les") == "/mijn/lessen/m1-les-een"
    assert page.link("Volgende vraag") == action[:-1] + "2"
    assert client.post(action, right_answers("m1")[question], as_=student).status == 409


def test_the_feedback_names_the_rule_and_leads_to_the_lesson(client: PageClient, alice: Someone) -> None:
    page = take_quiz(client, "m1", alice, wrong=2)
    assert page.main.count("Daarom. Bron: Verzonnen bron (peildatum 1 juli 2026).") == 7
    assert page.link("Lees terug in de les") == "/mijn/lessen/m1-les-een"


def test_before_starting_one_reads_how_many_attempts_are_left_and_from_when(client: PageClient, alice: Someone) -> None:
    assert "Je hebt 3 pogingen. Tussen twee pogingen zit ten minste 24 uur." in client.get("/mijn/toetsen/m1", as_=alice).main
    take_quiz(client, "m1", alice, wrong=7)
    assert "Je hebt 3 pogingen; 2 over." in client.get("/mijn/toetsen/m1", as_=alice).main
    assert "Kennistoets m1: opnieuw vanaf 25 november 2026, 10.00 uur" in client.get("/mijn", as_=alice).main


def test_the_same_choice_twice_comes_back_with_what_was_chosen(client: PageClient, alice: Someone) -> None:
    page = client.follow(client.post("/mijn/toetsen/m1", as_=alice), as_=alice)
    while "In welke volgorde?" not in page.main:
        page = client.get(f"{page.link('Naar het overzicht')}/{_next(page)}", as_=alice)
    page = client.post(page.form("Antwoord opslaan")[0], {"i1": "1", "i2": "1", "i3": "3"}, as_=alice)
    assert (page.status, page.errors) == (422, ["Je koos twee keer hetzelfde. Elke keuze hoort bij één regel."])
    assert page.form("Antwoord opslaan")[1]["i2"] == "1"


def _next(page: Page) -> int:
    return int(page.h1.split()[1]) + 1


def test_two_tabs_answer_the_same_question_and_the_last_answer_holds(client: PageClient, alice: Someone) -> None:
    page = client.follow(client.post("/mijn/toetsen/m1", as_=alice), as_=alice)
    while "Welke?" not in page.main:
        page = client.get(f"{page.link('Naar het overzicht')}/{_next(page)}", as_=alice)
    action = page.form("Antwoord opslaan")[0]
    for value in ("b", "a"):
        assert client.post(action, {"antwoord": value}, as_=alice).status == 302
    assert client.get(action, as_=alice).form("Antwoord opslaan")[1]["antwoord"] == "a"


def test_the_lesson_belongs_to_modules_in_the_menu(client: PageClient, alice: Someone) -> None:
    marked = client.get("/mijn/lessen/m1-les-een", as_=alice).soup.select("nav.sub [aria-current=page]")
    assert [link.get_text() for link in marked] == ["Modules"]


def test_a_question_left_open_sends_the_reader_to_the_control_that_is_missing(client: PageClient, alice: Someone) -> None:
    first = client.follow(client.submit(client.get("/mijn/toetsen/m1", as_=alice), "", "toets", as_=alice), as_=alice)
    for question in first.soup.select(".question-numbers a"):
        page = client.submit(client.get(str(question["href"]), as_=alice), "", "Antwoord opslaan", as_=alice)
        (link,) = page.soup.select(".errors a")
        assert page.soup.select(str(link["href"]))[0].name in {"fieldset", "select", "input"}
        assert link.get_text() == page.soup.select(".field__error")[0].get_text()
