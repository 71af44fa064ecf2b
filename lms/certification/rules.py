"""The checklist of an application (design/5): each item met, by what, or what is missing."""

from datetime import date

from lms.catalogue.terms import RuleSet
from lms.certification.terms import CheckFact, CheckItem, ChecklistItem, DossierFacts
from lms.kernel.calendar import add_months


def checklist(facts: DossierFacts, ruleset: RuleSet, *, on: date) -> tuple[ChecklistItem, ...]:
    """All demands as they stand on a day."""
    code = "Geaccepteerd." if facts.code_accepted else "Lees de beroepscode en accepteer haar."
    return (
        ChecklistItem("entry", "Opleiding afgerond", facts.entry_complete, facts.entry_missing or "Alle modules zijn af.", by_applicant=True),
        _exam(facts, ruleset, on),
        ChecklistItem("code", "Beroepscode geaccepteerd", facts.code_accepted, code, by_applicant=True),
        *(_recorded(item, facts, ruleset, on) for item in CheckItem),
    )


def _exam(facts: DossierFacts, ruleset: RuleSet, on: date) -> ChecklistItem:
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
    if item is CheckItem.CONDUCT_CERTIFICATE and not conduct_is_fresh(found, ruleset):
        return ChecklistItem(item.value, title, met=False, words=f"De VOG van {_say(found.dated_on)} was te oud.", by_applicant=False)
    return ChecklistItem(item.value, title, on >= found.dated_on, f"Vastgelegd, gedateerd {_say(found.dated_on)}.", by_applicant=False)


def is_seen(check: CheckFact | None, ruleset: RuleSet) -> bool:
    """Whether the registerbureau has seen an item, and a VOG in time."""
    return check is not None and (check.item is not CheckItem.CONDUCT_CERTIFICATE or conduct_is_fresh(check, ruleset))


def conduct_is_fresh(check: CheckFact, ruleset: RuleSet) -> bool:
    """Whether the VOG was at most so many months old when it was seen."""
    return check.recorded_at.date() < add_months(check.dated_on, ruleset.vog_max_age_months)


def _say(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
