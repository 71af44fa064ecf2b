"""From the first lesson to the public register, through HTTP as the people would.

Set-up makes only people, roles and a group; the round is made on the desk's own pages. From the first page to the last the test sends
HTTP and moves the clock, nothing else: everybody signs in with a password, and again when the clock has ended their session.
"""

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lms.accounts.terms import Role
from lms.catalogue.terms import Course, Module
from lms.kernel.clock import FixedClock
from lms.kernel.config import ROOT
from tests.answers import right_fields
from tests.browse import Page, Visitors
from tests.people import Someone, World

TEXT = "Ik heb eerst nagevraagd wat vaststaat. Daarna woog ik wat dit besluit voor mevrouw en haar kinderen betekent. "


class Chain:
    """The people of the story and what they do, one method a step."""

    def __init__(self, app: Flask, world: World, clock: FixedClock) -> None:
        self.client, self.world, self.clock = Visitors(app, world.password), world, clock
        self.course = self._published()
        self.student = world.person("alice", Role.STUDENT, employer="Gemeente Veldersluis")
        self.trainer = world.person("bob", Role.TRAINER, Role.REGISTRATION_COMMITTEE, employer="Opleidingshuis")
        self.examiners = [world.person(nick, Role.EXAMINER, employer=f"Gemeente {nick}") for nick in ("charlie", "dina", "emiel", "fatma")]
        self.board = world.person("gijs", Role.EXAM_BOARD)
        self.committee = world.person("hanna", Role.REGISTRATION_COMMITTEE)
        self.desk = world.person("roos", Role.SECRETARIAT)
        world.group(self.course, self.student, trainers=(self.trainer,))
        world.code_of_conduct()

    def _published(self) -> Course:
        folder = ROOT / "courses" / "klantmanager"
        return self.world.publish(
            {
                path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
                for path in folder.rglob("*")
                if path.suffix in {".yml", ".md", ".svg"}
            }
        )

    def get(self, path: str, who: Someone | None = None) -> Page:
        """A page as somebody sees it."""
        return self.client.get(path, as_=who)

    def send(self, page: Page, path: str, button: str, who: Someone, **changes: Any) -> Page:  # noqa: ANN401 -- field values
        """Send a form and follow where it leads."""
        return self.client.follow(self.client.submit(page, path, button, as_=who, **changes), as_=who)

    def study(self, module: Module) -> None:
        """Read every lesson, stop in the middle of one, take the quiz with a pause, write the practice case."""
        for place, lesson in enumerate(module.lessons):
            page = self.get(f"/mijn/lessen/{lesson.id}", self.student)
            if place == 1:
                self.send(page, "", "Bewaar mijn plek", self.student, position=lesson.headings[1].id)
                self.clock.move(timedelta(days=1))
                onward = self.get("/mijn", self.student).link("Ga verder")
                assert onward.endswith(f"/{lesson.id}#{lesson.headings[1].id}")
                page = self.get(onward, self.student)
            self.send(page, "", "gelezen", self.student)
        self.take_quiz(module)
        for case_id in module.case_ids:
            self.practise(module, case_id)

    def take_quiz(self, module: Module) -> None:
        """Answer everything right, with a day's rest after the fourth question."""
        assert module.quiz is not None
        questions = {" ".join(question.text.split()): question for question in module.quiz.questions}
        path = f"/mijn/toetsen/{module.id}"
        page = self.send(self.get(path, self.student), path, "toets", self.student)
        answered = 0
        while page.h1.startswith("Vraag"):
            words = " ".join(page.soup.select_one(".question").get_text(" ").split())  # type: ignore[union-attr]  # every question has one
            action, fields = page.form("Antwoord opslaan")
            sent = {"csrf_token": fields["csrf_token"], **right_fields(questions[words])}
            page = self.client.follow(self.client.post(action, sent, as_=self.student), as_=self.student)
            answered += 1
            if answered == 4:
                self.clock.move(timedelta(hours=20))
                page = self.get(self.get("/mijn", self.student).link("Ga verder"), self.student)
                assert page.h1 == f"Vraag 5 van {module.quiz.count}"
        page = self.send(page, "", "Toets inleveren", self.student)
        assert f"Je had {module.quiz.count} van de {module.quiz.count} vragen goed" in page.main

    def practise(self, module: Module, case_id: str) -> None:
        """Write a practice case; the trainer marks it sufficient."""
        path = f"/mijn/oefenen/{module.id}/{case_id}"
        page = self.send(self.get(path, self.student), path, "Begin met schrijven", self.student)
        self.write(page, case_id)
        code = self.queue(self.trainer)[0]
        self.mark(self.trainer, code, level=3)

    def write(self, page: Page, case_id: str) -> Page:
        """Save by itself, come back, check, hand in."""
        case = self.course.case(case_id)
        action, fields = page.form("Opslaan")
        fields |= {f"tekst-{task.id}": f"{task.title}. {TEXT * 30}" for task in case.tasks}
        saved = self.client.post(action, fields, as_=self.student, headers={"Accept": "application/json"})
        assert saved.json["saved_at_text"].startswith("Opgeslagen om ")
        stale = self.client.post(action, fields, as_=self.student, headers={"Accept": "application/json"})
        assert stale.status == 409
        page = self.get(action, self.student)
        assert TEXT.strip()[:40] in page.main
        page = self.send(page, action, "controleren", self.student, doen="controleren")
        page = self.send(page, "", "Lever definitief in", self.student)
        assert page.h1 == "Ontvangst van je werk"
        assert re.search(r"\b[0-9a-f]{64}\b", page.main)
        return page

    def queue(self, examiner: Someone) -> list[str]:
        """Codes that wait for an examiner."""
        page = self.get("/beoordelen", examiner)
        return [row.find("a").get_text() for row in page.soup.select("tbody tr") if "Ondertekend" not in row.get_text()]  # type: ignore[union-attr]  # each row has a link

    def mark(self, examiner: Someone, code: str, *, level: int, **levels: int) -> None:
        """Fill in the rubric and sign."""
        path = f"/beoordelen/casus/{code}"
        page = self.get(path, examiner)
        criteria = [field["id"].removeprefix("criterium-") for field in page.soup.select("fieldset.rubric")]  # type: ignore[union-attr]  # ids are texts
        chosen = {f"niveau-{name}": str(levels.get(name, level)) for name in criteria}
        page = self.client.submit(
            page, path, "Ondertekenen", as_=examiner, **chosen, rating="pass", doen="sign", **{"opmerking-G1": "Let op de feiten."}
        )
        assert page.status == 302, page.errors

    def examine(self) -> None:
        """A round by the desk; two disagree across the line, a third is called; the board confirms; the result is released."""
        path = self.prepare_round()
        exam = self.get("/mijn/examens", self.student).link("Voorjaarsexamen")
        page = self.send(self.get(exam, self.student), exam, "Begin aan het examen", self.student)
        self.write(page, self.course.exam.case_id)
        self.send(self.get(path, self.desk), path, "Schrijven sluiten", self.desk)
        pair = [examiner for examiner in self.examiners if self.queue(examiner)]
        assert len(pair) == 2
        code = self.queue(pair[0])[0]
        self.mark(pair[0], code, level=3)
        assert not [third for third in self.examiners if third not in pair and self.queue(third)], "nobody else is asked yet"
        self.mark(pair[1], code, level=3, G1=2, G2=2, G4=2)
        third = next(examiner for examiner in self.examiners if examiner not in pair and self.queue(examiner))
        self.mark(third, code, level=3, G1=4, G2=4)
        page = self.get(path, self.board)
        assert "bij de examencommissie" in page.main
        page = self.send(page, path, "Alle overeengekomen uitslagen vaststellen", self.board)
        assert "Van 1 werken is de uitslag vastgesteld" in page.main
        self.send(page, path, "Uitslag bekendmaken", self.board)
        page = self.get(self.get("/mijn/examens", self.student).link("Bekijk de uitslag"), self.student)
        assert "Geslaagd" in page.main
        assert "Beoordelaar C: Let op de feiten." in page.main

    def prepare_round(self) -> str:
        """The desk makes a round, admits, appoints and opens it."""
        page = self.get("/bureau/examens/nieuw", self.desk)
        start, end = self.clock.now() + timedelta(hours=1), self.clock.now() + timedelta(days=2)
        form = {"title": "Voorjaarsexamen", "writing_from": f"{start:%Y-%m-%dT%H:%M}", "writing_until": f"{end:%Y-%m-%dT%H:%M}"}
        page = self.send(page, "/bureau/examens/nieuw", "Ronde aanmaken", self.desk, **form)
        path = page.form("Ronde openen")[0].removesuffix("/openen")
        page = self.send(page, path, "Kandidaat toelaten", self.desk, **{"kandidaat-email": self.student.email})
        for examiner in self.examiners:
            page = self.send(page, path, "Examinator benoemen", self.desk, **{"examinator-email": examiner.email})
        self.send(page, path, "Ronde openen", self.desk)
        self.clock.move(timedelta(hours=2))
        return path

    def apply(self) -> str:
        """The student applies; the desk records what it saw."""
        page = self.get("/mijn/aanvraag/beroepscode", self.student)
        page = self.send(page, "/mijn/aanvraag/beroepscode", "Ik houd mij", self.student)
        page = self.send(page, "/mijn/aanvraag", "Aanvraag indienen", self.student)
        assert "in behandeling" in page.main
        path = self.get("/bureau", self.desk).link("Aanvraag van")
        for item in ("identity", "conduct_certificate", "fee"):
            self.send(self.get(path, self.desk), path, "Vastleggen", self.desk, item=item, dated_on=self.world.today.isoformat())
        return path

    def decide(self, path: str) -> None:
        """Who trained the student is refused; another decides."""
        decision = {"verdict": "grant", "reason": "Het dossier is compleet."}
        page = self.get(path, self.trainer)
        assert "U hebt deze persoon opgeleid." in page.main
        assert self.client.post(f"{path}/besluit", decision, as_=self.trainer).status == 409
        page = self.send(self.get(path, self.committee), path, "Besluit vastleggen", self.committee, **decision)
        assert "toegekend" in page.main

    def suspend(self, number: str) -> None:
        """The desk records a suspension that begins in ten days."""
        entry = self.get(f"/bureau/registraties?zoek={number}", self.desk).link("Denkbeeld")
        first = self.world.today + timedelta(days=10)
        form = {"effective_on": first.isoformat(), "last_day": (first + timedelta(days=30)).isoformat(), "immediate": "y", "note": "T-1"}
        page = self.send(self.get(entry, self.desk), entry, "Schorsing vastleggen", self.desk, **form)
        assert "De schorsing is vastgelegd" in page.main


