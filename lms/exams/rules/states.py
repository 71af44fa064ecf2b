"""The moves of a round and of a script as data; docs/states-exams.md draws the same, and a test holds them equal."""

from lms.exams.terms import RoundState, ScriptState

R, S = RoundState, ScriptState

ROUND_MOVES: frozenset[tuple[RoundState, RoundState]] = frozenset(
    {
        (R.DRAFT, R.OPEN),
        (R.OPEN, R.MARKING),
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
        (S.CONFIRMED, S.RELEASED),
    }
)


def may_move(moves: frozenset[tuple[RoundState, RoundState]], now: RoundState, then: RoundState) -> bool:
    """Whether a round may go from one state to another."""
    return (now, then) in moves
