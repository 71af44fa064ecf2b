"""/bureau/examens, the desk's half: preparing rounds, who writes, who marks, and the next step."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries as accounts
from lms.accounts.terms import Actor, Role
from lms.catalogue import queries as catalogue
from lms.exams import actions, policy, queries
from lms.exams.forms import CandidateForm, EmptyForm, ExaminerForm, GroupForm, RoundForm
from lms.exams.models import ExamRound
from lms.exams.routes.stepping import take_step
from lms.exams.terms import RoundState, ScriptState
from lms.kernel import access, clock
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.kernel.errors import Invalid
from lms.training import queries as training

_CANDIDATE, _EXAMINER, _GROUP = "kandidaat-", "examinator-", "groep-"
"""Three forms on one page: their fields have names of their own."""


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/bureau/examens")(list_rounds)
    bp.route("/bureau/examens/nieuw", methods=["GET", "POST"])(new_round)
    bp.get("/bureau/examens/<int:round_id>")(show_round)
    bp.post("/bureau/examens/<int:round_id>/kandidaten")(admit)
    bp.post("/bureau/examens/<int:round_id>/groepen")(admit_group)
    bp.post("/bureau/examens/<int:round_id>/examinatoren")(appoint)
    bp.post("/bureau/examens/<int:round_id>/openen")(open_round)
    bp.post("/bureau/examens/<int:round_id>/beoordelen")(start_marking)


@access.open_to(policy.may_run)
def list_rounds() -> str:
    """All rounds with their state and how many take part."""
    rounds = queries.list_rounds()
    return render_template(
        "exams/list_rounds.html", rounds=rounds, sizes=queries.count_candidates(), labels={state.value: state.label for state in RoundState}
    )


@access.open_to(policy.may_run)
def new_round() -> ResponseReturnValue:
    """Prepare a round over the exam case of the published course, or over its twin."""
    course = catalogue.get_current_course(current_app.extensions["settings"].course_id)
    form = RoundForm()
    form.offer(course)
    if form.validate_on_submit():
        at = clock.now()
        try:
            begin, end, marking = form.window()
            with transaction():
                round_ = actions.create_round(
                    title=form.title.data or "",
                    course_hash=course.content_hash,
                    case_id=form.case_id.data,
                    writing_from=begin,
                    writing_until=end,
                    marking_until=marking,
                    actor_id=access.actor().person_id,
                    at=at,
                )
            return redirect(url_for("exams.show_round", round_id=round_.id))
        except Invalid as error:
            form.refuse(error)
    return render_template("exams/new_round.html", form=form), 422 if form.errors else 200


@access.open_to(policy.may_run)
def show_round(round_id: int) -> ResponseReturnValue:
    """Who writes, who marks, how far it is, and the next step."""
    return _round_page(queries.get_exam_round(round_id), None, 200)


def _round_page(round_: ExamRound, refused: CandidateForm | ExaminerForm | GroupForm | None, status: int) -> tuple[str, int]:
    actor, at = access.actor(), clock.now()
    progress = queries.list_progress(round_.id)
    apart = policy.stands_apart(actor, [examiner.person_id for examiner in progress])
    candidates = queries.list_candidates(round_.id)
    scripts = queries.list_board(round_.id, at=at)
    counts = Counter(script.state for script in scripts)
    form = {type(refused): refused}
    page = render_template(
        "exams/show_round.html",
        round=round_,
        state=RoundState(round_.state),
        case=queries.case_of(round_),
        rules=queries.scheme_of(round_).rules,
        candidates=candidates,
        progress=progress,
        names=accounts.names_of([*(candidates if apart else ()), *(examiner.person_id for examiner in progress)]),
        extra=accounts.extra_time_of(candidates) if apart else {},
        begun=queries.list_begun(round_.id),
        counts={state: counts[state] for state in ScriptState if counts[state]},
        at=at,
        today=local_day(at),
        scripts=scripts if apart and policy.may_decide(actor) else [],
        open_places=len(queries.list_open_places(round_)),
        candidate_form=form.get(CandidateForm) or CandidateForm(formdata=None, prefix=_CANDIDATE),
        group_form=form.get(GroupForm) or _group_form(posted=False),
        examiner_form=form.get(ExaminerForm) or ExaminerForm(formdata=None, prefix=_EXAMINER),
        form=EmptyForm(formdata=None),
        apart=apart,
        is_desk=actor.has(Role.SECRETARIAT),
        may_decide=policy.may_decide(actor),
        steps=_steps(round_, actor, counts, at=at, expected=len(candidates)),
    )
    return page, status


def _group_form(*, posted: bool) -> GroupForm:
    form = GroupForm(prefix=_GROUP) if posted else GroupForm(formdata=None, prefix=_GROUP)
    form.offer((group.id, group.title) for group in training.list_groups())
    return form


def _steps(round_: ExamRound, actor: Actor, counts: Counter[ScriptState], *, at: datetime, expected: int) -> list[tuple[str, str]]:
    """(view, words) of what this person may do next with a round, the main one first."""
    is_board = policy.may_decide(actor)
    if round_.state == RoundState.OPEN and at >= round_.writing_until and not counts:
        return [("exams.close", "Ronde sluiten: niemand schreef")] if is_board else []
    written = not counts[ScriptState.WRITING] and (at >= round_.writing_until or counts.total() == expected)
    agreed = [("exams.confirm_agreed", "Alle overeengekomen uitslagen vaststellen")] if counts[ScriptState.AGREED] else []
    ready = [("exams.publish", "Uitslag bekendmaken")] if set(+counts) <= {ScriptState.CONFIRMED, ScriptState.VOID} else []
    found = {
        RoundState.DRAFT: [("exams.open_round", "Ronde openen")],
        RoundState.OPEN: [("exams.start_marking", "Schrijven sluiten en verdelen")] if written else [],
        RoundState.BOARD: [*agreed, *ready],
        RoundState.PUBLISHED: [("exams.close", "Ronde sluiten")],
    }.get(RoundState(round_.state), [])
    return found if is_board or round_.state in {RoundState.DRAFT, RoundState.OPEN} else []


def _person_with(email: str | None, role: Role) -> int:
    person = accounts.find_person_by_email(email or "")
    if person is None or role not in accounts.get_actor(person.id, on=local_day(clock.now())).roles:
        raise Invalid(f"Er is niemand met dit adres die {role.label} is.", field="email")
    return person.id


def _add(round_id: int, form: CandidateForm | ExaminerForm | GroupForm, act: Callable[[ExamRound], str]) -> ResponseReturnValue:
    """Bring people into a round; a refusal stands on its form."""
    try:
        if form.validate():
            with transaction():
                words = act(queries.get_exam_round(round_id))
            flash(words)
            return redirect(url_for("exams.show_round", round_id=round_id))
    except Invalid as error:
        form.refuse(error)
    return _round_page(queries.get_exam_round(round_id), form, 422)


@access.open_to(policy.may_run)
def admit(round_id: int) -> ResponseReturnValue:
    """Admit a candidate."""
    form = CandidateForm(prefix=_CANDIDATE)

    def act(round_: ExamRound) -> str:
        person_id = _person_with(form.email.data, Role.STUDENT)
        actions.admit_candidate(round_=round_, person_id=person_id, actor_id=access.actor().person_id, at=clock.now())
        return "De kandidaat is toegelaten."

    return _add(round_id, form, act)


@access.open_to(policy.may_run)
def admit_group(round_id: int) -> ResponseReturnValue:
    """Admit everybody of a training group."""
    form = _group_form(posted=True)

    def act(round_: ExamRound) -> str:
        members = training.members_of(form.group_id.data)
        for member in members:
            actions.admit_candidate(round_=round_, person_id=member.person_id, actor_id=access.actor().person_id, at=clock.now())
        return "De cursisten van deze groep zijn toegelaten." if members else "Deze groep heeft geen cursisten."

    return _add(round_id, form, act)


@access.open_to(policy.may_run)
def appoint(round_id: int) -> ResponseReturnValue:
    """Appoint an examiner."""
    form = ExaminerForm(prefix=_EXAMINER)

    def act(round_: ExamRound) -> str:
        person_id = _person_with(form.email.data, Role.EXAMINER)
        actions.appoint_examiner(round_=round_, person_id=person_id, actor_id=access.actor().person_id, at=clock.now())
        return "De examinator is benoemd."

    return _add(round_id, form, act)


@access.open_to(policy.may_run)
def open_round(round_id: int) -> ResponseReturnValue:
    """Open for writing."""

    def act(round_: ExamRound, at: datetime) -> str:
        actions.open_round(round_=round_, actor_id=access.actor().person_id, at=at)
        return "De ronde is open. De kandidaten krijgen bericht."

    return take_step(round_id, act)


@access.open_to(policy.may_run)
def start_marking(round_id: int) -> ResponseReturnValue:
    """Close writing and give the scripts to examiners."""

    def act(round_: ExamRound, at: datetime) -> str:
        actions.start_marking(round_=round_, actor_id=access.actor().person_id, at=at)
        return "Het werk is verdeeld over de examinatoren. Zij krijgen bericht."

    return take_step(round_id, act)