@pytest.fixture
def chain(app: Flask, world: World, clock: FixedClock) -> Chain:
    return Chain(app, world, clock)


def qr_address(pdf: bytes, folder: Path) -> str:
    """What zbarimg reads from a 150 dpi rendering of the certificate."""
    assert shutil.which("pdftoppm"), "poppler-utils is installed by tools/setup.sh"
    assert shutil.which("zbarimg"), "zbar-tools is installed by tools/setup.sh"
    (folder / "c.pdf").write_bytes(pdf)
    subprocess.run([shutil.which("pdftoppm") or "pdftoppm", "-r", "150", "-png", "-singlefile", "c.pdf", "c"], cwd=folder, check=True, timeout=60)
    read = subprocess.run(
        [shutil.which("zbarimg") or "zbarimg", "-q", "--raw", "c.png"], cwd=folder, check=True, capture_output=True, text=True, timeout=60
    )
    return read.stdout.strip()


def assert_certificate(pdf: bytes, folder: Path) -> None:
    """One page, small enough to mail, with the facts of the decision on it."""
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) < 200_000
    (folder / "c.pdf").write_bytes(pdf)
    command = [shutil.which("pdftotext") or "pdftotext", "-layout", "c.pdf", "-"]
    text = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=60).stdout
    assert text.count("\f") == 1
    for words in ("Alice Denkbeeld", "C-000001", "gecertificeerd klantmanager", "Specialisatie klantmanager 2027.2"):
        assert words in " ".join(text.split())


