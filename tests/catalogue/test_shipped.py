"""What the shipped training promises: hours and points as the curriculum says, pools that are large enough, drawings, model answers."""

import re
from collections import Counter
from datetime import date

import pytest
from bs4 import BeautifulSoup

from lms.catalogue.formats import load_course, read_folder
from lms.catalogue.terms import Course, Module, QuestionType
from lms.kernel.config import ROOT

OVERVIEW = {
    "M1": (16, 10, 0, 4, 2),
    "M2": (20, 16, 0, 0, 4),
    "M3": (20, 8, 10, 0, 2),
    "M4": (20, 0, 16, 2, 2),
    "M5": (16, 4, 10, 0, 2),
    "M6": (16, 8, 6, 0, 2),
    "M7": (16, 9, 4, 1, 2),
    "M8": (14, 9, 0, 3, 2),
    "M9": (20, 10, 3, 5, 2),
    "M10": (18, 0, 6, 8, 4),
}
"""Hours, then points for R, M, E and P: the curriculum, section 3.2."""
FOLDER = ROOT / "courses" / "klantmanager"
LAW_CHANGES = date(2027, 1, 1)
"""The Participatiewet changes on this day, and that text has not been read."""
MINUTES_FOR_A_QUIZ = 60
"""With looking back, as the page on assessment tells the student."""


def shipped() -> Course:
    reading = load_course(read_folder(FOLDER))
    assert reading.course is not None, "\n".join(map(str, reading.faults))
    return reading.course


COURSE = shipped()
each_module = pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.code)


@each_module
def test_hours_and_points_are_those_of_the_curriculum(module: Module) -> None:
    points = module.points
    assert (module.minutes / 60, *(part / 100 for part in (points.R, points.M, points.E, points.P))) == OVERVIEW[module.code]


@each_module
def test_a_module_has_seven_lessons_or_so_with_a_drawing(module: Module) -> None:
    assert 6 <= len(module.lessons) <= 8
    assert any("<svg" in lesson.html for lesson in module.lessons)


@each_module
def test_a_lesson_teaches_and_lets_the_reader_try(module: Module) -> None:
    for lesson in module.lessons:
        assert "note--voorbeeld" in lesson.html, lesson.id
        assert "note--probeer" in lesson.html, lesson.id
        assert "note--antwoord" in lesson.html, lesson.id
        assert lesson.sources, lesson.id


@each_module
def test_twelve_questions_come_from_a_pool_twice_as_large_that_uses_every_type(module: Module) -> None:
    quiz = module.quiz
    assert quiz is not None
    assert quiz.pick == 12
    assert len(quiz.questions) >= 2 * quiz.pick, "who sits again can get a wholly different quiz"
    assert {question.type for question in quiz.questions} == set(QuestionType)
    asked = Counter(question.lesson_id for question in quiz.questions)
    assert {lesson.id for lesson in module.lessons} == {lesson for lesson, times in asked.items() if times > 1}, (
        "each lesson is asked about, twice or more"
    )


@each_module
def test_the_length_of_an_option_tells_nothing(module: Module) -> None:
    """The check refuses a pool in which the right answer is often the longest; too often the shortest tells as much."""
    assert module.quiz is not None
    chosen = [question.options for question in module.quiz.questions if question.type is QuestionType.ONE]
    shortest = [options for options in chosen if min(options, key=lambda option: len(option.text)).correct]
    assert len(shortest) <= 0.4 * len(chosen)


@each_module
def test_a_module_has_a_practice_case_with_a_model_answer(module: Module) -> None:
    assert module.case_ids
    for case_id in module.case_ids:
        case = COURSE.case(case_id)
        assert set(case.model_answer) == {task.id for task in case.tasks}


def test_modules_come_in_the_order_of_the_curriculum() -> None:
    codes = [module.code for module in COURSE.modules]
    assert codes == [code for code in OVERVIEW if code in codes]


@each_module
def test_minutes_are_those_of_the_points(module: Module) -> None:
    """Lessons and quiz carry law, method and ethics; the practice cases carry practice."""
    points = module.points
    lessons = sum(lesson.minutes for lesson in module.lessons)
    assert (lessons + MINUTES_FOR_A_QUIZ) / 60 == (points.R + points.M + points.E) / 100
    assert sum(COURSE.case(case_id).minutes for case_id in module.case_ids) / 60 == points.P / 100


