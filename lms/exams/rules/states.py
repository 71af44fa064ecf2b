"""The moves of a round and of a script as data; docs/states-exams.md draws the same, and a test holds them equal.

Every change of state goes through `may_move`; there is no other way.
"""

from enum import StrEnum
from typing import TypeVar

from lms.exams.terms import RoundState, ScriptState

R, S = RoundState, ScriptState
State = TypeVar("State", bound=StrEnum)

ROUND_MOVES: frozenset[tuple[RoundState, RoundState]] = frozenset(
    {
        (R.DRAFT, R.OPEN),
        (R.OPEN, R.MARKING),
        (R.OPEN, R.CLOSED),
        (R.MARKING, R.RECONCILING),
        (R.MARKING, R.BOARD),
        (R.RECONCILING, R.BOARD),
        (R.BOARD, R.RECONCILING),
        (R.BOARD, R.PUBLISHED),
        (R.PUBLISHED, R.CLOSED),
    }
)
SCRIPT_MOVES: frozenset[tuple[ScriptState, ScriptState]] = frozenset(
    {
        (S.WRITING, S.SUBMITTED),
        (S.SUBMITTED, S.ALLOCATED),
        (S.ALLOCATED, S.FIRST_SIGNED),
        (S.ALLOCATED, S.RELEASED),
        (S.FIRST_SIGNED, S.AGREED),
        (S.FIRST_SIGNED, S.THIRD_NEEDED),
        (S.FIRST_SIGNED, S.TO_BOARD),
        (S.THIRD_NEEDED, S.AGREED),
        (S.THIRD_NEEDED, S.TO_BOARD),
        (S.TO_BOARD, S.THIRD_NEEDED),
        (S.TO_BOARD, S.CONFIRMED),
        (S.TO_BOARD, S.VOID),
        (S.AGREED, S.CONFIRMED),
        (S.AGREED, S.VOID),
        (S.CONFIRMED, S.RELEASED),
    }
)


def may_move(moves: frozenset[tuple[State, State]], now: State, then: State) -> bool:
    """Whether a round or a script may go from one state to another."""
    return (now, then) in moves
