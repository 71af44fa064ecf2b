"""Counter-entries are taken up in the entry they correct, before any cap; the root's dates decide (design/11)."""

from collections.abc import Sequence
from dataclasses import replace

from lms.credits.terms import EntryFact


def net(entries: Sequence[EntryFact]) -> tuple[EntryFact, ...]:
    """Root entries with their corrections added, oldest first: by end day, moment recorded, ledger order."""
    by_id = {entry.id: entry for entry in entries}
    points = {entry.id: entry.points for entry in entries if entry.counters_id is None}
    for entry in entries:
        if entry.counters_id is not None:
            root = _root(entry, by_id)
            if root.id in points:
                points[root.id] += entry.points
    roots = [replace(by_id[root_id], points=amount) for root_id, amount in points.items()]
    return tuple(sorted((root for root in roots if root.points > 0), key=lambda root: (root.held_to, root.recorded_at, root.id)))


def _root(entry: EntryFact, by_id: dict[int, EntryFact]) -> EntryFact:
    while entry.counters_id is not None and entry.counters_id in by_id:
        entry = by_id[entry.counters_id]
    return entry
