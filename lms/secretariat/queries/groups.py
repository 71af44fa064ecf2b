"""How a group is doing: for the desk, and for its own trainers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from lms.accounts import queries as accounts
from lms.accounts.terms import PersonName
from lms.catalogue.terms import Course
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


def get_group_view(group_id: int, course: Course | None) -> GroupView:
    """One group, or NotFound."""
    return _views([training.get_group(group_id)], course)[0]


def list_own_groups(trainer_id: int, course: Course | None, *, on: date) -> list[GroupView]:
    """The groups that somebody trains on a day, newest first."""
    return _views(training.list_groups_trained_by(trainer_id, on=on), course)


def _views(groups: "Sequence[TrainingGroup]", course: Course | None) -> list[GroupView]:
    """In three queries, however many groups and students there are."""
    ids = [group.id for group in groups]
    trainers, members = training.list_trainers(ids), training.list_progress_of(ids)
    names = accounts.names_of([*chain(*trainers.values()), *(member.person_id for member in chain(*members.values()))])
    modules = len(course.modules) if course else 0
    return [GroupView(group, trainers[group.id], _by_name(members[group.id], names), names, modules) for group in groups]


def _by_name(members: Sequence[GroupMember], names: Mapping[int, PersonName]) -> list[GroupMember]:
    return sorted(members, key=lambda member: (names[member.person_id].family_name, member.person_id))
