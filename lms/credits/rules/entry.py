"""The entry track: every module of the course version done and its exam passed; theme targets are the sums of the parts (design/5).

What was done under an earlier version of the course stays done: it counts for what it was worth then.
"""

from collections.abc import Sequence

from lms.catalogue.terms import Course, Points, Theme
from lms.credits.rules.netting import Netted, net
from lms.credits.terms import EntryEvaluation, EntryFact, EntryLine, EntrySource, Line, PointsNeeded


def evaluate_entry(course: Course, entries: Sequence[EntryFact]) -> EntryEvaluation:
    """How the entries of the entry track stand against this course."""
    by_key = {item.entry.activity_key: item for item in net(entries)}
    asked = [(f"module:{course.id}:{module.id}", f"Module {module.code}: {module.title}", module.points) for module in course.modules]
    asked.append((f"exam:{course.id}:{course.exam.id}", "Examen", course.exam.points))
    parts = tuple(_part(key, title, points, by_key.get(key)) for key, title, points in asked)
    themes = tuple(_theme(course, theme, asked, by_key) for theme in Theme if course.points.of(theme))
    known = {part.key for part in parts}
    other = tuple(
        Line(item.entry, item.booked, item.entry.points, 0, "Hoort niet bij deze versie van de opleiding.")
        for key, item in by_key.items()
        if key not in known
    )
    return EntryEvaluation(parts, themes, other)


def _part(key: str, title: str, points: Points, item: Netted | None) -> EntryLine:
    if item is None:
        what = "Het examen is nog niet gehaald." if key.startswith("exam:") else "De module is nog niet af."
        return EntryLine(key, title, points.total, 0, what)
    entry = item.entry
    day = f"{entry.held_to.day}-{entry.held_to.month}-{entry.held_to.year}"
    if item.is_reduced:
        return EntryLine(key, title, points.total, min(entry.points, points.total), item.why)
    how = "Vrijgesteld: je liet eerder verworven competenties zien" if entry.source is EntrySource.PRIOR_LEARNING else "Behaald"
    reason = f"{how} op {day}."
    if entry.points > points.total:
        return EntryLine(key, title, points.total, points.total, f"{reason} Er telt niet meer mee dan het onderdeel waard is.")
    if entry.points < points.total:
        reason += " Dit was een eerdere versie van het onderdeel. Je hoeft niets over te doen."
    return EntryLine(key, title, entry.points, entry.points, reason)


def _theme(course: Course, theme: Theme, asked: Sequence[tuple[str, str, Points]], by_key: dict[str, Netted]) -> PointsNeeded:
    """What a theme asks: of a part that is done what it was worth, of the others what they are worth now."""
    reached = needed = 0
    for key, _, points in asked:
        item = by_key.get(key)
        if item is None or item.is_reduced:
            needed += points.of(theme)
            reached += min(item.entry.themes.of(theme), points.of(theme)) if item else 0
        else:
            worth = item.entry.themes.of(theme) if item.entry.points <= points.total else points.of(theme)
            needed, reached = needed + worth, reached + worth
    return PointsNeeded(course.theme_names.get(theme.value, theme.label), reached, needed, None)
