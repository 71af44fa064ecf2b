"""Questions about exams, by who asks: rounds (desk), writing (the author), marking (examiners; never an author), results."""

from lms.exams.queries.marking import GradingView, QueueItem, get_grading_view, list_learning_points, list_queue
from lms.exams.queries.results import (
    CriterionResult,
    Result,
    exam_pass_of,
    get_result,
    list_marks,
    outcome_of,
    scheme_of,
)
from lms.exams.queries.rounds import (
    BoardItem,
    case_of,
    count_scripts,
    get_round,
    get_script,
    get_script_of_round,
    list_board,
    list_candidates,
    list_examiners,
    list_rounds,
)
from lms.exams.queries.writing import OwnRound, OwnScript, find_own_script, find_practice_round, list_answers, list_own_practice, list_own_rounds

__all__ = [
    "BoardItem",
    "CriterionResult",
    "GradingView",
    "OwnRound",
    "OwnScript",
    "QueueItem",
    "Result",
    "case_of",
    "count_scripts",
    "exam_pass_of",
    "find_own_script",
    "find_practice_round",
    "get_grading_view",
    "get_result",
    "get_round",
    "get_script",
    "get_script_of_round",
    "list_answers",
    "list_board",
    "list_candidates",
    "list_examiners",
    "list_learning_points",
    "list_marks",
    "list_own_practice",
    "list_own_rounds",
    "list_queue",
    "list_rounds",
    "outcome_of",
    "scheme_of",
]
