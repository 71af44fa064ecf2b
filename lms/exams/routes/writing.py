"""/mijn/examens, /mijn/oefenen and /mijn/casus: the author's own pages."""

from collections.abc import Mapping

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries as accounts
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course
from lms.exams import actions, policy, queries, rules
from lms.exams.forms import EmptyForm, WriteForm
from lms.exams.queries import OwnScript
from lms.exams.terms import RoundKind, ScriptState
from lms.kernel import access, clock
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, NotFound
from lms.kernel.rendering import moment_exact


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/mijn/examens")(list_exams)
    bp.get("/mijn/examens/<int:round_id>")(show_exam)
    bp.post("/mijn/examens/<int:round_id>/beginnen")(start_exam)
    bp.get("/mijn/oefenen/<module_id>/<case_id>")(show_practice)
    bp.post("/mijn/oefenen/<module_id>/<case_id>")(start_practice)
    bp.get("/mijn/casus/<int:script_id>")(write_case)
    bp.post("/mijn/casus/<int:script_id>")(save_case)
    bp.get("/mijn/casus/<int:script_id>/controleren")(check_case)
    bp.post("/mijn/casus/<int:script_id>/inleveren")(hand_in_case)
    bp.get("/mijn/casus/<int:script_id>/ontvangst")(show_receipt)
    bp.get("/mijn/casus/<int:script_id>/uitslag")(show_case_result)


def _course() -> Course:
    return catalogue.get_current_course(current_app.extensions["settings"].course_id)


def _own(script_id: int) -> OwnScript:
    return access.fetch(queries.find_own_script, script_id, policy.is_own, access.actor())


@access.open_to(policy.may_write)
def list_exams() -> str:
    """The exams somebody is admitted to, and what to do."""
    person_id = access.actor().person_id
    extra = accounts.extra_time_of([person_id]).get(person_id, 0)
    return render_template("exams/list_exams.html", rounds=queries.list_own_rounds(person_id), extra=extra, at=clock.now())


@access.open_to(policy.may_write)
def show_exam(round_id: int) -> ResponseReturnValue:
    """What to expect, with one's own time, before the clock starts."""
    own = next((own for own in queries.list_own_rounds(access.actor().person_id) if own.round.id == round_id), None)
    if own is None:
        raise NotFound
    if own.script is not None:
        return redirect(url_for("exams.write_case", script_id=own.script.id))
    case = queries.case_of(own.round)
    at = clock.now()
    extra = accounts.extra_time_of([access.actor().person_id]).get(access.actor().person_id, 0)
    until = rules.writing_deadline(begun_at=at, minutes=case.minutes, extra_percent=extra, until=own.round.writing_until)
    return render_template(
        "exams/show_exam.html",
        own=own,
        case=case,
        extra=extra,
        minutes=case.minutes * (100 + extra) // 100,
        may_start=own.round.state == "open" and own.round.writing_from <= at < own.round.writing_until,
        until=until,
        cut_short=until == own.round.writing_until,
        form=EmptyForm(formdata=None),
    )


@access.open_to(policy.may_write)
def start_exam(round_id: int) -> ResponseReturnValue:
    """Start the clock; a second click goes on with the same script."""
    at = clock.now()
    with transaction():
        own = next((own for own in queries.list_own_rounds(access.actor().person_id) if own.round.id == round_id), None)
        if own is None:
            raise NotFound
        script = own.script or actions.start_script(round_=own.round, actor=access.actor(), at=at)
    return redirect(url_for("exams.write_case", script_id=script.id))


@access.open_to(policy.may_write)
def show_practice(module_id: str, case_id: str) -> str:
    """A practice case: what is asked, and one's attempts."""
    course = _course()
    module = next((module for module in course.modules if module.id == module_id and case_id in module.case_ids), None)
    if module is None:
        raise NotFound
    own = queries.list_own_practice(access.actor().person_id, case_id)
    may_start = all(script.script.state == ScriptState.RELEASED and not script.script.passed for script in own)
    return render_template(
        "exams/show_practice.html", module=module, case=course.case(case_id), own=own, may_start=may_start, form=EmptyForm(formdata=None)
    )


@access.open_to(policy.may_write)
def start_practice(module_id: str, case_id: str) -> ResponseReturnValue:
    """Begin a practice case, or go on with the one that is being written."""
    at = clock.now()
    with transaction():
        running = [own.script for own in queries.list_own_practice(access.actor().person_id, case_id) if own.script.state == ScriptState.WRITING]
        course = _course()
        script = running[0] if running else actions.start_practice(course=course, module_id=module_id, case_id=case_id, actor=access.actor(), at=at)
    return redirect(url_for("exams.write_case", script_id=script.id))


