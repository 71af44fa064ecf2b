"""Applying, checking, deciding: who may do what, in which order, and what comes of it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts import actions as accounts
from lms.accounts.terms import Role, TieKind
from lms.certification import actions, queries
from lms.certification.models import Certificate
from lms.certification.terms import AlreadyDecided, ApplicationKind, ApplicationOpen, CheckItem, LettersMissing, NotComplete, NothingToApplyFor
from lms.kernel.calendar import add_months
from lms.kernel.clock import FixedClock
from lms.kernel.db import db, transaction
from lms.kernel.errors import ConflictOfInterest, Invalid
from lms.registration import queries as register
from lms.registration.terms import RegistrationStatus
from tests.browse import PageClient
from tests.certification.dossier import Dossier
from tests.journeys.test_races import race
from tests.people import World


@pytest.fixture
def dossier(world: World) -> Dossier:
    return Dossier(world)


@pytest.fixture
def ready(dossier: Dossier) -> Dossier:
    """Everything is there; the committee may decide."""
    dossier.accept_code()
    dossier.learn()
    dossier.apply()
    dossier.check()
    return dossier


def status(dossier: Dossier) -> RegistrationStatus | None:
    return register.find_status_of(dossier.student.id, on=dossier.world.today)


def test_who_has_not_done_everything_is_told_what_is_missing(dossier: Dossier) -> None:
    with pytest.raises(NotComplete, match=r"Opleiding afgerond; Examen gehaald.*; Beroepscode geaccepteerd"):
        dossier.apply()


def test_a_grant_registers_and_certifies_in_one_go(ready: Dossier) -> None:
    certificate = ready.decide()
    assert certificate is not None
    assert (certificate.number, certificate.holder, certificate.valid_from) == (1, "Alice Denkbeeld", ready.world.today)
    assert certificate.valid_to == add_months(ready.world.today, 60)
    assert status(ready) is RegistrationStatus.ACTIVE
    with pytest.raises(AlreadyDecided):
        ready.decide(by=ready.members[1])


def test_nothing_is_granted_while_something_is_missing_or_was_not_in_order(ready: Dossier, clock: FixedClock) -> None:
    clock.move(timedelta(minutes=5))
    ready.check(CheckItem.IDENTITY, is_met=False)
    with pytest.raises(NotComplete, match="Identiteit gecontroleerd"):
        ready.decide()
    assert status(ready) is None
    clock.move(timedelta(minutes=5))
    ready.check(CheckItem.IDENTITY)
    assert ready.decide() is not None


def test_an_exam_stays_good_while_the_application_waits(dossier: Dossier, clock: FixedClock) -> None:
    dossier.accept_code()
    dossier.learn()
    clock.move(timedelta(days=36 * 30))
    dossier.apply()
    clock.move(timedelta(days=50))
    dossier.check()
    assert dossier.missing() == []
    assert dossier.decide() is not None


def test_an_exam_of_long_ago_is_refused_at_the_application(dossier: Dossier, clock: FixedClock) -> None:
    dossier.accept_code()
    dossier.learn()
    clock.move(timedelta(days=37 * 31))
    with pytest.raises(NotComplete, match="Examen gehaald"):
        dossier.apply()


def test_who_is_refused_applies_again_with_a_dossier_of_its_own(ready: Dossier) -> None:
    ready.decide(grant=False)
    assert status(ready) is None
    ready.apply()
    assert ready.missing() == ["identity", "conduct_certificate", "fee"]
    ready.check()
    assert ready.decide(by=ready.members[1]) is not None


def test_the_applicant_takes_an_application_back_once(ready: Dossier) -> None:
    me = ready.world.actor(ready.student)
    with transaction():
        actions.withdraw_application(application=ready.application(), actor=me, at=ready.clock.now())
    for act in (lambda: actions.withdraw_application(application=ready.application(), actor=me, at=ready.clock.now()), ready.decide, ready.check):
        with pytest.raises(AlreadyDecided):
            act()
    db.session.rollback()
    assert ready.apply()


def test_one_application_at_a_time(ready: Dossier) -> None:
    with pytest.raises(ApplicationOpen):
        ready.apply()


def test_who_is_registered_has_nothing_to_apply_for_and_who_was_asks_the_desk(ready: Dossier, clock: FixedClock) -> None:
    ready.decide()
    for kind in ApplicationKind:
        with pytest.raises(NothingToApplyFor, match="al geregistreerd"):
            ready.apply(kind)
    clock.move(timedelta(days=61 * 31))
    with pytest.raises(NothingToApplyFor, match="eerder in het register"):
        ready.apply()


def test_an_aspirant_is_registered_for_two_years_and_certified_under_the_same_number(dossier: Dossier, clock: FixedClock) -> None:
    with pytest.raises(NotComplete, match="Beroepscode"):
        dossier.apply(ApplicationKind.PROVISIONAL)
    dossier.accept_code()
    dossier.apply(ApplicationKind.PROVISIONAL)
    assert dossier.missing() == ["identity", "conduct_certificate", "fee"]
    dossier.check()
    assert dossier.decide() is None
    entry = register.find_registration_of(dossier.student.id)
    assert entry is not None
    assert (status(dossier), entry.events[-1].until_on) == (RegistrationStatus.PROVISIONAL, add_months(dossier.world.today, 24))
    with pytest.raises(NothingToApplyFor):
        dossier.apply(ApplicationKind.PROVISIONAL)

    dossier.learn()
    clock.move(timedelta(days=200))
    dossier.apply()
    dossier.check()
    certificate = dossier.decide(by=dossier.members[1])
    assert certificate is not None
    assert (status(dossier), register.get_number(certificate.registration_id)) == (RegistrationStatus.ACTIVE, entry.number)
    assert certificate.valid_to == add_months(dossier.world.today, 60)


def test_an_aspirant_who_does_not_finish_lapses_after_two_years(dossier: Dossier, clock: FixedClock) -> None:
    dossier.accept_code()
    dossier.apply(ApplicationKind.PROVISIONAL)
    dossier.check()
    dossier.decide()
    clock.move(timedelta(days=731))
    assert status(dossier) is RegistrationStatus.LAPSED


@pytest.mark.parametrize("months", [0, 23])
def test_who_coached_the_applicant_in_the_last_two_years_does_not_decide(ready: Dossier, months: int) -> None:
    since = add_months(ready.world.today, -months - 2)
    member = ready.members[0]
    with transaction():
        accounts.record_tie(person_id=member.id, other_id=ready.student.id, kind=TieKind.COACH, since=since, at=ready.clock.now())
    with pytest.raises(ConflictOfInterest):
        ready.decide(by=member)
    assert ready.decide(by=ready.members[1]) is not None


def test_who_examined_works_with_or_is_the_applicant_does_not_decide(ready: Dossier) -> None:
    world = ready.world
    colleague = world.person("collega", Role.REGISTRATION_COMMITTEE, employer="Gemeente Veldersluis")
    with transaction():
        for someone in (ready.stage.examiners[0], ready.student):
            accounts.grant_role(person_id=someone.id, role=Role.REGISTRATION_COMMITTEE, since=world.today, actor_id=None, at=ready.clock.now())
    examiners = [
        each for each in ready.stage.examiners if queries.find_conflicts(each.id, queries.get_dossier(ready.application().id), on=world.today)
    ]
    assert len(examiners) == 2
    for someone in (examiners[0], colleague, ready.student):
        with pytest.raises(ConflictOfInterest):
            ready.decide(by=someone)


def test_who_recorded_the_checks_does_not_decide_and_nobody_checks_their_own(ready: Dossier) -> None:
    with transaction():
        accounts.grant_role(person_id=ready.desk.id, role=Role.REGISTRATION_COMMITTEE, since=ready.world.today, actor_id=None, at=ready.clock.now())
    with pytest.raises(ConflictOfInterest, match="zelf stukken"):
        ready.decide(by=ready.desk)
    with pytest.raises(ConflictOfInterest, match="uzelf"):
        ready.check(by=ready.student)


def test_a_decision_needs_a_reason(ready: Dossier) -> None:
    with pytest.raises(Invalid, match="Motiveer"), transaction():
        actions.decide_application(
            application=ready.application(),
            grant=False,
            reason="  ",
            course=ready.course,
            title="x",
            actor=ready.world.actor(ready.members[0]),
            at=ready.clock.now(),
        )


def test_a_name_that_cannot_be_printed_is_told_before_and_at_the_decision_and_nothing_is_issued(
    ready: Dossier, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.certification.documents._letters", lambda: frozenset(map(ord, "Alice Denbld")))
    path = f"/bureau/aanvragen/{ready.application().id}"
    assert "Het lettertype kent deze tekens niet: k." in client.get(path, as_=ready.members[0]).main
    page = client.submit(client.get(path, as_=ready.members[0]), path, "Besluit", as_=ready.members[0], verdict="grant", reason="Compleet.")
    assert page.status == LettersMissing.status
    assert "Het certificaat kan nog niet worden gemaakt: het lettertype kent deze tekens uit de naam niet: k." in page.errors[0]
    assert "Compleet." in page.values
    assert (status(ready), ready.application().state) == (None, "submitted")
    page = client.submit(client.get(path, as_=ready.desk), path, "Naam opslaan", as_=ready.desk, family_name="Denbeeld", prefix="")
    assert client.follow(page, as_=ready.desk).h1 == "Aanvraag van A. (Alice) Denbeeld"
    client.submit(client.get(path, as_=ready.members[0]), path, "Besluit", as_=ready.members[0], verdict="grant", reason="Compleet.")
    assert [certificate.holder for certificate in queries.list_certificates(ready.student.id)] == ["Alice Denbeeld"]
    late = client.post(f"{path}/naam", {"initials": "X.", "family_name": "Anders"}, as_=ready.desk)
    assert (late.status, late.errors) == (422, ["Over deze aanvraag is al besloten."])


def test_of_two_members_who_decide_at_once_one_is_told_it_was_done(ready: Dossier, app: Flask, client: PageClient) -> None:
    path = f"/bureau/aanvragen/{ready.application().id}/besluit"
    answers = race(app, client, ready.members[0], path, verdict="grant", reason="Compleet.")
    assert sorted(set(answers)) == [302, 409]
    assert answers.count(302) == 1
    assert db.session.scalars(select(Certificate.number)).all() == [1]


def test_a_crash_before_the_pdf_is_mended_by_the_timed_command_or_the_holder(ready: Dossier, client: PageClient) -> None:
    certificate = ready.decide()
    assert certificate is not None
    number = certificate.id
    page = client.get("/mijn/certificaten", as_=ready.student)
    assert "Je certificaat wordt gemaakt." in page.main
    assert client.get(f"/mijn/certificaten/{number}.pdf", as_=ready.student).status == 409
    client.submit(page, "/mijn/certificaten", "Opnieuw maken", as_=ready.student)
    first = client.get(f"/mijn/certificaten/{number}.pdf", as_=ready.student).response.data
    assert first.startswith(b"%PDF")
    assert actions.make_due_certificates(ready.clock.now()) == 0
    with transaction():
        row = queries.find_certificate(number)
        assert row is not None
        row.pdf_key = None
    assert actions.make_due_certificates(ready.clock.now()) == 1
    assert client.get(f"/mijn/certificaten/{number}.pdf", as_=ready.student).response.data == first


def test_a_stranger_gets_no_certificate(ready: Dossier, client: PageClient) -> None:
    certificate = ready.decide()
    assert certificate is not None
    number = certificate.id
    for path in (f"/mijn/certificaten/{number}.pdf",):
        assert client.get(path, as_=ready.members[0]).status == 404
    assert client.post(f"/mijn/certificaten/{number}/maken", as_=ready.members[0]).status == 404
    assert client.post(f"/mijn/aanvraag/{ready.application().id}/intrekken", as_=ready.world.person("bob", Role.STUDENT)).status == 404


def test_the_pages_tell_the_same_story(dossier: Dossier, client: PageClient) -> None:
    page = client.get("/mijn/aanvraag", as_=dossier.student)
    assert "Je kunt certificering aanvragen als deze punten in orde zijn" in page.main
    assert "Nog in opleiding?" in page.main
    dossier.accept_code()
    page = client.follow(
        client.submit(client.get("/mijn/aanvraag", as_=dossier.student), "/mijn/aanvraag", "aspirant", as_=dossier.student), as_=dossier.student
    )
    assert "Je vroeg inschrijving als aspirant aan op 24 november 2026. Je krijgt een besluit uiterlijk op 19 januari 2027." in page.main
    assert "inschrijving als aspirant" in client.get("/bureau/aanvragen", as_=dossier.desk).main
    path = f"/bureau/aanvragen/{dossier.application().id}"
    assert "1 van de 4 onderdelen zijn in orde" in client.get(path, as_=dossier.desk).main
    fields = {"item": "identity", "dated_on": dossier.world.today.isoformat()}
    client.submit(client.get(path, as_=dossier.desk), path, "Vastleggen", as_=dossier.desk, **fields)
    assert "Gecontroleerd op 24-11-2026. Vastgelegd door B. (Bureau) Bureauman." in client.get(path, as_=dossier.members[0]).main
    mine = client.get("/mijn/aanvraag", as_=dossier.student)
    assert "Bureauman" not in mine.text
    page = client.follow(client.submit(mine, "/mijn/aanvraag", "Aanvraag intrekken", as_=dossier.student), as_=dossier.student)
    assert "Je hebt je aanvraag ingetrokken" in page.main
