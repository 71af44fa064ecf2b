"""Applying, recording what was seen, deciding, and making the certificate."""

from datetime import date, datetime

from sqlalchemy import func, select

from lms.accounts import actions as people
from lms.accounts import queries as accounts
from lms.accounts.terms import Actor, PersonName
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course
from lms.certification import documents, mail, queries
from lms.certification.models import Application, ApplicationCheck, Certificate
from lms.certification.terms import CODE_LENGTH, AlreadyDecided, ApplicationKind, ApplicationState, CheckItem, NotComplete, NothingToApplyFor
from lms.kernel import audit, storage
from lms.kernel.calendar import add_months, local_day
from lms.kernel.codes import new_code
from lms.kernel.db import db, lock, transaction
from lms.kernel.errors import ConflictOfInterest, Invalid, NotFound
from lms.registration import actions as registration
from lms.registration import queries as register
from lms.registration.terms import RegistrationStatus


def submit_application(*, person_id: int, course: Course, at: datetime, kind: ApplicationKind = ApplicationKind.FULL) -> Application:
    """Ask to be certified, or to be registered as an aspirant. What the applicant must do must be done; the registerbureau does the rest.

    Raises NotComplete, NothingToApplyFor, and ApplicationOpen for a second one.
    """
    on = local_day(at)
    _must_be_first(person_id, kind, on)
    items = queries.get_checklist(person_id, None, course, on=on, kind=kind)
    missing = [item.title for item in items if item.by_applicant and not item.met]
    if missing:
        raise NotComplete(f"Dit moet je eerst nog doen: {'; '.join(missing)}.")
    application = Application(person_id=person_id, kind=kind, state=ApplicationState.SUBMITTED, submitted_at=at)
    db.session.add(application)
    db.session.flush()
    audit.record("application_submitted", actor_id=person_id, subject="application", subject_id=application.id, at=at, kind=kind.value)
    mail.queue_receipt(person=accounts.get_person(person_id), kind=kind, at=at)
    return application


def _must_be_first(person_id: int, kind: ApplicationKind, on: date) -> None:
    status = register.find_status_of(person_id, on=on)
    if status in {RegistrationStatus.LAPSED, RegistrationStatus.WITHDRAWN, RegistrationStatus.STRUCK_OFF}:
        raise NothingToApplyFor("Je stond eerder in het register. Vraag het registerbureau wat nodig is om terug te komen.")
    if status is not None and (kind is ApplicationKind.PROVISIONAL or status is not RegistrationStatus.PROVISIONAL):
        raise NothingToApplyFor


def withdraw_application(*, application: Application, actor: Actor, at: datetime) -> None:
    """The applicant takes the application back; what was recorded stays with it. Raises AlreadyDecided."""
    lock(application)
    if application.state != ApplicationState.SUBMITTED:
        raise AlreadyDecided
    application.state, application.decided_at, application.decided_by_id = ApplicationState.WITHDRAWN, at, actor.person_id
    audit.record("application_withdrawn", actor_id=actor.person_id, subject="application", subject_id=application.id, at=at)


def _must_be_open(application: Application, actor: Actor) -> None:
    lock(application)
    if application.state != ApplicationState.SUBMITTED:
        raise AlreadyDecided
    if actor.person_id == application.person_id:
        raise ConflictOfInterest(("Het gaat om uzelf. Vraag een collega om dit vast te leggen.",))


def correct_name(*, application: Application, name: PersonName, actor: Actor, at: datetime) -> None:
    """The registerbureau writes the name as it stands on the proof of identity, before the register and the certificate take it over."""
    _must_be_open(application, actor)
    people.change_name(person=accounts.get_person(application.person_id), name=name, actor_id=actor.person_id, at=at)


def record_check(*, application: Application, item: CheckItem, dated_on: date, actor: Actor, at: datetime, is_met: bool = True) -> None:
    """The registerbureau saw something: outcome and date are kept, nothing else. A later record of the same item takes its place."""
    _must_be_open(application, actor)
    if dated_on > local_day(at):
        raise Invalid("Deze datum ligt in de toekomst.", field="dated_on")
    facts = {"item": item, "is_met": is_met, "dated_on": dated_on, "recorded_at": at, "recorded_by_id": actor.person_id}
    db.session.add(ApplicationCheck(application_id=application.id, **facts))
    audit.record(
        "application_checked", actor_id=actor.person_id, subject="application", subject_id=application.id, at=at, item=item.value, met=is_met
    )


