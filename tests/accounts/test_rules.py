"""Separation of duties, sessions and passwords."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.rules import (
    IDLE_LIMIT,
    LONGEST_SESSION,
    PASSWORD_MAXIMUM,
    PASSWORD_MINIMUM,
    check_password,
    conflict_horizon,
    find_conflicts,
    session_lives,
)
from lms.accounts.terms import AREAS, Actor, PasswordTooShort, PersonName, Role, TieFact, TieKind

DECIDER, SUBJECT, OTHER = 1, 2, 3
DAY = date(2026, 1, 1)
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
NONE: frozenset[int] = frozenset()


def tie(person: int, other: int, kind: TieKind = TieKind.TRAINER) -> TieFact:
    return TieFact(person, other, kind, DAY, None)


def conflicts(*ties: TieFact, mine: frozenset[int] = NONE, theirs: frozenset[int] = NONE, decider: int = DECIDER) -> tuple[str, ...]:
    return find_conflicts(decider_id=decider, subject_id=SUBJECT, ties=ties, decider_employers=mine, subject_employers=theirs)


def test_strangers_may_decide_about_each_other() -> None:
    assert conflicts() == ()


def test_nobody_decides_about_themselves() -> None:
    assert conflicts(decider=SUBJECT) == ("Het gaat om uzelf.",)


@pytest.mark.parametrize("kind", list(TieKind))
def test_every_kind_of_tie_stands_in_the_way_in_both_directions_and_says_which(kind: TieKind) -> None:
    assert conflicts(tie(DECIDER, SUBJECT, kind)) == conflicts(tie(SUBJECT, DECIDER, kind)) == (f"U hebt deze persoon {kind.label}.",)


def test_a_tie_of_somebody_else_stands_in_nobody_s_way() -> None:
    assert conflicts(tie(OTHER, SUBJECT), tie(SUBJECT, OTHER), tie(DECIDER, OTHER)) == ()


def test_one_shared_employer_is_enough_and_another_one_is_not() -> None:
    assert conflicts(mine=frozenset({7, 8}), theirs=frozenset({8, 9})) == ("U werkt of werkte in de afgelopen 24 maanden bij dezelfde werkgever.",)
    assert conflicts(mine=frozenset({7}), theirs=frozenset({9})) == ()


_TIES = st.lists(st.builds(tie, st.integers(1, 4), st.integers(1, 4), st.sampled_from(list(TieKind))), max_size=8)


@given(_TIES)
def test_each_reason_is_said_once_in_an_order_that_does_not_depend_on_chance(ties: list[TieFact]) -> None:
    found = conflicts(*ties)
    assert found == conflicts(*reversed(ties))
    assert len(set(found)) == len(found)
    assert bool(found) == any({tie.person_id, tie.other_id} == {DECIDER, SUBJECT} for tie in ties)


def test_conflicts_are_looked_for_24_months_back_also_from_a_leap_day() -> None:
    assert conflict_horizon(date(2026, 11, 24)) == date(2024, 11, 24)
    assert conflict_horizon(date(2028, 2, 29)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("seen", "lives"), [(timedelta(0), True), (IDLE_LIMIT, True), (IDLE_LIMIT + timedelta(seconds=1), False), (LONGEST_SESSION, False)]
)
def test_a_session_holds_for_three_hours_after_it_was_last_used(seen: timedelta, *, lives: bool) -> None:
    assert session_lives(started_at=AT, seen_at=AT, ended_at=None, at=AT + seen) is lives


@pytest.mark.parametrize(("length", "lives"), [(LONGEST_SESSION, True), (LONGEST_SESSION + timedelta(seconds=1), False)])
def test_a_session_ends_after_fourteen_hours_however_busy_it_was(length: timedelta, *, lives: bool) -> None:
    assert session_lives(started_at=AT, seen_at=AT + length, ended_at=None, at=AT + length) is lives


def test_a_session_that_was_ended_never_holds() -> None:
    assert not session_lives(started_at=AT, seen_at=AT, ended_at=AT, at=AT)


@pytest.mark.parametrize("password", ["vier losse woorden", "x7%Kq!pL2@zR9#vB", "a b c d e f g h", "ñandú über ölçü été", "🦆🐇🐢🦉🐝" * 3])
def test_a_long_password_is_taken_whatever_signs_it_has(password: str) -> None:
    check_password(password, email="alice@ruimbaan.example")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "ten minste 15 tekens"),
        ("x7%Kq!pL2@zR9#", "ten minste 15 tekens"),
        ("abcde" * 60, "hooguit 256 tekens"),
        ("aaaaaaaaaaaaaaa", "te makkelijk te raden"),
        ("abcdabcdabcdabcd", "te makkelijk te raden"),
        ("mijn naam is ALICE hoor", "te makkelijk te raden"),
        ("CorrectHorseBatteryStaple", "te makkelijk te raden"),
        ("welkomwelkomwelkom", "te makkelijk te raden"),
    ],
)
def test_a_password_that_is_short_or_easy_is_refused_on_its_field(password: str, words: str) -> None:
    with pytest.raises(PasswordTooShort, match=words) as refused:
        check_password(password, email="alice@ruimbaan.example")
    assert refused.value.field == "password"


@given(st.text(min_size=PASSWORD_MAXIMUM + 1, max_size=300) | st.text(max_size=PASSWORD_MINIMUM - 1))
def test_no_text_that_is_too_short_or_too_long_is_taken(password: str) -> None:
    with pytest.raises(PasswordTooShort):
        check_password(password, email="zoe@ruimbaan.example")


@pytest.mark.parametrize(
    ("name", "formal", "certificate"),
    [
        (PersonName("A.", "Vries", "de", "Amina"), "A. (Amina) de Vries", "Amina de Vries"),
        (PersonName("B.", "Berg", "van den"), "B. van den Berg", "B. van den Berg"),
        (PersonName("C.", "Yılmaz", given_name="Can"), "C. (Can) Yılmaz", "Can Yılmaz"),
    ],
)
def test_a_name_is_written_as_in_letters_and_as_on_a_certificate(name: PersonName, formal: str, certificate: str) -> None:
    assert (name.formal, name.certificate) == (formal, certificate)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUTHOR])
def test_every_role_has_its_own_part_of_the_site_to_go_to(role: Role) -> None:
    actor = Actor(1, "x", frozenset({role}))
    homes = [area.path for area in AREAS if any(actor.roles & item.roles and item.path == area.path for item in area.items)]
    assert homes, f"{role} has nowhere to begin"


def test_who_holds_no_role_finds_no_area_open() -> None:
    assert [area.path for area in AREAS if area.open_to(Actor(1, "x", frozenset()))] == []
