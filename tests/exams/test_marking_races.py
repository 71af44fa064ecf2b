"""Two examiners who sign at the same moment: both marks stand, the rule sees both, and the round moves once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from lms.exams import queries
from lms.exams.terms import RoundState, ScriptState
from lms.kernel.audit import AuditEvent
from lms.kernel.db import db
from tests.browse import PageClient
from tests.exams.stage import CRITERIA, Stage
from tests.people import Someone, World


def sign_at_once(app: Flask, client: PageClient, stage: Stage, levels: dict[int, int]) -> list[int]:
    """The statuses of these people signing the same script in the same moment."""
    code = stage.code
    people: list[Someone] = [examiner for examiner in stage.examiners if examiner.id in levels]
    ready = [(who, client.token(who), client.client(who).get_cookie("sessie").value) for who in people]
    db.session.rollback()

    def sign(who: tuple[Someone, str, str]) -> int:
        someone, token, cookie = who
        fields = {f"niveau-{name}": levels[someone.id] for name in CRITERIA}
        with app.app_context():
            visitor = app.test_client()
            visitor.set_cookie("sessie", cookie)
            data = {**fields, "csrf_token": token, "rating": "pass", "version": 0, "doen": "sign"}
            return visitor.post(f"/beoordelen/casus/{code}", data=data).status_code

    with ThreadPoolExecutor(len(ready)) as pool:
        statuses = list(pool.map(sign, ready))
    db.session.expire_all()
    return statuses


@pytest.mark.parametrize(
    ("levels", "states"),
    [((3, 3), (ScriptState.AGREED, RoundState.BOARD)), ((4, 1), (ScriptState.THIRD_NEEDED, RoundState.RECONCILING))],
    ids=["agree", "disagree"],
)
def test_two_who_sign_at_once(app: Flask, world: World, client: PageClient, levels: tuple[int, int], states: tuple[ScriptState, RoundState]) -> None:
    stage = Stage(world)
    pair = stage.play_to_marking()
    assert sign_at_once(app, client, stage, {who.id: level for who, level in zip(pair, levels, strict=True)}) == [302, 302]
    assert len(queries.list_marks(stage.script.id)) == 2
    assert (stage.state(), RoundState(stage.round.state)) == states
    reconciled = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "script_reconciled")).all()
    assert len(reconciled) == 1
    assert len(stage.waiting()) == (1 if stage.state() is ScriptState.THIRD_NEEDED else 0)
