"""Who may write, mark, run and decide."""

from dataclasses import dataclass

import pytest

from lms.accounts.terms import Actor, Role
from lms.exams import policy


def somebody(*roles: Role, person_id: int = 1) -> Actor:
    return Actor(person_id, "Alice", frozenset(roles))


@dataclass(frozen=True)
class Thing:
    """A script that belongs to one person and was given to another."""

    person_id: int
    examiner_id: int


@pytest.mark.parametrize(
    ("may", "roles"),
    [
        (policy.may_write, {Role.STUDENT}),
        (policy.may_mark, {Role.EXAMINER, Role.TRAINER}),
        (policy.may_run, {Role.SECRETARIAT, Role.EXAM_BOARD}),
        (policy.may_decide, {Role.EXAM_BOARD}),
    ],
    ids=["write", "mark", "run", "decide"],
)
def test_each_area_is_open_to_its_roles_and_to_nobody_else(may: policy.Predicate, roles: set[Role]) -> None:
    assert {role for role in Role if may(somebody(role))} == roles
    assert not may(somebody())
    assert not may(None)


def test_a_script_is_its_author_s_own_and_an_examiner_s_by_allocation() -> None:
    thing = Thing(person_id=1, examiner_id=2)
    assert policy.is_own(somebody(), thing)
    assert not policy.is_own(somebody(person_id=2), thing)
    assert policy.is_given_to(somebody(person_id=2), thing)
    assert not policy.is_given_to(somebody(), thing)


def test_the_registerbureau_that_runs_a_round_does_not_decide() -> None:
    assert not policy.may_decide(somebody(Role.SECRETARIAT, Role.EXAMINER, Role.ADMIN))


def test_who_examines_in_a_round_does_not_stand_apart_whatever_else_they_are() -> None:
    member = somebody(Role.EXAM_BOARD, Role.EXAMINER)
    assert policy.stands_apart(member, [2, 3])
    assert not policy.stands_apart(member, [1, 2, 3])
