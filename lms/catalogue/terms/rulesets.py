"""Rule sets for staying registered."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CategoryRule:
    """What a rule set asks of one category, in hundredths; None is no limit."""

    minimum: int
    maximum: int | None
    max_per_year: int | None


@dataclass(frozen=True)
class RuleSet:
    """A dated version of the rules for staying registered (research/domain.md section 3). Points in hundredths."""

    id: str
    effective_from: date
    period_months: int
    early_renewal_from_months: int
    total_min: int
    accredited: CategoryRule
    reflection: CategoryRule
    other: CategoryRule
    cap_per_activity: int
    cap_per_day: int
    cap_examiner_teacher_work: int
    exam_valid_months: int
    vog_max_age_months: int
    provisional_max_months: int
    decide_within_days: int
    assess_within_days: int
    objection_days: int
