"""One step of a round, asked from its own page."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.exams import queries
from lms.exams.models import ExamRound
from lms.kernel import clock
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, NotFound


def take_step(round_id: int, act: Callable[[ExamRound, datetime], str]) -> ResponseReturnValue:
    """Do it in one transaction; what was done, or why not, is told on the round's page."""
    at = clock.now()
    try:
        with transaction():
            words = act(queries.get_exam_round(round_id), at)
    except NotFound:
        raise
    except DomainError as error:
        flash(error.message)
    else:
        flash(words)
    return redirect(url_for("exams.show_round", round_id=round_id))
