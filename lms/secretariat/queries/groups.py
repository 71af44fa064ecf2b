"""How a group is doing: for the desk, and for its own trainers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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
    """Person id -> the modules whose quiz is not passed and has no attempt left."""


def get_group_view(group_id: int, course: Course | None, *, at: datetime) -> GroupView:
    """One group, or NotFound: in six queries, however many students there are."""
    group, trainers = training.get_group(group_id), training.trainers_of(group_id)
    members = training.list_progress_of_group(group_id)
    names = accounts.names_of([*trainers, *(member.person_id for member in members)])
    ordered = sorted(members, key=lambda member: (names[member.person_id].family_name, member.person_id))
    used_up = training.list_used_up(group_id, course, at=at) if course else {}
    return GroupView(group, trainers, ordered, names, len(course.modules) if course else 0, used_up)


def list_own_groups(trainer_id: int, course: Course | None, *, at: datetime) -> list[GroupView]:
    """The groups that somebody trains on the day of this moment, newest first."""
    own = training.groups_trained_by(trainer_id, on=local_day(at))
    return [get_group_view(group_id, course, at=at) for group_id in sorted(own, reverse=True)]
