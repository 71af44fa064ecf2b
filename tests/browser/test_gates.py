"""Every page as people get it: axe without violations or open questions, no console message, no sideways scrolling at 320 px.

Each GET route of the access matrix is visited, in light and dark, at 1280 and 320 pixels. A route that nobody visits fails.
"""

from pathlib import Path

from playwright.sync_api import Page

from lms.accounts import actions as people
from lms.accounts import queries as accounts
from lms.catalogue import queries as catalogue
from lms.certification import queries as certification
from lms.certification.terms import ApplicationState
from lms.credits import actions as credits
from lms.credits.terms import Category
from lms.demo.terms import DOMAIN
from lms.exams import actions as exams
from lms.exams import queries as scripts
from lms.kernel.clock import FixedClock
from lms.kernel.codes import show
from lms.kernel.db import transaction
from lms.registration import queries as register
from lms.training import queries as groups
from tests.browser.conftest import AXE, TAGS, Site

MATRIX = Path(__file__).parents[1] / "architecture" / "access.txt"
NOT_PAGES = {"/.well-known/security.txt", "/brand.css", "/healthz", "/readyz", "/mijn/gegevens.json", "/mijn/certificaten/<certificate_id>.pdf"}
NOT_PAGES |= {"/bureau/punten/<claim_id>/bewijs", "/mijn/punten/<claim_id>/bewijs", "/mijn/studieoverzicht.pdf"}
NOT_PAGES |= {"/bureau/punten/<claim_id>/bewijs", "/bureau/import/voorbeeld.csv"}
NOT_PAGES |= {"/bureau/punten/<claim_id>/bewijs", "/v/<code>"}
EXAMINERS = ("examinator1", "examinator2", "examinator3")
EXPLAINED = ".table-scroll, .drawing"
"""Where axe cannot judge contrast: cells outside a table's own scroll area at 320 px, and drawings, which are all in the text's colour."""
_RUN = """async ([tags, explained]) => {
  const result = await axe.run(document, {runOnly: tags});
  const open = result.incomplete.map(rule => ({...rule, nodes: rule.nodes.filter(node =>
    rule.id !== "color-contrast" || !document.querySelector(node.target[0])?.closest(explained))}));
  const say = rule => rule.id + ": " + rule.nodes.map(node => node.target.join(" ")).join(", ");
  return [result.violations.map(say), open.filter(rule => rule.nodes.length).map(say)];
}"""


def _person(nick: str) -> int:
    found = accounts.find_person_by_email(f"{nick}@{DOMAIN}")
    assert found is not None
    return found.id


def _stage(clock: FixedClock) -> dict[str, tuple[str, str]]:
    """Route -> (who, address), with things on every page, made by the same actions that pages use."""
    cursist, at = _person("cursist"), clock.now()
    course = catalogue.get_current_course("klantmanager")
    module = course.modules[0]
    actor = accounts.get_actor(cursist, on=at.date())
    with transaction():
        practice = exams.start_practice(course=course, module_id=module.id, case_id=module.case_ids[0], actor=actor, at=at)
        facts = {"title": "Lezing", "description": "Geleerd.", "held_from": at.date(), "held_to": at.date(), "points": 200}
        claim = credits.submit_claim(person_id=cursist, category=Category.OTHER, at=at, **facts)  # type: ignore[arg-type]  # typed above
        token = people.invite(person=accounts.get_person(_person("beheer")), actor_id=None, at=at)
    attempt = groups.list_attempts(groups.get_enrolment(cursist, course.id).id)[-1]
    passed = _person("kandidaat2")
    done = groups.list_attempts(groups.get_enrolment(passed, course.id).id)[0]
    script = next(own.script for own in scripts.list_own_rounds(passed) if own.script)
    code = certification.list_certificates(passed)[0].code
    number = register.list_entries(limit=1)[0]
    application = certification.list_applications(ApplicationState.SUBMITTED)[0]
    return {
        "/uitnodiging/<token>": ("", f"/uitnodiging/{token}"),
        "/register/<number>": ("", f"/register/{show(number.number)}"),
        "/controleren/<code>": ("", f"/controleren/{show(code)}"),
        "/mijn/modules/<module_id>": ("cursist", f"/mijn/modules/{module.id}"),
        "/mijn/lessen/<lesson_id>": ("cursist", f"/mijn/lessen/{module.lessons[3].id}"),
        "/mijn/toetsen/<module_id>": ("cursist", f"/mijn/toetsen/{module.id}"),
        "/mijn/toets/<attempt_id>/<number>": ("cursist", f"/mijn/toets/{attempt.id}/1"),
        "/mijn/toets/<attempt_id>": ("cursist", f"/mijn/toets/{attempt.id}"),
        "/mijn/toets/<attempt_id>/uitslag": ("kandidaat2", f"/mijn/toets/{done.id}/uitslag"),
        "/mijn/uitleg/<page_id>": ("cursist", f"/mijn/uitleg/{course.pages[0].id}"),
        "/mijn/oefenen/<module_id>/<case_id>": ("cursist", f"/mijn/oefenen/{module.id}/{module.case_ids[0]}"),
        "/mijn/casus/<script_id>": ("cursist", f"/mijn/casus/{practice.id}"),
        "/mijn/casus/<script_id>/controleren": ("cursist", f"/mijn/casus/{practice.id}/controleren"),
        "/mijn/casus/<script_id>/ontvangst": ("kandidaat2", f"/mijn/casus/{script.id}/ontvangst"),
        "/mijn/casus/<script_id>/uitslag": ("kandidaat2", f"/mijn/casus/{script.id}/uitslag"),
        "/mijn/examens/<round_id>": ("kandidaat12", f"/mijn/examens/{scripts.list_own_rounds(_person('kandidaat12'))[0].round.id}"),
        "/bureau/aanvragen/<application_id>": ("commissie2", f"/bureau/aanvragen/{application.id}"),
        "/bureau/groepen/<group_id>": ("bureau", f"/bureau/groepen/{groups.list_groups()[0].id}"),
        "/bureau/personen/<person_id>": ("bureau", f"/bureau/personen/{passed}"),
        "/bureau/personen/<person_id>/wijzigen": ("beheer", f"/bureau/personen/{cursist}/wijzigen"),
        "/bureau/punten/<claim_id>": ("bureau", f"/bureau/punten/{claim.id}"),
        "/mijn/punten/<claim_id>/verbeteren": ("cursist", f"/mijn/punten/{claim.id}/verbeteren"),
        "/bureau/registraties/<registration_id>": ("bureau", f"/bureau/registraties/{number.id}"),
    }


