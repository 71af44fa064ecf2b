"""What waits, across the floors below."""

from dataclasses import replace
from datetime import datetime, timedelta

from flask import current_app, url_for

from lms.accounts import queries as accounts
from lms.accounts.terms import Actor, Role
from lms.catalogue import queries as catalogue
from lms.certification import queries as certification
from lms.certification.terms import ApplicationState
from lms.credits import queries as credits
from lms.exams import queries as exams
from lms.kernel.calendar import local_day
from lms.secretariat.terms import ImportReading, WorkItem


def list_work(actor: Actor, *, at: datetime) -> list[WorkItem]:
    """What waits for this person, oldest first."""
    on, items = local_day(at), list[WorkItem]()
    course = catalogue.find_current_course(current_app.extensions["settings"].course_id)
    if course is None:
        return items
    ruleset = catalogue.ruleset_on(course, on)
    if actor.has(Role.SECRETARIAT, Role.REGISTRATION_COMMITTEE):
        waiting = certification.list_applications(ApplicationState.SUBMITTED)
        names = accounts.names_of(application.person_id for application in waiting)
        for application in waiting:
            since = local_day(application.submitted_at)
            url = url_for("certification.handle_application", application_id=application.id)
            items.append(
                WorkItem(f"Aanvraag van {names[application.person_id].formal}", url, since, since + timedelta(days=ruleset.decide_within_days))
            )
    if actor.has(Role.SECRETARIAT):
        for claim in credits.list_open_claims():
            since = local_day(claim.submitted_at)
            url = url_for("secretariat.assess_claim", claim_id=claim.id)
            items.append(WorkItem(f"Eigen activiteit: {claim.title}", url, since, since + timedelta(days=ruleset.assess_within_days)))
    items += [
        WorkItem(work.title, url_for("exams.show_round", round_id=work.round_id), local_day(work.since), local_day(work.due) if work.due else None)
        for work in (exams.list_due_work(at=at) if actor.has(Role.SECRETARIAT, Role.EXAM_BOARD) else ())
        if actor.has(Role.EXAM_BOARD) or not work.board_only
    ]
    return sorted(items, key=lambda item: (item.since, item.title))


def with_known(reading: ImportReading) -> ImportReading:
    """Mark the addresses that have an account already."""
    known = tuple(row.email for row in reading.rows if accounts.find_person_by_email(row.email) is not None)
    return replace(reading, known=known)
