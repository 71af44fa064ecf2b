"""Everything that is kept about oneself, in a file; of others not a name."""

import io
import json
import shutil
import subprocess

import pytest

from lms.accounts.terms import Role
from lms.exams import actions as exams
from lms.exams import queries as rounds
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction
from tests.browse import PageClient
from tests.people import World
from tests.portal.test_home import finish_everything, open_round
from tests.portal.test_points import PDF, claim, register


def test_the_file_holds_everything_and_nobody_else(client: PageClient, world: World, clock: FixedClock) -> None:
    course = world.publish()
    world.code_of_conduct()
    alice = world.person("alice", Role.STUDENT, employer="Gemeente Veldersluis")
    trainer = world.person("bob", Role.TRAINER, employer="Opleidingshuis")
    world.group(course, alice, trainers=(trainer,))
    finish_everything(world, alice, course)
    client.post("/mijn/lessen/m1-les-een/notitie", {"note": "Mijn eigen notitie", "version": "0"}, as_=alice)
    claim(client, alice, evidence=(io.BytesIO(PDF), "bewijs.pdf"))
    number = open_round(world, course, alice)
    with transaction():
        script = exams.start_script(round_=rounds.get_round(number), actor=world.actor(alice), at=clock.now())
        own = rounds.find_own_script(script.id)
        assert own is not None
        exams.save_answers(own=own, texts={"besluit": "Mijn examentekst"}, version=0, at=clock.now())
    register(alice)
    client.post("/mijn/aanvraag/beroepscode", {"accepted": "y"}, as_=alice)
    text = client.get("/mijn/gegevens.json", as_=alice).response.get_data(as_text=True)
    data = json.loads(text)
    assert data["persoon"]["e-mail"] == alice.email
    assert [row["naam"] for row in data["werkgevers"]] == ["Gemeente Veldersluis"]
    assert data["opleiding"]["notities"] == {"m1-les-een": "Mijn eigen notitie"}
    assert [(row["module"], row["goed"], row["gehaald"]) for row in data["opleiding"]["kennistoetsen"]] == [("m1", 7, True), ("m2", 7, True)]
    assert data["opleiding"]["kennistoetsen"][0]["antwoorden"]["m1-q1"] == {"antwoord": ["a"]}
    assert data["examenwerk"][0]["antwoorden"] == {"besluit": "Mijn examentekst"}
    assert {row["activiteit"] for row in data["punten"]} == {"Module M1: Module m1", "Module M2: Module m2"}
    assert (data["eigen activiteiten"][0]["gevraagd"], data["eigen activiteiten"][0]["bewijs meegestuurd"]) == (4, True)
    assert data["registratie"]["gebeurtenissen"]
    assert (data["banden"][0]["soort"], bool(data["aanmeldingen"])) == ("trainer", True)
    others = ("bob@", "emiel@", "fatma@", "gijs@", "roos@", "Proefman", "Stempel", "Verzonnen,", "Casusdijk", "Opleidingshuis")
    assert not [words for words in others if words in text]


@pytest.mark.parametrize("role", [Role.EXAMINER, Role.SECRETARIAT])
def test_who_does_not_learn_has_a_file_too(client: PageClient, world: World, role: Role) -> None:
    world.publish()
    someone = world.person("emiel", role)
    page = client.get("/mijn/gegevens", as_=someone)
    assert "Studieoverzicht" not in page.main
    data = client.get(page.link("Download"), as_=someone).json
    assert (data["persoon"]["e-mail"], data["opleiding"], data["registratie"]) == (someone.email, None, None)


def test_the_transcript_is_a_pdf_that_says_what_was_done(client: PageClient, world: World) -> None:
    course = world.publish()
    alice = world.person("alice", Role.STUDENT)
    world.group(course, alice)
    finish_everything(world, alice, course)
    answer = client.get(client.get("/mijn/gegevens", as_=alice).link("Studieoverzicht"), as_=alice)
    assert answer.headers["Content-Type"] == "application/pdf"
    text = " ".join(read_pdf(answer.response.data).split())
    for words in (
        "Studieoverzicht A. (Alice) Denkbeeld Kleine opleiding, Groep Wilgen",
        "Module M1: Module m1 Behaald op 24-11-2026. 2 van 2",
        "Examen Het examen is nog niet gehaald. 0 van 1",
        "Het is geen certificaat",
    ):
        assert words in text


def read_pdf(data: bytes) -> str:
    """The text of a PDF, by poppler's pdftotext."""
    tool = shutil.which("pdftotext")
    assert tool is not None, "poppler-utils is needed: apt install poppler-utils"
    return subprocess.run([tool, "-layout", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