def _plain() -> dict[str, tuple[str, str]]:
    """Pages whose address holds nothing."""
    public = ("/", "/register", "/controleren", "/uitleg", "/privacy", "/toegankelijkheid", "/contact", "/inloggen", "/wachtwoord-vergeten")
    learning = (
        "",
        "/modules",
        "/punten",
        "/punten/toevoegen",
        "/aanvraag",
        "/aanvraag/beroepscode",
        "/examens",
        "/woordenlijst",
        "/leeslijst",
        "/gegevens",
    )
    desk = (
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
    return {
        **{path: ("", path) for path in public},
        **{f"/mijn{path}": ("cursist", f"/mijn{path}") for path in learning},
        **{f"/bureau{path}": ("bureau", f"/bureau{path}") for path in desk},
        "/mijn/certificaten": ("kandidaat2", "/mijn/certificaten"),
        "/beoordelen/groepen": ("trainer", "/beoordelen/groepen"),
        "/beoordelen": ("examinator2", "/beoordelen"),
        "/mijn/bekenden": ("examinator2", "/mijn/bekenden"),
    }


def _marking(clock: FixedClock) -> dict[str, tuple[str, str]]:
    """The grading screen of whoever has something to mark, and the board's."""
    cursist, at = _person("cursist"), clock.now()
    with transaction():
        exams.set_extra_time(person_id=cursist, percent=25, reason="Besluit van de commissie.", actor_id=None, at=at)
        exams.declare_acquaintance(email=f"cursist@{DOMAIN}", actor=accounts.get_actor(_person("examinator2"), on=at.date()), at=at)
    rounds = {row.state: row.id for row in scripts.list_rounds()}
    who, code = next((nick, item.code) for nick in EXAMINERS for item in scripts.list_queue(_person(nick)) if item.signed_at is None)
    board, ahead = f"/bureau/examens/{rounds['board']}", f"/bureau/examens/{rounds['open']}"
    return {
        "/beoordelen/casus/<code>": (who, f"/beoordelen/casus/{code}"),
        "/beoordelen/casus/<code>/teruggeven": (who, f"/beoordelen/casus/{code}/teruggeven"),
        "/bureau/examens/<round_id>": ("examencommissie", board),
        "/bureau/personen/<person_id>/extra-tijd": ("bureau", f"/bureau/personen/{cursist}/extra-tijd"),
        "/bureau/examens/<round_id>/wijzigen": ("bureau", f"{ahead}/wijzigen"),
        "/bureau/examens/<round_id>/bekenden": ("bureau", f"{ahead}/bekenden"),
        "/bureau/examens/<round_id>/uitstel": ("bureau", f"{ahead}/uitstel"),
        "/bureau/examens/<round_id>/werk/<code>": ("examencommissie", f"{board}/werk/{scripts.list_board(rounds['board'])[0].code}"),
    }


def inspect(page: Page, where: str) -> list[str]:
    """What is wrong with the page as it stands: one load, theme and width switched in place."""
    faults = []
    for theme, width in (("light", 1280), ("dark", 1280), ("dark", 320), ("light", 320)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of two words
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(AXE)
        violations, incomplete = page.evaluate(_RUN, [TAGS, EXPLAINED])
        faults += [f"{where} {theme} {width}: {text}" for text in [*violations, *incomplete]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{where} {theme} {width}: scrolls sideways")
    return faults


def test_every_page_passes_the_gates(site: Site, clock: FixedClock) -> None:
    stage = _stage(clock) | _plain() | _marking(clock)
    routes = {line.split()[1] for line in MATRIX.read_text(encoding="utf-8").splitlines() if line.startswith("GET")}
    assert routes - NOT_PAGES == set(stage), "every page is visited"
    faults = []
    for who in sorted({who for who, _ in stage.values()}):
        page = site.open(who or None)
        for _, path in sorted({pair for pair in stage.values() if pair[0] == who}):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, f"{path} as {who}: {answer.status}"
            faults += inspect(page, path)
        page.context.close()
    assert not faults, "\n".join(faults)
    assert not site.said


def test_a_page_with_errors_passes_the_gates_and_puts_the_reader_at_the_summary(site: Site) -> None:
    page = site.open("cursist")
    page.goto("/mijn/punten/toevoegen")
    page.click("main button")
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.classList.contains('errors')")
    assert not inspect(page, "with errors")
