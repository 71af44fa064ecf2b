"""Something on every page: route -> who opens it, at which address. Made by the same actions that pages use, on top of the demo.

Every sweep over pages (gates, links, hostile values, validator) walks this one table, and each fails when a GET route is not on it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lms.accounts import actions as people
from lms.accounts import queries as accounts
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course
from lms.certification import queries as certification
from lms.certification.terms import ApplicationState
from lms.credits import actions as credits
from lms.credits.terms import Category
from lms.demo import actions as demo
from lms.demo.terms import DOMAIN
from lms.exams import actions as exams
from lms.exams import queries as scripts
from lms.kernel.clock import FixedClock
from lms.kernel.codes import show
from lms.kernel.config import ROOT
from lms.kernel.db import db, transaction
from lms.registration import actions as registration
from lms.registration import queries as register
from lms.training import queries as groups
from tests import engines
from tests.people import Someone, World

MATRIX = Path(__file__).parent / "architecture" / "access.txt"
NOT_PAGES = {"/.well-known/security.txt", "/brand.css", "/healthz", "/readyz", "/mijn/gegevens.json", "/mijn/certificaten/<certificate_id>.pdf"}
NOT_PAGES |= {"/bureau/punten/<claim_id>/bewijs", "/mijn/punten/<claim_id>/bewijs", "/mijn/studieoverzicht.pdf"}
NOT_PAGES |= {"/bureau/import/voorbeeld.csv", "/v/<code>"}
EXAMINERS = ("examinator1", "examinator2", "examinator3")
REGISTERED = 100
_LOADED: dict[str, tuple[datetime, dict[str, list[dict[str, Any]]]]] = {}
_PUBLIC = ("/", "/register", "/controleren", "/uitleg", "/privacy", "/toegankelijkheid", "/contact", "/inloggen", "/wachtwoord-vergeten")
_LEARNING = (
    "",
    "/modules",
    "/punten",
    "/punten/toevoegen",
    "/aanvraag",
    "/aanvraag/beroepscode",
    *("/examens", "/woordenlijst", "/leeslijst", "/gegevens"),
)
_DESK = (
    "",
    "/aanvragen",
    "/punten",
    "/registraties",
    "/groepen",
    "/groepen/nieuw",
    "/personen",
    "/personen/nieuw",
    "/personen/zonder-uitnodiging",
    "/mail",
    "/import",
    "/examens/nieuw",
    "/examens",
)


@dataclass(frozen=True)
class Stop:
    """A page and who looks at it; nobody is a visitor."""

    who: str
    path: str


def load_demo(world: World) -> Course:
    """The shipped course and the demo people, with some people in the register; made once for each database, and copied after that."""
    course, at, engine = world.publish_folder(ROOT / "courses" / "klantmanager"), world.clock.now(), str(db.engine.url)
    if engine not in _LOADED:
        demo.load_demo(course=course, title="gecertificeerd klantmanager", at=at, people_count=REGISTERED)
        db.session.rollback()
        _LOADED[engine] = (at, engines.copy_tables())
        return course
    loaded_at, rows = _LOADED[engine]
    assert at == loaded_at, "the demo is dated from the day that every test begins on"
    engines.empty_tables()
    engines.put_tables(rows)
    return course


def routes(method: str) -> set[str]:
    """The addresses of the reviewed access matrix."""
    return {line.split()[1] for line in MATRIX.read_text(encoding="utf-8").splitlines() if line.split()[0] == method}


def someone(nick: str) -> Someone:
    """A person of the demo."""
    found = accounts.find_person_by_email(f"{nick}@{DOMAIN}")
    assert found is not None, nick
    return Someone(found.id, found.email, found.name)


def set_stage(clock: FixedClock) -> dict[str, Stop]:
    """Every GET route that is a page, with something on it."""
    stage = _plain() | _student(clock) | _passed() | _desk(clock) | _marking(clock)
    assert routes("GET") - NOT_PAGES == set(stage), "every page is on the stage"
    return stage


def more_stops() -> list[Stop]:
    """The same pages in another state or for somebody else, where other forms stand."""
    rounds = {row.state: row.id for row in scripts.list_rounds()}
    desk = [Stop("bureau", f"/bureau/examens/{rounds[state]}") for state in ("draft", "open", "published")]
    application = certification.list_applications(ApplicationState.SUBMITTED)[0]
    board = [Stop("examencommissie", f"/bureau/examens/{rounds[state]}") for state in ("published", "reconciling")]
    return [*desk, *board, Stop("bureau", f"/bureau/aanvragen/{application.id}")]


def _plain() -> dict[str, Stop]:
    """Pages whose address holds nothing."""
    return {
        **{path: Stop("", path) for path in _PUBLIC},
        **{f"/mijn{path}": Stop("cursist", f"/mijn{path}") for path in _LEARNING},
        **{f"/bureau{path}": Stop("bureau", f"/bureau{path}") for path in _DESK},
        "/mijn/certificaten": Stop("kandidaat2", "/mijn/certificaten"),
        "/beoordelen/groepen": Stop("trainer", "/beoordelen/groepen"),
        "/beoordelen": Stop("examinator2", "/beoordelen"),
        "/mijn/bekenden": Stop("examinator2", "/mijn/bekenden"),
    }


def _student(clock: FixedClock) -> dict[str, Stop]:
    """Somebody on the way: a quiz half-way, a practice case being written, an exam to begin."""
    cursist, at = someone("cursist"), clock.now()
    course = catalogue.get_current_course("klantmanager")
    module = course.modules[0]
    actor = accounts.get_actor(cursist.id, on=at.date())
    with transaction():
        practice = exams.start_practice(course=course, module_id=module.id, case_id=module.case_ids[0], actor=actor, at=at)
    attempt = groups.list_attempts(groups.get_enrolment(cursist.id, course.id).id)[-1]
    exam = scripts.list_own_rounds(someone("kandidaat12").id)[0].round.id
    return {
        "/mijn/modules/<module_id>": Stop("cursist", f"/mijn/modules/{module.id}"),
        "/mijn/lessen/<lesson_id>": Stop("cursist", f"/mijn/lessen/{module.lessons[3].id}"),
        "/mijn/toetsen/<module_id>": Stop("cursist", f"/mijn/toetsen/{module.id}"),
        "/mijn/toets/<attempt_id>/<number>": Stop("cursist", f"/mijn/toets/{attempt.id}/1"),
        "/mijn/toets/<attempt_id>": Stop("cursist", f"/mijn/toets/{attempt.id}"),
        "/mijn/uitleg/<page_id>": Stop("cursist", f"/mijn/uitleg/{course.pages[0].id}"),
        "/mijn/oefenen/<module_id>/<case_id>": Stop("cursist", f"/mijn/oefenen/{module.id}/{module.case_ids[0]}"),
        "/mijn/casus/<script_id>": Stop("cursist", f"/mijn/casus/{practice.id}"),
        "/mijn/casus/<script_id>/controleren": Stop("cursist", f"/mijn/casus/{practice.id}/controleren"),
        "/mijn/examens/<round_id>": Stop("kandidaat12", f"/mijn/examens/{exam}"),
    }


def _passed() -> dict[str, Stop]:
    """Somebody who passed and is certified, and what the public sees."""
    passed = someone("kandidaat2")
    course = catalogue.get_current_course("klantmanager")
    done = groups.list_attempts(groups.get_enrolment(passed.id, course.id).id)[0]
    script = next(own.script for own in scripts.list_own_rounds(passed.id) if own.script)
    code = certification.list_certificates(passed.id)[0].code
    return {
        "/register/<number>": Stop("", f"/register/{show(register.list_entries(limit=1)[0].number)}"),
        "/controleren/<code>": Stop("", f"/controleren/{show(code)}"),
        "/mijn/toets/<attempt_id>/uitslag": Stop("kandidaat2", f"/mijn/toets/{done.id}/uitslag"),
        "/mijn/casus/<script_id>/ontvangst": Stop("kandidaat2", f"/mijn/casus/{script.id}/ontvangst"),
        "/mijn/casus/<script_id>/uitslag": Stop("kandidaat2", f"/mijn/casus/{script.id}/uitslag"),
    }


def _desk(clock: FixedClock) -> dict[str, Stop]:
    """Files on the desk: an application, a claim, a group, a person, a registration."""
    cursist, at = someone("cursist"), clock.now()
    with transaction():
        facts = {"title": "Lezing", "description": "Geleerd.", "held_from": at.date(), "held_to": at.date(), "points": 200}
        claim = credits.submit_claim(person_id=cursist.id, category=Category.OTHER, at=at, **facts)  # type: ignore[arg-type]  # typed above
        token = people.invite(person=accounts.get_person(someone("beheer").id), actor_id=None, at=at)
        suspended = register.list_entries(limit=1)[0].id
        period = {"effective_on": at.date(), "until_on": at.date() + timedelta(days=30), "immediate": True, "final_on": None, "note": "Verzonnen"}
        registration.suspend(registration_id=suspended, actor_id=None, at=at, **period)  # type: ignore[arg-type]  # typed above
    application = certification.list_applications(ApplicationState.SUBMITTED)[0]
    return {
        "/uitnodiging/<token>": Stop("", f"/uitnodiging/{token}"),
        "/bureau/aanvragen/<application_id>": Stop("commissie2", f"/bureau/aanvragen/{application.id}"),
        "/bureau/groepen/<group_id>": Stop("bureau", f"/bureau/groepen/{groups.list_groups()[0].id}"),
        "/bureau/personen/<person_id>": Stop("bureau", f"/bureau/personen/{someone('kandidaat2').id}"),
        "/bureau/personen/<person_id>/wijzigen": Stop("beheer", f"/bureau/personen/{cursist.id}/wijzigen"),
        "/bureau/personen/<person_id>/extra-tijd": Stop("bureau", f"/bureau/personen/{cursist.id}/extra-tijd"),
        "/bureau/punten/<claim_id>": Stop("bureau", f"/bureau/punten/{claim.id}"),
        "/mijn/punten/<claim_id>/verbeteren": Stop("cursist", f"/mijn/punten/{claim.id}/verbeteren"),
        "/bureau/registraties/<registration_id>": Stop("bureau", f"/bureau/registraties/{suspended}"),
    }


def _marking(clock: FixedClock) -> dict[str, Stop]:
    """The grading screen of whoever has something to mark, the board's, and what the desk puts right in a round."""
    cursist, at = someone("cursist"), clock.now()
    with transaction():
        exams.set_extra_time(person_id=cursist.id, percent=25, reason="Besluit van de commissie.", actor_id=None, at=at)
        exams.declare_acquaintance(email=cursist.email, actor=accounts.get_actor(someone("examinator2").id, on=at.date()), at=at)
    rounds = {row.state: row.id for row in scripts.list_rounds()}
    who, code = next((nick, item.code) for nick in EXAMINERS for item in scripts.list_queue(someone(nick).id) if item.signed_at is None)
    board, ahead = f"/bureau/examens/{rounds['board']}", f"/bureau/examens/{rounds['open']}"
    return {
        "/beoordelen/casus/<code>": Stop(who, f"/beoordelen/casus/{code}"),
        "/beoordelen/casus/<code>/teruggeven": Stop(who, f"/beoordelen/casus/{code}/teruggeven"),
        "/bureau/examens/<round_id>": Stop("examencommissie", board),
        "/bureau/examens/<round_id>/wijzigen": Stop("bureau", f"{ahead}/wijzigen"),
        "/bureau/examens/<round_id>/bekenden": Stop("bureau", f"{ahead}/bekenden"),
        "/bureau/examens/<round_id>/uitstel": Stop("bureau", f"{ahead}/uitstel"),
        "/bureau/examens/<round_id>/werk/<code>": Stop("examencommissie", f"{board}/werk/{scripts.list_board(rounds['board'])[0].code}"),
    }
