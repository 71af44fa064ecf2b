"""Who says whom they know, what the board may do with an agreed script, and mails that tell nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts import queries as people
from lms.accounts.terms import Role, TieKind
from lms.exams import actions, queries
from lms.exams.terms import NotNow, ScriptState, Verdict
from lms.kernel.db import db, transaction
from lms.kernel.errors import ConflictOfInterest, Invalid, NotFound
from lms.kernel.outbox import OutboxMessage
from tests.exams.stage import NEAR, Stage
from tests.people import Someone, World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def sent(to: Someone) -> list[tuple[str, str]]:
    """(subject, body) of the mails that wait for somebody."""
    query = select(OutboxMessage).where(OutboxMessage.to == to.email).order_by(OutboxMessage.id)
    return [(message.subject, message.body) for message in db.session.scalars(query)]


# whom one knows


def test_who_said_up_front_that_they_know_somebody_never_gets_their_work(stage: Stage) -> None:
    knows = stage.examiners[0]
    with transaction():
        actions.declare_acquaintance(email=stage.student.email.upper(), actor=stage.world.actor(knows), at=stage.clock.now())
    pair = stage.play_to_marking()
    assert knows not in pair
    for examiner in pair:
        stage.recuse(examiner)
    assert knows not in stage.holders()


def test_work_that_was_given_already_goes_to_another_and_a_signed_mark_stays(stage: Stage) -> None:
    pair = stage.play_to_marking()
    stage.sign(pair[0], 3)

    def declare(who: Someone) -> None:
        with transaction():
            actions.declare_acquaintance(email=stage.student.email, actor=stage.world.actor(who), at=stage.clock.now())

    declare(pair[1])
    assert pair[1] not in stage.holders()
    assert len(stage.waiting()) == 1
    declare(pair[0])
    assert pair[0] in stage.holders()


def test_the_desk_notes_it_for_people_of_the_round_only(stage: Stage) -> None:
    stranger = stage.world.person("bob", Role.STUDENT)

    def note(candidate: Someone) -> None:
        with transaction():
            actions.record_acquaintance(
                round_=stage.round, examiner_id=stage.examiners[0].id, candidate_id=candidate.id, actor_id=None, at=stage.clock.now()
            )

    note(stage.student)
    assert people.find_conflicts_between(stage.examiners[0].id, stage.student.id, on=stage.world.today)
    with pytest.raises(NotFound):
        note(stranger)


def test_what_is_over_still_counts_for_24_months(stage: Stage) -> None:
    knows = stage.world.actor(stage.examiners[0])
    with transaction():
        actions.declare_acquaintance(email=stage.student.email, actor=knows, at=stage.clock.now())
    with transaction():
        actions.end_acquaintance(other_id=stage.student.id, actor=knows, at=stage.clock.now())
    assert people.list_declared(knows.person_id) == []
    day = stage.world.today
    assert people.find_conflicts_between(knows.person_id, stage.student.id, on=day + timedelta(days=700))
    assert not people.find_conflicts_between(knows.person_id, stage.student.id, on=day + timedelta(days=760))


@pytest.mark.parametrize("email", ["niemand@ruimbaan.example", "charlie@ruimbaan.example"], ids=["unknown", "oneself"])
def test_an_address_that_is_nobody_or_oneself_is_refused(stage: Stage, email: str) -> None:
    with pytest.raises(Invalid), transaction():
        actions.declare_acquaintance(email=email, actor=stage.world.actor(stage.examiners[0]), at=stage.clock.now())


def test_a_member_of_the_board_says_so_too_and_is_then_refused(stage: Stage) -> None:
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3, NEAR)
    with transaction():
        actions.declare_acquaintance(email=stage.student.email, actor=stage.world.actor(stage.board), at=stage.clock.now())
    with pytest.raises(ConflictOfInterest, match="als bekende opgegeven"):
        stage.decide(Verdict.CONFIRM)
    assert actions.find_board_conflict(script=stage.script, actor=stage.world.actor(stage.board), at=stage.clock.now())


# the board on a script that is agreed


def test_the_board_may_declare_an_agreed_script_void_but_asks_no_further_mark(stage: Stage) -> None:
    for examiner in stage.play_to_marking():
        stage.sign(examiner, 3)
    assert stage.state() == ScriptState.AGREED
    with pytest.raises(NotNow):
        stage.decide(Verdict.FURTHER, "Toch nog een.")
    with pytest.raises(Invalid, match="Leg uit"):
        stage.decide(Verdict.VOID, " ")
    stage.decide(Verdict.VOID, "Overgeschreven van een ander.")
    assert stage.state() == ScriptState.VOID
    assert stage.publish() == 0


# mails


def test_everybody_hears_that_there_is_something_and_nobody_reads_what_in_a_mail(stage: Stage) -> None:
    pair = stage.play_to_marking()
    for examiner in pair:
        assert [subject for subject, _ in sent(examiner)] == ["Er staat werk voor u klaar"]
        stage.sign(examiner, 2, remark="Te mager.")
    stage.confirm()
    stage.publish()
    mails = sent(stage.student)
    assert [subject for subject, _ in mails] == ["Je bent toegelaten tot een examen", "Je werk is ingeleverd", "Je uitslag staat klaar"]
    assert stage.script.fingerprint is not None
    assert stage.script.fingerprint in mails[1][1]
    for word in ("geslaagd", "procent", "voldoende", "Te mager"):
        assert word not in mails[2][1].casefold()
    whole = " ".join(body for examiner in stage.examiners for _, body in sent(examiner))
    for word in (stage.student.name.family_name, stage.student.email, stage.code, "Veldersluis"):
        assert word not in whole


def test_who_has_work_already_gets_no_mail_for_more(stage: Stage) -> None:
    second = stage.world.person("bob", Role.STUDENT)
    with transaction():
        actions.admit_candidate(round_=stage.round, person_id=second.id, actor_id=None, at=stage.clock.now())
    stage.open()
    stage.write()
    actor, at = stage.world.actor(second), stage.clock.now()
    with transaction():
        own = queries.find_own_script(actions.start_script(round_=stage.round, actor=actor, at=at).id)
        assert own is not None
        actions.hand_in(own=own, actor=actor, at=at)
    stage.distribute()
    holders = [examiner for examiner in stage.examiners if queries.get_grading_view(stage.code, examiner.id)]
    stage.recuse(holders[0])
    [taker] = [examiner for examiner in stage.examiners if len(queries.list_waiting(examiner.id)) == 2]
    assert len(sent(taker)) == 1


def test_by_the_clock_the_receipt_says_so(stage: Stage) -> None:
    stage.open()
    with transaction():
        script = actions.start_script(round_=stage.round, actor=stage.world.actor(stage.student), at=stage.clock.now())
    with transaction():
        actions.hand_in_overdue(at=script.deadline_at)
    assert "De tijd was om" in sent(stage.student)[-1][1]


def test_a_tie_said_up_front_is_kept_as_one(stage: Stage) -> None:
    knows = stage.world.actor(stage.examiners[0])
    for _ in range(2):
        with transaction():
            actions.declare_acquaintance(email=stage.student.email, actor=knows, at=stage.clock.now())
    assert [(person.email, since) for person, since in people.list_declared(knows.person_id)] == [(stage.student.email, stage.world.today)]
    assert TieKind.DECLARED.label == "als bekende opgegeven"
