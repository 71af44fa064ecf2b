"""What waits, across the floors below: for each role only what that role can do."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app, url_for

from lms.accounts import queries as accounts
from lms.accounts.policy import is_desk
from lms.accounts.terms import Actor, PersonName, Role
from lms.catalogue import queries as catalogue
from lms.catalogue.terms import Course, RuleSet
from lms.certification import queries as certification
from lms.certification.terms import ApplicationState
from lms.credits import queries as credits
from lms.exams import queries as exams
from lms.kernel import outbox
from lms.kernel.calendar import local_day
from lms.secretariat.terms import WorkItem, WorkKind

if TYPE_CHECKING:
    from lms.certification.models import Application
    from lms.credits.models import Claim

_LOOK_AHEAD = timedelta(days=60)
_SHORT = {"identity": "identiteit", "conduct_certificate": "VOG", "fee": "kosten"}


@dataclass(frozen=True)
class Work:
    """The work list: what is shown, how much there is of each kind, and what waits for somebody else because of a tie."""

    items: Sequence[WorkItem]
    counts: Mapping[WorkKind, int]
    for_others: int


def get_work(actor: Actor, *, at: datetime, kind: WorkKind | None = None) -> Work:
    """The work list of somebody; with a kind only that kind."""
    items, for_others = _find(actor, at)
    counts = Counter(item.kind for item in items)
    shown = [item for item in items if kind is None or item.kind is kind]
    return Work(shown, {one: counts[one] for one in WorkKind if counts[one]}, for_others)


def list_work(actor: Actor, *, at: datetime) -> list[WorkItem]:
    """What waits for this person, oldest first."""
    return _find(actor, at)[0]


def _find(actor: Actor, at: datetime) -> tuple[list[WorkItem], int]:
    course = catalogue.find_current_course(current_app.extensions["settings"].course_id)
    if course is None:
        return [], 0
    on, items, for_others = local_day(at), list[WorkItem](), 0
    ruleset = catalogue.ruleset_on(course, on)
    sees_applications, desk = actor.has(Role.SECRETARIAT, Role.REGISTRATION_COMMITTEE), actor.has(Role.SECRETARIAT)
    waiting = certification.list_applications(ApplicationState.SUBMITTED) if sees_applications else []
    claims = credits.list_open_claims() if desk else []
    whose = {application.person_id for application in waiting} | {claim.person_id for claim in claims}
    names = accounts.names_of(whose) if whose else {}
    if waiting:
        found, for_others = _applications(actor, waiting, names, ruleset, on)
        items += found
    if desk:
        items += [_claim(claim, names, ruleset) for claim in claims]
        items += _content(course, on)
    if actor.has(Role.SECRETARIAT, Role.EXAM_BOARD):
        items += _exams(actor, at)
    if is_desk(actor):
        items += _accounts(at)
    return sorted(items, key=lambda item: (item.since, item.title)), for_others


def _applications(
    actor: Actor, waiting: "Sequence[Application]", names: Mapping[int, PersonName], ruleset: RuleSet, on: date
) -> tuple[list[WorkItem], int]:
    """For the desk what it still has to see; for the committee what is complete, but for who they have a tie with."""
    missing = certification.missing_checks(waiting, ruleset)
    desk, committee = actor.has(Role.SECRETARIAT), actor.has(Role.REGISTRATION_COMMITTEE)
    complete = [application.person_id for application in waiting if not missing[application.id]]
    tied = accounts.list_conflicted(actor.person_id, complete, on=on) if committee and complete else frozenset[int]()
    items = []
    for application in waiting:
        left = missing[application.id]
        if not (desk if left else committee and application.person_id not in tied):
            continue
        since = local_day(application.submitted_at)
        hint = f"Nog vast te leggen: {', '.join(_SHORT[item.value] for item in left)}." if left else "Dossier compleet. Er kan worden besloten."
        url = url_for("certification.handle_application", application_id=application.id)
        due = since + timedelta(days=ruleset.decide_within_days)
        items.append(WorkItem(WorkKind.APPLICATION, f"Aanvraag van {names[application.person_id].formal}", hint, url, since, due))
    return items, len(tied)


def _claim(claim: "Claim", names: Mapping[int, PersonName], ruleset: RuleSet) -> WorkItem:
    since = local_day(claim.submitted_at)
    url, due = url_for("secretariat.assess_claim", claim_id=claim.id), since + timedelta(days=ruleset.assess_within_days)
    return WorkItem(WorkKind.CLAIM, claim.title, f"Eigen activiteit van {names[claim.person_id].formal}.", url, since, due)


def _exams(actor: Actor, at: datetime) -> Iterator[WorkItem]:
    for work in exams.list_due_work(at=at):
        if actor.has(Role.EXAM_BOARD) or not work.board_only:
            title, _, round_ = work.title.partition(": ")
            due = local_day(work.due) if work.due else None
            yield WorkItem(WorkKind.EXAM, title, round_, url_for("exams.show_round", round_id=work.round_id), local_day(work.since), due)


def _accounts(at: datetime) -> Iterator[WorkItem]:
    """Invitations that no longer work, and mail that never went."""
    without = accounts.list_without_invitation(at=at)
    if without:
        title = "1 persoon zonder geldige uitnodiging" if len(without) == 1 else f"{len(without)} personen zonder geldige uitnodiging"
        since = local_day(without[0].created_at)
        yield WorkItem(WorkKind.ACCOUNT, title, "Nooit uitgenodigd, of de link is verlopen.", url_for("secretariat.list_uninvited"), since)
    stuck = outbox.list_stuck()
    if stuck:
        title = "1 mail kwam niet weg" if len(stuck) == 1 else f"{len(stuck)} mails kwamen niet weg"
        since = local_day(stuck[0].queued_at)
        yield WorkItem(WorkKind.MAIL, title, "Na twaalf pogingen. Kijk of het adres klopt.", url_for("secretariat.list_stuck_mail"), since)


def _content(course: Course, on: date) -> Iterator[WorkItem]:
    """Lessons that stop being valid soon: the authors must publish a new version before."""
    ends = [lesson.valid_to for module in course.modules for lesson in module.lessons if lesson.valid_to and lesson.valid_to - on <= _LOOK_AHEAD]
    if ends:
        first = min(ends)
        gone = sum(end <= on for end in ends)
        count = "1 les" if len(ends) == 1 else f"{len(ends)} lessen"
        title = f"{count} {'is' if len(ends) == 1 else 'zijn'} niet langer geldig" if gone else f"{count} {'loopt' if len(ends) == 1 else 'lopen'} af"
        hint = f"{course.title}, versie {course.version}. Vraag de auteurs om een nieuwe versie."
        yield WorkItem(WorkKind.CONTENT, title, hint, "", min(first - _LOOK_AHEAD, on), first - timedelta(days=1))
