"""How a group is doing: for the desk, and for its own trainers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from lms.accounts import queries as accounts
from lms.accounts.terms import PersonName
from lms.catalogue.terms import Course, Module
from lms.kernel.calendar import local_day
from lms.training import queries as training
from lms.training.terms import GroupMember

if TYPE_CHECKING:
    from lms.training.models import TrainingGroup


@dataclass(frozen=True)
class GroupView:
    """A group with its trainers and how far each student is."""

    group: "TrainingGroup"
    trainers: Sequence[int]
    members: Sequence[GroupMember]
    names: Mapping[int, PersonName]
    modules: int
    used_up: Mapping[int, Sequence[Module]]
    """Enrolment id -> the modules whose quiz is not passed and has no attempt left."""


def get_group_view(group_id: int, course: Course | None, *, at: datetime) -> GroupView:
    """One group, or NotFound."""
    return _views([training.get_group(group_id)], course, at)[0]


def list_own_groups(trainer_id: int, course: Course | None, *, at: datetime) -> list[GroupView]:
    """The groups that somebody trains on the day of this moment, newest first."""
    return _views(training.list_groups_trained_by(trainer_id, on=local_day(at)), course, at)


def _views(groups: "Sequence[TrainingGroup]", course: Course | None, at: datetime) -> list[GroupView]:
    """In four queries, however many groups and students there are."""
    ids = [group.id for group in groups]
    trainers, members = training.list_trainers(ids), training.list_progress_of(ids)
    names = accounts.names_of([*chain(*trainers.values()), *(member.person_id for member in chain(*members.values()))])
    used_up = training.list_used_up(ids, course, at=at) if course else {}
    modules = len(course.modules) if course else 0
    return [GroupView(group, trainers[group.id], _by_name(members[group.id], names), names, modules, used_up) for group in groups]


def _by_name(members: Sequence[GroupMember], names: Mapping[int, PersonName]) -> list[GroupMember]:
    return sorted(members, key=lambda member: (names[member.person_id].family_name, member.person_id))
