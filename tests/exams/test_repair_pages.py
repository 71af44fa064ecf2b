"""The same things through the pages: the desk's repairs, extra time, acquaintances, the examiner's home, the way on after a signature."""

from datetime import timedelta

import pytest

from lms.accounts import queries as people
from lms.accounts.terms import Role
from lms.exams import actions, queries
from lms.exams.terms import RoundState
from lms.kernel.db import transaction
from tests.browse import PageClient
from tests.exams.stage import CRITERIA, NEAR, Stage
from tests.people import Someone, World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


@pytest.fixture
def desk(stage: Stage) -> Someone:
    return stage.world.person("roos", Role.SECRETARIAT)


def test_the_round_says_what_it_waits_for(stage: Stage, desk: Someone, client: PageClient) -> None:
    path = f"/bureau/examens/{stage.round_id}"

    def says() -> str:
        return client.get(path, as_=desk).main

    assert "Alles staat klaar. Open de ronde" in says()
    stage.open()
    assert "0 van 1 kandidaat is begonnen" in says()
    stage.write()
    pair = stage.distribute()
    assert "0 van 2 gegeven beoordelingen zijn ondertekend" in says()
    assert "Vingerafdruk" in says()
    for examiner in pair:
        stage.sign(examiner, 3)
    assert "stelt zij alles in één keer vast" in says()
    page = client.get(path, as_=stage.board)
    assert "Uitslag bekendmaken" not in page.main, "not before everything is settled"
    stage.confirm()
    assert "Alle uitslagen zijn vastgesteld" in client.get(path, as_=stage.board).main
    assert "Uitslag bekendmaken" in client.get(path, as_=stage.board).main


def test_who_never_wrote_is_named_to_the_desk(stage: Stage, desk: Someone, client: PageClient) -> None:
    absent = stage.world.person("bob", Role.STUDENT)
    with transaction():
        actions.admit_candidate(round_=stage.round, person_id=absent.id, actor_id=None, at=stage.clock.now())
    stage.open()
    stage.write()
    stage.clock.move(timedelta(days=1))
    stage.distribute()
    rows = client.get(f"/bureau/examens/{stage.round_id}", as_=desk).soup.select("ul.tasks li")
    assert ["Schreef niet" in row.get_text() for row in rows if str(absent) in row.get_text()] == [True]
    assert ["Leverde in" in row.get_text() for row in rows if str(stage.student) in row.get_text()] == [True]


def test_the_desk_changes_takes_out_and_takes_back(stage: Stage, desk: Someone, client: PageClient) -> None:
    path = f"/bureau/examens/{stage.round_id}"
    page = client.get(f"{path}/wijzigen", as_=desk)
    page = client.follow(client.submit(page, f"{path}/wijzigen", "Wijziging opslaan", as_=desk, title="Voorjaar"), as_=desk)
    assert page.h1 == "Voorjaar"
    refused = client.submit(
        client.get(f"{path}/wijzigen", as_=desk), f"{path}/wijzigen", "Wijziging opslaan", as_=desk, writing_until="2020-01-01T10:00"
    )
    assert refused.status == 422
    assert "niet na het begin" in refused.main
    assert client.post(f"{path}/kandidaten/{stage.student.id}/verwijderen", as_=desk).status == 302
    assert client.post(f"{path}/examinatoren/{stage.examiners[3].id}/verwijderen", as_=desk).status == 302
    assert (len(queries.list_candidates(stage.round_id)), len(queries.list_examiners(stage.round_id))) == (0, 3)
    assert client.post(f"{path}/kandidaten/999999/verwijderen", as_=desk).status == 404
    assert client.post(f"{path}/verwijderen", as_=desk).location == "/bureau/examens"
    assert client.get(path, as_=desk).status == 404


