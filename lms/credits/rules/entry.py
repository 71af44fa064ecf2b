"""The entry track: every module of the course version done and its exam passed; theme targets are the sums of the parts (design/5)."""

from collections.abc import Sequence

from lms.catalogue.terms import Course, Points, Theme
from lms.credits.rules.netting import net
from lms.credits.terms import EntryEvaluation, EntryFact, EntryLine, Line, PointsNeeded


def evaluate_entry(course: Course, entries: Sequence[EntryFact]) -> EntryEvaluation:
    """How the entries of the entry track stand against this course."""
    by_key = {entry.activity_key: entry for entry in net(entries)}
    asked = [(f"module:{course.id}:{module.id}", f"Module {module.code}: {module.title}", module.points) for module in course.modules]
    asked.append((f"exam:{course.id}:{course.exam.id}", "Examen", course.exam.points))
    parts = tuple(_part(key, title, points, by_key.get(key)) for key, title, points in asked)
    counted = [by_key[part.key] for part in parts if part.key in by_key]
    themes = tuple(
        PointsNeeded(
            course.theme_names.get(theme.value, theme.label), sum(entry.themes.of(theme) for entry in counted), course.points.of(theme), None
        )
        for theme in Theme
    )
    known = {part.key for part in parts}
    other = tuple(Line(entry, entry.points, 0, "Hoort niet bij deze versie van de opleiding.") for key, entry in by_key.items() if key not in known)
    return EntryEvaluation(parts, themes, other)


def _part(key: str, title: str, points: Points, entry: EntryFact | None) -> EntryLine:
    if entry is None:
        what = "Het examen is nog niet gehaald." if key.startswith("exam:") else "De module is nog niet af."
        return EntryLine(key, title, points.total, 0, what)
    counted = min(entry.points, points.total)
    day = f"{entry.held_to.day}-{entry.held_to.month}-{entry.held_to.year}"
    reason = f"Behaald op {day}."
    if entry.points > points.total:
        reason += " Er telt niet meer mee dan het onderdeel waard is."
    return EntryLine(key, title, points.total, counted, reason)
