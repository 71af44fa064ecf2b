"""Everything that is kept about one person, as values for a file. Of other people only what they did, never who they are."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lms.accounts import queries as accounts
from lms.accounts.terms import Role
from lms.catalogue.terms import Course
from lms.certification import queries as certification
from lms.certification.terms import ApplicationState
from lms.credits import queries as credits
from lms.credits.terms import Category, ClaimState, EntrySource, Track
from lms.exams import queries as exams
from lms.exams.queries import OwnScript
from lms.exams.terms import ScriptState
from lms.kernel import outbox
from lms.kernel.codes import show
from lms.registration import queries as registration
from lms.training import queries as training

Facts = dict[str, Any]


def export_everything(person_id: int, course: Course, *, on: date) -> Facts:
    """All data about a person, as JSON values; dates are ISO, an end ("tot") is the first day after."""
    return {
        **_person(person_id, on),
        **_learning(person_id, course),
        "examenwerk": [_script(own) for own in _scripts(person_id, course)],
        "punten": [_entry(entry, track) for track, entries in credits.list_ledger(person_id).items() for entry in entries],
        "eigen activiteiten": [_claim(claim) for claim in credits.list_claims(person_id)],
        **_register(person_id, on),
    }


def _person(person_id: int, on: date) -> Facts:
    person = accounts.get_person(person_id)
    name = {"voorletters": person.initials, "roepnaam": person.given_name, "tussenvoegsel": person.name_prefix, "achternaam": person.family_name}
    return {
        "persoon": {"naam": person.name.formal, **name, "e-mail": person.email, "account sinds": _say(person.created_at)},
        "rollen": [{"rol": Role(row.role).value, "vanaf": _say(row.valid_from), "tot": _say(row.valid_to)} for row in accounts.list_roles(person_id)],
        "werkgevers": [{"naam": job.employer, "vanaf": _say(job.since), "tot": _say(job.until)} for job in accounts.list_employments(person_id)],
        "banden": [{"soort": tie.kind.value, "vanaf": _say(tie.since), "tot": _say(tie.until)} for tie in accounts.list_ties(about=person_id, on=on)],
        "aanmeldingen": [{"begonnen": _say(row.started_at), "laatst gezien": _say(row.seen_at)} for row in accounts.list_sessions(person_id)],
        "berichten": [
            {"onderwerp": mail.subject, "tekst": "" if mail.secret else mail.body, "verstuurd": _say(mail.sent_at)}
            for mail in outbox.list_mails(person_id)
        ],
    }


def _learning(person_id: int, course: Course) -> Facts:
    standing = training.find_standing(person_id, course.id)
    if standing is None:
        return {"opleiding": None}
    enrolment = standing.enrolment
    steps = [
        {
            "soort": step.kind.label,
            "onderdeel": step.ref_id,
            "geopend": _say(step.opened_at),
            "klaar": _say(step.done_at),
            "plek": step.position,
            "voldoende": step.passed,
        }
        for step in standing.steps.values()
    ]
    group = {"naam": enrolment.group_title, "begint": _say(enrolment.starts_on), "tot": _say(enrolment.ends_on)}
    attempts = [_attempt(attempt) for attempt in training.list_attempts(enrolment.id)]
    return {"opleiding": {"groep": group, "stappen": steps, "notities": training.list_notes(enrolment.id), "kennistoetsen": attempts}}


def _attempt(attempt: Any) -> Facts:  # noqa: ANN401 -- a row of training
    answers = training.list_answers(attempt.id)
    return {
        "module": attempt.module_id,
        "poging": attempt.number,
        "begonnen": _say(attempt.started_at),
        "ingeleverd": _say(attempt.finished_at),
        "goed": attempt.correct,
        "van": attempt.total,
        "gehaald": attempt.passed,
        "extra pogingen voor deze toets": attempt.granted,
        "antwoorden": {question_id: answer.given for question_id, answer in answers.items()},
    }


def _scripts(person_id: int, course: Course) -> list[OwnScript]:
    found = [exams.find_own_script(own.script.id) for own in exams.list_own_rounds(person_id) if own.script is not None]
    practice = [own for case_id in course.cases for own in exams.list_own_practice(person_id, case_id)]
    return [*(own for own in found if own is not None), *practice]


def _script(own: OwnScript) -> Facts:
    script = own.script
    facts: Facts = {
        "ronde": own.round.title,
        "code": script.code,
        "stand": script.state,
        "begonnen": _say(script.started_at),
        "ingeleverd": _say(script.submitted_at),
        "kenmerk": script.fingerprint,
        "antwoorden": dict(exams.list_answers(script.id)),
    }
    if script.state == ScriptState.RELEASED:
        result = exams.get_result(script, own.round)
        facts["uitslag"] = {
            "gehaald": script.passed,
            "bekend sinds": _say(script.released_at),
            "opmerkingen": [list(pair) for pair in result.comments],
        }
        facts["criteria"] = [
            {"criterium": item.criterion.title, "niveau": item.level, "opmerkingen": [list(pair) for pair in item.comments]}
            for item in result.criteria
        ]
    return facts


def _entry(entry: Any, track: Track) -> Facts:  # noqa: ANN401 -- an EntryFact
    return {
        "activiteit": entry.title,
        "punten": entry.points / 100,
        "van": _say(entry.held_from),
        "tot en met": _say(entry.held_to),
        "soort": Category(entry.category).label,
        "herkomst": EntrySource(entry.source).label,
        "spoor": track.label,
        "geboekt": _say(entry.recorded_at),
        "correctie": entry.counters_id is not None,
    }


def _claim(claim: Any) -> Facts:  # noqa: ANN401 -- a row of credits
    return {
        "titel": claim.title,
        "soort": Category(claim.category).label,
        "van": _say(claim.held_from),
        "tot en met": _say(claim.held_to),
        "gevraagd": claim.points / 100,
        "toegekend": None if claim.approved_points is None else claim.approved_points / 100,
        "wat je leerde": claim.description,
        "bewijs meegestuurd": claim.evidence_key is not None,
        "stand": ClaimState(claim.state).label,
        "reden": claim.reason,
        "ingediend": _say(claim.submitted_at),
        "besloten": _say(claim.decided_at),
    }


def _register(person_id: int, on: date) -> Mapping[str, Any]:
    entry = registration.find_registration_of(person_id)
    code = registration.find_current_code(on)
    accepted = registration.find_acceptance(person_id, code.version) if code else None
    return {
        "aanvragen": [
            {
                "ingediend": _say(row.submitted_at),
                "stand": ApplicationState(row.state).value,
                "besloten": _say(row.decided_at),
                "motivering": row.reason,
                "gezien": [{"wat": check.item.value, "datum": _say(check.dated_on)} for check in certification.list_checks(row.id)],
            }
            for row in certification.list_applications_of(person_id)
        ],
        "beroepscode": {"versie": accepted.version, "aanvaard": _say(accepted.accepted_at)} if accepted else None,
        "certificaten": [
            {"nummer": row.number, "code": show(row.code), "van": _say(row.valid_from), "tot": _say(row.valid_to)}
            for row in certification.list_certificates(person_id)
        ],
        "registratie": {
            "nummer": show(entry.number),
            "gebeurtenissen": [
                {"wat": event.type.label, "ingang": _say(event.effective_on), "tot": _say(event.until_on), "vastgelegd": _say(event.recorded_at)}
                for event in entry.events
            ],
        }
        if entry
        else None,
    }


def _say(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