def test_from_the_first_lesson_to_the_public_register(chain: Chain, tmp_path: Path) -> None:  # noqa: PLR0915 -- one story, told whole
    for module in chain.course.modules:
        chain.study(module)
        credits = chain.get("/mijn/punten", chain.student)
        assert f"{module.code}: {module.title}" in credits.main
        assert "Behaald op" in credits.main
    chain.examine()
    assert "Niets meer" in chain.get("/mijn/punten", chain.student).main
    chain.decide(chain.apply())

    page = chain.get("/mijn/certificaten", chain.student)
    pdf = chain.get(page.link("Certificaat downloaden"), chain.student).response.data
    assert_certificate(pdf, tmp_path)
    address = qr_address(pdf, tmp_path)
    path = address.removeprefix("http://127.0.0.1:8000")
    verified = chain.get(path)
    assert "Echt en geldig" in verified.main
    assert "Alice Denkbeeld" in verified.main

    found = chain.get("/register?naam=denkbeelt")
    entry = found.link("Denkbeeld, A.")
    number = entry.rsplit("/", 1)[1]
    assert chain.get(entry).h1 == "A. Denkbeeld"
    assert chain.client.follow(chain.get(f"/register?nummer={number.lower().replace('-', ' ')}")).h1 == "A. Denkbeeld"
    code = path.rsplit("/", 1)[1]
    assert chain.get(f"/controleren?code={code}").location == path

    chain.suspend(number)
    chain.clock.move(timedelta(days=9))
    assert "geschorst" not in chain.get(entry).main
    assert "Echt en geldig" in chain.get(path).main
    chain.clock.move(timedelta(days=1))
    assert "geschorst" in chain.get(entry).main
    assert "Echt, maar de houder is nu niet geregistreerd" in chain.get(path).main
    chain.clock.move(timedelta(days=31))
    assert "Is geregistreerd." in chain.get(entry).main
    assert "Maatregelen" in chain.get(entry).main
