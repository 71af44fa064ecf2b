"""Exam rounds in every state, with the scripts of agreed quality that the exam case ships."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import Actor, PersonName, Role
from lms.catalogue.terms import Benchmark, Case, Course
from lms.demo.terms import DOMAIN
from lms.exams import actions, queries
from lms.exams.terms import GlobalRating, ScriptState
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction

if TYPE_CHECKING:
    from lms.exams.models import ExamRound

_EXAMINERS = ("examinator1", "examinator2", "examinator3")
_DAYS_AGO = {"closed": 200, "published": 90, "board": 40, "reconciling": 30, "marking": 20, "open": 2, "draft": -20}


def fill_rounds(*, course: Course, ids: Mapping[str, int], password_hash: str, at: datetime) -> None:
    """One round in each state; two candidates in each."""
    case = course.case(course.exam.case_id)
    ordered = sorted(case.benchmarks, key=lambda script: sum(script.levels.values()))
    passing = [script for script in ordered if _passes(script, case)]
    if not passing:
        return
    examples = (ordered[0], passing[0])
    for place, (state, ago) in enumerate(_DAYS_AGO.items()):
        begin = at - timedelta(days=ago)
        with transaction():
            candidates = [_candidate(f"kandidaat{place * 2 + number}", begin, password_hash) for number in (1, 2)]
            round_ = _prepare(course, f"Examen, ronde {7 - place}", candidates, ids, begin)
        _play(round_, state, candidates, examples, ids=ids, begin=begin)


def _passes(script: Benchmark, case: Case) -> bool:
    """By its agreed levels: points enough, and no minimum missed."""
    points = sum(criterion.weight * (script.levels[criterion.id] - 1) for criterion in case.criteria)
    most = sum(criterion.weight * (len(criterion.levels) - 1) for criterion in case.criteria)
    return 100 * points >= case.cut_percent * most and all(script.levels[one.id] > 1 for one in case.criteria if one.knockout)


def _candidate(nick: str, at: datetime, password_hash: str) -> int:
    at -= timedelta(days=30)
    name = PersonName("K.", f"Kandidaat-{nick.removeprefix('kandidaat')}", given_name="Kim")
    person = accounts.create_person(email=f"{nick}@{DOMAIN}", name=name, actor_id=None, at=at, password_hash=password_hash)
    accounts.grant_role(person_id=person.id, role=Role.STUDENT, since=local_day(at), actor_id=None, at=at)
    accounts.set_employment(person_id=person.id, employer_name="Gemeente Middelmeer", since=local_day(at), actor_id=None, at=at)
    return person.id


def _prepare(course: Course, title: str, candidates: list[int], ids: Mapping[str, int], begin: datetime) -> "ExamRound":
    desk = ids["bureau"]
    at = begin - timedelta(days=10)
    round_ = actions.create_round(
        title=title,
        course_hash=course.content_hash,
        case_id=course.exam.case_id,
        writing_from=begin,
        writing_until=begin + timedelta(days=7),
        actor_id=desk,
        at=at,
    )
    for person_id in candidates:
        actions.admit_candidate(round_=round_, person_id=person_id, actor_id=desk, at=at)
    for nick in _EXAMINERS:
        actions.appoint_examiner(round_=round_, person_id=ids[nick], actor_id=desk, at=at)
    return round_


def _play(round_: "ExamRound", state: str, candidates: list[int], examples: Sequence[Benchmark], *, ids: Mapping[str, int], begin: datetime) -> None:
    """Carry a round as far as its state."""
    if state == "draft":
        return
    with transaction():
        round_ = queries.get_round(round_.id)
        actions.open_round(round_=round_, actor_id=ids["bureau"], at=begin - timedelta(days=1))
    for place, person_id in enumerate(candidates if state != "open" else candidates[:1]):
        _write(round_.id, person_id, examples[place], begin, hand_in=state != "open")
    if state == "open":
        return
    end = begin + timedelta(days=7, hours=1)
    with transaction():
        actions.start_marking(round_=queries.get_round(round_.id), actor_id=ids["bureau"], at=end)
    _mark_all(round_.id, state, examples, ids, end + timedelta(days=1))
    if state in {"published", "closed"}:
        _decide(round_.id, state, ids, end + timedelta(days=3))


def _write(round_id: int, person_id: int, example: Benchmark, at: datetime, *, hand_in: bool) -> None:
    actor = people.get_actor(person_id, on=local_day(at))
    with transaction():
        script = actions.start_script(round_=queries.get_round(round_id), actor=actor, at=at)
        own = queries.find_own_script(script.id)
        if own is not None:
            actions.save_answers(own=own, texts=example.texts, version=0, at=at + timedelta(minutes=40))
    if hand_in:
        with transaction():
            own = queries.find_own_script(script.id)
            if own is not None:
                actions.hand_in(own=own, actor=actor, at=at + timedelta(hours=2))


def _mark_all(round_id: int, state: str, examples: Sequence[Benchmark], ids: Mapping[str, int], at: datetime) -> None:
    """marking: one signature; reconciling: two who disagree; board and further: two who agree."""
    for nick in _EXAMINERS:
        actor = people.get_actor(ids[nick], on=local_day(at))
        for item in queries.list_queue(actor.person_id):
            view = queries.get_grading_view(item.code, actor.person_id)
            if view is None or view.round.id != round_id or item.signed_at is not None:
                continue
            if state == "marking" and nick != _EXAMINERS[0]:
                continue
            if state == "reconciling" and view.allocation.position > 2:  # noqa: PLR2004 -- the third is still to come
                continue
            strong = next((example for example in examples if example.texts == dict(view.answers)), examples[-1])
            if state == "reconciling" and view.allocation.position == 2:  # noqa: PLR2004 -- the second
                _sign(item.code, actor, _shifted(strong.levels, -2), {}, at)
            else:
                remarks = dict(list(strong.reasons.items())[view.allocation.position % 2 :: 2])
                _sign(item.code, actor, strong.levels, remarks, at)


def _shifted(levels: Mapping[str, int], by: int) -> dict[str, int]:
    return {criterion: min(4, max(1, level + by)) for criterion, level in levels.items()}


def _sign(code: str, actor: Actor, levels: Mapping[str, int], reasons: Mapping[str, str], at: datetime) -> None:
    with transaction():
        view = queries.get_grading_view(code, actor.person_id)
        if view is None:
            return
        given: dict[str, tuple[int | None, str]] = {criterion: (level, reasons.get(criterion, "")) for criterion, level in levels.items()}
        rating = GlobalRating.PASS if sum(levels.values()) > 2 * len(levels) else GlobalRating.FAIL
        mark = actions.save_mark(view=view, levels=given, rating=rating, comment="Verzonnen opmerking.", version=0, at=at)
        actions.sign_mark(view=view, mark=mark, actor=actor, at=at)


def _decide(round_id: int, state: str, ids: Mapping[str, int], at: datetime) -> None:
    board = people.get_actor(ids["examencommissie"], on=local_day(at))
    with transaction():
        round_ = queries.get_round(round_id)
        actions.confirm_agreed(round_=round_, actor=board, at=at)
    if set(queries.count_scripts(round_id)) <= {ScriptState.CONFIRMED, ScriptState.VOID}:
        with transaction():
            actions.publish_round(round_=queries.get_round(round_id), actor=board, at=at)
    if state == "closed":
        with transaction():
            actions.close_round(round_=queries.get_round(round_id), actor_id=board.person_id, at=at + timedelta(days=60))
