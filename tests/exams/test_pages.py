"""Writing and marking through the pages: nothing lost, nothing told."""

from datetime import timedelta

import pytest

from lms.accounts.terms import PersonName, Role
from lms.catalogue.terms import Course
from lms.exams import actions, queries
from lms.exams.terms import ScriptState
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction
from lms.kernel.errors import Conflict
from tests.browse import Page, PageClient
from tests.people import Someone, World

PLANTED = PersonName("Q.", "Zeldzaamnaam", "van", "Quintessa")
EMPLOYER = "Gemeente Nergenshuizen"
CRITERIA = [f"G{n}" for n in range(1, 9)]


class Exam:
    """An open round with one candidate and four examiners."""

    def __init__(self, world: World, client: PageClient) -> None:
        self.world, self.client = world, client
        self.course: Course = world.publish()
        self.student = world.person("quintessa", Role.STUDENT, employer=EMPLOYER, name=PLANTED)
        self.examiners = [world.person(nick, Role.EXAMINER, employer=f"Gemeente {nick}") for nick in ("charlie", "dina", "emiel", "fatma")]
        self.board = world.person("gijs", Role.EXAM_BOARD)
        at = world.clock.now()
        with transaction():
            actions.set_extra_time(person_id=self.student.id, percent=50, reason="Besluit van 1 september.", actor_id=None, at=at)
            round_ = actions.create_round(
                title="Examen",
                course_hash=self.course.content_hash,
                case_id=self.course.exam.case_id,
                writing_from=at,
                writing_until=at + timedelta(days=1),
                actor_id=None,
                at=at,
            )
            self.round_id = round_.id
            actions.admit_candidate(round_=round_, person_id=self.student.id, actor_id=None, at=at)
            for examiner in self.examiners:
                actions.appoint_examiner(round_=round_, person_id=examiner.id, actor_id=None, at=at)
            actions.open_round(round_=round_, actor_id=None, at=at)

    def start(self) -> str:
        """The student begins; returns the path of the writing page."""
        return self.client.post(f"/mijn/examens/{self.round_id}/beginnen", as_=self.student).location

    def save(self, path: str, text: str, version: int, **headers: str) -> Page:
        """Autosave as the script in the page does."""
        fields = {"tekst-besluit": text, "tekst-motivering": text, "version": version}
        return self.client.post(path, fields, as_=self.student, headers={"Accept": "application/json", **headers})

    def hand_in(self, text: str = "Mijn besluit is goed gemotiveerd en eerlijk.") -> str:
        """Write, hand in, and give the script to two examiners; returns its code."""
        path = self.start()
        self.save(path, text, 0)
        self.client.post(f"{path}/inleveren", as_=self.student)
        with transaction():
            actions.start_marking(round_=queries.get_round(self.round_id), actor_id=None, at=self.world.clock.now())
        return queries.list_board(self.round_id)[0].code

    def pair(self) -> list[Someone]:
        """The examiners who were given the script."""
        return [examiner for examiner in self.examiners if queries.list_queue(examiner.id)]

    def mark(self, who: Someone, code: str, *, level: int = 3, doen: str = "sign", version: int = 0) -> Page:
        """Fill in the rubric."""
        fields = {f"niveau-{name}": level for name in CRITERIA} | {"rating": "pass", "doen": doen, "version": version, "opmerking-G1": "Helder."}
        return self.client.post(f"/beoordelen/casus/{code}", fields, as_=who)


@pytest.fixture
def exam(world: World, client: PageClient) -> Exam:
    return Exam(world, client)


def test_extra_time_moves_the_deadline_within_the_window(exam: Exam) -> None:
    own = queries.find_own_script(int(exam.start().rsplit("/", 1)[1]))
    assert own is not None
    assert own.script.deadline_at - own.script.started_at == timedelta(minutes=90)


def test_a_second_window_is_told_and_overwrites_nothing(exam: Exam) -> None:
    path = exam.start()
    assert exam.save(path, "Eerste tekst", 0).json["version"] == 1
    late = exam.save(path, "Tekst uit een ander venster", 0)
    assert (late.status, late.json["message"][:13]) == (409, "Deze tekst is")
    assert "Eerste tekst" in exam.client.get(path, as_=exam.student).main


def test_without_javascript_a_stale_save_returns_what_was_typed(exam: Exam) -> None:
    path = exam.start()
    exam.save(path, "Eerste tekst", 0)
    page = exam.client.post(path, {"tekst-besluit": "Typte ik net", "version": 0}, as_=exam.student)
    assert page.status == 409
    assert "Typte ik net" in page.main


