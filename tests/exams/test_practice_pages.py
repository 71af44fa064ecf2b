"""The model answer of a practice case: for the marker, and for the student with the result."""

from datetime import timedelta

from lms.accounts.terms import Role
from lms.catalogue.terms import Course
from lms.exams import queries
from tests.browse import PageClient
from tests.courses import small_course
from tests.exams.stage import Practice
from tests.people import World

MODEL = "Ik bel vandaag."


def test_the_student_reads_the_model_answer_with_the_result_and_never_before(world: World, client: PageClient) -> None:
    trainer = world.person("bob", Role.TRAINER)
    practice = Practice(world, trainer)
    code = practice.hand_in()
    [own] = queries.list_own_practice(practice.student.id, "oefening")
    path = f"/mijn/casus/{own.script.id}"
    for address in (path, f"{path}/ontvangst", "/mijn/oefenen/m1/oefening"):
        page = client.get(address, as_=practice.student)
        assert MODEL not in (page if page.status == 200 else client.follow(page, as_=practice.student)).main
    assert MODEL in client.get(f"/beoordelen/casus/{code}", as_=trainer).main
    practice.sign(trainer, code, 2)
    assert MODEL in client.get(f"{path}/uitslag", as_=practice.student).main


def with_twin(world: World) -> Course:
    files = small_course("2027.2")
    files["course.yml"] = files["course.yml"].replace("case: het-examen,", "case: het-examen, resit: de-tweeling,")
    files["cases/de-tweeling/case.md"] = files["cases/het-examen/case.md"].replace("het-examen", "de-tweeling").replace("C2", "C3")
    files["cases/de-tweeling/docs/1-brief.md"] = files["cases/het-examen/docs/1-brief.md"]
    return world.publish(files)


def test_the_desk_chooses_the_exam_case_or_its_twin(world: World, client: PageClient) -> None:
    with_twin(world)
    desk = world.person("roos", Role.SECRETARIAT)
    page = client.get("/bureau/examens/nieuw", as_=desk)
    assert "Examen: De casus het-examen" in page.main
    begin = world.clock.now() + timedelta(days=3)
    window = {"writing_from": f"{begin:%Y-%m-%dT%H:%M}", "writing_until": f"{begin + timedelta(days=1):%Y-%m-%dT%H:%M}"}
    sent = client.submit(page, "/bureau/examens/nieuw", "Ronde aanmaken", as_=desk, title="Herkansing mei", case_id="de-tweeling", **window)
    assert "De casus de-tweeling" in client.follow(sent, as_=desk).main
    refused = client.submit(page, "/bureau/examens/nieuw", "Ronde aanmaken", as_=desk, title="Herkansing juni", case_id="oefening", **window)
    assert refused.status == 422
    assert [round_.title for round_ in queries.list_rounds()] == ["Herkansing mei"]
