"""/bureau/examens, the exam board's half: marks on one screen, decisions, results."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.exams import actions, policy, queries, rules
from lms.exams.forms import DecisionForm
from lms.exams.models import ExamRound
from lms.exams.routes.stepping import take_step
from lms.exams.terms import NotNow, ScriptState, Verdict
from lms.kernel import access, clock
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, NotFound


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.post("/bureau/examens/<int:round_id>/vaststellen")(confirm_agreed)
    bp.post("/bureau/examens/<int:round_id>/publiceren")(publish)
    bp.post("/bureau/examens/<int:round_id>/sluiten")(close)
    bp.get("/bureau/examens/<int:round_id>/werk/<code>")(show_script)
    bp.post("/bureau/examens/<int:round_id>/werk/<code>")(decide)


@access.open_to(policy.may_decide)
def confirm_agreed(round_id: int) -> ResponseReturnValue:
    """Confirm every script on which the markers agree."""

    def act(round_: ExamRound, at: datetime) -> str:
        count, left = actions.confirm_agreed(round_=round_, actor=access.actor(), at=at)
        rest = f" Over {', '.join(left)} moet een ander commissielid beslissen." if left else ""
        return f"Van {count} werken is de uitslag vastgesteld.{rest}"

    return take_step(round_id, act)


@access.open_to(policy.may_decide)
def publish(round_id: int) -> ResponseReturnValue:
    """Release all results."""

    def act(round_: ExamRound, at: datetime) -> str:
        return f"De uitslag van {actions.publish_round(round_=round_, actor=access.actor(), at=at)} kandidaten is bekend."

    return take_step(round_id, act)


@access.open_to(policy.may_decide)
def close(round_id: int) -> ResponseReturnValue:
    """Close a published round."""

    def act(round_: ExamRound, at: datetime) -> str:
        actions.close_round(round_=round_, actor_id=access.actor().person_id, at=at)
        return "De ronde is gesloten."

    return take_step(round_id, act)


@access.open_to(policy.may_decide)
def show_script(round_id: int, code: str) -> ResponseReturnValue:
    """One script with all signed marks on one screen."""
    return _script_page(round_id, code, DecisionForm(formdata=None), 200)


def _script_page(round_id: int, code: str, form: DecisionForm, status: int) -> tuple[str, int]:
    round_ = queries.get_exam_round(round_id)
    actions.refuse_examiner(round_, access.actor())
    script = queries.get_script_of_round(round_id, code)
    if not ScriptState(script.state).is_marked:
        raise NotNow("Dit werk wordt nog beoordeeld. De commissie kijkt als beide beoordelingen er zijn.")
    case, result, state = queries.case_of(round_), queries.get_result(script, round_), ScriptState(script.state)
    scheme = queries.scheme_of(round_)
    if state is ScriptState.AGREED or len(result.marks) >= scheme.rules.most_marks:
        form.leave_out(Verdict.FURTHER)
    page = render_template(
        "exams/show_script.html",
        round=round_,
        script=script,
        case=case,
        percent=rules.shown_percent(result.outcome.percent),
        texts=queries.list_answers(script.id),
        result=result,
        form=form,
        state=state,
        may_decide=state in {ScriptState.TO_BOARD, ScriptState.AGREED},
        scores=[rules.shown_percent(rules.percent(mark.levels, scheme)) for mark in result.marks],
        labels={verdict.value: verdict.label for verdict in Verdict},
        conflict=actions.find_board_conflict(script=script, actor=access.actor(), at=clock.now()),
        decisions=queries.list_decisions(script.id),
    )
    return page, status


@access.open_to(policy.may_decide)
def decide(round_id: int, code: str) -> ResponseReturnValue:
    """The board's word on one script."""
    at = clock.now()
    form = DecisionForm()
    if not form.validate():
        return _script_page(round_id, code, form, 422)
    try:
        with transaction():
            round_, script = queries.get_exam_round(round_id), queries.get_script_of_round(round_id, code)
            verdict, reason = Verdict(form.verdict.data), form.reason.data or ""
            actions.decide_script(script=script, round_=round_, verdict=verdict, reason=reason, actor=access.actor(), at=at)
    except NotFound:
        raise
    except DomainError as error:
        form.refuse(error)
        return _script_page(round_id, code, form, error.status)
    flash(f"Werk {code}: {Verdict(form.verdict.data).label}.")
    return redirect(url_for("exams.show_round", round_id=round_id))
