"""What the shipped training promises: hours and points as the curriculum says, pools that are large enough, drawings, model answers."""

import re
from collections import Counter
from datetime import date

import pytest
from bs4 import BeautifulSoup

from lms.catalogue.formats import load_course, read_folder
from lms.catalogue.terms import Benchmark, Case, Course, Module, QuestionType
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
BEFORE = {
    "M1": (),
    "M2": ("M1",),
    "M3": ("M2",),
    "M4": ("M3",),
    "M5": ("M4",),
    "M6": ("M1",),
    "M7": ("M1",),
    "M8": ("M1",),
    "M9": ("M2", "M8"),
    "M10": ("M5", "M6", "M7", "M9"),
}
"""M1 first, M2 to M5 in order, M6 to M8 in any, M9 after M2 and M8, M10 last."""
PRACTICE = [f"C{number}" for number in range(1, 13)]
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
def test_a_lesson_is_read_in_one_sitting(module: Module) -> None:
    """Between 500 and 1,200 words, without the answers that are folded away."""
    for lesson in module.lessons:
        page = BeautifulSoup(lesson.html, "html.parser")
        for folded in page.select("details, svg"):
            folded.decompose()
        assert 500 <= len(re.findall(r"[0-9A-Za-zÀ-ÿ]\S*", page.get_text(" "))) <= 1200, lesson.id


@each_module
def test_a_lesson_teaches_and_lets_the_reader_try(module: Module) -> None:
    for lesson in module.lessons:
        assert "note--voorbeeld" in lesson.html, lesson.id
        assert "note--probeer" in lesson.html, lesson.id
        assert "note--antwoord" in lesson.html, lesson.id
        assert lesson.sources, lesson.id


@each_module
def test_a_lesson_that_rests_on_law_shows_what_it_says(module: Module) -> None:
    for lesson in module.lessons:
        if any(re.search(r"\bart(?:\.|ikel)", source.title) for source in lesson.sources):
            assert "note--wet" in lesson.html, lesson.id


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


def test_all_ten_modules_are_there_in_order_and_each_asks_for_what_comes_before() -> None:
    assert [module.code for module in COURSE.modules] == list(OVERVIEW)
    assert {module.code: tuple(need.upper() for need in module.requires) for module in COURSE.modules} == BEFORE


def test_hours_and_points_add_up_to_the_whole_course_of_the_curriculum() -> None:
    total = COURSE.points
    assert tuple(part / 100 for part in (total.R, total.M, total.E, total.P)) == (74, 55, 23, 36)
    assert sum(module.minutes for module in COURSE.modules) + COURSE.exam.minutes == 188 * 60
    assert COURSE.exam.points.P == COURSE.exam.points.total == 12 * 100


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


def test_all_twelve_cases_are_practice_and_the_exam_has_a_twin_of_its_own() -> None:
    practised = sorted((COURSE.case(case_id).code for module in COURSE.modules for case_id in module.case_ids), key=PRACTICE.index)
    assert practised == PRACTICE
    assert [COURSE.case(case_id).code for case_id in COURSE.exam.case_ids] == ["C13", "C14"]


def test_a_practice_case_is_short_and_its_file_looks_like_a_file() -> None:
    for module in COURSE.modules:
        for case_id in module.case_ids:
            case = COURSE.case(case_id)
            assert 3 <= len(case.documents) <= (18 if case.code == "C12" else 6), case.code
            assert len(case.perspectives) >= 2, case.code
            assert len(case.model_points) >= 8, case.code
            assert {"G1", "G2", "G3", "G4", "G5"} <= {criterion.id for criterion in case.criteria}, case.code


each_exam = pytest.mark.parametrize("case", [COURSE.case(case_id) for case_id in COURSE.exam.case_ids], ids=lambda case: case.code)


def percent_of(case: Case, script: Benchmark) -> float:
    """The score of a script by its agreed levels; every weight is one."""
    return 100 * sum(level - 1 for level in script.levels.values()) / (3 * len(case.criteria))


def passes(case: Case, script: Benchmark) -> bool:
    return percent_of(case, script) >= case.cut_percent and all(script.levels[one.id] >= 2 for one in case.criteria if one.knockout)


@each_exam
def test_an_exam_is_one_of_two_equals(case: Case) -> None:
    assert len(case.documents) == 18
    assert [criterion.id for criterion in case.criteria] == [*(f"G{n}" for n in range(1, 9)), "S1", "S2", "S3"]
    assert {criterion.id for criterion in case.criteria if criterion.knockout} == {"G3", "G5", "G6"}
    assert {criterion.weight for criterion in case.criteria} == {1}
    assert (case.minutes, case.words_min, case.words_max, len(case.tasks)) == (300, 800, 3500, 7)
    assert case.angoff is not None
    assert case.angoff.is_proposal
    assert set(case.angoff.expected) == {criterion.id for criterion in case.criteria}


@each_exam
def test_twelve_scripts_of_agreed_quality_serve_practice_qualification_and_seeds(case: Case) -> None:
    assert Counter(script.use for script in case.benchmarks) == {"practice": 5, "qualification": 3, "seed": 4}
    for script in case.benchmarks:
        assert set(script.texts) == {task.id for task in case.tasks}, script.id
        assert set(script.reasons) == {criterion.id for criterion in case.criteria}, script.id


@each_exam
def test_scripts_run_from_weak_to_excellent_with_several_on_the_line(case: Case) -> None:
    scores = sorted(percent_of(case, script) for script in case.benchmarks)
    assert scores[0] < 30
    assert scores[-1] > 85
    assert len([score for score in scores if abs(score - case.cut_percent) < 6]) >= 4
    missed = [script for script in case.benchmarks if percent_of(case, script) >= case.cut_percent and not passes(case, script)]
    assert len(missed) >= 2, "scripts that have the points and fail on a minimum"
    by_name = {script.id: script for script in case.benchmarks}
    assert passes(case, by_name["sterk"])
    assert passes(case, by_name["voldoende"])
    assert not passes(case, by_name["zwak"])
    assert by_name["ondergrens"] in missed


@each_exam
def test_what_a_reason_quotes_stands_in_the_script(case: Case) -> None:
    for script in case.benchmarks:
        said = " ".join(" ".join(script.texts.values()).split())
        quoted = [quote for reason in script.reasons.values() for quote in re.findall("‘([^‘]+)’", reason)]
        assert len(quoted) >= 3, script.id
        assert [quote for quote in quoted if quote.rstrip(".") not in said] == [], script.id


def words(html: str, tag: str) -> list[str]:
    """What stands in every element of this kind."""
    return [found.get_text().strip() for found in BeautifulSoup(html, "html.parser").find_all(tag)]
