"""What can be done in an exam: run a round, write, mark, decide, and say whom one knows."""

from lms.exams.actions.allocating import fill_open_places
from lms.exams.actions.board import confirm_agreed, decide_script, find_board_conflict, publish_round, refuse_examiner
from lms.exams.actions.marking import recuse, save_mark, sign_mark
from lms.exams.actions.rounds import (
    admit_candidate,
    appoint_examiner,
    cancel_round,
    change_round,
    close_round,
    create_round,
    dismiss_examiner,
    extend_writing,
    open_round,
    start_marking,
    withdraw_candidate,
)
from lms.exams.actions.ties import declare_acquaintance, end_acquaintance, record_acquaintance
from lms.exams.actions.writing import hand_in, hand_in_overdue, save_answers, set_extra_time, start_practice, start_script

__all__ = [
    "admit_candidate",
    "appoint_examiner",
    "cancel_round",
    "change_round",
    "close_round",
    "confirm_agreed",
    "create_round",
    "decide_script",
    "declare_acquaintance",
    "dismiss_examiner",
    "end_acquaintance",
    "extend_writing",
    "fill_open_places",
    "find_board_conflict",
    "hand_in",
    "hand_in_overdue",
    "open_round",
    "publish_round",
    "record_acquaintance",
    "recuse",
    "refuse_examiner",
    "save_answers",
    "save_mark",
    "set_extra_time",
    "sign_mark",
    "start_marking",
    "start_practice",
    "start_script",
    "withdraw_candidate",
]
