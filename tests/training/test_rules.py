"""Marking, retakes, progress: what the rules of the training say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lms.catalogue.formats import load_course
from lms.catalogue.terms import Course, Question, Quiz
from lms.training import rules
from lms.training.terms import AttemptFact, NoAnswer, StepFact, StepKind
from tests.courses import right_answers, small_course

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def course() -> Course:
    found = load_course(small_course()).course
    assert found is not None
    return found


def quiz() -> Quiz:
    found = course().module("m1").quiz
    assert found is not None
    return found


def question(number: int) -> Question:
    return quiz().get(f"m1-q{number}")


@pytest.mark.parametrize("name", [f"m1-q{n}" for n in range(1, 8)])
def test_the_right_answer_to_each_type_is_right(name: str) -> None:
    assert rules.is_right(quiz().get(name), right_answers("m1")[name])


@pytest.mark.parametrize("typed", ["8", "8,5", "8.25", " 7,5 ", "8 weken", "8weken", "+8", "08", "８", "8,00"])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert rules.is_right(question(4), {"antwoord": [typed]})


@pytest.mark.parametrize("typed", ["7,49", "8,51", "-8", "80"])
def test_a_number_outside_the_tolerance_is_wrong(typed: str) -> None:
    assert not rules.is_right(question(4), {"antwoord": [typed]})


@pytest.mark.parametrize("typed", ["acht", "8,5,1", "1.2,3.4", "1e1", "0x8", "nan", "inf", "8_0", "--8", "½", "8 dagen", "9" * 40, "٨", "€", "8/1"])
def test_what_is_no_number_is_asked_for_again_in_words(typed: str) -> None:
    with pytest.raises(NoAnswer, match="Vul een getal in, bijvoorbeeld 8 of 2,5"):
        rules.is_right(question(4), {"antwoord": [typed]})


@pytest.mark.parametrize(
    ("right", "typed"),
    [(1250, "1.250"), (1250, "1.250,00"), (1250, "€ 1.250"), (1.25, "1.250"), (1250000, "1.250.000"), (-2, "\u22122"), (40, "40 %"), (0, "-0")],
)
def test_a_point_may_part_thousands_or_decimals(right: float, typed: str) -> None:
    assert rules.is_right(replace(question(4), number=right, tolerance=0), {"antwoord": [typed]})


@pytest.mark.parametrize("typed", ["hersteltermijn", "HERSTELTERMIJN", " Hersteltermijn. ", "herstéltermijn", "termijn", "Ｔｅｒｍｉｊｎ"])
def test_a_word_is_compared_without_case_accents_spaces_and_full_stop(typed: str) -> None:
    assert rules.is_right(question(5), {"antwoord": [typed]})


@pytest.mark.parametrize("typed", ["herstel", "hersteltermijnen", "x" * 10_000, "\u202enimret", "<b>termijn</b>"])
def test_another_word_is_wrong_and_not_a_failure(typed: str) -> None:
    assert not rules.is_right(question(5), {"antwoord": [typed]})


@pytest.mark.parametrize("given", [["a"], ["b"], ["a", "b", "c"], ["a", "c"]])
def test_many_counts_only_when_wholly_right(given: list[str]) -> None:
    assert not rules.is_right(question(2), {"antwoord": given})


@pytest.mark.parametrize(
    ("number", "given"),
    [
        (1, {"antwoord": ["zz"]}),
        (1, {}),
        (1, {"antwoord": [" "]}),
        (2, {"antwoord": []}),
        (2, {"antwoord": ["a", "zz"]}),
        (3, {"antwoord": ["misschien"]}),
        (5, {"antwoord": ["\u00a0"]}),
        (6, {"p1": ["p1"], "p2": ["p2"]}),
        (6, {"p1": ["p1"], "p2": ["p2"], "p3": ["p9"]}),
        (7, {"i1": ["1"], "i2": ["2"], "i3": ["4"]}),
        (7, {"i1": ["1"], "i2": [""], "i3": ["3"]}),
    ],
)
def test_what_cannot_be_an_answer_is_asked_for_again(number: int, given: dict[str, list[str]]) -> None:
    with pytest.raises(NoAnswer) as refused:
        rules.is_right(question(number), given)
    assert refused.value.field == "antwoord"


@pytest.mark.parametrize(
    ("number", "given"),
    [(6, {"p1": ["p1"], "p2": ["p1"], "p3": ["p3"]}), (7, {"i1": ["1"], "i2": ["1"], "i3": ["3"]})],
)
def test_the_same_choice_twice_is_a_slip_and_no_wrong_answer(number: int, given: dict[str, list[str]]) -> None:
    with pytest.raises(NoAnswer, match="twee keer hetzelfde"):
        rules.is_right(question(number), given)


def test_the_order_of_an_attempt_is_kept_by_id_and_differs_between_attempts() -> None:
    one = quiz()
    assert rules.draw(one, 1) == rules.draw(one, 1)
    assert {rules.draw(one, seed) for seed in range(20)} != {rules.draw(one, 1)}
    options = question(2).options
    assert rules.shuffled(options, 5, "q") == rules.shuffled(options, 5, "q")
    assert len({rules.shuffled(options, seed, "q") for seed in range(20)}) > 1


def test_a_draw_takes_as_many_as_asked_and_never_the_same_twice() -> None:
    picked = rules.draw(replace(quiz(), pick=3), 7)
    assert len(picked) == len(set(picked)) == 3
    assert len(rules.draw(replace(quiz(), pick=99), 7)) == 7


def attempt(number: int, *, ago: int, passed: bool | None = False, running: bool = False) -> AttemptFact:
    ended = None if running else NOW - timedelta(hours=ago)
    return AttemptFact(number, NOW - timedelta(hours=ago, minutes=30), ended, None if running else 3, 7, None if running else passed)


def test_the_first_attempt_may_begin_and_says_how_many_are_left() -> None:
    found = rules.answer_retake(quiz(), [], at=NOW)
    assert (found.allowed, found.left) == (True, 3)


@pytest.mark.parametrize(("ago", "allowed"), [(23, False), (24, True), (25, True)])
def test_the_wait_runs_from_the_end_of_the_last_attempt_to_the_minute(ago: int, *, allowed: bool) -> None:
    found = rules.answer_retake(quiz(), [attempt(1, ago=ago)], at=NOW)
    assert found.allowed is allowed
    assert found.from_ == (None if allowed else NOW - timedelta(hours=ago) + timedelta(hours=24))


@pytest.mark.parametrize(
    ("attempts", "reason"),
    [
        ([attempt(1, ago=99, passed=True)], "Je hebt deze toets al gehaald."),
        ([attempt(1, ago=99, running=True)], "Je bent al met deze toets bezig."),
        ([attempt(n, ago=99) for n in (1, 2, 3)], "Je hebt alle pogingen gebruikt. Vraag je trainer wat nu kan."),
    ],
)
def test_why_no_attempt_may_begin(attempts: list[AttemptFact], reason: str) -> None:
    found = rules.answer_retake(quiz(), attempts, at=NOW)
    assert (found.allowed, found.reason) == (False, reason)


@pytest.mark.parametrize(
    ("made", "granted", "allowed", "limit", "left", "used_up"),
    [
        (2, 0, True, 3, 1, False),
        (3, 0, False, 3, 0, True),
        (3, 1, True, 4, 1, False),
        (4, 1, False, 4, 0, True),
        (4, 2, True, 5, 1, False),
        (5, 1, False, 4, 0, True),
    ],
)
def test_what_was_granted_comes_on_top(made: int, granted: int, limit: int, left: int, *, allowed: bool, used_up: bool) -> None:
    found = rules.answer_retake(quiz(), [attempt(n, ago=99) for n in range(1, made + 1)], granted=granted, at=NOW)
    assert (found.allowed, found.limit, found.left, found.used_up) == (allowed, limit, left, used_up)


def test_a_granted_attempt_waits_like_any_other() -> None:
    found = rules.answer_retake(quiz(), [attempt(n, ago=1) for n in (1, 2, 3)], granted=1, at=NOW)
    assert (found.allowed, found.left, found.from_) == (False, 1, NOW + timedelta(hours=23))


@pytest.mark.parametrize("last", [attempt(3, ago=99, passed=True), attempt(3, ago=1, running=True)])
def test_who_passed_or_is_busy_has_used_up_nothing(last: AttemptFact) -> None:
    found = rules.answer_retake(quiz(), [attempt(1, ago=99), attempt(2, ago=99), last], at=NOW)
    assert (found.used_up, found.left) == (False, 0)


def test_without_a_limit_one_may_always_try_again() -> None:
    free = replace(quiz(), max_attempts=None, wait_hours=0)
    found = rules.answer_retake(free, [attempt(n, ago=1) for n in range(1, 30)], at=NOW)
    assert (found.allowed, found.left) == (True, None)


def step(kind: StepKind, ref: str, *, minutes: int = 0, done: bool = False, position: str = "") -> dict[tuple[StepKind, str], StepFact]:
    at = NOW + timedelta(minutes=minutes)
    return {(kind, ref): StepFact(kind, ref, at, at if done else None, position)}


def test_one_goes_on_with_the_lesson_opened_last_then_with_what_comes_first() -> None:
    found = rules.find_resume_point(
        course(), step(StepKind.LESSON, "m1-les-een") | step(StepKind.LESSON, "m2-les-een", minutes=5, position="tweede-deel")
    )
    assert found is not None
    assert (found.ref_id, found.position, found.minutes) == ("m2-les-een", "tweede-deel", 20)
    first = rules.find_resume_point(course(), {})
    assert first is not None
    assert first.ref_id == "m1-les-een"


def test_after_the_lessons_come_the_quiz_the_case_and_the_next_module() -> None:
    steps = step(StepKind.LESSON, "m1-les-een", done=True) | step(StepKind.LESSON, "m1-les-twee", done=True)
    seen = []
    for more in (step(StepKind.QUIZ, "m1", done=True), step(StepKind.CASE, "oefening", done=True), {}):
        found = rules.find_resume_point(course(), steps)
        assert found is not None
        seen.append((found.kind, found.ref_id, found.module_id))
        steps |= more
    assert seen == [(StepKind.QUIZ, "m1", "m1"), (StepKind.CASE, "oefening", "m1"), (StepKind.LESSON, "m2-les-een", "m2")]


def test_a_lesson_that_left_the_course_is_nothing_to_go_on_with() -> None:
    found = rules.find_resume_point(course(), step(StepKind.LESSON, "vroegere-les"))
    assert found is not None
    assert found.ref_id == "m1-les-een"


def test_a_case_that_was_not_sufficient_is_said_beside_the_rule() -> None:
    steps = {(StepKind.CASE, "oefening"): StepFact(StepKind.CASE, "oefening", NOW, None, passed=False)}
    found = rules.module_progress(course().module("m1"), course(), steps)
    assert found.requirements[-1].text.endswith("(nog niet voldoende: schrijf hem opnieuw)")
    assert (found.done, found.needed, found.complete) == (0, 4, False)


def test_a_module_says_what_comes_first_and_shuts_nothing() -> None:
    assert rules.module_progress(course().module("m2"), course(), {}).builds_on == ("m1",)


@pytest.mark.parametrize("number", range(1, 8))
def test_every_type_can_be_told_back_also_when_nothing_was_answered(number: int) -> None:
    asked = question(number)
    told = rules.tell(asked, right_answers("m1")[f"m1-q{number}"])
    assert told.said
    assert told.right
    assert not rules.tell(asked, {}).said
