"""The checklist of an application."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lms.certification.documents import check_letters
from lms.certification.rules import checklist
from lms.certification.terms import CheckFact, CheckItem, DossierFacts, LettersMissing
from tests.credits.test_rules import RULES

TODAY = date(2026, 11, 24)
SEEN = datetime(2026, 11, 20, 12, tzinfo=UTC)
WHOLE = DossierFacts(
    entry_complete=True,
    entry_missing="",
    exam_passed_on=date(2026, 6, 1),
    code_accepted=True,
    checks=tuple(CheckFact(item, date(2026, 11, 1), SEEN) for item in CheckItem),
)


def missing(facts: DossierFacts, on: date = TODAY) -> list[str]:
    return [item.key for item in checklist(facts, RULES, on=on) if not item.met]


def test_a_whole_dossier_lacks_nothing_and_every_line_says_by_what() -> None:
    assert missing(WHOLE) == []
    assert all(item.words for item in checklist(WHOLE, RULES, on=TODAY))


@pytest.mark.parametrize(("day", "lacks"), [(date(2029, 5, 31), []), (date(2029, 6, 1), ["exam"])])
def test_an_exam_counts_for_36_months(day: date, lacks: list[str]) -> None:
    assert missing(WHOLE, day) == lacks


@pytest.mark.parametrize(("dated", "lacks"), [(date(2026, 8, 21), []), (date(2026, 8, 20), ["conduct_certificate"])])
def test_a_vog_was_at_most_three_months_old_when_it_was_seen(dated: date, lacks: list[str]) -> None:
    others = tuple(check for check in WHOLE.checks if check.item is not CheckItem.CONDUCT_CERTIFICATE)
    assert missing(replace(WHOLE, checks=(*others, CheckFact(CheckItem.CONDUCT_CERTIFICATE, dated, SEEN)))) == lacks


def test_a_fresh_vog_stays_good_while_the_application_waits() -> None:
    assert missing(WHOLE, date(2027, 5, 1)) == []


def test_each_gap_is_named() -> None:
    empty = DossierFacts(entry_complete=False, entry_missing="Nog niet af: M2.", exam_passed_on=None, code_accepted=False, checks=())
    assert missing(empty) == ["entry", "exam", "code", "identity", "conduct_certificate", "fee"]
    assert [item.key for item in checklist(empty, RULES, on=TODAY) if item.by_applicant] == ["entry", "exam", "code"]


@pytest.mark.parametrize("name", ["Şebnem de Vries-Łukasiewicz", "Zoë IJsbrand ’t Hof", "Đặng Thị Ánh"])
def test_the_font_prints_the_names_of_this_country(name: str) -> None:
    check_letters(name)


def test_a_name_that_the_font_cannot_print_is_refused_before_it_is_issued() -> None:
    with pytest.raises(LettersMissing, match="名"):
        check_letters("Alice 名")
