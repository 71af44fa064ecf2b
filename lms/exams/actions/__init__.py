"""What can be done in an exam: run a round, write, mark, decide."""

from lms.exams.actions.allocating import fill_open_places
from lms.exams.actions.board import confirm_agreed, decide_script, publish_round, refuse_examiner
from lms.exams.actions.marking import recuse, save_mark, sign_mark
from lms.exams.actions.rounds import admit_candidate, appoint_examiner, close_round, create_round, open_round, start_marking
from lms.exams.actions.writing import hand_in, hand_in_overdue, save_answers, start_practice, start_script

__all__ = [
    "admit_candidate",
    "appoint_examiner",
    "close_round",
    "confirm_agreed",
    "create_round",
    "decide_script",
    "fill_open_places",
    "hand_in",
    "hand_in_overdue",
    "open_round",
    "publish_round",
    "recuse",
    "refuse_examiner",
    "save_answers",
    "save_mark",
    "sign_mark",
    "start_marking",
    "start_practice",
    "start_script",
]
