"""Exam rounds in every state, from the scenes: who writes, who marks, and what the board says."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import Role
from lms.catalogue.terms import Case, Course
from lms.demo.actions.marking import mark_round
from lms.demo.actions.studying import study_all
from lms.demo.terms.people import DOMAIN
from lms.demo.terms.scenes import EXAMINERS, GROUPS, ROUNDS, DemoCandidate, DemoRound
from lms.exams import actions, queries
from lms.exams.terms import RecusalReason, ScriptState
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction

if TYPE_CHECKING:
    from lms.exams.models import ExamRound

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
_House = tuple[Mapping[str, int], Mapping[str, int], str]
"""Who works here and the groups, by key, and the hash of the one password."""
_HANDS = "zavbs"
_BEFORE_MARKING = {"draft", "open", "written"}


def fill_rounds(*, course: Course, ids: Mapping[str, int], groups: Mapping[str, int], password_hash: str, at: datetime) -> None:
    """One round in each state, and one whose writing is over; who does not sit it by experience did the modules first."""
    case = course.case(course.exam.case_id)
    if not case.benchmarks:
        return
    for scene in ROUNDS:
        begin = (at - timedelta(days=scene.ago)).replace(hour=7, minute=0, second=0, microsecond=0)
        with transaction():
            candidates = {one.nick: _candidate(course, one, scene, (ids, groups, password_hash), at) for one in scene.candidates}
            round_id = _prepare(course, scene, candidates, ids, begin).id
        if scene.state != "draft":
            _write_all(round_id, scene, candidates, ids["bureau"], (begin, at))
        if scene.state not in _BEFORE_MARKING:
            end = begin + timedelta(days=7, hours=2)
            with transaction():
                actions.start_marking(round_=queries.get_round(round_id), actor_id=ids["bureau"], at=end)
            mark_round(scene, {candidates[one.nick]: one for one in scene.candidates}, ids, end + timedelta(days=1))
        if scene.state == "marking":
            _hand_back(round_id, candidates, ids, begin + timedelta(days=9))
        if scene.state in {"published", "closed"}:
            _decide(round_id, scene.state, ids, begin + timedelta(days=10))


def _candidate(course: Course, one: DemoCandidate, scene: DemoRound, house: _House, at: datetime) -> int:
    """An account, then the group and the modules for who takes the course: all before the exam."""
    ids, groups, password_hash = house
    began = at - timedelta(days=GROUPS[scene.group].began)
    then = began - timedelta(days=10)
    person = accounts.create_person(email=f"{one.nick}@{DOMAIN}", name=one.name, actor_id=ids["bureau"], at=then, password_hash=password_hash)
    accounts.grant_role(person_id=person.id, role=Role.STUDENT, since=local_day(then), actor_id=ids["bureau"], at=then)
    accounts.set_employment(person_id=person.id, employer_name=one.employer, since=local_day(then), actor_id=ids["bureau"], at=then)
    if not one.by_experience:
        ended = at - timedelta(days=max(scene.ago, 0) + 20)
        study_all(course=course, group_id=groups[scene.group], person_id=person.id, ids=ids, began=began, ended=ended)
    return person.id


def _prepare(course: Course, scene: DemoRound, candidates: Mapping[str, int], ids: Mapping[str, int], begin: datetime) -> "ExamRound":
    desk, at = ids["bureau"], begin - timedelta(days=14)
    round_ = actions.create_round(
        title=f"Examen {_MONTHS[begin.month - 1]} {begin.year}, {scene.place}",
        course_hash=course.content_hash,
        case_id=course.exam.case_id,
        writing_from=begin,
        writing_until=begin + timedelta(days=7),
        actor_id=desk,
        at=at,
    )
    for place, person_id in enumerate(candidates.values()):
        if place == 1:
            accounts.set_extra_time(person_id=person_id, percent=25, reason="Leest met voorleessoftware.", actor_id=desk, at=at)
        actions.admit_candidate(round_=round_, person_id=person_id, actor_id=desk, at=at)
    for nick in EXAMINERS:
        actions.appoint_examiner(round_=round_, person_id=ids[nick], actor_id=desk, at=at)
    return round_


def _write_all(round_id: int, scene: DemoRound, candidates: Mapping[str, int], desk_id: int, times: tuple[datetime, datetime]) -> None:
    """Everybody wrote one after another from the first day on; who has not finished is writing now."""
    begin, at = times
    with transaction():
        round_ = queries.get_round(round_id)
        actions.open_round(round_=round_, actor_id=desk_id, at=begin - timedelta(days=1))
        case = queries.case_of(round_)
    for place, one in enumerate(scene.candidates):
        if one.hand:
            finished = len(one.hand) == len(case.tasks)
            then = begin + timedelta(hours=5 * place, minutes=7 * place) if finished else at - timedelta(hours=3, minutes=10)
            _write(round_id, candidates[one.nick], _texts(case, one.hand), then)


def _texts(case: Case, hand: str) -> dict[str, str]:
    """One text a task, each from a practice script of agreed quality: `z` the weakest, then `a`, `v`, `b`, and `s` the strongest.

    Less letters, less tasks. Never from a script for qualification or a seed: who marks in the demo has not seen those.
    """
    practice = [script for script in case.benchmarks if script.use == "practice"]
    ordered = sorted(practice, key=lambda script: (sum(script.levels.values()), script.id))
    written = {letter: ordered[place * (len(ordered) - 1) // (len(_HANDS) - 1)].texts for place, letter in enumerate(_HANDS)}
    return {task.id: written[letter][task.id] for task, letter in zip(case.tasks, hand, strict=False)}


def _write(round_id: int, person_id: int, texts: Mapping[str, str], at: datetime) -> None:
    """Write, and hand in what is whole."""
    actor = people.get_actor(person_id, on=local_day(at))
    with transaction():
        script = actions.start_script(round_=queries.get_round(round_id), actor=actor, at=at)
        own = queries.find_own_script(script.id)
        if own is None:
            return
        actions.save_answers(own=own, texts=texts, version=0, at=at + timedelta(hours=3))
        if len(texts) == len(queries.case_of(own.round).tasks):
            actions.hand_in(own=own, actor=actor, at=at + timedelta(hours=4))


def _hand_back(round_id: int, candidates: Mapping[str, int], ids: Mapping[str, int], at: datetime) -> None:
    """An examiner knows the writer who is a colleague of another examiner: nobody is left, and the desk must appoint one."""
    codes = {queries.get_script(own.script.id).code for own in queries.list_own_rounds(next(iter(candidates.values()))) if own.script}
    for nick in reversed(EXAMINERS):
        for code in codes:
            view = queries.get_grading_view(code, ids[nick])
            if view is None or view.round.id != round_id or (view.mark is not None and view.mark.signed_at):
                continue
            with transaction():
                again = queries.get_grading_view(code, ids[nick])
                if again is not None:
                    actor = people.get_actor(ids[nick], on=local_day(at))
                    actions.recuse(view=again, reason=RecusalReason.RECOGNISED, actor=actor, at=at)
            return


def _decide(round_id: int, state: str, ids: Mapping[str, int], at: datetime) -> None:
    board = people.get_actor(ids["examencommissie"], on=local_day(at))
    with transaction():
        actions.confirm_agreed(round_=queries.get_round(round_id), actor=board, at=at)
    if set(queries.count_scripts(round_id)) <= {ScriptState.CONFIRMED, ScriptState.VOID}:
        with transaction():
            actions.publish_round(round_=queries.get_round(round_id), actor=board, at=at + timedelta(days=1))
    if state == "closed":
        with transaction():
            actions.close_round(round_=queries.get_round(round_id), actor_id=board.person_id, at=at + timedelta(days=60))
