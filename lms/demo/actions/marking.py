"""Three examiners at work: levels from the scene, remarks beside them, and a verdict in words."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from lms.accounts import queries as people
from lms.accounts.terms import Actor
from lms.demo.terms.remarks import REMARKS, VERDICTS
from lms.demo.terms.scenes import EXAMINERS, DemoCandidate, DemoRound
from lms.exams import actions, queries, rules
from lms.exams.queries.marking import GradingView
from lms.exams.queries.results import scheme_of
from lms.exams.terms import GlobalRating
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction

_THIRD = 3
_LOW, _MIDDLE, _HIGH = 2, 3, 4
_ONE_SIGNED = {"examinator1": 1, "examinator2": 1, "examinator3": 0}
"""How many scripts of a round that is being marked are signed already."""


def mark_round(scene: DemoRound, authors: Mapping[int, DemoCandidate], ids: Mapping[str, int], at: datetime) -> None:
    """As far as the state of the scene asks: a few signatures, two marks each, or all that the rule calls."""
    by_code = {own.script.code: one for person_id, one in authors.items() for own in queries.list_own_rounds(person_id) if own.script}
    for turn, nick in enumerate((*EXAMINERS, *EXAMINERS)):
        actor, left = people.get_actor(ids[nick], on=local_day(at)), _ONE_SIGNED[nick] if scene.state == "marking" else len(by_code)
        for item in queries.list_queue(actor.person_id):
            view = queries.get_grading_view(item.code, actor.person_id) if item.code in by_code and item.signed_at is None else None
            if view is None or left == 0 or (scene.state == "marking" and (turn >= len(EXAMINERS) or not _undisputed(by_code[item.code]))):
                continue
            if scene.state == "reconciling" and view.allocation.position >= _THIRD:
                continue
            left -= 1
            _sign(view, by_code[item.code].marks[view.allocation.position - 1], actor, at + timedelta(days=turn % 2, hours=turn))


def _undisputed(one: DemoCandidate) -> bool:
    """Whether no colleague of an examiner wrote it: that script waits for the desk."""
    return "Oosterwoude" not in one.employer


def _sign(view: GradingView, digits: str, actor: Actor, at: datetime) -> None:
    case = queries.case_of(view.round)
    chance = random.Random(digits + str(view.allocation.position))  # noqa: S311 -- the same demo every time
    levels = {criterion.id: int(digits[place % len(digits)]) for place, criterion in enumerate(case.criteria)}
    percent = float(rules.percent(levels, scheme_of(view.round)))
    rating = _rating(percent, case.cut_percent)
    given = {name: (level, _remark(name, level, chance)) for name, level in levels.items()}
    with transaction():
        own = queries.get_grading_view(view.code, actor.person_id)
        if own is not None:
            mark = actions.save_mark(view=own, levels=given, rating=rating, comment=chance.choice(VERDICTS[rating.value]), version=0, at=at)
            actions.sign_mark(view=own, mark=mark, actor=actor, at=at + timedelta(minutes=48))


def _rating(percent: float, cut: int) -> GlobalRating:
    if percent < cut - 5:
        return GlobalRating.FAIL
    if percent < cut + 5:
        return GlobalRating.BORDERLINE
    return GlobalRating.PASS if percent < cut + 15 else GlobalRating.GOOD


def _remark(criterion: str, level: int, chance: random.Random) -> str:
    """Something beside the lowest and the highest levels, and now and then beside the middle one."""
    low, high = REMARKS.get(criterion, ("", ""))
    if level <= _LOW:
        return low
    return high if level >= _HIGH or (level == _MIDDLE and chance.random() < 1 / 3) else ""
