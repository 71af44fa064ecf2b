"""Giving a script to an examiner without any tie to its author.

A place that nobody can take now stays open and is filled as soon as somebody can: when an examiner is appointed, when a script moves,
and by the timed command. So no signature, no hand-back and no hand-in is ever refused for want of an examiner.
"""

from collections import Counter
from datetime import datetime
from itertools import combinations

from sqlalchemy import select

from lms.accounts import queries as accounts
from lms.exams import mail, queries, rules
from lms.exams.actions.moving import move_script
from lms.exams.models import Allocation, ExamRound, Script, ScriptAuthor
from lms.exams.terms import ExaminerLoad, NotEnoughExaminers, RecusalReason, RoundKind, ScriptState
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.kernel.db import db, lock
from lms.training import queries as training


def allocate_script(*, script: Script, round_: ExamRound, at: datetime, tell: bool = True) -> None:
    """Give the next place of a script; raises NotEnoughExaminers."""
    if not offer_script(script=script, round_=round_, at=at, tell=tell):
        raise NotEnoughExaminers


def offer_script(*, script: Script, round_: ExamRound, at: datetime, tell: bool = True) -> bool:
    """Give the next place of a script to whoever may take it; False when nobody may, then the place stays open.

    They get a mail when nothing else waited for them: who has work already knows where to look.
    """
    author_id = db.session.scalars(select(ScriptAuthor.person_id).where(ScriptAuthor.script_id == script.id)).one()
    all_here = db.session.scalars(select(Allocation).join(Script, Script.id == Allocation.script_id).where(Script.round_id == round_.id)).all()
    running = [allocation for allocation in all_here if allocation.recused_at is None]
    beside = [allocation for allocation in running if allocation.script_id == script.id]
    load = Counter(allocation.examiner_id for allocation in running)
    taken = {allocation.position for allocation in beside}
    position = next(place for place in range(1, len(taken) + 2) if place not in taken)
    chosen = rules.pick(
        [ExaminerLoad(person_id, load[person_id]) for person_id in _free_of_ties(round_, author_id, at)],
        already={allocation.examiner_id for allocation in all_here if allocation.script_id == script.id},
        beside={allocation.examiner_id for allocation in beside},
        shared=_shared(running),
        seed=f"{round_.seed}:{script.code}:{position}",
    )
    if chosen is None:
        return False
    db.session.add(Allocation(script_id=script.id, examiner_id=chosen, position=position, allocated_at=at))
    db.session.flush()
    if tell and queries.count_waiting(chosen) == 1:
        mail.queue_work(person=accounts.get_person(chosen), round_=round_, at=at)
    return True


def give_to_another(*, allocation: Allocation, script: Script, round_: ExamRound, reason: RecusalReason, actor_id: int | None, at: datetime) -> None:
    """Take a script from an examiner; another gets it, now or when there is one."""
    lock(round_)
    lock(script)
    allocation.recused_at, allocation.recusal = at, reason
    db.session.flush()
    offer_script(script=script, round_=round_, at=at)
    audit.record("examiner_recused", actor_id=actor_id, subject="script", subject_id=script.id, at=at, reason=reason.value)


def fill_places(*, round_: ExamRound, at: datetime) -> int:
    """Fill the places that stand open in a round, oldest code first; returns how many were filled."""
    filled = 0
    lock(round_)
    for script_id in queries.list_open_places(round_):
        script = queries.get_script(script_id)
        lock(script)
        if not offer_script(script=script, round_=round_, at=at):
            continue
        if script.state == ScriptState.SUBMITTED:
            move_script(script, ScriptState.ALLOCATED)
        audit.record("place_filled", actor_id=None, subject="script", subject_id=script.id, at=at)
        filled += 1
    return filled


def fill_open_places(*, at: datetime) -> int:
    """Fill what stands open in every round that is being marked; for the timed command. Safe to run twice."""
    return sum(fill_places(round_=round_, at=at) for round_ in queries.list_rounds_in_marking())


def _free_of_ties(round_: ExamRound, author_id: int, at: datetime) -> list[int]:
    """For an exam: appointed and without any tie. For a practice case: the trainers of the group, but for the author."""
    if round_.kind == RoundKind.PRACTICE and round_.group_id is not None:
        return [person_id for person_id in training.trainers_of(round_.group_id) if person_id != author_id]
    appointed = queries.list_examiners(round_.id)
    tied = accounts.list_conflicted(author_id, appointed, on=local_day(at))
    return [person_id for person_id in appointed if person_id not in tied]


def _shared(running: list[Allocation]) -> Counter[frozenset[int]]:
    by_script: dict[int, list[int]] = {}
    for allocation in running:
        by_script.setdefault(allocation.script_id, []).append(allocation.examiner_id)
    return Counter(frozenset(pair) for examiners in by_script.values() for pair in combinations(sorted(examiners), 2))
