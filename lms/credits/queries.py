"""Questions about points."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from lms.catalogue.terms import Course, Points, RuleSet
from lms.credits import rules
from lms.credits.models import Claim, LedgerEntry
from lms.credits.terms import Category, ClaimState, EntryEvaluation, EntryFact, EntrySource, Evaluation, Period, Track
from lms.kernel.db import db
from lms.kernel.errors import NotFound

_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    LedgerEntry.id,
    LedgerEntry.category,
    LedgerEntry.activity_key,
    LedgerEntry.title,
    LedgerEntry.points,
    LedgerEntry.held_from,
    LedgerEntry.held_to,
    LedgerEntry.recorded_at,
    LedgerEntry.source,
    LedgerEntry.theme_r,
    LedgerEntry.theme_m,
    LedgerEntry.theme_e,
    LedgerEntry.theme_p,
    LedgerEntry.counters_id,
)


def _fact(row: Any) -> EntryFact:  # noqa: ANN401 -- a Row of _COLUMNS
    return EntryFact(
        id=row.id,
        category=Category(row.category),
        activity_key=row.activity_key,
        title=row.title,
        points=row.points,
        held_from=row.held_from,
        held_to=row.held_to,
        recorded_at=row.recorded_at,
        source=EntrySource(row.source),
        themes=Points(row.theme_r, row.theme_m, row.theme_e, row.theme_p),
        counters_id=row.counters_id,
    )


def list_entries(person_id: int, *, track: Track, known_at: datetime | None = None) -> tuple[EntryFact, ...]:
    """The ledger of a person in a track, in one query; with `known_at` as it was known then."""
    query = select(*_COLUMNS).where(LedgerEntry.person_id == person_id, LedgerEntry.track == track)
    if known_at is not None:
        query = query.where(LedgerEntry.recorded_at <= known_at)
    return tuple(_fact(row) for row in db.session.execute(query.order_by(LedgerEntry.held_to, LedgerEntry.id)))


def list_ledger(person_id: int) -> dict[Track, tuple[EntryFact, ...]]:
    """The ledger of a person in both tracks, in one query."""
    found: dict[Track, list[EntryFact]] = {track: [] for track in Track}
    query = select(LedgerEntry.track, *_COLUMNS).where(LedgerEntry.person_id == person_id).order_by(LedgerEntry.held_to, LedgerEntry.id)
    for row in db.session.execute(query):
        found[Track(row.track)].append(_fact(row))
    return {track: tuple(entries) for track, entries in found.items()}


def get_entry(entry_id: int) -> LedgerEntry:
    """A ledger entry, or NotFound."""
    entry = db.session.get(LedgerEntry, entry_id)
    if entry is None:
        raise NotFound
    return entry


def entry_progress(person_id: int, *, course: Course) -> EntryEvaluation:
    """How somebody stands on the way to first certification."""
    return rules.evaluate_entry(course, list_entries(person_id, track=Track.ENTRY))


def evaluate_person(person_id: int, *, ruleset: RuleSet, period: Period, on: date, known_at: datetime | None = None) -> Evaluation:
    """How somebody stands in a registration period."""
    return rules.evaluate(ruleset, period, list_entries(person_id, track=Track.RENEWAL, known_at=known_at), on=on)


def stream_entries() -> Iterator[tuple[int, tuple[EntryFact, ...]]]:
    """(person id, renewal entries) of everybody, one person at a time, in constant memory."""
    query = select(LedgerEntry.person_id, *_COLUMNS).where(LedgerEntry.track == Track.RENEWAL)
    rows = db.session.execute(query.order_by(LedgerEntry.person_id, LedgerEntry.held_to, LedgerEntry.id).execution_options(yield_per=1000))
    person_id, collected = None, []
    for row in rows:
        if row.person_id != person_id and person_id is not None:
            yield person_id, tuple(collected)
            collected = []
        person_id = row.person_id
        collected.append(_fact(row))
    if person_id is not None:
        yield person_id, tuple(collected)


def find_claim(claim_id: int) -> Claim | None:
    """A claim by id."""
    return db.session.get(Claim, claim_id)


def list_claims(person_id: int) -> list[Claim]:
    """Everything somebody handed in, newest first."""
    return list(db.session.scalars(select(Claim).where(Claim.person_id == person_id).order_by(Claim.submitted_at.desc(), Claim.id.desc())))


def list_open_claims(*, limit: int = 200) -> list[Claim]:
    """What waits for assessment, oldest first."""
    query = select(Claim).where(Claim.state == ClaimState.SUBMITTED).order_by(Claim.submitted_at, Claim.id).limit(limit)
    return list(db.session.scalars(query))
