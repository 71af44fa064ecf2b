"""The desk's and the board's pages, and what an examiner sees of them: nothing."""

from datetime import timedelta

import pytest

from lms.accounts.terms import Role
from lms.exams import actions, queries
from lms.exams.terms import RoundState
from lms.kernel.db import transaction
from tests.browse import PageClient
from tests.exams.stage import CRITERIA, NEAR, Stage
from tests.people import World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def test_the_registerbureau_sees_progress_and_no_marks(stage: Stage, client: PageClient) -> None:
    pair = stage.play_to_marking()
    stage.sign(pair[0], 3, remark="Sterk gemotiveerd.")
    desk = stage.world.person("roos", Role.SECRETARIAT)
    page = client.get(f"/bureau/examens/{stage.round_id}", as_=desk)
    [row] = [row for row in page.soup.select("tbody tr") if str(pair[0]) in row.get_text()]
    assert [cell.get_text(strip=True) for cell in row.find_all("td")][:2] == ["1", "1"]
    assert stage.code not in page.main
    assert "Sterk gemotiveerd" not in page.main
    assert client.get(f"/bureau/examens/{stage.round_id}/werk/{stage.code}", as_=desk).status == 403


def test_the_board_sees_no_mark_before_both_are_signed(stage: Stage, client: PageClient) -> None:
    pair = stage.play_to_marking()
    path = f"/bureau/examens/{stage.round_id}/werk/{stage.code}"
    stage.sign(pair[0], 3, NEAR)
    assert client.get(path, as_=stage.board).status == 409
    stage.sign(pair[1], 3, NEAR)
    page = client.get(path, as_=stage.board)
    assert "58,3 procent, niet geslaagd" in page.main
    assert str(pair[0]) not in page.main, "markers are A and B to the board as well"


def test_a_member_of_the_board_who_examines_in_the_round_sees_no_name_and_no_mark(stage: Stage, client: PageClient) -> None:
    both = stage.world.person("bob", Role.EXAMINER, Role.EXAM_BOARD, Role.SECRETARIAT)
    stage.examiners.append(both)
    with transaction():
        actions.appoint_examiner(round_=stage.round, person_id=both.id, actor_id=None, at=stage.clock.now())
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3, NEAR)
    path = f"/bureau/examens/{stage.round_id}"
    page = client.get(path, as_=both)
    assert "U bent examinator in deze ronde" in page.main
    assert "Denkbeeld" not in page.response.get_data(as_text=True)
    assert stage.code not in page.main
    for page in (
        client.get(f"{path}/werk/{stage.code}", as_=both),
        client.post(f"{path}/werk/{stage.code}", {"verdict": "confirm", "reason": ""}, as_=both),
    ):
        assert page.status == 409
        assert "Beoordelaar" not in page.main
    assert client.follow(client.post(f"{path}/vaststellen", as_=both), as_=both).main.count("U bent examinator in deze ronde") >= 1
    assert stage.script.state == "to_board"


def test_the_desk_is_told_that_a_marker_is_missing_and_the_examiner_is_not(stage: Stage, client: PageClient) -> None:
    pair = stage.play_to_marking()
    for other in stage.examiners:
        if other not in pair:
            stage.tie(other)
    stage.sign(pair[0], 4)
    fields = {f"niveau-{name}": 1 for name in CRITERIA} | {"rating": "fail", "doen": "sign", "version": 0}
    page = client.follow(client.post(f"/beoordelen/casus/{stage.code}", fields, as_=pair[1]), as_=pair[1])
    assert f"Werk {stage.code} is beoordeeld en ondertekend." in page.text
    assert "U hebt nu niets te beoordelen." in page.main
    desk = stage.world.person("roos", Role.SECRETARIAT)
    path = f"/bureau/examens/{stage.round_id}"
    assert "Er ontbreekt een beoordelaar" in client.get(path, as_=desk).main
    newcomer = stage.world.person("bob", Role.EXAMINER)
    page = client.submit(client.get(path, as_=desk), path, "Examinator benoemen", as_=desk, **{"examinator-email": newcomer.email})
    assert "Er ontbreekt een beoordelaar" not in client.follow(page, as_=desk).main
    assert [item.code for item in queries.list_queue(newcomer.id)] == [stage.code]


def test_a_round_that_nobody_wrote_in_is_closed_by_the_board(stage: Stage, client: PageClient) -> None:
    stage.open()
    stage.clock.move(timedelta(days=1))
    path = f"/bureau/examens/{stage.round_id}"
    desk = stage.world.person("roos", Role.SECRETARIAT)
    assert "Ronde sluiten" not in client.get(path, as_=desk).main
    client.follow(client.submit(client.get(path, as_=stage.board), path, "niemand schreef", as_=stage.board), as_=stage.board)
    assert stage.round.state == RoundState.CLOSED


