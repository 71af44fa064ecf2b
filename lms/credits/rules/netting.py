"""Counter-entries are taken up in the entry they correct, before any cap; the root's dates decide (design/11)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lms.catalogue.terms import Points, Theme, say_points
from lms.credits.terms import CORRECTION, EntryFact


@dataclass(frozen=True)
class Netted:
    """A root entry as it stands after its corrections: `entry` holds the net points, `booked` what was booked at first."""

    entry: EntryFact
    booked: int
    why: str = ""
    """What was corrected, in words; empty when nothing was."""

    @property
    def is_reduced(self) -> bool:
        """Whether a correction took points away."""
        return self.entry.points < self.booked


def net(entries: Sequence[EntryFact]) -> tuple[Netted, ...]:
    """Root entries with their corrections taken up, oldest first: by end day, moment recorded, ledger order."""
    by_id = {entry.id: entry for entry in entries}
    counters: dict[int, list[EntryFact]] = defaultdict(list)
    for entry in entries:
        if entry.counters_id is not None:
            counters[_root(entry, by_id).id].append(entry)
    found = [_netted(entry, counters.get(entry.id, [])) for entry in entries if entry.counters_id is None]
    return tuple(sorted(found, key=lambda item: (item.entry.held_to, item.entry.recorded_at, item.entry.id)))


def _netted(root: EntryFact, counters: Sequence[EntryFact]) -> Netted:
    if not counters:
        return Netted(root, root.points)
    left = max(0, root.points + sum(counter.points for counter in counters))
    told = "; ".join(reason for counter in counters if (reason := counter.title.removeprefix(CORRECTION).strip()))
    why = f"Gecorrigeerd van {say_points(root.points)} naar {say_points(left)}{f' ({told})' if told else ''}."
    themes = Points(*(root.themes.of(theme) * left // root.points for theme in Theme))
    return Netted(replace(root, points=left, themes=themes), root.points, why)


def _root(entry: EntryFact, by_id: dict[int, EntryFact]) -> EntryFact:
    while entry.counters_id is not None and entry.counters_id in by_id:
        entry = by_id[entry.counters_id]
    return entry
