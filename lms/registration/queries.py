"""Questions about the register. The public ones are at most two statements each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, literal, or_, select

from lms.kernel.codes import normalise
from lms.kernel.db import db
from lms.kernel.errors import NotFound
from lms.registration import rules
from lms.registration.models import CodeAcceptance, CodeOfConduct, NameKey, Registration, RegistrationEvent
from lms.registration.rules.names import query_token
from lms.registration.terms import NUMBER_LENGTH, Entry, EventFact, EventType, Shield, StatusOn

MOST_HITS = 20
SHORTEST_NAME = 2
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class SearchResult:
    """Hits in order: exact, by beginning, by sound; `more` when there were too many to show."""

    hits: tuple[tuple[Entry, StatusOn], ...]
    by_sound: bool
    more: bool


def normalise_number(text: str) -> str | None:
    """A registration number as people type it, or None when it cannot be one."""
    return normalise(text, NUMBER_LENGTH, prefix="KM")


def _fact(row: Any) -> EventFact:  # noqa: ANN401 -- a Row with the columns of an event
    return EventFact(
        id=row.event_id,
        type=EventType(row.type),
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        until_on=row.until_on,
        immediate=row.immediate,
        final_on=row.final_on,
        corrects_id=row.corrects_id,
        ruleset_id=row.ruleset_id,
    )


_EVENT_COLUMNS = (
    RegistrationEvent.id.label("event_id"),
    RegistrationEvent.type,
    RegistrationEvent.effective_on,
    RegistrationEvent.recorded_at,
    RegistrationEvent.until_on,
    RegistrationEvent.immediate,
    RegistrationEvent.final_on,
    RegistrationEvent.corrects_id,
    RegistrationEvent.ruleset_id,
)


def _facts(ids: Iterable[int]) -> dict[int, tuple[EventFact, ...]]:
    query = select(RegistrationEvent.registration_id, *_EVENT_COLUMNS).where(RegistrationEvent.registration_id.in_(list(ids)))
    found: dict[int, list[EventFact]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.registration_id].append(_fact(row))
    return {registration_id: tuple(events) for registration_id, events in found.items()}


def _entry(row: Any, events: tuple[EventFact, ...]) -> Entry:  # noqa: ANN401 -- a Row of the registration table
    return Entry(
        id=row.id,
        person_id=row.person_id,
        number=row.number,
        initials=row.initials,
        given_name=row.given_name,
        prefix=row.name_prefix,
        family_name=row.family_name,
        shield=Shield(row.shield),
        events=events,
    )


def _one(condition: Any) -> Entry | None:  # noqa: ANN401 -- a clause
    """A registration with its events, in one query."""
    query = select(Registration.__table__, *_EVENT_COLUMNS).join(RegistrationEvent, RegistrationEvent.registration_id == Registration.id)
    rows = db.session.execute(query.where(condition)).all()
    return _entry(rows[0], tuple(_fact(row) for row in rows)) if rows else None


def find_entry(registration_id: int) -> Entry | None:
    """A registration by id."""
    return _one(Registration.id == registration_id)


def get_entry(registration_id: int) -> Entry:
    """A registration by id, or NotFound."""
    entry = find_entry(registration_id)
    if entry is None:
        raise NotFound
    return entry


def find_by_number(text: str) -> Entry | None:
    """A registration by its number, typed in any tolerable way: one query, none when it is a typing error."""
    number = normalise_number(text)
    return None if number is None else _one(Registration.number == number)


def find_registration_of(person_id: int) -> Entry | None:
    """The registration of a person."""
    return _one(Registration.person_id == person_id)


def search(*, surname: str, initials: str = "", on: date) -> SearchResult:
    """People by surname: exact first, then by beginning, then by sound. Who is shielded or hidden is not found. Two queries."""
    token, sound = query_token(surname), rules.sound_key(surname)
    begins = and_(NameKey.kind == "token", NameKey.value >= token, NameKey.value < token + _LAST)
    sounds = and_(NameKey.kind == "sound", NameKey.value == sound)
    wanted = begins if not sound else or_(begins, sounds)
    query = (
        select(Registration.__table__, (NameKey.value == token).label("exact"), (NameKey.kind == literal("token")).label("begins"))
        .join(NameKey, NameKey.registration_id == Registration.id)
        .where(wanted, Registration.shield == Shield.NONE)
    )
    first = "".join(char for char in rules.fold(initials) if char.isalpha())[:1]
    if first:
        query = query.where(Registration.initials.startswith(first.upper()))
    rows = db.session.execute(query.order_by(Registration.sort_name, Registration.id).limit(400)).all()
    ranked: dict[int, tuple[int, Any]] = {}
    for row in rows:
        rank = 0 if row.exact and row.begins else 1 if row.begins else 2
        ranked[row.id] = min(ranked.get(row.id, (rank, row)), (rank, row), key=lambda pair: pair[0])
    if any(rank < 2 for rank, _ in ranked.values()):  # noqa: PLR2004 -- what only sounds alike is shown when nothing is spelled so
        ranked = {key: pair for key, pair in ranked.items() if pair[0] < 2 or len(ranked) <= MOST_HITS}  # noqa: PLR2004 -- the same
    ordered = sorted(ranked.values(), key=lambda pair: (pair[0], pair[1].sort_name, pair[1].id))
    facts = _facts(row.id for _, row in ordered[: MOST_HITS * 2])
    hits = []
    for _, row in ordered[: MOST_HITS * 2]:
        events = facts.get(row.id, ())
        status = rules.derive_status(events, on=on)
        if status is not None and rules.is_shown(events, today=on):
            hits.append((_entry(row, events), status))
    by_sound = bool(hits) and all(rank == 2 for rank, _ in ordered)  # noqa: PLR2004 -- only by sound
    return SearchResult(tuple(hits[:MOST_HITS]), by_sound, len(hits) > MOST_HITS or len(rows) == 400)  # noqa: PLR2004 -- the limit above


def list_entries(*, limit: int = 100, search_for: str = "") -> list[Entry]:
    """Registrations for the desk, by name; hidden and shielded ones too."""
    query = select(Registration.__table__).order_by(Registration.sort_name, Registration.id).limit(limit)
    if number := normalise_number(search_for):
        query = query.where(Registration.number == number)
    elif search_for.strip():
        start = rules.fold(search_for)
        query = query.where(Registration.sort_name >= start, Registration.sort_name < start + _LAST)
    rows = db.session.execute(query).all()
    facts = _facts(row.id for row in rows)
    return [_entry(row, facts.get(row.id, ())) for row in rows]


def find_current_code(on: date) -> CodeOfConduct | None:
    """The code of conduct in force on a day."""
    query = select(CodeOfConduct).where(CodeOfConduct.effective_on <= on).order_by(CodeOfConduct.effective_on.desc())
    return db.session.scalar(query.limit(1))


def has_accepted_current_code(person_id: int, *, on: date) -> bool:
    """Whether somebody accepted the version in force on a day; False when there is none. One query."""
    query = (
        select(CodeAcceptance.accepted_at)
        .select_from(CodeOfConduct)
        .outerjoin(CodeAcceptance, and_(CodeAcceptance.version == CodeOfConduct.version, CodeAcceptance.person_id == person_id))
        .where(CodeOfConduct.effective_on <= on)
        .order_by(CodeOfConduct.effective_on.desc())
    )
    return db.session.scalar(query.limit(1)) is not None


def find_acceptance(person_id: int, version: str) -> CodeAcceptance | None:
    """Whether and when somebody accepted a version."""
    return db.session.get(CodeAcceptance, (person_id, version))


def get_number(registration_id: int) -> str:
    """The number of a registration, bare."""
    number = db.session.scalar(select(Registration.number).where(Registration.id == registration_id))
    if number is None:
        raise NotFound
    return number
