"""How a group is doing: for the desk, and for its own trainers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
    """One group, or NotFound: in five queries, however many students there are."""
    group, trainers = training.get_group(group_id), training.trainers_of(group_id)
    members = training.list_progress_of_group(group_id)
    names = accounts.names_of([*trainers, *(member.person_id for member in members)])
    ordered = sorted(members, key=lambda member: (names[member.person_id].family_name, member.person_id))
    return GroupView(group, trainers, ordered, names, len(course.modules) if course else 0)


def list_own_groups(trainer_id: int, course: Course | None, *, on: date) -> list[GroupView]:
    """The groups that somebody trains on a day, newest first."""
    return [get_group_view(group_id, course) for group_id in sorted(training.groups_trained_by(trainer_id, on=on), reverse=True)]
