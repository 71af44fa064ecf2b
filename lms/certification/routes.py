"""Pages of certification: applying (/mijn), handling (/bureau), and one's certificates."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries as accounts
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course
from lms.certification import actions, documents, policy, queries
from lms.certification.forms import CheckForm, DecisionForm, EmptyForm, NameForm
from lms.certification.terms import ApplicationKind, ApplicationState, CheckItem
from lms.kernel import access, clock, storage
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.kernel.errors import Conflict, DomainError, NotFound
from lms.registration import actions as registration
from lms.registration import queries as register

bp = Blueprint("certification", __name__)


def _course() -> Course:
    return catalogue.get_current_course(current_app.extensions["settings"].course_id)


@bp.get("/mijn/aanvraag")
@access.open_to(policy.may_apply)
def show_application() -> str:
    """One's own checklist: each item met, by what, or what is missing."""
    return _application_page(EmptyForm(formdata=None), 200)[0]


def _application_page(form: EmptyForm, status: int) -> tuple[str, int]:
    person_id, on, course = access.actor().person_id, clock.today(), _course()
    dossier = queries.find_latest_dossier(person_id)
    application = dossier.application if dossier else None
    running = dossier if application is not None and application.state == ApplicationState.SUBMITTED else None
    page = render_template(
        "certification/show_application.html",
        items=queries.get_checklist(person_id, running, course, on=on),
        application=application,
        running=application if running else None,
        granted=application.kind if application is not None and application.state == ApplicationState.GRANTED else None,
        ruleset=catalogue.ruleset_on(course, on),
        form=form,
        ApplicationState=ApplicationState,
    )
    return page, status


@bp.post("/mijn/aanvraag")
@access.open_to(policy.may_apply)
def submit_application() -> ResponseReturnValue:
    """Hand the application in."""
    at = clock.now()
    kind = ApplicationKind.PROVISIONAL if request.form.get("kind") == ApplicationKind.PROVISIONAL else ApplicationKind.FULL
    try:
        with transaction():
            actions.submit_application(person_id=access.actor().person_id, course=_course(), kind=kind, at=at)
    except DomainError as error:
        form = EmptyForm(formdata=None)
        form.refuse(error)
        return _application_page(form, error.status)
    flash("Je aanvraag is ingediend. Het registerbureau neemt hem in behandeling.")
    return redirect(url_for("certification.show_application"))


@bp.post("/mijn/aanvraag/<int:application_id>/intrekken")
@access.open_to(policy.may_apply)
def withdraw_application(application_id: int) -> ResponseReturnValue:
    """Take one's own application back."""
    at = clock.now()
    with transaction():
        application = access.fetch(queries.find_application, application_id, policy.is_own, access.actor())
        actions.withdraw_application(application=application, actor=access.actor(), at=at)
    flash("Je aanvraag is ingetrokken. Je kunt later opnieuw een aanvraag doen.")
    return redirect(url_for("certification.show_application"))


@bp.get("/mijn/aanvraag/beroepscode")
@access.open_to(policy.may_apply)
def read_code_of_conduct() -> str:
    """The code of conduct in force, to read and accept."""
    code = register.find_current_code(clock.today())
    if code is None:
        raise NotFound
    accepted = register.find_acceptance(access.actor().person_id, code.version)
    return render_template("certification/read_code_of_conduct.html", code=code, accepted=accepted, form=EmptyForm(formdata=None))


@bp.post("/mijn/aanvraag/beroepscode")
@access.open_to(policy.may_apply)
def accept_code_of_conduct() -> ResponseReturnValue:
    """Accept the version in force."""
    at = clock.now()
    with transaction():
        code = register.find_current_code(local_day(at))
        if code is None:
            raise NotFound
        registration.accept_code_of_conduct(person_id=access.actor().person_id, version=code.version, at=at)
    flash("Je hebt de beroepscode geaccepteerd.")
    return redirect(url_for("certification.show_application"))


@bp.get("/mijn/certificaten")
@access.open_to(access.signed_in)
def list_certificates() -> str:
    """One's certificates."""
    return render_template(
        "certification/list_certificates.html", certificates=queries.list_certificates(access.actor().person_id), form=EmptyForm(formdata=None)
    )