def decide_application(
    *, application: Application, grant: bool, reason: str, course: Course, title: str, actor: Actor, at: datetime
) -> Certificate | None:
    """Grant or reject, with a reason. Granting registers the person and issues the certificate in the same transaction; an aspirant gets none.

    Raises ConflictOfInterest (who trained, examined or works with the applicant, or recorded the checks), NotComplete and AlreadyDecided.
    """
    lock(application)
    if application.state != ApplicationState.SUBMITTED:
        raise AlreadyDecided
    on, dossier = local_day(at), queries.get_dossier(application.id)
    if reasons := queries.find_conflicts(actor.person_id, dossier, on=on):
        raise ConflictOfInterest(reasons)
    if not reason.strip():
        raise Invalid("Motiveer het besluit.", field="reason")
    if grant:
        missing = [item.title for item in queries.get_checklist(application.person_id, dossier, course, on=on) if not item.met]
        if missing:
            raise NotComplete(f"Toekennen kan nog niet. Dit ontbreekt: {'; '.join(missing)}.")
    application.state = ApplicationState.GRANTED if grant else ApplicationState.REJECTED
    application.decided_at, application.decided_by_id, application.reason = at, actor.person_id, reason
    audit.record("application_decided", actor_id=actor.person_id, subject="application", subject_id=application.id, at=at, granted=grant)
    certificate = _grant(application, course, title, actor, at) if grant else None
    person, kind = accounts.get_person(application.person_id), ApplicationKind(application.kind)
    mail.queue_decision(person=person, kind=kind, granted=grant, reason=reason, at=at)
    return certificate


def _grant(application: Application, course: Course, title: str, actor: Actor, at: datetime) -> Certificate | None:
    """Register; who is an aspirant already keeps the number and starts a full period. Only full registration brings a certificate."""
    person, on = accounts.get_person(application.person_id), local_day(at)
    full = application.kind == ApplicationKind.FULL
    if full:
        documents.check_letters(person.name.certificate)
    ruleset = catalogue.ruleset_on(course, on)
    ends_on = add_months(on, ruleset.period_months if full else ruleset.provisional_max_months)
    by = {"actor_id": actor.person_id, "decided_by_id": actor.person_id, "at": at, "ruleset_id": ruleset.id, "ends_on": ends_on}
    entry = register.find_registration_of(person.id)
    if entry is None:
        row = registration.register_person(person_id=person.id, name=person.name, starts_on=on, provisional=not full, **by)  # type: ignore[arg-type]  # typed above
        registration_id = row.id
    else:
        registration.meet_conditions(registration_id=entry.id, effective_on=on, **by)  # type: ignore[arg-type]  # the same
        registration_id = entry.id
    if not full:
        return None
    scheme = f"{course.title} {course.version}, {ruleset.id}"
    return _issue(application, registration_id, scheme=scheme, title=title, ends_on=ends_on, at=at)


def _issue(application: Application, registration_id: int, *, scheme: str, title: str, ends_on: date, at: datetime) -> Certificate:
    certificate = Certificate(
        number=(db.session.scalar(select(func.max(Certificate.number))) or 0) + 1,
        code=new_code(CODE_LENGTH),
        application_id=application.id,
        registration_id=registration_id,
        person_id=application.person_id,
        holder=accounts.get_person(application.person_id).name.certificate,
        title=title,
        scheme=scheme,
        valid_from=local_day(at),
        valid_to=ends_on,
        issued_at=at,
    )
    db.session.add(certificate)
    db.session.flush()
    audit.record("certificate_issued", actor_id=application.decided_by_id, subject="certificate", subject_id=certificate.id, at=at)
    return certificate


def make_certificate_pdf(certificate_id: int, *, at: datetime) -> str:
    """Make the PDF of a certificate once, after its commit and outside any transaction; returns its storage key."""
    certificate = queries.find_certificate(certificate_id)
    if certificate is None:
        raise NotFound
    if certificate.pdf_key is not None:
        return certificate.pdf_key
    facts = documents.facts_of(certificate, register.get_number(certificate.registration_id))
    db.session.rollback()
    key = storage.save(documents.render_certificate(facts), "pdf")
    with transaction():
        row = queries.find_certificate(certificate_id)
        if row is not None and row.pdf_key is None:
            row.pdf_key = key
            audit.record("certificate_made", actor_id=None, subject="certificate", subject_id=certificate_id, at=at)
        return (row.pdf_key if row else None) or key


def make_due_certificates(at: datetime) -> int:
    """Make the PDFs that a crash left unmade; returns how many."""
    unmade = queries.list_unmade()
    for certificate_id in unmade:
        make_certificate_pdf(certificate_id, at=at)
    return len(unmade)
