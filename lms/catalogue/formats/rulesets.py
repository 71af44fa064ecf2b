"""Rule sets from rulesets/*.yml."""

from itertools import combinations

from lms.catalogue.formats import schemas
from lms.catalogue.formats.reading import Files
from lms.catalogue.terms import HUNDREDTHS, CategoryRule, RuleSet


def load_rulesets(files: Files) -> tuple[RuleSet, ...]:
    """All rule sets, earliest first."""
    entries = [files.read(file, schemas.RuleSetFile) for file in sorted(files.texts) if file.startswith("rulesets/") and file.endswith(".yml")]
    known = [entry for entry in entries if entry is not None]
    for entry in known:
        files.claim("regelset", entry.value.id, entry.file, entry.line("id"))
        for name in ("accredited", "reflection", "other"):
            rule = getattr(entry.value.categories, name)
            if rule.max is not None and rule.min > rule.max:
                files.fault(entry.file, entry.line("categories", name, "max"), f"`max` van `{name}` is lager dan `min`. Niemand kan dat halen.")
    for earlier, later in combinations(known, 2):
        if earlier.value.effective_from == later.value.effective_from:
            files.fault(later.file, later.line("effective_from"), f"Op deze dag begint ook {earlier.file}. Geef elke regelset een eigen dag.")
    found = [_ruleset(entry.value) for entry in known]
    return tuple(sorted(found, key=lambda ruleset: ruleset.effective_from))


def _ruleset(written: schemas.RuleSetFile) -> RuleSet:
    categories = written.categories
    return RuleSet(
        id=written.id,
        effective_from=written.effective_from,
        period_months=written.period_months,
        early_renewal_from_months=written.early_renewal_from_months,
        total_min=_hundredths(written.total_min),
        accredited=_category(categories.accredited),
        reflection=_category(categories.reflection),
        other=_category(categories.other),
        cap_per_activity=_hundredths(written.cap_per_activity),
        cap_per_day=_hundredths(written.cap_per_day),
        cap_examiner_teacher_work=_hundredths(written.cap_examiner_teacher_work),
        exam_valid_months=written.exam_valid_months,
        vog_max_age_months=written.vog_max_age_months,
        provisional_max_months=written.provisional_max_months,
        decide_within_days=written.decide_within_days,
        assess_within_days=written.assess_within_days,
        objection_days=written.objection_days,
    )


def _category(written: schemas.CategoryFile) -> CategoryRule:
    return CategoryRule(
        minimum=_hundredths(written.min),
        maximum=None if written.max is None else _hundredths(written.max),
        max_per_year=None if written.max_per_year is None else _hundredths(written.max_per_year),
    )


def _hundredths(points: float) -> int:
    return round(points * HUNDREDTHS)
