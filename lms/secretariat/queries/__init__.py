"""Questions of the desk, across the floors below: what waits, one person's file, how a group is doing."""

from lms.secretariat.queries.groups import GroupView, get_group_view, list_own_groups
from lms.secretariat.queries.people import ExamLine, PersonFile, get_person_file, with_known
from lms.secretariat.queries.work import Work, get_work, list_work

__all__ = [
    "ExamLine",
    "GroupView",
    "PersonFile",
    "Work",
    "get_group_view",
    "get_person_file",
    "get_work",
    "list_own_groups",
    "list_work",
    "with_known",
]
