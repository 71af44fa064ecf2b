"""An exam played by actions, for tests: a round with one candidate and as many examiners as asked."""

from collections.abc import Mapping
from datetime import timedelta

from lms.accounts import actions as accounts
from lms.accounts.terms import Role, TieKind
from lms.exams import actions, queries
from lms.exams.models import ExamRound, Script
from lms.exams.terms import GlobalRating, RecusalReason, RoundKind, ScriptState, Verdict
from lms.kernel.db import transaction
from tests.people import Someone, World

CRITERIA = tuple(f"G{n}" for n in range(1, 9))
NEAR = {"G1": 2, "G2": 2}
"""With threes elsewhere: 14 of 24 points, 58,3 percent: within 3 of the cut."""
NICKS = ("charlie", "dina", "emiel", "fatma", "hugo")


class Stage:
    """Who takes part, and each thing they do as one call."""

    def __init__(self, world: World, *, examiners: int = 4) -> None:
        self.world, self.clock = world, world.clock
        self.course = world.publish()
        self.student = world.person("alice", Role.STUDENT, employer="Gemeente Veldersluis")
        self.examiners = [world.person(nick, Role.EXAMINER) for nick in NICKS[:examiners]]
        self.board = world.person("gijs", Role.EXAM_BOARD)
        at = self.clock.now()
        with transaction():
            self.round_id = self.new_round().id
            actions.admit_candidate(round_=self.round, person_id=self.student.id, actor_id=None, at=at)
            for examiner in self.examiners:
                actions.appoint_examiner(round_=self.round, person_id=examiner.id, actor_id=None, at=at)

    def new_round(self, *, kind: RoundKind = RoundKind.EXAM, mode: str = "double") -> ExamRound:
        """A round of a day that begins now, in draft."""
        at = self.clock.now()
        return actions.create_round(
            title="Examen",
            kind=kind,
            mode=mode,
            course_hash=self.course.content_hash,
            case_id=self.course.exam.case_id,
            writing_from=at,
            writing_until=at + timedelta(days=1),
            actor_id=None,
            at=at,
        )

    @property
    def round(self) -> ExamRound:
        """The round, as it is now."""
        return queries.get_round(self.round_id)

    @property
    def script(self) -> Script:
        """The only script, as it is now."""
        return queries.get_script_of_round(self.round_id, self.code)

    @property
    def code(self) -> str:
        """Its code."""
        return queries.list_board(self.round_id)[0].code

    def state(self) -> ScriptState:
        """Its state."""
        return ScriptState(self.script.state)

    def open(self) -> None:
        """Candidates may begin."""
        with transaction():
            actions.open_round(round_=self.round, actor_id=None, at=self.clock.now())

    def write(self, text: str = "Mijn besluit.") -> None:
        """Begin, save and hand in."""
        actor, at = self.world.actor(self.student), self.clock.now()
        with transaction():
            script = actions.start_script(round_=self.round, actor=actor, at=at)
            own = queries.find_own_script(script.id)
            assert own is not None
            actions.save_answers(own=own, texts={"besluit": text}, version=0, at=at)
            actions.hand_in(own=own, actor=actor, at=at)

    def distribute(self) -> list[Someone]:
        """Give the work out; returns who got it."""
        with transaction():
            actions.start_marking(round_=self.round, actor_id=None, at=self.clock.now())
        return self.holders()

    def play_to_marking(self) -> list[Someone]:
        """Everything up to two examiners with a script."""
        self.open()
        self.write()
        return self.distribute()

    def holders(self) -> list[Someone]:
        """Who has the script now."""
        return [examiner for examiner in self.examiners if queries.list_queue(examiner.id)]

    def waiting(self) -> list[Someone]:
        """Who has it and has not signed."""
        return [examiner for examiner in self.examiners if any(item.signed_at is None for item in queries.list_queue(examiner.id))]

    def sign(self, who: Someone, level: int = 3, levels: Mapping[str, int] | None = None, *, remark: str = "") -> None:
        """Fill in the rubric and sign."""
        at = self.clock.now()
        with transaction():
            view = queries.get_grading_view(self.code, who.id)
            assert view is not None
            given: Mapping[str, tuple[int | None, str]] = {name: ((levels or {}).get(name, level), remark) for name in CRITERIA}
            mark = actions.save_mark(
                view=view, levels=given, rating=GlobalRating.PASS, comment=remark, version=view.mark.version if view.mark else 0, at=at
            )
            actions.sign_mark(view=view, mark=mark, actor=self.world.actor(who), at=at)

    def recuse(self, who: Someone) -> None:
        """Hand the script back."""
        with transaction():
            view = queries.get_grading_view(self.code, who.id)
            assert view is not None
            actions.recuse(view=view, reason=RecusalReason.RECOGNISED, actor=self.world.actor(who), at=self.clock.now())

    def tie(self, who: Someone) -> None:
        """They coach the candidate."""
        with transaction():
            accounts.record_tie(person_id=who.id, other_id=self.student.id, kind=TieKind.COACH, since=self.world.today, at=self.clock.now())

    def decide(self, verdict: Verdict, reason: str = "Omdat het zo is.", *, who: Someone | None = None) -> None:
        """The board's word."""
        actor = self.world.actor(who or self.board)
        with transaction():
            actions.decide_script(script=self.script, round_=self.round, verdict=verdict, reason=reason, actor=actor, at=self.clock.now())

    def confirm(self, *, who: Someone | None = None) -> tuple[int, tuple[str, ...]]:
        """Confirm what the markers agree on."""
        with transaction():
            return actions.confirm_agreed(round_=self.round, actor=self.world.actor(who or self.board), at=self.clock.now())

    def publish(self) -> int:
        """Release the results."""
        with transaction():
            return actions.publish_round(round_=self.round, actor=self.world.actor(self.board), at=self.clock.now())


class Practice:
    """A student with a practice case in a group."""

    def __init__(self, world: World, *trainers: Someone) -> None:
        self.world, self.course = world, world.publish()
        self.student = world.person("alice", Role.STUDENT)
        self.group_id = world.group(self.course, self.student, trainers=trainers)

    def hand_in(self) -> str:
        """Write the case and hand it in; returns its code."""
        actor, at = self.world.actor(self.student), self.world.clock.now()
        with transaction():
            script = actions.start_practice(course=self.course, module_id="m1", case_id="oefening", actor=actor, at=at)
            own = queries.find_own_script(script.id)
            assert own is not None
            actions.hand_in(own=own, actor=actor, at=at)
        return script.code

    def sign(self, trainer: Someone, code: str, level: int) -> None:
        """The trainer's word."""
        at = self.world.clock.now()
        with transaction():
            view = queries.get_grading_view(code, trainer.id)
            assert view is not None
            rating = GlobalRating.PASS if level > 2 else GlobalRating.FAIL
            mark = actions.save_mark(view=view, levels=dict.fromkeys(CRITERIA, (level, "")), rating=rating, comment="", version=0, at=at)
            actions.sign_mark(view=view, mark=mark, actor=self.world.actor(trainer), at=at)
