"""Giving a script to an examiner without any tie to its author."""

from collections import Counter
from datetime import datetime
from itertools import combinations

from sqlalchemy import select

from lms.accounts import queries as accounts
from lms.exams import queries, rules
from lms.exams.models import Allocation, ExamRound, Script, ScriptAuthor
from lms.exams.terms import ExaminerLoad, NotEnoughExaminers, RoundKind
from lms.kernel.calendar import local_day
from lms.kernel.db import db
from lms.training import queries as training


def allocate_script(*, script: Script, round_: ExamRound, at: datetime) -> Allocation:
    """Give the next position of a script; raises NotEnoughExaminers."""
    author_id = db.session.scalars(select(ScriptAuthor.person_id).where(ScriptAuthor.script_id == script.id)).one()
    all_here = db.session.scalars(select(Allocation).join(Script, Script.id == Allocation.script_id).where(Script.round_id == round_.id)).all()
    running = [allocation for allocation in all_here if allocation.recused_at is None]
    on_script = [allocation for allocation in all_here if allocation.script_id == script.id]
    load = Counter(allocation.examiner_id for allocation in running)
    eligible = [ExaminerLoad(person_id, load[person_id]) for person_id in _free_of_ties(round_, author_id, at)]
    taken = {allocation.position for allocation in on_script if allocation.recused_at is None}
    position = next(place for place in range(1, len(taken) + 2) if place not in taken)
    chosen = rules.pick(
        eligible,
        already={allocation.examiner_id for allocation in on_script},
        shared=_shared(running),
        seed=f"{round_.seed}:{script.code}:{position}",
    )
    if chosen is None:
        raise NotEnoughExaminers
    allocation = Allocation(script_id=script.id, examiner_id=chosen, position=position, allocated_at=at)
    db.session.add(allocation)
    db.session.flush()
    return allocation


def _free_of_ties(round_: ExamRound, author_id: int, at: datetime) -> list[int]:
    """For an exam: appointed and without any tie. For a practice case: the trainers of the group, but for the author."""
    if round_.kind == RoundKind.PRACTICE and round_.group_id is not None:
        return [person_id for person_id in training.trainers_of(round_.group_id) if person_id != author_id]
    day = local_day(at)
    return [person_id for person_id in queries.list_examiners(round_.id) if not accounts.find_conflicts_between(person_id, author_id, on=day)]


def _shared(running: list[Allocation]) -> Counter[frozenset[int]]:
    by_script: dict[int, list[int]] = {}
    for allocation in running:
        by_script.setdefault(allocation.script_id, []).append(allocation.examiner_id)
    return Counter(frozenset(pair) for examiners in by_script.values() for pair in combinations(sorted(examiners), 2))
