"""Somebody on the way to a certificate, for tests: everything by the actions that pages use."""

from datetime import date

from lms.accounts.terms import Role
from lms.certification import actions, queries
from lms.certification.models import Application, Certificate
from lms.certification.terms import ApplicationKind, CheckItem
from lms.credits import actions as credits
from lms.credits.terms import Category, EntrySource, Track
from lms.kernel.db import transaction
from lms.registration import actions as registration
from tests.exams.stage import Stage
from tests.people import Someone, World

TITLE = "gecertificeerd klantmanager"


class Dossier:
    """A student who did everything a student must do, a desk and two committee members."""

    def __init__(self, world: World) -> None:
        self.world, self.clock = world, world.clock
        self.stage = Stage(world)
        self.course, self.student = self.stage.course, self.stage.student
        self.desk = world.person("bureau", Role.SECRETARIAT)
        self.members = [world.person(nick, Role.REGISTRATION_COMMITTEE) for nick in ("lid1", "lid2")]
        world.code_of_conduct()

    def accept_code(self) -> None:
        """The student accepts the code of conduct."""
        with transaction():
            registration.accept_code_of_conduct(person_id=self.student.id, version="2025", at=self.clock.now())

    def learn(self) -> None:
        """All modules done, the exam passed."""
        at, day = self.clock.now(), self.world.today
        with transaction():
            for module in self.course.modules:
                credits.post_entry(
                    person_id=self.student.id,
                    track=Track.ENTRY,
                    category=Category.ACCREDITED,
                    activity_key=f"module:{self.course.id}:{module.id}",
                    title=module.title,
                    points=module.points.total,
                    held_from=day,
                    held_to=day,
                    source=EntrySource.OWN_MODULE,
                    source_ref="test",
                    at=at,
                    actor_id=None,
                )
        for examiner in self.stage.play_to_marking():
            self.stage.sign(examiner)
        self.stage.confirm()
        self.stage.publish()

    def apply(self, kind: ApplicationKind = ApplicationKind.FULL) -> int:
        """Hand the application in."""
        with transaction():
            return actions.submit_application(person_id=self.student.id, course=self.course, kind=kind, at=self.clock.now()).id

    def application(self) -> Application:
        """The latest one."""
        found = queries.find_latest_application(self.student.id)
        assert found is not None
        return found

    def check(self, *items: CheckItem, dated_on: date | None = None, is_met: bool = True, by: Someone | None = None) -> None:
        """The desk saw these, or everything."""
        actor = self.world.actor(by or self.desk)
        with transaction():
            for item in items or tuple(CheckItem):
                actions.record_check(
                    application=self.application(), item=item, dated_on=dated_on or self.world.today, actor=actor, is_met=is_met, at=self.clock.now()
                )

    def decide(self, *, grant: bool = True, by: Someone | None = None) -> Certificate | None:
        """The committee decides."""
        actor = self.world.actor(by or self.members[0])
        with transaction():
            return actions.decide_application(
                application=self.application(),
                grant=grant,
                reason="Het dossier laat dit zien.",
                course=self.course,
                title=TITLE,
                actor=actor,
                at=self.clock.now(),
            )

    def missing(self) -> list[str]:
        """What the checklist of the running application lacks."""
        found = queries.get_checklist(self.student.id, queries.get_dossier(self.application().id), self.course, on=self.world.today)
        return [item.key for item in found if not item.met]
