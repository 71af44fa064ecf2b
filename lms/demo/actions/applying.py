"""Who passed and applied: granted, rejected, ready for the committee, or waiting for the desk."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from lms.accounts import queries as people
from lms.catalogue.terms import Course
from lms.certification import actions as certification
from lms.certification.terms import CheckItem
from lms.demo.terms.conduct import VERSION
from lms.demo.terms.people import DOMAIN
from lms.demo.terms.scenes import APPLICATIONS, DemoApplication
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.registration import actions as registration

_GRANTED = "Het dossier is compleet: opleiding, examen, beroepscode, identiteit, VOG en kosten."
_REJECTED = "De VOG is na zes weken vragen niet ontvangen. U kunt opnieuw aanvragen zodra u haar hebt."


def fill_applications(*, course: Course, ids: Mapping[str, int], title: str, at: datetime) -> None:
    """Applications in every stand, oldest first; nobody applies before the result of the exam was known."""
    for one in APPLICATIONS:
        person = people.find_person_by_email(f"{one.nick}@{DOMAIN}")
        if person is not None:
            _apply(course, person.id, one, ids, title=title, at=at - timedelta(days=one.ago))


def _apply(course: Course, person_id: int, one: DemoApplication, ids: Mapping[str, int], *, title: str, at: datetime) -> None:
    desk = people.get_actor(ids["bureau"], on=local_day(at))
    with transaction():
        registration.accept_code_of_conduct(person_id=person_id, version=VERSION, at=at)
        application = certification.submit_application(person_id=person_id, course=course, at=at + timedelta(minutes=5))
        for place, item in enumerate(list(CheckItem)[: one.checks], start=1):
            then = at + timedelta(hours=20 * place)
            dated = local_day(at) - timedelta(days=12) if item is CheckItem.CONDUCT_CERTIFICATE else local_day(then)
            certification.record_check(application=application, item=item, dated_on=dated, actor=desk, at=then)
    if not one.decided:
        return
    grant = one.decided == "granted"
    then = at + timedelta(days=8 if grant else 45)
    with transaction():
        certification.decide_application(
            application=application,
            grant=grant,
            reason=_GRANTED if grant else _REJECTED,
            course=course,
            title=title,
            actor=people.get_actor(ids["commissie2"], on=local_day(then)),
            at=then,
        )