def test_a_whole_group_is_admitted_at_once_and_twice_is_once(stage: Stage, desk: Someone, client: PageClient) -> None:
    members = [stage.world.person(nick, Role.STUDENT) for nick in ("bob", "hanna")]
    group = stage.world.group(stage.course, *members)
    for _ in range(2):
        assert client.post(f"/bureau/examens/{stage.round_id}/groepen", {"groep-group_id": group}, as_=desk).status == 302
    assert set(queries.list_candidates(stage.round_id)) == {stage.student.id, *(member.id for member in members)}
    assert client.post(f"/bureau/examens/{stage.round_id}/groepen", {"groep-group_id": 999}, as_=desk).status == 422


def test_extra_time_is_one_setting_that_the_student_sees_before(stage: Stage, desk: Someone, client: PageClient) -> None:
    path = f"/bureau/personen/{stage.student.id}/extra-tijd"
    page = client.submit(client.get(path, as_=desk), path, "Vastleggen", as_=desk, percent="25", reason="")
    assert page.status == 422
    client.submit(client.get(path, as_=desk), path, "Vastleggen", as_=desk, percent="25", reason="Besluit van 3 november.")
    assert "Nu: 25 procent extra tijd." in client.get(path, as_=desk).main
    assert client.get(path, as_=stage.board).status == 403
    stage.open()
    assert "25 procent extra tijd" in client.get("/mijn/examens", as_=stage.student).main
    page = client.get(f"/mijn/examens/{stage.round_id}", as_=stage.student)
    assert "met 25 procent extra tijd" in page.main
    assert "Besluit van 3 november" not in page.main


def test_minutes_are_given_with_a_reason(stage: Stage, desk: Someone, client: PageClient) -> None:
    stage.open()
    with transaction():
        script = actions.start_script(round_=stage.round, actor=stage.world.actor(stage.student), at=stage.clock.now())
    path = f"/bureau/examens/{stage.round_id}/uitstel"
    assert client.submit(client.get(path, as_=desk), path, "Minuten geven", as_=desk, minutes="20", reason="").status == 422
    page = client.follow(client.submit(client.get(path, as_=desk), path, "Minuten geven", as_=desk, minutes="20", reason="Alarm."), as_=desk)
    assert "1 kandidaten hebben er 20 minuten bij." not in page.text
    assert "1 kandidaat heeft er 20 minuten bij." in page.text
    assert queries.get_script(script.id).deadline_at - script.started_at == timedelta(minutes=80)


def test_an_examiner_says_whom_they_know_and_learns_nothing_about_scripts(stage: Stage, client: PageClient) -> None:
    knows = stage.examiners[0]
    page = client.get("/mijn/bekenden", as_=knows)
    assert client.submit(page, "/mijn/bekenden", "Opgeven", as_=knows, email="wie@ruimbaan.example").status == 422
    page = client.follow(client.submit(page, "/mijn/bekenden", "Opgeven", as_=knows, email=stage.student.email), as_=knows)
    assert stage.student.email in page.main
    assert stage.student.name.family_name not in page.main
    client.post(f"/mijn/bekenden/{stage.student.id}/beeindigen", as_=knows)
    assert people.list_declared(knows.id) == []
    assert client.get("/mijn/bekenden", as_=stage.student).status == 403


def test_the_desk_notes_a_tie_between_people_of_the_round(stage: Stage, desk: Someone, client: PageClient) -> None:
    path = f"/bureau/examens/{stage.round_id}/bekenden"
    fields = {"examiner_id": str(stage.examiners[0].id), "candidate_id": str(stage.student.id)}
    client.submit(client.get(path, as_=desk), path, "Vastleggen", as_=desk, **fields)
    assert people.find_conflicts_between(stage.examiners[0].id, stage.student.id, on=stage.world.today)
    both = stage.world.person("bob", Role.EXAMINER, Role.SECRETARIAT)
    with transaction():
        actions.appoint_examiner(round_=stage.round, person_id=both.id, actor_id=None, at=stage.clock.now())
    page = client.get(path, as_=both)
    assert page.status == 409, "who examines here reads no candidates"
    assert stage.student.name.family_name not in page.response.get_data(as_text=True)


