"""/beoordelen: the examiner's pages. Nothing on them tells who wrote."""

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.exams import actions, policy, queries
from lms.exams.actions.marking import Levels
from lms.exams.forms import GradeCaseForm, RecuseForm
from lms.exams.queries import GradingView
from lms.exams.terms import AlreadySigned, GlobalRating, RecusalReason, StaleMark
from lms.kernel import access, clock
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError, NotFound
from lms.kernel.rendering import moment_exact


def register(bp: Blueprint) -> None:
    """Put the views on the blueprint."""
    bp.get("/beoordelen")(list_scripts)
    bp.get("/beoordelen/casus/<code>")(grade_case)
    bp.post("/beoordelen/casus/<code>")(save_grade)
    bp.get("/beoordelen/casus/<code>/teruggeven")(recuse_form)
    bp.post("/beoordelen/casus/<code>/teruggeven")(recuse)


@access.open_to(policy.may_mark)
def list_scripts() -> str:
    """What to mark, oldest first, and what was learned."""
    actor = access.actor()
    return render_template(
        "exams/list_scripts.html",
        waiting=queries.list_waiting(actor.person_id),
        signed=queries.list_signed(actor.person_id),
        learning=queries.list_learning_points(actor.person_id),
        may_declare=policy.may_declare(actor),
        today=clock.today(),
    )


def _view(code: str) -> GradingView:
    return access.fetch(lambda key: queries.get_grading_view(key, access.actor().person_id), code, policy.is_given_to, access.actor())


@access.open_to(policy.may_mark)
def grade_case(code: str) -> ResponseReturnValue:
    """The file and the answer on one side, the rubric on the other."""
    view = _view(code)
    return _page(view, *_kept(view), 200)


def _kept(view: GradingView) -> tuple[GradeCaseForm, Levels]:
    """The mark as it was saved."""
    mark = view.mark
    levels = {criterion: (row.level, row.comment) for criterion, row in view.levels.items()}
    if mark is None:
        return GradeCaseForm(formdata=None, version=0), levels
    return GradeCaseForm(formdata=None, version=mark.version, rating=mark.global_rating, comment=mark.comment), levels


def _page(view: GradingView, form: GradeCaseForm, levels: Levels, status: int) -> tuple[str, int]:
    codes = [item.code for item in queries.list_waiting(view.examiner_id)]
    page = render_template(
        "exams/grade_case.html",
        view=view,
        case=queries.case_of(view.round),
        form=form,
        levels=levels,
        next_code=_after(view.code, codes),
        left=len(codes),
        filled=sum(1 for level, _ in levels.values() if level),
        rating_label=GlobalRating(form.rating.data).label if form.rating.data in set(GlobalRating) else "",
        signed=view.mark is not None and view.mark.signed_at is not None,
    )
    return page, status


def _after(code: str, codes: list[str]) -> str | None:
    """The next that waits: after this one, then from the top; so `n` walks past all of them."""
    place = codes.index(code) if code in codes else len(codes)
    others = [*codes[place + 1 :], *codes[:place]]
    return others[0] if others else None


@access.open_to(policy.may_mark)
def save_grade(code: str) -> ResponseReturnValue:
    """Keep the mark, or sign it."""
    at = clock.now()
    form = GradeCaseForm()
    levels: Levels = {}
    try:
        with transaction():
            view = _view(code)
            levels = form.levels(queries.case_of(view.round), with_sentences=not access.wants_json())
            if form.fault or not form.validate():
                raise form.fault or DomainError("Controleer de velden.")
            version = form.version.data or 0
            mark = actions.save_mark(
                view=view, levels=levels, rating=form.chosen_rating(), comment=form.comment.data or "", version=version, seconds=form.seconds(), at=at
            )
            if form.wants_sign():
                actions.sign_mark(view=view, mark=mark, actor=access.actor(), at=at)
    except NotFound:
        raise
    except DomainError as error:
        return _refused(code, form, levels, error)
    if form.wants_sign():
        return _go_on(code)
    if access.wants_json():
        return jsonify(version=mark.version, saved_at_text=f"Opgeslagen om {moment_exact(at)}")
    flash(f"Opgeslagen om {moment_exact(at)}.")
    return redirect(url_for("exams.grade_case", code=code))


def _go_on(code: str) -> ResponseReturnValue:
    """To the next script that waits, or home when none does."""
    waiting = queries.list_waiting(access.actor().person_id)
    flash(f"Werk {code} is beoordeeld en ondertekend." + (" Dit is het volgende." if waiting else ""))
    return redirect(url_for("exams.grade_case", code=waiting[0].code) if waiting else url_for("exams.list_scripts"))


def _refused(code: str, form: GradeCaseForm, levels: Levels, error: DomainError) -> ResponseReturnValue:
    """What was filled in is still there; a stale page gets the new version so that a second click knows what it does.

    Of a signed mark the page shows what was signed, never what was sent after it.
    """
    if access.wants_json():
        return jsonify(message=error.message), error.status
    view = _view(code)
    if isinstance(error, AlreadySigned):
        form, levels = _kept(view)
    form.refuse(error)
    if isinstance(error, StaleMark) and view.mark is not None:
        form.version.data, form.version.raw_data = view.mark.version, None
    return _page(view, form, levels, error.status)


@access.open_to(policy.may_mark)
def recuse_form(code: str) -> str:
    """Ask why a script is handed back."""
    return render_template("exams/recuse.html", view=_view(code), form=RecuseForm(formdata=None))


@access.open_to(policy.may_mark)
def recuse(code: str) -> ResponseReturnValue:
    """Hand a script back."""
    at = clock.now()
    form = RecuseForm()
    if not form.validate():
        return render_template("exams/recuse.html", view=_view(code), form=form), 422
    with transaction():
        actions.recuse(view=_view(code), reason=RecusalReason(form.reason.data), actor=access.actor(), at=at)
    flash(f"Werk {code} is teruggegeven. Een ander beoordeelt het.")
    return redirect(url_for("exams.list_scripts"))
