"""/bureau/examens: preparing rounds (registerbureau) and deciding (exam board)."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries as accounts
from lms.accounts.terms import Actor, Role
from lms.catalogue import queries as catalogue
from lms.exams import actions, policy, queries, rules
from lms.exams.forms import CandidateForm, DecisionForm, EmptyForm, ExaminerForm, RoundForm
from lms.exams.models import ExamRound
from lms.exams.terms import NotNow, RoundState, ScriptState, Verdict
from lms.kernel import access, clock
from lms.kernel.calendar import AMSTERDAM, local_day
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, Invalid, NotFound

_CANDIDATE, _EXAMINER = "kandidaat-", "examinator-"
"""Two forms on one page: their fields have names of their own."""


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/bureau/examens")(list_rounds)
    bp.route("/bureau/examens/nieuw", methods=["GET", "POST"])(new_round)
    bp.get("/bureau/examens/<int:round_id>")(show_round)
    bp.post("/bureau/examens/<int:round_id>/kandidaten")(admit)
    bp.post("/bureau/examens/<int:round_id>/examinatoren")(appoint)
    bp.post("/bureau/examens/<int:round_id>/openen")(open_round)
    bp.post("/bureau/examens/<int:round_id>/beoordelen")(start_marking)
    bp.post("/bureau/examens/<int:round_id>/vaststellen")(confirm_agreed)
    bp.post("/bureau/examens/<int:round_id>/publiceren")(publish)
    bp.post("/bureau/examens/<int:round_id>/sluiten")(close)
    bp.get("/bureau/examens/<int:round_id>/werk/<code>")(show_script)
    bp.post("/bureau/examens/<int:round_id>/werk/<code>")(decide)


@access.open_to(policy.may_run)
def list_rounds() -> str:
    """All rounds with their state."""
    return render_template("exams/list_rounds.html", rounds=queries.list_rounds())


@access.open_to(policy.may_run)
def new_round() -> ResponseReturnValue:
    """Prepare a round over the exam case of the published course, or over its twin."""
    course = catalogue.get_current_course(current_app.extensions["settings"].course_id)
    form = RoundForm()
    form.offer(course)
    if form.validate_on_submit():
        at = clock.now()
        window = [_utc(field.data) for field in (form.writing_from, form.writing_until)]
        try:
            with transaction():
                round_ = actions.create_round(
                    title=form.title.data or "",
                    course_hash=course.content_hash,
                    case_id=form.case_id.data,
                    writing_from=window[0],
                    writing_until=window[1],
                    actor_id=access.actor().person_id,
                    at=at,
                )
            return redirect(url_for("exams.show_round", round_id=round_.id))
        except Invalid as error:
            form.refuse(error)
    return render_template("exams/new_round.html", form=form), 422 if form.errors else 200


def _utc(local: datetime | None) -> datetime:
    try:
        return (local or datetime.max).replace(tzinfo=AMSTERDAM).astimezone(AMSTERDAM)  # noqa: DTZ901 -- refused by the form when empty
    except OverflowError as error:
        raise Invalid("Deze datum kan niet.") from error


@access.open_to(policy.may_run)
def show_round(round_id: int) -> ResponseReturnValue:
    """Who writes, who marks, how far it is, and the next step."""
    return _round_page(
        queries.get_exam_round(round_id), CandidateForm(formdata=None, prefix=_CANDIDATE), ExaminerForm(formdata=None, prefix=_EXAMINER), 200
    )


def _round_page(round_: ExamRound, candidate_form: CandidateForm, examiner_form: ExaminerForm, status: int) -> tuple[str, int]:
    actor, at = access.actor(), clock.now()
    progress = queries.list_progress(round_.id)
    apart = policy.stands_apart(actor, [examiner.person_id for examiner in progress])
    candidates = queries.list_candidates(round_.id)
    scripts = queries.list_board(round_.id, at=at)
    counts = Counter(script.state for script in scripts)
    page = render_template(
        "exams/show_round.html",
        round=round_,
        case=queries.case_of(round_),
        candidates=candidates,
        progress=progress,
        names=accounts.names_of([*(candidates if apart else ()), *(examiner.person_id for examiner in progress)]),
        counts=counts,
        scripts=scripts if apart and policy.may_decide(actor) else [],
        open_places=len(queries.list_open_places(round_)),
        candidate_form=candidate_form,
        examiner_form=examiner_form,
        form=EmptyForm(formdata=None),
        apart=apart,
        steps=_steps(round_, actor, counts, at=at),
    )
    return page, status


def _steps(round_: ExamRound, actor: Actor, counts: Counter[ScriptState], *, at: datetime) -> list[tuple[str, str]]:
    """(view, words) of what this person may do next with a round, the main one first."""
    is_board = policy.may_decide(actor)
    if round_.state == RoundState.OPEN and at >= round_.writing_until and not counts:
        return [("exams.close", "Ronde sluiten: niemand schreef")] if is_board else []
    confirm = [("exams.confirm_agreed", "Alle overeengekomen uitslagen vaststellen")] if counts[ScriptState.AGREED] else []
    found = {
        RoundState.DRAFT: [("exams.open_round", "Ronde openen")],
        RoundState.OPEN: [("exams.start_marking", "Schrijven sluiten en verdelen")],
        RoundState.BOARD: [*confirm, ("exams.publish", "Uitslag bekendmaken")],
        RoundState.PUBLISHED: [("exams.close", "Ronde sluiten")],
    }.get(RoundState(round_.state), [])
    return found if is_board or round_.state in {RoundState.DRAFT, RoundState.OPEN} else []


def _person_with(email: str | None, role: Role) -> int:
    person = accounts.find_person_by_email(email or "")
    if person is None or role not in accounts.get_actor(person.id, on=local_day(clock.now())).roles:
        raise Invalid(f"Er is niemand met dit adres die {role.label} is.", field="email")
    return person.id


@access.open_to(policy.may_run)
def admit(round_id: int) -> ResponseReturnValue:
    """Admit a candidate."""
    form = CandidateForm(prefix=_CANDIDATE)
    try:
        if form.validate():
            with transaction():
                round_ = queries.get_exam_round(round_id)
                person_id = _person_with(form.email.data, Role.STUDENT)
                extra = form.extra_percent.data or 0
                actions.admit_candidate(round_=round_, person_id=person_id, extra_percent=extra, actor_id=access.actor().person_id, at=clock.now())
            return redirect(url_for("exams.show_round", round_id=round_id))
    except Invalid as error:
        form.refuse(error)
    return _round_page(queries.get_exam_round(round_id), form, ExaminerForm(formdata=None, prefix=_EXAMINER), 422)


@access.open_to(policy.may_run)
def appoint(round_id: int) -> ResponseReturnValue:
    """Appoint an examiner."""
    form = ExaminerForm(prefix=_EXAMINER)
    try:
        if form.validate():
            with transaction():
                round_ = queries.get_exam_round(round_id)
                person_id = _person_with(form.email.data, Role.EXAMINER)
                actions.appoint_examiner(round_=round_, person_id=person_id, actor_id=access.actor().person_id, at=clock.now())
            return redirect(url_for("exams.show_round", round_id=round_id))
    except Invalid as error:
        form.refuse(error)
    return _round_page(queries.get_exam_round(round_id), CandidateForm(formdata=None, prefix=_CANDIDATE), form, 422)


def _step(round_id: int, act: Callable[[ExamRound, datetime], str]) -> ResponseReturnValue:
    """One step of a round; a refusal is shown on the round's own page."""
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


