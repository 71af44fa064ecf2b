"""The shipped rule sets carry the researched defaults, and the one in force is the latest that has begun."""

from datetime import date
from pathlib import Path

import pytest

from lms.catalogue.formats import load_course, read_folder
from lms.catalogue.queries import get_ruleset, ruleset_on
from lms.catalogue.terms import CategoryRule, Course
from lms.kernel.errors import NotFound
from tests.courses import ruleset, small_course


@pytest.fixture
def shipped(courses_folder: Path) -> Course:
    """The course in the repository."""
    reading = load_course(read_folder(courses_folder))
    assert reading.course is not None, reading.faults
    return reading.course


@pytest.mark.parametrize("name", ["klantmanager-2020", "klantmanager-2027"])
def test_the_shipped_rule_sets_hold_the_researched_numbers(shipped: Course, name: str) -> None:
    rules = get_ruleset(shipped, name)
    assert (rules.period_months, rules.early_renewal_from_months, rules.total_min) == (60, 54, 100_00)
    assert rules.accredited == CategoryRule(minimum=40_00, maximum=None, max_per_year=None)
    assert rules.reflection == CategoryRule(minimum=20_00, maximum=None, max_per_year=10_00)
    assert rules.other == CategoryRule(minimum=0, maximum=40_00, max_per_year=None)
    assert (rules.cap_per_activity, rules.cap_per_day, rules.cap_examiner_teacher_work) == (40_00, 6_00, 20_00)
    assert (rules.exam_valid_months, rules.vog_max_age_months, rules.provisional_max_months) == (36, 3, 24)
    assert (rules.decide_within_days, rules.assess_within_days, rules.objection_days) == (56, 42, 42)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 1, 1), "klantmanager-2020"),
        (date(2026, 12, 31), "klantmanager-2020"),
        (date(2027, 1, 1), "klantmanager-2027"),
        (date(2040, 1, 1), "klantmanager-2027"),
    ],
)
def test_the_rule_set_in_force_is_the_latest_that_has_begun(shipped: Course, day: date, name: str) -> None:
    assert ruleset_on(shipped, day).id == name


def test_before_the_first_rule_set_there_is_none(shipped: Course) -> None:
    with pytest.raises(NotFound):
        ruleset_on(shipped, date(2019, 12, 31))
    with pytest.raises(NotFound):
        get_ruleset(shipped, "onbekend")


def test_two_rule_sets_do_not_begin_on_one_day() -> None:
    files = small_course()
    files["rulesets/later.yml"] = ruleset("later", "2020-01-01")
    assert [(fault.file, fault.line) for fault in load_course(files).faults] == [("rulesets/later.yml", 2)]
