"""Applying, recording what was seen, deciding, and making the certificate."""

from datetime import date, datetime

from sqlalchemy import func, select

from lms.accounts import queries as accounts
from lms.accounts.terms import Actor
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course
from lms.certification import documents, mail, queries
from lms.certification.models import Application, ApplicationCheck, Certificate
from lms.certification.terms import CODE_LENGTH, AlreadyDecided, ApplicationState, CheckItem, NotComplete
from lms.kernel import audit, storage
from lms.kernel.calendar import add_months, local_day
from lms.kernel.codes import new_code
from lms.kernel.db import db, lock, transaction
from lms.kernel.errors import ConflictOfInterest, Invalid, NotFound
from lms.registration import actions as registration
from lms.registration import queries as register


def submit_application(*, person_id: int, course: Course, at: datetime) -> Application:
    """Ask to be certified. What the applicant must do must be done; the registerbureau does the rest. Raises NotComplete."""
    items = queries.get_checklist(person_id, None, course, on=local_day(at))
    missing = [item.title for item in items if item.by_applicant and not item.met]
    if missing:
        raise NotComplete(f"Dit moet je eerst nog doen: {'; '.join(missing)}.")
    application = Application(person_id=person_id, state=ApplicationState.SUBMITTED, submitted_at=at)
    db.session.add(application)
    db.session.flush()
    audit.record("application_submitted", actor_id=person_id, subject="application", subject_id=application.id, at=at)
    mail.queue_receipt(person=accounts.get_person(person_id), at=at)
    return application


def record_check(*, application: Application, item: CheckItem, dated_on: date, actor: Actor, at: datetime) -> None:
    """The registerbureau saw something: its date is kept, nothing else."""
    if application.state != ApplicationState.SUBMITTED:
        raise AlreadyDecided
    if dated_on > local_day(at):
        raise Invalid("Deze datum ligt in de toekomst.", field="dated_on")
    db.session.add(ApplicationCheck(application_id=application.id, item=item, dated_on=dated_on, recorded_at=at, recorded_by_id=actor.person_id))
    audit.record("application_checked", actor_id=actor.person_id, subject="application", subject_id=application.id, at=at, item=item.value)


def decide_application(
    *, application: Application, grant: bool, reason: str, course: Course, title: str, actor: Actor, at: datetime
) -> Certificate | None:
    """Grant or reject, with a reason. Granting registers the person and issues the certificate in the same transaction.

    Raises ConflictOfInterest (who trained, examined or works with the applicant), NotComplete and AlreadyDecided.
    """
    lock(application)
    if application.state != ApplicationState.SUBMITTED:
        raise AlreadyDecided
    on = local_day(at)
    if reasons := accounts.find_conflicts_between(actor.person_id, application.person_id, on=on):
        raise ConflictOfInterest(reasons)
    if not reason.strip():
        raise Invalid("Motiveer het besluit.", field="reason")
    if grant:
        missing = [item.title for item in queries.get_checklist(application.person_id, application.id, course, on=on) if not item.met]
        if missing:
            raise NotComplete(f"Toekennen kan nog niet. Dit ontbreekt: {'; '.join(missing)}.")
    application.state = ApplicationState.GRANTED if grant else ApplicationState.REJECTED
    application.decided_at, application.decided_by_id, application.reason = at, actor.person_id, reason
    audit.record("application_decided", actor_id=actor.person_id, subject="application", subject_id=application.id, at=at, granted=grant)
    certificate = _issue(application, course, title, actor, at) if grant else None
    mail.queue_decision(person=accounts.get_person(application.person_id), granted=grant, reason=reason, at=at)
    return certificate


def _issue(application: Application, course: Course, title: str, actor: Actor, at: datetime) -> Certificate:
    person = accounts.get_person(application.person_id)
    documents.check_letters(person.name.certificate)
    on = local_day(at)
    ruleset = catalogue.ruleset_on(course, on)
    ends_on = add_months(on, ruleset.period_months)
    registered = registration.register_person(
        person_id=person.id,
        name=person.name,
        ruleset_id=ruleset.id,
        starts_on=on,
        ends_on=ends_on,
        actor_id=actor.person_id,
        decided_by_id=actor.person_id,
        at=at,
    )
    certificate = Certificate(
        number=(db.session.scalar(select(func.max(Certificate.number))) or 0) + 1,
        code=new_code(CODE_LENGTH),
        application_id=application.id,
        registration_id=registered.id,
        person_id=person.id,
        holder=person.name.certificate,
        title=title,
        scheme=f"{course.title} {course.version}, {ruleset.id}",
        valid_from=on,
        valid_to=ends_on,
        issued_at=at,
    )
    db.session.add(certificate)
    db.session.flush()
    audit.record("certificate_issued", actor_id=actor.person_id, subject="certificate", subject_id=certificate.id, at=at)
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