def test_after_the_deadline_the_last_saved_text_counts(exam: Exam, clock: FixedClock) -> None:
    path = exam.start()
    exam.save(path, "Op tijd opgeslagen", 0)
    clock.move(timedelta(minutes=91))
    assert exam.save(path, "Te laat", 1).json["message"].startswith("De tijd is om")
    page = exam.client.follow(exam.client.get(path, as_=exam.student), as_=exam.student)
    assert "Op tijd opgeslagen" in page.main
    with transaction():
        assert actions.hand_in_overdue(at=clock.now()) == 1
    with transaction():
        assert actions.hand_in_overdue(at=clock.now()) == 0


def test_handing_in_twice_gives_one_receipt(exam: Exam) -> None:
    path = exam.start()
    exam.save(path, "Tekst", 0)
    receipts = [exam.client.follow(exam.client.post(f"{path}/inleveren", as_=exam.student), as_=exam.student).main for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert "Vingerafdruk (SHA-256)" in receipts[0]


def test_a_name_or_bsn_in_the_text_is_warned_of_before_handing_in(exam: Exam) -> None:
    path = exam.start()
    exam.save(path, "Groet van Quintessa, BSN 111222333", 0)
    page = exam.client.get(f"{path}/controleren", as_=exam.student)
    assert "Je eigen naam staat in je tekst" in page.main
    assert "een BSN kan zijn" in page.main


def test_nobody_opens_the_script_of_another(exam: Exam, world: World) -> None:
    path = exam.start()
    other = world.person("bob", Role.STUDENT)
    for suffix in ("", "/controleren", "/ontvangst", "/uitslag"):
        assert exam.client.get(path + suffix, as_=other).status == 404


def test_the_grading_screen_stays_within_its_queries(exam: Exam) -> None:
    code = exam.hand_in()
    page = exam.client.get(f"/beoordelen/casus/{code}", as_=exam.pair()[0])
    assert page.status == 200
    assert len(page.queries) <= 6, page.queries


def test_two_examiners_who_are_not_tied_get_the_script_and_no_third(exam: Exam) -> None:
    exam.hand_in()
    assert len(exam.pair()) == 2


def test_an_examiner_of_the_same_employer_is_never_asked(world: World, client: PageClient) -> None:
    exam = Exam(world, client)
    colleague = world.person("bob", Role.EXAMINER, employer=EMPLOYER)
    with transaction():
        actions.appoint_examiner(round_=queries.get_round(exam.round_id), person_id=colleague.id, actor_id=None, at=world.clock.now())
    code = exam.hand_in()
    for examiner in exam.pair():
        client.post(f"/beoordelen/casus/{code}/teruggeven", {"reason": "time"}, as_=examiner)
    assert not queries.list_queue(colleague.id)


def test_a_script_that_was_handed_back_goes_to_another(exam: Exam) -> None:
    code = exam.hand_in()
    first = exam.pair()[0]
    assert exam.client.post(f"/beoordelen/casus/{code}/teruggeven", {"reason": "recognised"}, as_=first).status == 302
    assert first not in exam.pair()
    assert len(exam.pair()) == 2
    assert exam.client.get(f"/beoordelen/casus/{code}", as_=first).status == 404


def test_a_mark_is_kept_while_it_is_not_whole_and_cannot_be_signed(exam: Exam) -> None:
    code = exam.hand_in()
    examiner = exam.pair()[0]
    page = exam.client.post(f"/beoordelen/casus/{code}", {"niveau-G1": 2, "opmerking-G2": "Nog lezen", "version": 0, "doen": "sign"}, as_=examiner)
    assert page.status == 422
    assert "Nog lezen" in page.main
    assert exam.client.post(f"/beoordelen/casus/{code}", {"niveau-G1": 2, "version": 0, "doen": "save"}, as_=examiner).status == 302


def test_a_stale_mark_is_refused_with_what_was_filled_in(exam: Exam) -> None:
    code = exam.hand_in()
    examiner = exam.pair()[0]
    exam.mark(examiner, code, doen="save")
    page = exam.client.post(
        f"/beoordelen/casus/{code}", {"niveau-G1": 4, "opmerking-G1": "Tweede venster", "version": 0, "doen": "save"}, as_=examiner
    )
    assert page.status == 409
    assert "Tweede venster" in page.main


def test_a_signed_mark_never_changes(exam: Exam) -> None:
    code = exam.hand_in()
    examiner = exam.pair()[0]
    exam.mark(examiner, code)
    assert exam.mark(examiner, code, level=1, version=1).status == 409


def test_no_byte_that_an_examiner_receives_tells_who_wrote(exam: Exam, world: World) -> None:
    """A unique name, mail address, number and municipality are planted; every page, JSON and error is searched."""
    code = exam.hand_in()
    pair = exam.pair()
    exam.mark(pair[0], code, doen="save")
    exam.mark(pair[1], code)
    received = []
    for who in (*exam.examiners, world.person("bob", Role.TRAINER)):
        paths = (
            "/beoordelen",
            f"/beoordelen/casus/{code}",
            f"/beoordelen/casus/{code}/teruggeven",
            "/beoordelen/casus/X",
            f"/bureau/examens/{exam.round_id}",
            "/mijn",
            "/mijn/gegevens",
            "/mijn/bekenden",
            f"/bureau/examens/{exam.round_id}/bekenden",
            f"/bureau/personen/{exam.student.id}/extra-tijd",
        )
        received += [exam.client.get(path, as_=who) for path in paths]
        received.append(exam.client.post(f"/beoordelen/casus/{code}", {"version": 99, "niveau-G1": "9"}, as_=who))
        received.append(exam.client.post(f"/beoordelen/casus/{code}", {"version": 99}, as_=who, headers={"Accept": "application/json"}))
    assert any(code in page.response.get_data(as_text=True) for page in received), "there was something to search"
    planted = ("zeldzaamnaam", "quintessa", "nergenshuizen", exam.student.email)
    for page in received:
        body = page.response.get_data(as_text=True).casefold() + str(page.headers).casefold()
        assert not [word for word in planted if word in body], page.h1


def test_an_examiner_does_not_see_that_there_is_another(exam: Exam) -> None:
    code = exam.hand_in()
    one, other = exam.pair()
    before = exam.client.get(f"/beoordelen/casus/{code}", as_=other).main
    exam.mark(one, code)
    assert exam.client.get(f"/beoordelen/casus/{code}", as_=other).main == before


def test_the_board_is_refused_where_a_member_works_with_the_author(exam: Exam, world: World) -> None:
    code = exam.hand_in()
    for examiner in exam.pair():
        exam.mark(examiner, code)
    colleague = world.person("hanna", Role.EXAM_BOARD, employer=EMPLOYER)
    page = exam.client.follow(exam.client.post(f"/bureau/examens/{exam.round_id}/vaststellen", as_=colleague), as_=colleague)
    assert f"Over {code} moet een ander commissielid beslissen." in page.main
    page = exam.client.follow(exam.client.post(f"/bureau/examens/{exam.round_id}/vaststellen", as_=exam.board), as_=exam.board)
    assert "Van 1 werken" in page.main


def test_near_the_line_the_board_looks_and_cannot_change_a_number(exam: Exam) -> None:
    code = exam.hand_in()
    for examiner in exam.pair():
        fields = {f"niveau-{name}": 3 for name in CRITERIA} | {"niveau-G1": 2, "niveau-G2": 2, "rating": "borderline", "doen": "sign", "version": 0}
        exam.client.post(f"/beoordelen/casus/{code}", fields, as_=examiner)
    path = f"/bureau/examens/{exam.round_id}/werk/{code}"
    page = exam.client.get(path, as_=exam.board)
    assert "binnen 3 procentpunten van de grens" in page.main
    assert exam.client.post(path, {"verdict": "further", "reason": ""}, as_=exam.board).status == 422
    exam.client.post(path, {"verdict": "further", "reason": "Graag nog één blik."}, as_=exam.board)
    assert len([examiner for examiner in exam.examiners if any(not item.signed_at for item in queries.list_queue(examiner.id))]) == 1


def test_the_database_refuses_a_released_script_without_a_result(exam: Exam) -> None:
    code = exam.hand_in()

    def release() -> None:
        with transaction():
            queries.get_script_of_round(exam.round_id, code).state = ScriptState.RELEASED

    with pytest.raises(Conflict):
        release()


def test_an_expired_session_while_writing_loses_no_word(exam: Exam, world: World) -> None:
    path = exam.start()
    typed = "Een lange tekst die niet verloren mag gaan. " * 3
    page = exam.client.post(path, {"tekst-besluit": typed, "version": 0})
    assert page.status == 401
    action, fields = page.form("Inloggen")
    page = exam.client.post(action, {**fields, "email": exam.student.email, "password": world.password})
    assert typed.strip() in page.main
    action, fields = page.form("Verder waar ik was")
    assert (action, fields["tekst-besluit"]) == (path, typed)
    assert exam.client.post(action, fields).status == 302
    assert queries.list_answers(int(path.rsplit("/", 1)[1]))["besluit"] == typed
