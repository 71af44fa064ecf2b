"""The checklist of an application (design/5): each item met, by what, or what is missing."""

from datetime import date

from lms.catalogue.terms import RuleSet
from lms.certification.terms import ApplicationKind, CheckFact, CheckItem, ChecklistItem, DossierFacts
from lms.kernel.calendar import add_months, local_day


def checklist(facts: DossierFacts, ruleset: RuleSet, *, on: date, kind: ApplicationKind = ApplicationKind.FULL) -> tuple[ChecklistItem, ...]:
    """All demands as they stand on a day. An aspirant has the training and the exam still to come."""
    code = "Geaccepteerd." if facts.code_accepted else "Lees de beroepscode en accepteer haar."
    earned = (
        ChecklistItem("entry", "Opleiding afgerond", facts.entry_complete, facts.entry_missing or "Alle modules zijn af.", by_applicant=True),
        _exam(facts, ruleset, facts.applied_on or on),
    )
    return (
        *(earned if kind is ApplicationKind.FULL else ()),
        ChecklistItem("code", "Beroepscode geaccepteerd", facts.code_accepted, code, by_applicant=True),
        *(_recorded(item, facts, ruleset, on) for item in CheckItem),
    )


def _exam(facts: DossierFacts, ruleset: RuleSet, on: date) -> ChecklistItem:
    """The exam is judged on the day of the application: waiting for a decision costs nobody an exam."""
    title = f"Examen gehaald, ten hoogste {ruleset.exam_valid_months} maanden geleden"
    if facts.exam_passed_on is None:
        return ChecklistItem("exam", title, met=False, words="Het examen is nog niet gehaald.", by_applicant=True)
    ends = add_months(facts.exam_passed_on, ruleset.exam_valid_months)
    words = f"Gehaald op {_say(facts.exam_passed_on)}."
    if on >= ends:
        words += " Dat is te lang geleden: het examen moet opnieuw."
    return ChecklistItem("exam", title, met=on < ends, words=words, by_applicant=True)


def _recorded(item: CheckItem, facts: DossierFacts, ruleset: RuleSet, on: date) -> ChecklistItem:
    found = max((check for check in facts.checks if check.item is item), key=lambda check: check.recorded_at, default=None)
    title = item.label
    if item is CheckItem.CONDUCT_CERTIFICATE:
        title += f", bij ontvangst ten hoogste {ruleset.vog_max_age_months} maanden oud"
    if found is None:
        return ChecklistItem(item.value, title, met=False, words="Het registerbureau heeft dit nog niet vastgelegd.", by_applicant=False)
    met, words = found.is_met and on >= found.dated_on, _seen(found)
    if met and item is CheckItem.CONDUCT_CERTIFICATE and not conduct_is_fresh(found, ruleset):
        met, words = (
            False,
            f"De VOG van {_say(found.dated_on)} was te oud toen hij werd gezien ({_say(local_day(found.recorded_at))}). Vraag een nieuwe aan.",
        )
    return ChecklistItem(item.value, title, met, words, by_applicant=False, recorded_by_id=found.recorded_by_id)


def _seen(check: CheckFact) -> str:
    day, seen = _say(check.dated_on), _say(local_day(check.recorded_at))
    if not check.is_met:
        return f"Niet in orde bevonden ({seen}). Het registerbureau neemt contact op."
    return {
        CheckItem.IDENTITY: f"Gecontroleerd op {day}.",
        CheckItem.CONDUCT_CERTIFICATE: f"VOG van {day}, gezien op {seen}.",
        CheckItem.FEE: f"Voldaan op {day}.",
    }[check.item]


def is_seen(check: CheckFact | None, ruleset: RuleSet) -> bool:
    """Whether the registerbureau has seen an item and found it in order, and a VOG in time."""
    return check is not None and check.is_met and (check.item is not CheckItem.CONDUCT_CERTIFICATE or conduct_is_fresh(check, ruleset))


def conduct_is_fresh(check: CheckFact, ruleset: RuleSet) -> bool:
    """Whether the VOG was at most so many months old on the day it was seen: waiting for a decision makes it no older."""
    return local_day(check.recorded_at) < add_months(check.dated_on, ruleset.vog_max_age_months)


def _say(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