@access.open_to(policy.may_run)
def open_round(round_id: int) -> ResponseReturnValue:
    """Open for writing."""

    def act(round_: ExamRound, at: datetime) -> str:
        actions.open_round(round_=round_, actor_id=access.actor().person_id, at=at)
        return "De ronde is open."

    return _step(round_id, act)


@access.open_to(policy.may_run)
def start_marking(round_id: int) -> ResponseReturnValue:
    """Close writing and give the scripts to examiners."""

    def act(round_: ExamRound, at: datetime) -> str:
        actions.start_marking(round_=round_, actor_id=access.actor().person_id, at=at)
        return "Het werk is verdeeld over de examinatoren."

    return _step(round_id, act)


@access.open_to(policy.may_decide)
def confirm_agreed(round_id: int) -> ResponseReturnValue:
    """Confirm every script on which the markers agree."""

    def act(round_: ExamRound, at: datetime) -> str:
        count, left = actions.confirm_agreed(round_=round_, actor=access.actor(), at=at)
        rest = f" Over {', '.join(left)} moet een ander commissielid beslissen." if left else ""
        return f"Van {count} werken is de uitslag vastgesteld.{rest}"

    return _step(round_id, act)


@access.open_to(policy.may_decide)
def publish(round_id: int) -> ResponseReturnValue:
    """Release all results."""

    def act(round_: ExamRound, at: datetime) -> str:
        return f"De uitslag van {actions.publish_round(round_=round_, actor=access.actor(), at=at)} kandidaten is bekend."

    return _step(round_id, act)


@access.open_to(policy.may_decide)
def close(round_id: int) -> ResponseReturnValue:
    """Close a published round."""

    def act(round_: ExamRound, at: datetime) -> str:
        actions.close_round(round_=round_, actor_id=access.actor().person_id, at=at)
        return "De ronde is gesloten."

    return _step(round_id, act)


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
    case, result = queries.case_of(round_), queries.get_result(script, round_)
    page = render_template(
        "exams/show_script.html",
        round=round_,
        script=script,
        case=case,
        percent=rules.shown_percent(result.outcome.percent),
        texts=queries.list_answers(script.id),
        result=result,
        form=form,
        state=ScriptState(script.state),
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