@each_module
def test_a_lesson_says_where_its_minutes_go(module: Module) -> None:
    for lesson in module.lessons:
        spent = next(text for text in words(lesson.html, "p") if text.startswith("Je tijd:"))
        parts = [int(minutes) for minutes in re.findall(r"(\d+) minuten", spent)]
        assert (len(parts), sum(parts)) == (4, lesson.minutes), lesson.id


@each_module
def test_a_lesson_answers_the_colleague_who_objects_and_ends_in_ones_own_work(module: Module) -> None:
    for lesson in module.lessons:
        titles = words(lesson.html, "h2")
        assert {"Ja, maar …", "Doe het in je werk", "Verder lezen"} <= set(titles), lesson.id
        assert lesson.html.count("note--probeer") >= 2, lesson.id
        assert lesson.html.count("note--antwoord") == lesson.html.count("note--probeer"), lesson.id


@each_module
def test_what_rests_on_a_law_that_changes_ends_before_it_does(module: Module) -> None:
    for lesson in module.lessons:
        if any("Participatiewet" in source.title for source in lesson.sources):
            assert lesson.valid_to is not None, lesson.id
            assert lesson.valid_to <= LAW_CHANGES, lesson.id
    for question in re.split(r"^  - id: ", questions_of(module), flags=re.MULTILINE)[1:]:
        if re.search(r"^    bron: .*\bPW\b", question, re.MULTILINE):
            assert f"geldig_tot: {LAW_CHANGES}" in question, question[:20]


def questions_of(module: Module) -> str:
    """The quiz of a module as its author wrote it."""
    (folder,) = (path.parent for path in FOLDER.glob("modules/*/module.yml") if f"id: {module.id}\n" in path.read_text())
    return (folder / "quiz.yml").read_text()


def test_texts_are_set_with_printed_quotes() -> None:
    texts = [*(lesson.html for module in COURSE.modules for lesson in module.lessons), *(page.html for page in COURSE.pages)]
    for case in COURSE.cases.values():
        texts += [case.body_html, *(document.html for document in case.documents), *case.model_answer.values()]
    for html in texts:
        assert re.findall(r""".{0,40}["'].{0,40}""", BeautifulSoup(html, "html.parser").get_text()) == []


def test_every_amount_stands_in_the_table_of_amounts() -> None:
    (table,) = (page.html for page in COURSE.pages if page.id == "normtabel")
    amounts = re.findall(r"id: ([a-z-]+), .*verified: (true|false)", (FOLDER / "normen.yml").read_text())
    source = (FOLDER / "pages" / "normtabel.md").read_text()
    assert amounts
    assert [name for name, _ in amounts if f"{{norm:{name}}}" not in source] == []
    assert "norm:" not in table


def test_no_text_claims_the_approval_of_a_lawyer_and_the_review_list_names_every_part() -> None:
    review = (FOLDER.parent / "KEURING.md").read_text()
    for module in COURSE.modules:
        assert [lesson.id for lesson in module.lessons if lesson.reviewed_by] == []
        assert f"| {module.code} |" in review
    assert [case.code for case in COURSE.cases.values() if case.code not in review] == []


def test_the_example_exam_has_scripts_that_pass_well_just_pass_fail_and_fail_on_a_minimum() -> None:
    case = COURSE.case(COURSE.exam.case_id)
    percent = {}
    for script in case.benchmarks:
        assert set(script.texts) == {task.id for task in case.tasks}
        percent[script.id] = 100 * sum(level - 1 for level in script.levels.values()) / (3 * len(case.criteria))
    passed = {script.id for script in case.benchmarks if all(script.levels[one.id] >= 2 for one in case.criteria if one.knockout)}
    assert percent["sterk"] > 85
    assert case.cut_percent <= percent["voldoende"] < case.cut_percent + 5
    assert percent["zwak"] < case.cut_percent - 15
    assert percent["ondergrens"] > case.cut_percent
    assert passed == {"sterk", "voldoende"}, "one script has the points and fails on a minimum"


def test_what_a_reason_quotes_stands_in_the_script() -> None:
    for script in COURSE.case(COURSE.exam.case_id).benchmarks:
        said = " ".join(script.texts.values())
        quoted = [quote for reason in script.reasons.values() for quote in re.findall("‘([^‘]+)’", reason)]
        assert quoted, script.id
        assert [quote for quote in quoted if quote.rstrip(".") not in said] == [], script.id


def words(html: str, tag: str) -> list[str]:
    """What stands in every element of this kind."""
    return [found.get_text().strip() for found in BeautifulSoup(html, "html.parser").find_all(tag)]
