"""The renewal track (research/domain.md section 3, design/5 and design/11).

Order: inside the period -> day cap -> activity cap -> examiner-and-teacher cap -> category cap per year of the period -> category
maximum -> sum. Oldest first. Every line carries the rule that cut it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from lms.catalogue.terms import HUNDREDTHS, CategoryRule, RuleSet
from lms.credits.rules.netting import net
from lms.credits.terms import Category, EntryFact, EntrySource, Evaluation, Line, Period, PointsNeeded
from lms.kernel.calendar import MONTHS_IN_YEAR, add_months, last_day


def evaluate(ruleset: RuleSet, period: Period, entries: Sequence[EntryFact], *, on: date) -> Evaluation:
    """What these entries bring in this period, as it stands on a day: what ended by then counts."""
    caps = _Caps(ruleset, period)
    lines = [caps.take(entry, on) for entry in net(entries)]
    return Evaluation(tuple(lines), _requirements(ruleset, period, lines))


def what_if(ruleset: RuleSet, period: Period, entries: Sequence[EntryFact], *, extra: EntryFact) -> Evaluation:
    """The outcome if this were added and approved."""
    return evaluate(ruleset, period, [*entries, extra], on=max(extra.held_to, last_day(period.ends_on)))


class _Caps:
    """What is left under each cap while the lines are taken one by one."""

    def __init__(self, ruleset: RuleSet, period: Period) -> None:
        self.ruleset = ruleset
        self.period = period
        self.by_day: dict[date, int] = defaultdict(int)
        self.by_activity: dict[str, int] = defaultdict(int)
        self.teaching = 0
        self.by_year: dict[tuple[Category, int], int] = defaultdict(int)
        self.by_category: dict[Category, int] = defaultdict(int)

    def take(self, entry: EntryFact, on: date) -> Line:
        """One entry through all caps."""
        outside = self._outside(entry, on)
        if outside:
            return Line(entry, entry.points, 0, outside, parked=entry.held_to >= self.period.ends_on)
        room, reason = entry.points, ""
        for left, words in self._limits(entry):
            if room > left:
                room, reason = max(0, left), words
        self._use(entry, room)
        return Line(entry, entry.points, room, reason or "Telt helemaal mee.")

    def _outside(self, entry: EntryFact, on: date) -> str:
        if entry.held_to < self.period.starts_on:
            return "Afgerond voor het begin van deze periode: telt hier niet mee."
        if entry.held_to >= self.period.ends_on:
            return "Afgerond na het einde van deze periode: wacht op de volgende periode."
        return "Nog niet afgerond: telt mee vanaf de dag na afloop." if entry.held_to > on else ""

    def _limits(self, entry: EntryFact) -> list[tuple[int, str]]:
        ruleset, rule = self.ruleset, self._rule(entry.category)
        limits = []
        if entry.source.shares_day_cap:
            days = (entry.held_to - entry.held_from).days + 1
            used = self.by_day[entry.held_to] if days == 1 else 0
            limits.append((ruleset.cap_per_day * days - used, f"Hooguit {_say(ruleset.cap_per_day)} punten per dag."))
        limits.append(
            (ruleset.cap_per_activity - self.by_activity[entry.activity_key], f"Hooguit {_say(ruleset.cap_per_activity)} punten per activiteit.")
        )
        if entry.source is EntrySource.EXAMINER_WORK:
            most = ruleset.cap_examiner_teacher_work
            limits.append((most - self.teaching, f"Werk als examinator of docent telt voor hooguit {_say(most)} punten per periode."))
        if rule.max_per_year is not None:
            used = self.by_year[(entry.category, self._year(entry.held_to))]
            limits.append((rule.max_per_year - used, f"In deze categorie tellen hooguit {_say(rule.max_per_year)} punten per jaar van de periode."))
        if rule.maximum is not None:
            limits.append((rule.maximum - self.by_category[entry.category], f"In deze categorie tellen hooguit {_say(rule.maximum)} punten."))
        return limits

    def _use(self, entry: EntryFact, points: int) -> None:
        if entry.source.shares_day_cap and entry.held_from == entry.held_to:
            self.by_day[entry.held_to] += points
        self.by_activity[entry.activity_key] += points
        if entry.source is EntrySource.EXAMINER_WORK:
            self.teaching += points
        self.by_year[(entry.category, self._year(entry.held_to))] += points
        self.by_category[entry.category] += points

    def _rule(self, category: Category) -> CategoryRule:
        rule: CategoryRule = getattr(self.ruleset, category.value)
        return rule

    def _year(self, day: date) -> int:
        """The year of the period a day falls in, 0 for the first; months added by an extension are a year of their own."""
        year = 0
        while add_months(self.period.starts_on, (year + 1) * MONTHS_IN_YEAR) <= day:
            year += 1
        return year


def _requirements(ruleset: RuleSet, period: Period, lines: Sequence[Line]) -> tuple[PointsNeeded, ...]:
    by = last_day(period.ends_on)
    reached = {category: sum(line.counted for line in lines if line.entry.category is category) for category in Category}
    needs = [PointsNeeded("Totaal", sum(reached.values()), ruleset.total_min, by)]
    needs += [
        PointsNeeded(category.label, reached[category], minimum, by) for category in Category if (minimum := getattr(ruleset, category.value).minimum)
    ]
    return tuple(needs)


def _say(points: int) -> str:
    whole, rest = divmod(points, HUNDREDTHS)
    return f"{whole},{rest // 10}" if rest else str(whole)
