"""The renewal track (research/domain.md section 3, design/5 and design/11).

Order: inside the period -> day cap -> activity cap -> examiner-and-teacher cap -> category cap per year of the period -> category
maximum -> sum. Oldest first. Each cap is used up by what reaches it, so a later cap gives nothing back to an earlier one. Every line
carries the rule that cut it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lms.catalogue.terms import HUNDREDTHS, CategoryRule, RuleSet, say_points
from lms.credits.rules.netting import Netted, net
from lms.credits.terms import Category, EntryFact, EntrySource, Evaluation, Line, Period, PointsNeeded
from lms.kernel.calendar import MONTHS_IN_YEAR, add_months, last_day

NOT_REGISTERED = "Je hebt nog geen registratieperiode: wacht tot een periode deze dag dekt."
_HALF = HUNDREDTHS // 2


def evaluate(ruleset: RuleSet, period: Period, entries: Sequence[EntryFact], *, on: date) -> Evaluation:
    """What these entries bring in this period, as it stands on a day: what ended by then counts."""
    ruleset = for_period(ruleset, period)
    caps = _Caps(ruleset, period)
    lines = [caps.take(item, on) for item in net(entries)]
    return Evaluation(tuple(lines), _requirements(ruleset, period, lines, on), ruleset.other.maximum)


def park(entries: Sequence[EntryFact]) -> tuple[Line, ...]:
    """The lines of somebody without a period: nothing is refused for its date, everything waits (design/5)."""
    return tuple(
        Line(item.entry, item.booked, item.entry.points, 0, f"{item.why} {NOT_REGISTERED}".strip(), parked=item.entry.points > 0)
        for item in net(entries)
    )


def what_if(ruleset: RuleSet, period: Period, entries: Sequence[EntryFact], *, extra: EntryFact) -> Evaluation:
    """The outcome if this were added and approved."""
    return evaluate(ruleset, period, [*entries, extra], on=max(extra.held_to, last_day(period.ends_on)))


def for_period(ruleset: RuleSet, period: Period) -> RuleSet:
    """The demands of a period: pro rata when it is shorter than the rule set's, rounded up to half points; an extension asks no more."""
    months = 0
    while months < ruleset.period_months and add_months(period.starts_on, months + 1) <= period.ends_on:
        months += 1
    if months == ruleset.period_months:
        return ruleset

    def share(points: int) -> int:
        return -(-points * months // (ruleset.period_months * _HALF)) * _HALF

    def shared(rule: CategoryRule) -> CategoryRule:
        return replace(rule, minimum=share(rule.minimum), maximum=None if rule.maximum is None else share(rule.maximum))

    return replace(
        ruleset,
        total_min=share(ruleset.total_min),
        accredited=shared(ruleset.accredited),
        reflection=shared(ruleset.reflection),
        other=shared(ruleset.other),
    )


_Cap = tuple[object, int, str]
"""One limit: the key under which its use is kept, the most, and the words for who meets it."""


class _Caps:
    """What is used under each cap while the lines are taken one by one."""

    def __init__(self, ruleset: RuleSet, period: Period) -> None:
        self.ruleset = ruleset
        self.period = period
        self.used: dict[object, int] = defaultdict(int)

    def take(self, item: Netted, on: date) -> Line:
        """One entry through all caps."""
        entry = item.entry
        if not entry.points:
            return Line(entry, item.booked, 0, 0, item.why)
        outside = self._outside(entry, on)
        if outside:
            return Line(entry, item.booked, entry.points, 0, f"{item.why} {outside}".strip(), parked=entry.held_to >= self.period.ends_on)
        room, reason = entry.points, ""
        for key, most, words in self._limits(entry):
            left = max(0, most - self.used[key])
            if room > left:
                room, reason = left, words
            self.used[key] += room
        return Line(entry, item.booked, entry.points, room, f"{item.why} {reason or 'Telt helemaal mee.'}".strip())

    def _outside(self, entry: EntryFact, on: date) -> str:
        if entry.held_to < self.period.starts_on:
            return "Afgerond voor het begin van deze periode: telt hier niet mee."
        if entry.held_to >= self.period.ends_on:
            return "Afgerond na het einde van deze periode: wacht op de volgende periode."
        return "Nog niet afgerond: telt mee vanaf de dag van afronding." if entry.held_to > on else ""

    def _limits(self, entry: EntryFact) -> list[_Cap]:
        ruleset, rule = self.ruleset, _rule(self.ruleset, entry.category)
        limits: list[_Cap] = [self._day(entry)] if entry.source.shares_day_cap else []
        most = ruleset.cap_per_activity
        limits.append((("activity", entry.activity_key), most, f"Hooguit {say_points(most)} punten per activiteit."))
        if entry.source is EntrySource.EXAMINER_WORK:
            most = ruleset.cap_examiner_teacher_work
            words = f"Werk als examinator of docent telt voor hooguit {say_points(most)} punten per periode."
            limits.append(("teaching", most, words))
        if rule.max_per_year is not None:
            words = f"In deze categorie tellen hooguit {say_points(rule.max_per_year)} punten per jaar van de periode."
            limits.append(((entry.category, year_of(self.period, entry.held_to)), rule.max_per_year, words))
        if rule.maximum is not None:
            limits.append((entry.category, rule.maximum, f"In deze categorie tellen hooguit {say_points(rule.maximum)} punten."))
        return limits

    def _day(self, entry: EntryFact) -> _Cap:
        """Single days share the points of that day; an activity of more days has so many times the points by itself."""
        days, most = (entry.held_to - entry.held_from).days + 1, self.ruleset.cap_per_day
        if days == 1:
            return ("day", entry.held_to), most, f"Hooguit {say_points(most)} punten per dag."
        return ("days", entry.id), most * days, f"Hooguit {say_points(most)} punten per dag, dus {say_points(most * days)} in {days} dagen."


def year_of(period: Period, day: date) -> int:
    """The year of the period a day falls in, 0 for the first; months added by an extension are a year of their own."""
    year = 0
    while add_months(period.starts_on, (year + 1) * MONTHS_IN_YEAR) <= day:
        year += 1
    return year


def _rule(ruleset: RuleSet, category: Category) -> CategoryRule:
    rule: CategoryRule = getattr(ruleset, category.value)
    return rule


def _requirements(ruleset: RuleSet, period: Period, lines: Sequence[Line], on: date) -> tuple[PointsNeeded, ...]:
    by = last_day(period.ends_on)
    reached = {category: sum(line.counted for line in lines if line.entry.category is category) for category in Category}
    needs = [PointsNeeded("Totaal", sum(reached.values()), ruleset.total_min, by, possible=0 if on > by else None)]
    for category in Category:
        rule = _rule(ruleset, category)
        if rule.minimum:
            needs.append(PointsNeeded(category.label, reached[category], rule.minimum, by, possible=_possible(rule, category, period, lines, on)))
    return tuple(needs)


def _possible(rule: CategoryRule, category: Category, period: Period, lines: Sequence[Line], on: date) -> int | None:
    """What can still be earned in a category from this day to the end of the period; None when no rule limits it."""
    end = last_day(period.ends_on)
    if on > end:
        return 0
    if rule.max_per_year is None:
        return None
    used: dict[int, int] = defaultdict(int)
    for line in lines:
        if line.entry.category is category and line.counted:
            used[year_of(period, line.entry.held_to)] += line.counted
    first = year_of(period, max(on, period.starts_on))
    return sum(rule.max_per_year - used[year] for year in range(first, year_of(period, end) + 1))
