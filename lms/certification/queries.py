"""Questions about applications and certificates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, bindparam, select

from lms.accounts import queries as accounts
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course, RuleSet
from lms.certification import rules
from lms.certification.models import Application, ApplicationCheck, Certificate
from lms.certification.terms import (
    CODE_LENGTH,
    ApplicationKind,
    ApplicationState,
    CheckFact,
    CheckItem,
    ChecklistItem,
    DossierFacts,
    PublicCertificate,
)
from lms.credits import queries as credits
from lms.exams import queries as exams
from lms.kernel.calendar import local_day
from lms.kernel.codes import normalise
from lms.kernel.db import db, rows
from lms.kernel.errors import NotFound
from lms.registration import queries as registration

_C = Certificate.__table__.c
_PUBLIC = select(_C.number, _C.registration_id, _C.holder, _C.title, _C.scheme, _C.valid_from, _C.valid_to, _C.code)
_BY_CODE = _PUBLIC.where(_C.code == bindparam("code"))
_OF_PERSON = _PUBLIC.where(_C.person_id == bindparam("person_id")).order_by(_C.number.desc())


def find_application(application_id: int) -> Application | None:
    """An application by id."""
    return db.session.get(Application, application_id)


def get_application(application_id: int) -> Application:
    """An application, or NotFound."""
    application = find_application(application_id)
    if application is None:
        raise NotFound
    return application


@dataclass(frozen=True)
class Dossier:
    """An application with what the registerbureau recorded in it, the latest first."""

    application: Application
    checks: tuple[CheckFact, ...]


def get_dossier(application_id: int) -> Dossier:
    """An application with its checks in one query, or NotFound."""
    found = _dossier(Application.id == application_id)
    if found is None:
        raise NotFound
    return found


def find_latest_dossier(person_id: int) -> Dossier | None:
    """The application somebody handed in last, with its checks."""
    return _dossier(Application.person_id == person_id)


def _dossier(which: ColumnElement[bool]) -> Dossier | None:
    query = select(Application, ApplicationCheck).outerjoin(ApplicationCheck, ApplicationCheck.application_id == Application.id).where(which)
    found = db.session.execute(query.order_by(Application.submitted_at.desc(), Application.id.desc(), ApplicationCheck.id.desc())).all()
    if not found:
        return None
    application = found[0][0]
    return Dossier(application, tuple(_check(check) for owner, check in found if owner is application and check is not None))


def find_latest_application(person_id: int) -> Application | None:
    """The application somebody handed in last."""
    query = select(Application).where(Application.person_id == person_id).order_by(Application.submitted_at.desc(), Application.id.desc())
    return db.session.scalar(query.limit(1))


def list_applications_of(person_id: int) -> list[Application]:
    """Everything somebody applied with, oldest first."""
    return list(db.session.scalars(select(Application).where(Application.person_id == person_id).order_by(Application.submitted_at, Application.id)))


def list_applications(state: ApplicationState, *, limit: int = 200) -> list[Application]:
    """Applications in a state, oldest first."""
    query = select(Application).where(Application.state == state).order_by(Application.submitted_at, Application.id).limit(limit)
    return list(db.session.scalars(query))


def list_checks(application_id: int) -> tuple[CheckFact, ...]:
    """What the registerbureau recorded."""
    found = db.session.scalars(select(ApplicationCheck).where(ApplicationCheck.application_id == application_id).order_by(ApplicationCheck.id.desc()))
    return tuple(map(_check, found))


def _check(row: ApplicationCheck) -> CheckFact:
    return CheckFact(CheckItem(row.item), row.dated_on, row.recorded_at, row.is_met, row.recorded_by_id)


def missing_checks(applications: Iterable[Application], ruleset: RuleSet) -> dict[int, tuple[CheckItem, ...]]:
    """Application id -> what the registerbureau still has to see, in one query for all."""
    ids = [application.id for application in applications]
    found = db.session.scalars(select(ApplicationCheck).where(ApplicationCheck.application_id.in_(ids)).order_by(ApplicationCheck.recorded_at))
    last = {(row.application_id, CheckItem(row.item)): _check(row) for row in found}
    return {key: tuple(item for item in CheckItem if not rules.is_seen(last.get((key, item)), ruleset)) for key in ids}


def get_checklist(
    person_id: int, dossier: Dossier | None, course: Course, *, on: date, kind: ApplicationKind = ApplicationKind.FULL
) -> tuple[ChecklistItem, ...]:
    """The checklist of somebody as it stands on a day: of this dossier, or of one of this kind that is still to be handed in."""
    entry = credits.entry_progress(person_id, course=course)
    modules = [part for part in entry.parts if not part.key.startswith("exam:")]
    missing = [part.title for part in modules if not part.met]
    passed = exams.exam_pass_of(person_id, course.id)
    facts = DossierFacts(
        entry_complete=not missing,
        entry_missing=f"Nog niet af: {'; '.join(missing)}." if missing else "",
        exam_passed_on=local_day(passed.passed_at) if passed else None,
        code_accepted=registration.has_accepted_current_code(person_id, on=on),
        checks=dossier.checks if dossier else (),
        applied_on=local_day(dossier.application.submitted_at) if dossier else None,
    )
    return rules.checklist(facts, catalogue.ruleset_on(course, on), on=on, kind=ApplicationKind(dossier.application.kind) if dossier else kind)


def find_conflicts(decider_id: int, dossier: Dossier, *, on: date) -> tuple[str, ...]:
    """Why somebody may not decide on an application: ties of the last 24 months, or having recorded the checks (four eyes)."""
    reasons = accounts.find_conflicts_between(decider_id, dossier.application.person_id, on=on)
    if any(check.recorded_by_id == decider_id for check in dossier.checks):
        reasons += ("U hebt zelf stukken van dit dossier gecontroleerd.",)
    return reasons


def find_certificate(certificate_id: int) -> Certificate | None:
    """A certificate by id."""
    return db.session.get(Certificate, certificate_id)


def normalise_code(text: str) -> str | None:
    """A verification code as people type it, or None when it cannot be one."""
    return normalise(text, CODE_LENGTH)


def find_certificate_by_code(text: str) -> PublicCertificate | None:
    """A certificate by its code, typed in any tolerable way: one query, none when it is a typing error."""
    code = normalise_code(text)
    found = rows(_BY_CODE, code=code) if code is not None else ()
    return PublicCertificate(*found[0]) if found else None


def list_certificates(person_id: int) -> list[Certificate]:
    """Somebody's certificates, newest first."""
    return list(db.session.scalars(select(Certificate).where(Certificate.person_id == person_id).order_by(Certificate.number.desc())))


def list_public_certificates(person_id: int) -> list[PublicCertificate]:
    """What somebody's certificates say, newest first."""
    return [PublicCertificate(*row) for row in rows(_OF_PERSON, person_id=person_id)]


def list_unmade() -> list[int]:
    """Ids of certificates whose PDF is still to be made."""
    return list(db.session.scalars(select(Certificate.id).where(Certificate.pdf_key.is_(None)).order_by(Certificate.id)))