def test_the_home_of_an_examiner_has_what_waits_first_with_its_last_day_and_then_what_was_signed(stage: Stage, client: PageClient) -> None:
    examiner = stage.examiners[0]
    assert "U hebt nu niets te beoordelen." in client.get("/beoordelen", as_=examiner).main
    pair = stage.play_to_marking()
    page = client.get("/beoordelen", as_=pair[0])
    assert "Begin met het oudste" in page.main
    assert "16 december 2026" in page.main
    stage.clock.move(timedelta(days=40))
    assert "16 december 2026, voorbij" in client.get("/beoordelen", as_=pair[0]).main
    stage.sign(pair[0], 3)
    page = client.get("/beoordelen", as_=pair[0])
    assert "Door u ondertekend" in page.main
    assert stage.code in page.main


def test_after_a_signature_the_next_script_opens_and_next_walks_past_all(stage: Stage, client: PageClient) -> None:
    second = stage.world.person("bob", Role.STUDENT)
    with transaction():
        actions.admit_candidate(round_=stage.round, person_id=second.id, actor_id=None, at=stage.clock.now())
        for examiner in stage.examiners[3:]:
            actions.dismiss_examiner(round_=stage.round, person_id=examiner.id, actor_id=None, at=stage.clock.now())
    stage.open()
    stage.write()
    actor, at = stage.world.actor(second), stage.clock.now()
    with transaction():
        own = queries.find_own_script(actions.start_script(round_=stage.round, actor=actor, at=at).id)
        assert own is not None
        actions.hand_in(own=own, actor=actor, at=at)
    stage.distribute()
    busy = next(examiner for examiner in stage.examiners if len(queries.list_waiting(examiner.id)) == 2)
    first, other = (item.code for item in queries.list_waiting(busy.id))
    assert client.get(f"/beoordelen/casus/{first}", as_=busy).link("Volgend werk") == f"/beoordelen/casus/{other}"
    assert client.get(f"/beoordelen/casus/{other}", as_=busy).link("Volgend werk") == f"/beoordelen/casus/{first}"
    fields = {f"niveau-{name}": 3 for name in CRITERIA} | {"rating": "pass", "doen": "sign", "version": 0, "seconds": "95"}
    assert client.post(f"/beoordelen/casus/{other}", fields, as_=busy).location == f"/beoordelen/casus/{first}"
    view = queries.get_grading_view(other, busy.id)
    assert view is not None
    assert view.mark is not None
    assert view.mark.seconds == 95
    assert client.post(f"/beoordelen/casus/{first}", {**fields, "seconds": "-1e9"}, as_=busy).location == "/beoordelen"


def test_more_than_one_sentence_is_added_by_the_button(stage: Stage, client: PageClient) -> None:
    examiner = stage.play_to_marking()[0]
    path = f"/beoordelen/casus/{stage.code}"
    client.post(path, {"zin-G1": ["k1", "k1"], "opmerking-G1": "", "version": 0, "doen": "save"}, as_=examiner)
    area = client.get(path, as_=examiner).soup.find("textarea", attrs={"name": "opmerking-G1"})
    assert area is not None
    assert area.get_text().strip() == "Noem het feit. Noem het feit."


def test_the_board_reads_why_it_may_not_decide_before_it_reads_the_work(stage: Stage, client: PageClient) -> None:
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3, NEAR)
    path = f"/bureau/examens/{stage.round_id}/werk/{stage.code}"
    assert "Besluit vastleggen" in client.get(path, as_=stage.board).main
    stage.tie(stage.board)
    page = client.get(path, as_=stage.board)
    assert "Een ander commissielid moet over dit werk beslissen" in page.main
    assert "Besluit vastleggen" not in page.main


def test_on_four_marks_or_an_agreed_script_no_further_mark_is_offered(world: World, client: PageClient) -> None:
    stage = Stage(world, examiners=5)
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3)
    page = client.get(f"/bureau/examens/{stage.round_id}/werk/{stage.code}", as_=stage.board)
    assert "nog één blinde beoordeling" not in page.main
    assert "ongeldig verklaren" in page.main
    assert stage.round.state == RoundState.BOARD
