"""What can be done with points."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from lms.accounts.terms import Actor
from lms.catalogue.terms import HUNDREDTHS, Points
from lms.credits import queries
from lms.credits.models import Claim, LedgerEntry
from lms.credits.terms import (
    CORRECTION,
    AlreadyClaimed,
    AlreadyDecided,
    AlreadyPosted,
    Booking,
    Category,
    ClaimState,
    EntrySource,
    ImpossiblePeriod,
    NegativeBalance,
    Track,
    Withdrawn,
)
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.kernel.db import db, lock
from lms.kernel.errors import Conflict, Invalid

HALF = HUNDREDTHS // 2
"""Points are asked and granted in halves (research/domain.md section 3)."""


def post_entry(
    *,
    person_id: int,
    track: Track,
    category: Category,
    activity_key: str,
    title: str,
    points: int,
    themes: Points | None = None,
    held_from: date,
    held_to: date,
    source: EntrySource,
    source_ref: str,
    at: datetime,
    actor_id: int | None,
) -> LedgerEntry:
    """Book points (hundredths) for an activity, once; raises AlreadyPosted."""
    booking = Booking(category, activity_key, title, points, held_from, held_to, source, source_ref, at, themes or Points())
    return post_entries(person_id=person_id, track=track, bookings=[booking], actor_id=actor_id)[0]


def post_entries(*, person_id: int, track: Track, bookings: Sequence[Booking], actor_id: int | None) -> list[LedgerEntry]:
    """Book several activities of one person, each once; raises AlreadyPosted and then books none. Two statements, however many they are."""
    if not bookings:
        return []
    keys = [booking.activity_key for booking in bookings]
    same = select(LedgerEntry.id).where(
        LedgerEntry.person_id == person_id, LedgerEntry.track == track, LedgerEntry.activity_key.in_(keys), LedgerEntry.counters_id.is_(None)
    )
    if len(set(keys)) < len(keys) or db.session.scalar(same.limit(1)) is not None:
        raise AlreadyPosted
    entries = [_entry(person_id, track, booking, actor_id) for booking in bookings]
    db.session.add_all(entries)
    db.session.flush()
    for booking, entry in zip(bookings, entries, strict=True):
        facts = {"points": booking.points, "source": booking.source.value}
        audit.record("credits_posted", actor_id=actor_id, subject="ledger_entry", subject_id=entry.id, at=booking.at, **facts)
    return entries


def _entry(person_id: int, track: Track, booking: Booking, actor_id: int | None) -> LedgerEntry:
    return LedgerEntry(
        person_id=person_id,
        track=track,
        category=booking.category,
        activity_key=booking.activity_key,
        title=booking.title,
        points=booking.points,
        theme_r=booking.themes.R,
        theme_m=booking.themes.M,
        theme_e=booking.themes.E,
        theme_p=booking.themes.P,
        held_from=min(booking.held_from, booking.held_to),
        held_to=booking.held_to,
        recorded_at=booking.at,
        recorded_by_id=actor_id,
        source=booking.source,
        source_ref=booking.source_ref,
    )


def correct_entry(*, entry_id: int, points: int, reason: str, actor_id: int, at: datetime) -> LedgerEntry:
    """Book a counter-entry of so many hundredths (negative takes away); raises NegativeBalance."""
    root = queries.get_entry(entry_id)
    lock(root)
    if root.counters_id is not None:
        raise Invalid("Corrigeer de oorspronkelijke boeking.")
    earlier = db.session.scalar(select(func.coalesce(func.sum(LedgerEntry.points), 0)).where(LedgerEntry.counters_id == root.id)) or 0
    if root.points + earlier + points < 0:
        raise NegativeBalance
    entry = LedgerEntry(
        person_id=root.person_id,
        track=root.track,
        category=root.category,
        activity_key=root.activity_key,
        title=f"{CORRECTION}{reason}"[:200],
        points=points,
        held_from=root.held_from,
        held_to=root.held_to,
        recorded_at=at,
        recorded_by_id=actor_id,
        source=root.source,
        source_ref=root.source_ref,
        counters_id=root.id,
    )
    db.session.add(entry)
    db.session.flush()
    audit.record("credits_corrected", actor_id=actor_id, subject="ledger_entry", subject_id=root.id, at=at, points=points)
    return entry


def submit_claim(
    *,
    person_id: int,
    category: Category,
    title: str,
    description: str,
    held_from: date,
    held_to: date,
    points: int,
    evidence_key: str | None = None,
    at: datetime,
) -> Claim:
    """Hand in an own activity. It is never refused for an old date (it is parked); it must have ended. Raises AlreadyClaimed."""
    if held_to < held_from:
        raise ImpossiblePeriod(field="held_to")
    if held_to > local_day(at):
        raise ImpossiblePeriod("De activiteit is nog niet afgelopen. Dien haar in als ze klaar is.", field="held_to")
    if points <= 0 or points % HALF:
        raise Invalid("Vraag hele of halve punten.", field="points")
    same = select(Claim.id).where(Claim.person_id == person_id, Claim.title == title, Claim.held_from == held_from, Claim.held_to == held_to)
    if db.session.scalar(same.where(Claim.state.not_in((ClaimState.REJECTED, ClaimState.WITHDRAWN)))) is not None:
        raise AlreadyClaimed
    claim = Claim(
        person_id=person_id,
        category=category,
        title=title,
        description=description,
        held_from=held_from,
        held_to=held_to,
        points=points,
        evidence_key=evidence_key,
        state=ClaimState.SUBMITTED,
        submitted_at=at,
    )
    db.session.add(claim)
    db.session.flush()
    audit.record("claim_submitted", actor_id=person_id, subject="claim", subject_id=claim.id, at=at, points=points)
    return claim


def withdraw_claim(*, claim: Claim, actor: Actor, at: datetime) -> None:
    """Take back what was not decided yet. To improve it: withdraw, and submit again in the same transaction."""
    _hold_open(claim)
    claim.state = ClaimState.WITHDRAWN
    audit.record("claim_withdrawn", actor_id=actor.person_id, subject="claim", subject_id=claim.id, at=at)


def _hold_open(claim: Claim) -> None:
    """Hold a claim that waits for assessment; AlreadyDecided or Withdrawn when it does not wait any more."""
    lock(claim)
    if claim.state == ClaimState.WITHDRAWN:
        raise Withdrawn
    if claim.state != ClaimState.SUBMITTED:
        raise AlreadyDecided


def decide_claim(*, claim: Claim, approved_points: int, reason: str, actor: Actor, at: datetime) -> None:
    """Grant all, part or nothing, with a reason when it is not all; what is granted is booked in the same transaction."""
    _hold_open(claim)
    if claim.person_id == actor.person_id:
        raise Conflict("U kunt niet over uw eigen activiteit beslissen.")
    if not 0 <= approved_points <= claim.points:
        raise Invalid("Ken niet meer punten toe dan er gevraagd zijn.", field="points")
    if approved_points % HALF:
        raise Invalid("Ken hele of halve punten toe.", field="points")
    if approved_points < claim.points and not reason.strip():
        raise Invalid("Leg uit waarom niet alle punten zijn toegekend.", field="reason")
    full = approved_points == claim.points
    claim.state = ClaimState.APPROVED if full else ClaimState.PARTLY_APPROVED if approved_points else ClaimState.REJECTED
    claim.decided_at, claim.decided_by_id, claim.approved_points, claim.reason = at, actor.person_id, approved_points, reason
    audit.record("claim_decided", actor_id=actor.person_id, subject="claim", subject_id=claim.id, at=at, points=approved_points)
    if approved_points:
        post_entry(
            person_id=claim.person_id,
            track=Track.RENEWAL,
            category=Category(claim.category),
            activity_key=f"claim:{claim.id}",
            title=claim.title,
            points=approved_points,
            held_from=claim.held_from,
            held_to=claim.held_to,
            source=EntrySource.OWN_ACTIVITY,
            source_ref=f"claim:{claim.id}",
            at=at,
            actor_id=actor.person_id,
        )
