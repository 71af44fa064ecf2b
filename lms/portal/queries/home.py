"""The dashboard: the one thing to go on with, how far every module is, and what comes when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lms.catalogue.terms import Course, Module
from lms.credits import queries as credits
from lms.credits import rules as counting
from lms.credits.terms import EntryEvaluation, Track
from lms.exams import queries as exams
from lms.exams.queries import OwnRound
from lms.exams.terms import ScriptState
from lms.kernel.calendar import last_day, local_day
from lms.kernel.rendering import moment
from lms.portal.queries.points import RenewalStand, find_renewal
from lms.training import queries as training
from lms.training.queries import CourseProgress
from lms.training.terms import EnrolmentFact, ResumePoint, RetakeAnswer


@dataclass(frozen=True)
class Upcoming:
    """Something with a date, and where to go for it."""

    on: date
    text: str
    path: str = ""


@dataclass(frozen=True)
class NextStep:
    """What to do when no lesson, quiz or case is open."""

    title: str
    text: str
    label: str = ""
    path: str = ""


_EXAMS_ONLY = NextStep(
    "Je examen", "Je doet examen zonder de opleiding te volgen. De dag en de uitslag vind je bij Examens.", "Naar Examens", "/mijn/examens"
)


@dataclass(frozen=True)
class Home:
    """The dashboard of a student or a registered professional."""

    enrolment: EnrolmentFact | None
    progress: CourseProgress | None
    resume: ResumePoint | None
    entry: EntryEvaluation
    renewal: RenewalStand | None
    next_step: NextStep | None
    upcoming: tuple[Upcoming, ...]


def get_home(person_id: int, course: Course, *, at: datetime) -> Home:
    """Everything on the dashboard."""
    on = local_day(at)
    found = training.find_standing_with_quizzes(person_id, course.id)
    ledger = credits.list_ledger(person_id)
    entry = counting.evaluate_entry(course, ledger[Track.ENTRY])
    renewal = find_renewal(person_id, course, ledger[Track.RENEWAL], on=on)
    admitted = exams.list_own_rounds(person_id)
    rounds = [own for own in admitted if _can_write(own, at)]
    waits = any(_is_in(own, at) for own in admitted)
    if found is None:
        step = _exam_step(rounds, waits=waits, before="") or _EXAMS_ONLY
        return Home(None, None, None, entry, renewal, step if admitted and not renewal else None, _upcoming(None, renewal, rounds, [], on))
    standing, begun = found
    enrolment, steps = standing.enrolment, standing.steps
    progress = training.progress_of(steps, course)
    resume = training.find_resume_point(course, steps, begun) if enrolment.has_begun(on) else None
    return Home(
        enrolment=enrolment,
        progress=progress,
        resume=resume,
        entry=entry,
        renewal=renewal,
        next_step=None if resume or not enrolment.has_begun(on) or renewal else _next_step(entry, rounds, waits=waits),
        upcoming=_upcoming(None if progress.complete else enrolment, renewal, rounds, training.list_retakes(course, begun, at=at), on),
    )


def _can_write(own: OwnRound, at: datetime) -> bool:
    writing = own.script is None or (own.script.state == ScriptState.WRITING and at < own.script.deadline_at)
    return own.round.state == "open" and at < own.round.writing_until and writing


def _is_in(own: OwnRound, at: datetime) -> bool:
    if own.script is None or own.script.state in {ScriptState.RELEASED, ScriptState.VOID}:
        return False
    return own.script.state != ScriptState.WRITING or at >= own.script.deadline_at


def _next_step(entry: EntryEvaluation, rounds: list[OwnRound], *, waits: bool) -> NextStep:
    if entry.met:
        return NextStep(
            "Je opleiding is klaar",
            "Alle modules zijn af en het examen is gehaald. Vraag nu je certificaat aan.",
            "Naar je aanvraag",
            "/mijn/aanvraag",
        )
    text = "Alle modules zijn af. Het registerbureau laat je toe tot een examenronde. Je ziet de datum dan hier en bij Examens."
    asked = NextStep("Nu het examen", text, "Naar Examens", "/mijn/examens")
    return _exam_step(rounds, waits=waits, before="Alle modules zijn af. ") or asked


def _exam_step(rounds: list[OwnRound], *, waits: bool, before: str) -> NextStep | None:
    """The exam that can be written now, or the result that is waited for."""
    if rounds:
        own, path = rounds[0], f"/mijn/examens/{rounds[0].round.id}"
        if own.script is not None:
            return NextStep("Je examen loopt", f"Je bent begonnen. Je tijd loopt tot {moment(own.script.deadline_at)}.", "Schrijf verder", path)
        return NextStep("Nu het examen", f"{before}Schrijf het examen uiterlijk {moment(own.round.writing_until)}.", "Naar het examen", path)
    if waits:
        text = "Je werk is ingeleverd. Twee examinatoren beoordelen het. Je krijgt bericht als de uitslag er is."
        return NextStep("Wacht op de uitslag", text, "Naar Examens", "/mijn/examens")
    return None


def _upcoming(
    enrolment: EnrolmentFact | None, renewal: RenewalStand | None, rounds: list[OwnRound], retakes: list[tuple[Module, RetakeAnswer]], on: date
) -> tuple[Upcoming, ...]:
    found = [*_of_group(enrolment, on), *(item for own in rounds for item in _of_round(own, on)), *_of_renewal(renewal, on)]
    for module, retake in retakes:
        if module.quiz is not None and retake.from_ is not None:
            found.append(
                Upcoming(local_day(retake.from_), f"{module.quiz.title}: opnieuw vanaf {moment(retake.from_)}", f"/mijn/toetsen/{module.id}")
            )
    return tuple(sorted(found, key=lambda item: item.on))


def _of_group(enrolment: EnrolmentFact | None, on: date) -> Iterator[Upcoming]:
    if enrolment is not None and not enrolment.has_begun(on):
        yield Upcoming(enrolment.starts_on, f"{enrolment.group_title} begint", "/mijn/modules")
    elif enrolment is not None and not enrolment.is_over(on):
        yield Upcoming(last_day(enrolment.ends_on), f"Laatste dag van {enrolment.group_title}", "/mijn/modules")


def _of_round(own: OwnRound, on: date) -> Iterator[Upcoming]:
    begins, path = local_day(own.round.writing_from), f"/mijn/examens/{own.round.id}"
    until = own.script.deadline_at if own.script is not None else own.round.writing_until
    if begins > on:
        yield Upcoming(begins, f"{own.round.title}: schrijven kan vanaf {moment(own.round.writing_from)}", path)
    yield Upcoming(local_day(until), f"{own.round.title}: schrijven kan tot {moment(until)}", path)


def _of_renewal(renewal: RenewalStand | None, on: date) -> Iterator[Upcoming]:
    if renewal is None or renewal.is_over:
        return
    if renewal.may_renew_from > on:
        yield Upcoming(renewal.may_renew_from, "Vanaf deze dag kun je herregistratie aanvragen", "/mijn/punten")
    yield Upcoming(last_day(renewal.period.ends_on), "Laatste dag om herregistratie aan te vragen", "/mijn/punten")