@access.open_to(policy.may_write)
def write_case(script_id: int) -> ResponseReturnValue:
    """The file on one side, the text on the other."""
    own = _own(script_id)
    if not own.is_open(clock.now()):
        return redirect(url_for("exams.show_receipt", script_id=script_id))
    form = WriteForm(formdata=None, version=own.script.version)
    return _page(own, form, queries.list_answers(own.script.id), 200)


def _page(own: OwnScript, form: WriteForm, texts: Mapping[str, str], status: int) -> tuple[str, int]:
    page = render_template(
        "exams/write_case.html",
        own=own,
        case=queries.case_of(own.round),
        form=form,
        texts=texts,
        now=clock.now(),
        own_names="|".join(_own_names(own)),
        is_exam=own.round.kind == RoundKind.EXAM,
    )
    return page, status


def _own_names(own: OwnScript) -> tuple[str, ...]:
    name = accounts.get_person(own.person_id).name
    return tuple(part for part in (name.given_name, name.family_name) if part)


@access.open_to(policy.may_write)
def save_case(script_id: int) -> ResponseReturnValue:
    """Keep the text: for the script every ten seconds as JSON, for a person with a button."""
    at = clock.now()
    form = WriteForm()
    texts: dict[str, str] = {}
    try:
        with transaction():
            own = _own(script_id)
            texts = form.texts(queries.case_of(own.round))
            if form.fault or not form.validate():
                raise form.fault or DomainError("Vernieuw de pagina en probeer het opnieuw.")
            version = actions.save_answers(own=own, texts=texts, version=form.version.data or 0, at=at)
    except NotFound:
        raise
    except DomainError as error:
        if access.wants_json():
            return jsonify(message=error.message), error.status
        form.refuse(error)
        return _page(_own(script_id), form, texts, error.status)
    if access.wants_json():
        return jsonify(version=version, saved_at_text=f"Opgeslagen om {moment_exact(at)}")
    if form.wants_check():
        return redirect(url_for("exams.check_case", script_id=script_id))
    flash(f"Opgeslagen om {moment_exact(at)}.")
    return redirect(url_for("exams.write_case", script_id=script_id))


@access.open_to(policy.may_write)
def check_case(script_id: int) -> ResponseReturnValue:
    """Before handing in: the text as saved, the number of words, and what gives people away."""
    own = _own(script_id)
    if not own.is_open(clock.now()):
        return redirect(url_for("exams.show_receipt", script_id=script_id))
    case = queries.case_of(own.round)
    texts = queries.list_answers(own.script.id)
    whole = "\n".join(texts.values())
    return render_template(
        "exams/check_case.html",
        own=own,
        case=case,
        texts=texts,
        words=rules.count_words(whole),
        counts={task.id: rules.count_words(texts.get(task.id, "")) for task in case.tasks},
        is_exam=own.round.kind == RoundKind.EXAM,
        warnings=rules.warnings(whole, own_names=_own_names(own)),
        form=EmptyForm(formdata=None),
    )


@access.open_to(policy.may_write)
def hand_in_case(script_id: int) -> ResponseReturnValue:
    """Hand in; a second click shows the same receipt."""
    at = clock.now()
    with transaction():
        own = _own(script_id)
        if own.script.state == ScriptState.WRITING:
            actions.hand_in(own=own, actor=access.actor(), at=at)
    return redirect(url_for("exams.show_receipt", script_id=script_id))


@access.open_to(policy.may_write)
def show_receipt(script_id: int) -> ResponseReturnValue:
    """When it was handed in, under what code and with what fingerprint, and what happens next."""
    own = _own(script_id)
    if own.is_open(clock.now()):
        return redirect(url_for("exams.write_case", script_id=script_id))
    texts = queries.list_answers(own.script.id)
    fingerprint = own.script.fingerprint or rules.fingerprint(own.script.code, texts)
    return render_template("exams/show_receipt.html", own=own, case=queries.case_of(own.round), texts=texts, fingerprint=fingerprint)


@access.open_to(policy.may_write)
def show_case_result(script_id: int) -> ResponseReturnValue:
    """Per criterion the level, its descriptor and all remarks; overall; and what to do to pass."""
    own = _own(script_id)
    if own.script.state != ScriptState.RELEASED:
        return redirect(url_for("exams.show_receipt", script_id=script_id))
    case = queries.case_of(own.round)
    result = queries.get_result(own.script, own.round)
    percent = rules.shown_percent(result.outcome.percent)
    return render_template(
        "exams/show_case_result.html", own=own, case=case, result=result, percent=percent, is_exam=own.round.kind == RoundKind.EXAM
    )