def test_a_practice_case_is_no_business_of_the_desk(stage: Stage, client: PageClient) -> None:
    trainer = stage.world.person("bob", Role.TRAINER)
    stage.world.group(stage.course, stage.student, trainers=(trainer,))
    with transaction():
        actions.start_practice(course=stage.course, module_id="m1", case_id="oefening", actor=stage.world.actor(stage.student), at=stage.clock.now())
    [own] = queries.list_own_practice(stage.student.id, "oefening")
    round_id, code = own.round.id, own.script.code
    for address in (f"/bureau/examens/{round_id}", f"/bureau/examens/{round_id}/werk/{code}"):
        assert client.get(address, as_=stage.board).status == 404
    for step in ("sluiten", "publiceren", "vaststellen", "openen", "beoordelen", f"werk/{code}"):
        assert client.post(f"/bureau/examens/{round_id}/{step}", {"verdict": "confirm"}, as_=stage.board).status == 404
    assert queries.get_round(round_id).state == RoundState.OPEN


def test_of_a_signed_mark_the_screen_shows_what_was_signed(stage: Stage, client: PageClient) -> None:
    examiner = stage.play_to_marking()[0]
    stage.sign(examiner, 3, remark="Zo getekend.")
    path = f"/beoordelen/casus/{stage.code}"
    page = client.post(path, {"niveau-G1": 1, "opmerking-G1": "Later bedacht", "version": 1, "doen": "save"}, as_=examiner)
    assert page.status == 409
    assert "Later bedacht" not in page.main
    page = client.get(path, as_=examiner)
    assert "Zo getekend." in page.main
    assert not page.soup.select("form [data-shortcuts], form[data-shortcuts], button[value=sign]")
    assert all(field.has_attr("disabled") for field in page.soup.select("fieldset.rubric"))


def test_a_sentence_from_the_bank_is_added_by_the_button_and_not_by_every_save_of_the_script(stage: Stage, client: PageClient) -> None:
    examiner = stage.play_to_marking()[0]
    path = f"/beoordelen/casus/{stage.code}"
    fields = {"opmerking-G1": "Helder.", "zin-G1": "k1"}
    for version in (0, 1):
        saved = client.post(path, {**fields, "version": version}, as_=examiner, headers={"Accept": "application/json"})
        assert saved.json["version"] == version + 1
    client.post(path, {**fields, "version": 2, "doen": "save"}, as_=examiner)
    area = client.get(path, as_=examiner).soup.find("textarea", attrs={"name": "opmerking-G1"})
    assert area is not None
    assert area.get_text().strip() == "Helder. Noem het feit."


def test_before_the_clock_starts_somebody_reads_until_when_they_would_have(stage: Stage, client: PageClient) -> None:
    stage.open()
    path = f"/mijn/examens/{stage.round_id}"
    assert "Begin je nu, dan heb je tot 24 november 2026, 11.00 uur" in client.get(path, as_=stage.student).main
    stage.clock.move(timedelta(hours=23, minutes=30))
    assert "korter dan je schrijftijd, omdat het examen dan sluit" in client.get(path, as_=stage.student).main


def test_the_writing_page_knows_the_writer_s_own_names(stage: Stage, client: PageClient) -> None:
    stage.open()
    page = client.get(client.post(f"/mijn/examens/{stage.round_id}/beginnen", as_=stage.student).location, as_=stage.student)
    warning = page.soup.select_one("[data-warning]")
    assert warning is not None
    assert warning["data-own-names"] == "Alice|Denkbeeld"


def test_who_failed_reads_what_the_next_level_asks_and_only_after_release(stage: Stage, client: PageClient) -> None:
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 2, remark="Noem de feiten.")
    own = queries.list_own_rounds(stage.student.id)[0].script
    assert own is not None
    path = f"/mijn/casus/{own.id}/uitslag"
    page = client.follow(client.get(path, as_=stage.student), as_=stage.student)
    assert page.h1 == "Ontvangst van je werk"
    assert "Noem de feiten" not in page.main
    stage.confirm()
    stage.publish()
    page = client.get(path, as_=stage.student)
    assert "Niet geslaagd" in page.main
    assert "Wat is er nodig om te slagen?" in page.main
    assert "Beoordelaar A: Noem de feiten." in page.main
    assert not [examiner for examiner in stage.examiners if examiner.name.family_name in page.main]
