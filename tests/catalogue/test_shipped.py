"""What the shipped training promises: hours and points as the curriculum says, pools that are large enough, drawings, model answers."""

from collections import Counter

import pytest

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
def test_twelve_questions_come_from_a_pool_of_twenty_that_uses_every_type(module: Module) -> None:
    quiz = module.quiz
    assert quiz is not None
    assert quiz.pick == 12
    assert len(quiz.questions) >= 20
    assert {question.type for question in quiz.questions} == set(QuestionType)
    asked = Counter(question.lesson_id for question in quiz.questions)
    assert set(asked) == {lesson.id for lesson in module.lessons}, "each lesson is asked about"


@each_module
def test_a_module_has_a_practice_case_with_a_model_answer(module: Module) -> None:
    assert module.case_ids
    for case_id in module.case_ids:
        case = COURSE.case(case_id)
        assert set(case.model_answer) == {task.id for task in case.tasks}


def test_modules_come_in_the_order_of_the_curriculum() -> None:
    codes = [module.code for module in COURSE.modules]
    assert codes == [code for code in OVERVIEW if code in codes]