@bp.get("/mijn/certificaten/<int:certificate_id>.pdf")
@access.open_to(access.signed_in)
def download_certificate(certificate_id: int) -> ResponseReturnValue:
    """The PDF; a certificate whose PDF is still being made says so."""
    certificate = access.fetch(queries.find_certificate, certificate_id, policy.is_own, access.actor())
    if certificate.pdf_key is None:
        raise Conflict("Je certificaat wordt nog gemaakt. Probeer het over een minuut opnieuw.")
    answer = Response(storage.read(certificate.pdf_key), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="certificaat-C-{certificate.number:06d}.pdf"'
    return answer


@bp.post("/mijn/certificaten/<int:certificate_id>/maken")
@access.open_to(access.signed_in)
def make_certificate(certificate_id: int) -> ResponseReturnValue:
    """Make a PDF that a crash left unmade."""
    at = clock.now()
    access.fetch(queries.find_certificate, certificate_id, policy.is_own, access.actor())
    actions.make_certificate_pdf(certificate_id, at=at)
    return redirect(url_for("certification.list_certificates"))


@bp.get("/bureau/aanvragen")
@access.open_to(policy.may_see)
def list_applications() -> str:
    """What waits, oldest first, with the day by which it must be decided."""
    waiting = queries.list_applications(ApplicationState.SUBMITTED)
    names = accounts.names_of(application.person_id for application in waiting)
    days = catalogue.ruleset_on(_course(), clock.today()).decide_within_days
    return render_template(
        "certification/list_applications.html", applications=waiting, names=names, days=days, kinds={kind.value: kind for kind in ApplicationKind}
    )


@bp.get("/bureau/aanvragen/<int:application_id>")
@access.open_to(policy.may_see)
def handle_application(application_id: int) -> ResponseReturnValue:
    """The whole dossier with its checklist."""
    return _dossier_page(application_id, status=200)


def _dossier_page(
    application_id: int,
    *,
    check_form: CheckForm | None = None,
    decision_form: DecisionForm | None = None,
    name_form: NameForm | None = None,
    status: int,
) -> tuple[str, int]:
    dossier, actor, on = queries.get_dossier(application_id), access.actor(), clock.today()
    application = dossier.application
    items = queries.get_checklist(application.person_id, dossier, _course(), on=on)
    named = {application.person_id, application.decided_by_id, *(item.recorded_by_id for item in items)}
    people = accounts.people_of(key for key in named if key is not None)
    person = people[application.person_id]
    open_ = application.state == ApplicationState.SUBMITTED
    page = render_template(
        "certification/handle_application.html",
        application=application,
        kind=ApplicationKind(application.kind),
        person=person,
        items=items,
        names={key: one.name for key, one in people.items()},
        conflicts=queries.find_conflicts(actor.person_id, dossier, on=on) if policy.may_decide(actor) and open_ else (),
        letters=documents.missing_letters(person.name.certificate) if open_ and application.kind == ApplicationKind.FULL else "",
        may_record=policy.may_record(actor) and open_,
        may_decide=policy.may_decide(actor) and open_,
        state=ApplicationState(application.state),
        check_form=check_form or CheckForm(formdata=None),
        decision_form=decision_form or DecisionForm(formdata=None),
        name_form=name_form or NameForm(formdata=None, obj=person.name),
    )
    return page, status


@bp.post("/bureau/aanvragen/<int:application_id>/naam")
@access.open_to(policy.may_record)
def correct_name(application_id: int) -> ResponseReturnValue:
    """Write the name as the proof of identity has it."""
    at = clock.now()
    form = NameForm()
    try:
        if form.validate():
            with transaction():
                application = queries.get_application(application_id)
                actions.correct_name(application=application, name=form.name(), actor=access.actor(), at=at)
            flash("De naam is aangepast.")
            return redirect(url_for("certification.handle_application", application_id=application_id))
    except NotFound:
        raise
    except DomainError as error:
        form.refuse(error)
    return _dossier_page(application_id, name_form=form, status=422)


@bp.post("/bureau/aanvragen/<int:application_id>/gezien")
@access.open_to(policy.may_record)
def record_check(application_id: int) -> ResponseReturnValue:
    """Record what was seen."""
    at = clock.now()
    form = CheckForm()
    try:
        if form.validate():
            with transaction():
                application = queries.get_application(application_id)
                actions.record_check(
                    application=application,
                    item=CheckItem(form.item.data),
                    dated_on=form.dated_on.data or local_day(at),
                    is_met=form.outcome.data == "met",
                    actor=access.actor(),
                    at=at,
                )
            flash("Vastgelegd.")
            return redirect(url_for("certification.handle_application", application_id=application_id))
    except NotFound:
        raise
    except DomainError as error:
        form.refuse(error)
    return _dossier_page(application_id, check_form=form, status=422)


@bp.post("/bureau/aanvragen/<int:application_id>/besluit")
@access.open_to(policy.may_decide)
def decide_application(application_id: int) -> ResponseReturnValue:
    """Decide; the certificate's PDF is made after the commit."""
    at = clock.now()
    form = DecisionForm()
    if not form.validate():
        return _dossier_page(application_id, decision_form=form, status=422)
    try:
        with transaction():
            application = queries.get_application(application_id)
            grant, title = form.verdict.data == "grant", current_app.extensions["settings"].title
            certificate = actions.decide_application(
                application=application, grant=grant, reason=form.reason.data or "", course=_course(), title=title, actor=access.actor(), at=at
            )
    except NotFound:
        raise
    except DomainError as error:
        form.refuse(error)
        return _dossier_page(application_id, decision_form=form, status=error.status)
    if certificate is not None:
        actions.make_certificate_pdf(certificate.id, at=at)
    flash("Het besluit is vastgelegd. De aanvrager krijgt het per e-mail.")
    return redirect(url_for("certification.handle_application", application_id=application_id))
