"""The student's half of the chain in a real browser, through two modules of the shipped course and its exam: with JavaScript and without.

Set-up makes only people, roles, a group and a round; everything else is done by hand, by the student and, in another window, the trainer.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from lms.accounts.terms import Role
from lms.catalogue.terms import Course, Lesson, Module, Quiz
from lms.exams import actions as exams
from lms.kernel.config import ROOT
from lms.kernel.db import transaction
from tests.answers import right_fields
from tests.browser.conftest import Site, click, press
from tests.people import World

WORDS = "Ik heb nagevraagd wat vaststaat en gewogen wat dit betekent. " * 40
_SCROLL = """() => {
  const headings = [...document.querySelectorAll("article.prose h2[id]")].slice(1);
  const far = (heading, place) => !headings[place + 1] || headings[place + 1].offsetTop - heading.offsetTop > innerHeight / 2;
  const chosen = headings.find(far);
  chosen.scrollIntoView();
  return chosen.id;
}"""


@dataclass
class Journey:
    """A student and a trainer, each at a window of their own."""

    course: Course
    student: Page
    trainer: Page
    javascript: bool

    def study(self, module: Module) -> None:
        """Read all lessons, stop in the middle of the second; quiz; write the practice cases; see the credits come."""
        before = self.points(module, "De module is nog niet af.")
        for place, lesson in enumerate(module.lessons):
            self.onward()
            expect(self.student.get_by_role("heading", level=1)).to_have_text(lesson.title)
            if place == 1:
                self.stop_halfway(lesson)
            press(self.student, "Markeer als gelezen")
        expect(self.student.get_by_role("status")).to_contain_text("Nu de kennistoets")
        if module.quiz:
            self.take_quiz(module.quiz)
        for case_id in module.case_ids:
            self.student.goto(f"/mijn/oefenen/{module.id}/{case_id}")
            press(self.student, "Begin met schrijven")
            self.write()
            self.mark()
        assert self.points(module, "Behaald op") == before + module.points.total // 100

    def points(self, module: Module, stand: str) -> int:
        """The points on the page of credits, where the module stands like this."""
        self.student.goto("/mijn/punten")
        expect(self.student.get_by_role("row", name=module.title)).to_contain_text(stand)
        found = re.search(r"Je hebt (\d+) van de", self.student.locator("main").inner_text())
        assert found is not None
        return int(found[1])

    def onward(self) -> None:
        """From the home page to where the student was."""
        self.student.goto("/mijn")
        click(self.student, self.student.get_by_role("link", name="Ga verder"))

    def stop_halfway(self, lesson: Lesson) -> None:
        """The place is kept by reading with JavaScript, by a button without; coming back is coming back there."""
        if self.javascript:
            with self.student.expect_response(lambda answer: answer.url.endswith("/plek") and answer.status == 200):
                anchor = self.student.evaluate(_SCROLL)
        else:
            anchor = lesson.headings[len(lesson.headings) // 2].id
            self.student.locator("select[name=position]").select_option(anchor)
            press(self.student, "Bewaar mijn plek")
        self.onward()
        expect(self.student).to_have_url(re.compile(f"/mijn/lessen/{lesson.id}#{anchor}$"))
        expect(self.student.locator(f"#{anchor}")).to_be_in_viewport()

    def take_quiz(self, quiz: Quiz) -> None:
        """Every answer right, of whatever kind the draw brings; away after the fifth, back at the sixth."""
        questions = {" ".join(question.text.split()): question for question in quiz.questions}
        self.onward()
        press(self.student, "Begin aan de toets")
        for number in range(1, quiz.count + 1):
            expect(self.student.get_by_role("heading", level=1)).to_have_text(f"Vraag {number} van {quiz.count}")
            question = questions[" ".join(self.student.locator(".question").inner_text().split())]
            for name, values in right_fields(question).items():
                for value in values:
                    give(self.student, name, value)
            press(self.student, "Antwoord opslaan en verder")
            if number == 5:
                self.onward()
        press(self.student, "Toets inleveren")
        expect(self.student.locator("main")).to_contain_text(f"Je had {quiz.count} van de {quiz.count} vragen goed")

    def write(self) -> None:
        """Typed text is saved by itself with JavaScript, by the button without; it is there again; it is checked and handed in."""
        areas = self.student.locator("textarea")
        texts = [f"{place}. {WORDS}" for place in range(areas.count())]
        if self.javascript:
            with self.student.expect_response(lambda answer: answer.status == 200 and texts[-1] in (answer.request.post_data or "")):
                self.type(texts)
                areas.last.blur()
            expect(self.student.locator("[data-autosave-status]")).to_contain_text("Opgeslagen om")
            self.student.reload()
        else:
            self.type(texts)
            press(self.student, "Opslaan", exact=True)
        for place, text in enumerate(texts):
            expect(areas.nth(place)).to_have_value(text)
        press(self.student, "Opslaan en controleren")
        press(self.student, "Lever definitief in")
        expect(self.student.get_by_role("heading", level=1)).to_have_text("Ontvangst van je werk")
        expect(self.student.locator("main")).to_contain_text(re.compile(r"[0-9a-f]{64}"))

    def type(self, texts: list[str]) -> None:
        """Fill the fields of a case, one after another."""
        for area, text in zip(self.student.locator("textarea").all(), texts, strict=True):
            area.fill(text)

    def mark(self) -> None:
        """The trainer opens the oldest work, chooses a level for each criterion and signs."""
        self.trainer.goto("/beoordelen")
        click(self.trainer, self.trainer.get_by_role("link", name="Begin met het oudste"))
        for criterion in self.trainer.locator("fieldset.rubric").all():
            criterion.locator(".choice label").nth(2).click()
        self.trainer.locator("[name=rating][value=pass]").check()
        press(self.trainer, "Ondertekenen")
        expect(self.trainer.get_by_role("status")).to_contain_text("beoordeeld en ondertekend")

    def sit_the_exam(self) -> None:
        """From the list of exams to the receipt."""
        self.student.goto("/mijn/examens")
        click(self.student, self.student.get_by_role("link", name="Voorjaarsexamen"))
        press(self.student, "Begin aan het examen")
        expect(self.student.locator(".bar")).to_contain_text("Klaar voor")
        self.write()
        self.student.goto("/mijn/examens")
        expect(self.student.locator("main")).to_contain_text("Ingeleverd, wacht op de uitslag")


def give(page: Page, name: str, value: str) -> None:
    """One answer, in whatever kind of field it is asked."""
    choice = page.locator(f"input[name='{name}'][value='{value}']:is([type=radio], [type=checkbox])")
    if choice.count():
        choice.check()
    elif page.locator(f"select[name='{name}']").count():
        page.locator(f"select[name='{name}']").select_option(value)
    else:
        page.locator(f"input[name='{name}']").fill(value)


@pytest.fixture
def course(world: World) -> Course:
    """People, roles, a group and a round that is open for a day."""
    course, at = world.publish_folder(ROOT / "courses" / "klantmanager"), world.clock.now()
    student = world.person("alice", Role.STUDENT, employer="Gemeente Veldersluis")
    world.group(course, student, trainers=(world.person("bob", Role.TRAINER, employer="Opleidingshuis"),))
    with transaction():
        round_ = exams.create_round(
            title="Voorjaarsexamen",
            course_hash=course.content_hash,
            case_id=course.exam.case_id,
            writing_from=at,
            writing_until=at + timedelta(days=1),
            actor_id=None,
            at=at,
        )
        exams.admit_candidate(round_=round_, person_id=student.id, actor_id=None, at=at)
        for nick in ("charlie", "dina", "emiel"):
            examiner = world.person(nick, Role.EXAMINER, employer=f"Gemeente {nick}")
            exams.appoint_examiner(round_=round_, person_id=examiner.id, actor_id=None, at=at)
        exams.open_round(round_=round_, actor_id=None, at=at)
    return course


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_student_takes_two_modules_and_sits_the_exam(empty_site: Site, course: Course, world: World, *, javascript: bool) -> None:
    student = empty_site.open("alice", password=world.password, java_script_enabled=javascript)
    journey = Journey(course, student, empty_site.open("bob", password=world.password), javascript)
    for module in course.modules[:2]:  # the first has every kind of step and the second has two cases; the others are walked over HTTP
        journey.study(module)
    journey.sit_the_exam()
    assert not empty_site.said
