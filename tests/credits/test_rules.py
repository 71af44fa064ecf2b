"""What points add up to: the acceptance scenarios of research/domain.md section 10, and the readings of design/11."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalogue.formats import load_course
from lms.catalogue.terms import CategoryRule, Course, Points, RuleSet
from lms.credits.rules import evaluate, evaluate_entry, park, what_if
from lms.credits.terms import Category, EntryFact, EntrySource, Period
from lms.kernel.calendar import add_months
from tests.courses import small_course

START = date(2024, 3, 1)
PERIOD = Period(START, add_months(START, 60))
LATE = date(2029, 2, 28)
RULES = RuleSet(
    id="klantmanager-2020",
    effective_from=date(2020, 1, 1),
    period_months=60,
    early_renewal_from_months=54,
    total_min=10_000,
    accredited=CategoryRule(4_000, None, None),
    reflection=CategoryRule(2_000, None, 1_000),
    other=CategoryRule(0, 4_000, None),
    cap_per_activity=4_000,
    cap_per_day=600,
    cap_examiner_teacher_work=2_000,
    exam_valid_months=36,
    vog_max_age_months=3,
    provisional_max_months=24,
    decide_within_days=56,
    assess_within_days=42,
    objection_days=42,
)


def entry(number: int, points: int, day: date = START, **more: object) -> EntryFact:
    facts: dict[str, object] = {
        "category": Category.ACCREDITED,
        "activity_key": f"a{number}",
        "title": f"Activiteit {number}",
        "held_from": day,
        "held_to": day,
        "recorded_at": datetime(2024, 3, 1, tzinfo=UTC) + timedelta(minutes=number),
        "source": EntrySource.OWN_MODULE,
        **more,
    }
    return EntryFact(id=number, points=points, **facts)  # type: ignore[arg-type]  # test shorthand


def test_scenario_1_a_hundred_points_with_too_little_reflection_names_what_is_missing_and_by_when() -> None:
    entries = [entry(n, 2_000, START + timedelta(days=n)) for n in range(1, 5)]
    entries += [entry(10 + n, 900, add_months(START, 12 * n), category=Category.REFLECTION) for n in range(2)]
    entries.append(entry(20, 200, START, category=Category.OTHER))
    found = evaluate(RULES, PERIOD, entries, on=LATE)
    assert found.total == 10_000
    missing = [(need.label, need.missing, need.by) for need in found.requirements if not need.met]
    assert missing == [(Category.REFLECTION.label, 200, LATE)]


def test_scenario_2_other_above_forty_does_not_count() -> None:
    entries = [entry(n, 1_100, START + timedelta(days=n), category=Category.OTHER) for n in range(5)]
    assert evaluate(RULES, PERIOD, entries, on=LATE).total == 4_000


def test_scenario_3_the_day_it_ended_decides_the_period_and_the_rest_waits() -> None:
    inside, outside = evaluate(RULES, PERIOD, [entry(1, 500, LATE), entry(2, 500, LATE + timedelta(days=1))], on=LATE).lines
    assert (inside.counted, inside.parked) == (500, False)
    assert (outside.counted, outside.parked, outside.reason) == (0, True, "Afgerond na het einde van deze periode: wacht op de volgende periode.")


def test_scenario_8_a_correction_is_netted_into_its_root_and_before_it_the_old_number_holds() -> None:
    root, counter = entry(1, 800), entry(2, -200, counters_id=1, title="Correctie: halve dag")
    assert evaluate(RULES, PERIOD, [root], on=LATE).total == 800
    (line,) = evaluate(RULES, PERIOD, [root, counter], on=LATE).lines
    assert (line.claimed, line.granted, line.counted) == (800, 600, 600)
    assert line.reason == "Gecorrigeerd van 8 naar 6 (halve dag). Telt helemaal mee."


def test_six_points_a_day_are_shared_by_sessions_and_own_activities_of_that_day() -> None:
    entries = [
        entry(1, 400, source=EntrySource.SESSION),
        entry(2, 400, source=EntrySource.OWN_ACTIVITY),
        entry(3, 400, source=EntrySource.OWN_MODULE),
    ]
    lines = evaluate(RULES, PERIOD, entries, on=LATE).lines
    assert [line.counted for line in lines] == [400, 200, 400]
    assert lines[1].reason == "Hooguit 6 punten per dag."


def test_an_activity_of_three_days_may_count_eighteen_by_itself() -> None:
    found = evaluate(RULES, PERIOD, [entry(1, 2_000, START + timedelta(days=2), held_from=START, source=EntrySource.SESSION)], on=LATE)
    assert found.total == 1_800


def test_one_activity_counts_for_forty_at_most_over_its_sessions() -> None:
    entries = [entry(n, 3_000, START + timedelta(days=n), activity_key="cursus") for n in range(2)]
    assert [line.counted for line in evaluate(RULES, PERIOD, entries, on=LATE).lines] == [3_000, 1_000]


def test_reflection_above_ten_in_a_year_of_the_period_is_lost_and_the_next_year_begins_on_the_anniversary() -> None:
    days = (START, add_months(START, 12) - timedelta(days=1), add_months(START, 12))
    entries = [entry(n, 800, day, category=Category.REFLECTION) for n, day in enumerate(days)]
    assert [line.counted for line in evaluate(RULES, PERIOD, entries, on=LATE).lines] == [800, 200, 800]


def test_examiner_work_counts_for_twenty_in_a_period() -> None:
    entries = [entry(n, 1_500, START + timedelta(days=n), category=Category.OTHER, source=EntrySource.EXAMINER_WORK) for n in range(2)]
    assert evaluate(RULES, PERIOD, entries, on=LATE).total == 2_000


def test_what_has_not_ended_by_the_day_asked_does_not_count_yet() -> None:
    assert evaluate(RULES, PERIOD, [entry(1, 500, date(2026, 5, 2))], on=date(2026, 5, 1)).total == 0


def test_oldest_first_is_by_end_day_then_by_moment_recorded() -> None:
    entries = [entry(2, 400, source=EntrySource.SESSION), entry(1, 400, source=EntrySource.SESSION)]
    assert [(line.entry.id, line.counted) for line in evaluate(RULES, PERIOD, entries, on=LATE).lines] == [(1, 400), (2, 200)]


def test_what_ended_before_the_period_counts_nowhere_in_it_and_does_not_wait() -> None:
    (line,) = evaluate(RULES, PERIOD, [entry(1, 500, START - timedelta(days=1))], on=LATE).lines
    assert (line.counted, line.parked, line.reason) == (0, False, "Afgerond voor het begin van deze periode: telt hier niet mee.")


def test_an_activity_that_began_before_the_period_and_ended_in_it_counts() -> None:
    assert evaluate(RULES, PERIOD, [entry(1, 500, START, held_from=START - timedelta(days=9))], on=LATE).total == 500


def test_the_days_of_six_points_are_days_of_one_s_own() -> None:
    entries = [entry(n, 600, START + timedelta(days=n), source=EntrySource.SESSION) for n in range(2)]
    assert evaluate(RULES, PERIOD, entries, on=LATE).total == 1_200


def test_points_lost_to_the_day_cap_leave_room_under_the_caps_after_it() -> None:
    reflection = {"category": Category.REFLECTION, "source": EntrySource.OWN_ACTIVITY}
    entries = [entry(1, 2_200, START, **reflection), entry(2, 400, START + timedelta(days=1), **reflection)]
    assert [line.counted for line in evaluate(RULES, PERIOD, entries, on=LATE).lines] == [600, 400]


def test_the_months_of_an_extension_are_a_year_with_the_full_cap() -> None:
    longer = Period(START, add_months(START, 66))
    days = (add_months(START, 59), add_months(START, 60))
    entries = [entry(n, 1_500, day, category=Category.REFLECTION) for n, day in enumerate(days)]
    assert [line.counted for line in evaluate(RULES, longer, entries, on=add_months(START, 65)).lines] == [1_000, 1_000]


def test_an_entry_that_was_taken_back_whole_uses_no_room() -> None:
    entries = [
        entry(1, 600, source=EntrySource.SESSION),
        entry(2, -600, counters_id=1, source=EntrySource.SESSION, title="Correctie: "),
        entry(3, 600, source=EntrySource.SESSION),
    ]
    found = evaluate(RULES, PERIOD, entries, on=LATE)
    assert [(line.entry.id, line.claimed, line.granted, line.counted) for line in found.lines] == [(1, 600, 0, 0), (3, 600, 600, 600)]
    assert found.lines[0].reason == "Gecorrigeerd van 6 naar 0."


def test_the_day_of_the_root_decides_the_period_of_its_correction() -> None:
    entries = [entry(1, 800, START), entry(2, -200, LATE + timedelta(days=30), counters_id=1)]
    assert evaluate(RULES, PERIOD, entries, on=LATE).total == 600


def test_a_later_cap_gives_nothing_back_to_an_earlier_one() -> None:
    """Two hours of reflection were lost to the year; they were held all the same, and the day has six."""
    reflection = {"category": Category.REFLECTION, "source": EntrySource.OWN_ACTIVITY}
    entries = [
        entry(1, 900, START, category=Category.REFLECTION),
        entry(2, 400, START + timedelta(days=9), **reflection),
        entry(3, 400, START + timedelta(days=9), source=EntrySource.SESSION),
    ]
    lines = evaluate(RULES, PERIOD, entries, on=LATE).lines
    assert [line.counted for line in lines] == [900, 100, 200]
    assert [line.reason for line in lines[1:]] == [
        "In deze categorie tellen hooguit 10 punten per jaar van de periode.",
        "Hooguit 6 punten per dag.",
    ]


def test_an_activity_of_more_days_says_what_its_days_allow() -> None:
    (line,) = evaluate(RULES, PERIOD, [entry(1, 2_000, START + timedelta(days=2), held_from=START, source=EntrySource.SESSION)], on=LATE).lines
    assert line.reason == "Hooguit 6 punten per dag, dus 18 in 3 dagen."


def test_intervision_and_own_modules_share_no_day_with_sessions() -> None:
    entries = [
        entry(1, 600, source=EntrySource.SESSION),
        entry(2, 300, category=Category.REFLECTION, source=EntrySource.INTERVISION),
        entry(3, 800, source=EntrySource.OWN_MODULE),
    ]
    assert [line.counted for line in evaluate(RULES, PERIOD, entries, on=LATE).lines] == [600, 300, 800]


@pytest.mark.parametrize(
    ("months", "total", "accredited", "reflection", "other"),
    [(60, 10_000, 4_000, 2_000, 4_000), (66, 10_000, 4_000, 2_000, 4_000), (24, 4_000, 1_600, 800, 1_600), (31, 5_200, 2_100, 1_050, 2_100)],
)
def test_a_shorter_period_asks_pro_rata_rounded_up_to_half_points_and_a_longer_one_no_more(
    months: int, total: int, accredited: int, *, reflection: int, other: int
) -> None:
    found = evaluate(RULES, Period(START, add_months(START, months)), [], on=START)
    assert [need.needed for need in found.requirements] == [total, accredited, reflection]
    assert found.other_max == other


def test_beside_what_is_missing_stands_what_can_still_be_earned() -> None:
    """Four years in, two points of this year are booked: eight this year; that is less than is missing."""
    entries = [entry(n, 300, add_months(START, 12 * n), category=Category.REFLECTION) for n in (0, 4)]
    total, accredited, reflection = evaluate(RULES, PERIOD, entries, on=add_months(START, 49)).requirements
    assert (reflection.missing, reflection.possible, reflection.is_out_of_reach) == (1_400, 700, True)
    assert (total.possible, accredited.possible) == (None, None)
    early = evaluate(RULES, PERIOD, entries, on=add_months(START, 24)).requirements[-1]
    assert (early.missing, early.possible, early.is_out_of_reach) == (1_700, 3_000, False)


def test_when_the_period_is_over_nothing_can_be_earned_any_more() -> None:
    found = evaluate(RULES, PERIOD, [], on=PERIOD.ends_on)
    assert [(need.possible, need.is_out_of_reach) for need in found.requirements] == [(0, True)] * 3


def test_who_has_no_period_yet_loses_nothing_and_it_waits() -> None:
    (line,) = park([entry(1, 500)])
    assert (line.granted, line.counted, line.parked) == (500, 0, True)
    assert line.reason == "Je hebt nog geen registratieperiode: wacht tot een periode deze dag dekt."


def test_nothing_at_all_misses_everything() -> None:
    found = evaluate(RULES, PERIOD, [], on=START)
    assert not found.met
    assert [(need.label, need.missing) for need in found.requirements] == [
        ("Totaal", 10_000),
        (Category.ACCREDITED.label, 4_000),
        (Category.REFLECTION.label, 2_000),
    ]


def test_what_if_says_what_an_extra_activity_would_bring() -> None:
    assert what_if(RULES, PERIOD, [entry(1, 500)], extra=entry(2, 300, date(2028, 1, 1))).total == 800


_ENTRIES = st.lists(
    st.tuples(st.integers(1, 5_000), st.integers(-100, 2_200), st.sampled_from(list(Category)), st.sampled_from(list(EntrySource))), max_size=25
)


@given(_ENTRIES)
def test_the_sum_of_the_lines_is_the_total_in_any_order_and_every_line_has_a_reason(raw: list[tuple[int, int, Category, EntrySource]]) -> None:
    entries = [
        entry(n, points, START + timedelta(days=day), category=category, source=source) for n, (points, day, category, source) in enumerate(raw)
    ]
    one, other = evaluate(RULES, PERIOD, entries, on=LATE), evaluate(RULES, PERIOD, list(reversed(entries)), on=LATE)
    assert one == other
    assert one.total == sum(line.counted for line in one.lines) == one.requirements[0].reached
    assert all(line.reason and 0 <= line.counted <= line.granted for line in one.lines)


def test_the_entry_track_wants_every_module_and_the_exam_and_says_what_is_missing() -> None:
    course = load_course(small_course()).course
    assert course is not None
    done = entry(1, 200, activity_key="module:klantmanager:m1", themes=Points(R=150, E=50))
    found = evaluate_entry(course, [done, entry(2, 300, activity_key="module:oud:m9")])
    assert [(part.met, part.reason) for part in found.parts] == [
        (True, "Behaald op 1-3-2024."),
        (False, "De module is nog niet af."),
        (False, "Het examen is nog niet gehaald."),
    ]
    assert {theme.label: (theme.reached, theme.needed) for theme in found.themes}["Recht en kaders"] == (150, 300)
    assert [line.reason for line in found.other] == ["Hoort niet bij deze versie van de opleiding."]
    assert not found.met


def test_a_module_never_counts_for_more_than_it_is_worth() -> None:
    part = evaluate_entry(_course(), [entry(1, 500, activity_key="module:klantmanager:m1")]).parts[0]
    assert (part.reached, part.needed, part.met) == (200, 200, True)


def test_a_module_done_under_an_earlier_version_stays_done_for_what_it_was_worth_then() -> None:
    """The module was worth one point and a half then, two now: nobody has to earn the difference."""
    found = evaluate_entry(_course(), [entry(1, 150, activity_key="module:klantmanager:m1", themes=Points(R=150))])
    assert (found.parts[0].reached, found.parts[0].needed, found.parts[0].met) == (150, 150, True)
    assert "Je hoeft niets over te doen" in found.parts[0].reason
    assert [(theme.label, theme.reached, theme.needed) for theme in found.themes] == [
        ("Recht en kaders", 150, 300),
        ("Ethiek en reflectie", 0, 50),
        ("Praktijk", 0, 100),
    ]


def test_a_module_that_was_corrected_is_not_met_and_says_why() -> None:
    entries = [
        entry(1, 200, activity_key="module:klantmanager:m1", themes=Points(R=150, E=50)),
        entry(2, -100, counters_id=1, activity_key="module:klantmanager:m1", title="Correctie: fout geboekt"),
    ]
    part = evaluate_entry(_course(), entries).parts[0]
    assert (part.reached, part.needed, part.met, part.reason) == (100, 200, False, "Gecorrigeerd van 2 naar 1 (fout geboekt).")


def test_a_theme_without_a_target_is_no_bar() -> None:
    assert "Methodiek en vakmanschap" not in {theme.label for theme in evaluate_entry(_course(), []).themes}


def test_prior_learning_covers_a_module_and_says_so() -> None:
    part = evaluate_entry(_course(), [entry(1, 200, activity_key="module:klantmanager:m1", source=EntrySource.PRIOR_LEARNING)]).parts[0]
    assert (part.met, part.reason) == (True, "Vrijgesteld: je liet eerder verworven competenties zien op 1-3-2024.")


def _course() -> Course:
    course = load_course(small_course()).course
    assert course is not None
    return course
