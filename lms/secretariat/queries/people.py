"""One person's file, whole, and what an import would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from lms.accounts import queries as accounts
from lms.accounts.terms import AccountStand, EmploymentFact, PersonName
from lms.catalogue import queries as catalogue
from lms.certification import queries as certification
from lms.credits import queries as credits
from lms.exams import queries as exams
from lms.exams.terms import RoundState
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.registration import queries as registration
from lms.registration.rules import derive_status
from lms.registration.terms import Entry, StatusOn
from lms.secretariat.terms import ImportReading
from lms.training import queries as training
from lms.training.terms import EnrolmentFact

if TYPE_CHECKING:
    from lms.accounts.models import Person, RoleMembership, Tie
    from lms.certification.models import Application
    from lms.credits.models import Claim
    from lms.kernel.audit import AuditEvent


@dataclass(frozen=True)
class ExamLine:
    """An exam somebody sat, as the desk may see it: no code, and a result only once it was released."""

    title: str
    day: date
    words: str
    passed: bool | None


@dataclass(frozen=True)
class PersonFile:
    """Everything about a person on one page."""

    person: "Person"
    stand: AccountStand
    roles: "Sequence[RoleMembership]"
    employments: Sequence[EmploymentFact]
    ties: "Sequence[Tie]"
    names: Mapping[int, PersonName]
    place: EnrolmentFact | None
    modules_done: int
    modules: int
    exams: Sequence[ExamLine]
    application: "Application | None"
    entry: Entry | None
    status: StatusOn | None
    claims: "Sequence[Claim]"
    events: "Sequence[AuditEvent]"


def get_person_file(person_id: int, *, course_id: str, at: datetime) -> PersonFile:
    """The file of a person, or NotFound."""
    person, on = accounts.get_person(person_id), local_day(at)
    course = catalogue.find_current_course(course_id)
    ties, events = accounts.list_tie_rows(person_id), audit.list_about("person", person_id)
    entry = registration.find_registration_of(person_id)
    standing = training.find_standing(person_id, course.id) if course else None
    return PersonFile(
        person=person,
        stand=accounts.stands_of([person], at=at)[person_id],
        roles=accounts.list_roles(person_id),
        employments=accounts.list_employments(person_id),
        ties=ties,
        names=accounts.names_of(
            [*(tie.person_id for tie in ties), *(tie.other_id for tie in ties), *(row.actor_id for row in events if row.actor_id)]
        ),
        place=standing.enrolment if standing else None,
        modules_done=len(training.completed_modules(standing.steps)) if standing else 0,
        modules=len(course.modules) if course else 0,
        exams=[_line(own) for own in exams.list_own_rounds(person_id)],
        application=certification.find_latest_application(person_id),
        entry=entry,
        status=derive_status(entry.events, on=on) if entry else None,
        claims=credits.list_claims(person_id),
        events=events,
    )


def _line(own: exams.OwnRound) -> ExamLine:
    released = own.script is not None and own.script.released_at is not None
    passed = own.script.passed if own.script is not None and released else None
    if own.script is None:
        words = "toegelaten, nog niet begonnen" if own.round.state in {RoundState.DRAFT, RoundState.OPEN} else "niet geschreven"
    elif released:
        words = "gehaald" if passed else "niet gehaald"
    else:
        words = "uitslag nog niet bekend"
    return ExamLine(own.round.title, local_day(own.round.writing_from), words, passed)


def with_known(reading: ImportReading) -> ImportReading:
    """Mark the addresses that have an account already, in a few queries."""
    known = accounts.find_known(row.email for row in reading.rows)
    return replace(reading, known=tuple(row.email for row in reading.rows if row.email in known))
