"""Questions about the register. The public ones are at most two statements each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, literal, or_, select

from lms.kernel.codes import normalise
from lms.kernel.db import db, rows
from lms.kernel.errors import NotFound
from lms.registration import rules
from lms.registration.models import CodeAcceptance, CodeOfConduct, NameKey, Registration, RegistrationEvent
from lms.registration.rules.names import is_slip_of, query_token, slip_keys
from lms.registration.terms import NUMBER_LENGTH, Entry, EventFact, EventType, PublicStanding, RecordedEvent, RegistrationStatus, Shield

MOST_HITS = 20
SHORTEST_NAME = 2
_CANDIDATES = 2 * MOST_HITS + 1
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class SearchResult:
    """`hits` are spelled as asked, exact ones first; `alike` sound so or are one slip away. `more` when there were too many to show."""

    hits: tuple[tuple[Entry, PublicStanding], ...]
    alike: tuple[tuple[Entry, PublicStanding], ...]
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


_R, _E, _K = Registration.__table__.c, RegistrationEvent.__table__.c, NameKey.__table__.c
_EVENT_COLUMNS = (
    _E.id.label("event_id"),
    _E.type,
    _E.effective_on,
    _E.recorded_at,
    _E.until_on,
    _E.immediate,
    _E.final_on,
    _E.corrects_id,
    _E.ruleset_id,
)
_ENTRY_COLUMNS = (_R.id, _R.person_id, _R.number, _R.initials, _R.given_name, _R.name_prefix, _R.family_name, _R.sort_name, _R.shield)
_ENTRY = select(*_ENTRY_COLUMNS, *_EVENT_COLUMNS).join_from(Registration.__table__, RegistrationEvent.__table__, _E.registration_id == _R.id)
_BY_ID = _ENTRY.where(_R.id == bindparam("key"))
_BY_NUMBER = _ENTRY.where(_R.number == bindparam("key"))
_BY_PERSON = _ENTRY.where(_R.person_id == bindparam("key"))
_EXACT, _BEGINS, _SOUNDS, _SLIPS = range(4)
_RANK = func.min(
    case((_K.kind == literal("slip"), _SLIPS), (_K.kind == literal("sound"), _SOUNDS), (_K.value == bindparam("token"), _EXACT), else_=_BEGINS)
).label("rank")
_SEARCH = (
    select(*_ENTRY_COLUMNS, _RANK)
    .join_from(NameKey.__table__, Registration.__table__, _K.registration_id == _R.id)
    .where(
        or_(
            and_(_K.kind == literal("token"), _K.value >= bindparam("token"), _K.value < bindparam("past")),
            and_(_K.kind == literal("sound"), _K.value == bindparam("sound")),
            and_(_K.kind == literal("slip"), _K.value.in_(bindparam("slips", expanding=True))),
        ),
        _R.shield == literal(Shield.NONE.value),
        _R.initials_key >= bindparam("initials"),
        _R.initials_key < bindparam("initials_past"),
    )
    .group_by(_R.id)
    .order_by(_RANK, _R.sort_name, _R.id)
    .limit(_CANDIDATES)
)
_EVENTS = select(_E.registration_id, *_EVENT_COLUMNS).where(_E.registration_id.in_(bindparam("ids", expanding=True)))


_HISTORY = (
    select(*_EVENT_COLUMNS, _E.recorded_by_id, _E.decided_by_id, _E.private_note)
    .where(_E.registration_id == bindparam("key"))
    .order_by(_E.recorded_at.desc(), _E.id.desc())
)


def _events_of(ids: Iterable[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows(_EVENTS, ids=list(ids)):
        found[row.registration_id].append(row)
    return found


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


def _one(statement: Select[Any], key: int | str) -> Entry | None:
    """A registration with its events, in one query."""
    found = rows(statement, key=key)
    return _entry(found[0], tuple(map(_fact, found))) if found else None


def find_entry(registration_id: int) -> Entry | None:
    """A registration by id."""
    return _one(_BY_ID, registration_id)


def get_entry(registration_id: int) -> Entry:
    """A registration by id, or NotFound."""
    entry = find_entry(registration_id)
    if entry is None:
        raise NotFound
    return entry


def list_history(registration_id: int) -> list[RecordedEvent]:
    """Everything that was recorded of a registration, newest first, for the desk."""
    found = rows(_HISTORY, key=registration_id)
    undone = {row.corrects_id for row in found if row.type == EventType.REVERSED}
    return [RecordedEvent(_fact(row), row.recorded_by_id, row.decided_by_id, row.private_note, row.event_id in undone) for row in found]


def find_by_number(text: str) -> Entry | None:
    """A registration by its number, typed in any tolerable way: one query, none when it is a typing error."""
    number = normalise_number(text)
    return None if number is None else _one(_BY_NUMBER, number)


def find_registration_of(person_id: int) -> Entry | None:
    """The registration of a person."""
    return _one(_BY_PERSON, person_id)


def find_status_of(person_id: int, *, on: date) -> RegistrationStatus | None:
    """The status of a person on a day; None for who is not in the register or not yet."""
    entry = find_registration_of(person_id)
    status = rules.derive_status(entry.events, on=on) if entry else None
    return status.status if status else None


def search(*, surname: str, initials: str = "", on: date) -> SearchResult:
    """People by surname: exact first, then by beginning, then by sound or with one slip. Who is shielded or hidden is not found. Two queries."""
    token, letters = query_token(surname), rules.initials_key(initials)
    found = rows(
        _SEARCH,
        token=token,
        past=token + _LAST,
        sound=rules.sound_key(surname) or None,
        slips=sorted(slip_keys(token)),
        initials=letters,
        initials_past=letters + _LAST,
    )
    wanted = [row for row in found if row.rank < _SLIPS or is_slip_of(token, row.family_name)]
    spelled = sum(row.rank < _SOUNDS for row in wanted)
    candidates = wanted[:spelled] if spelled > MOST_HITS else wanted
    shown = _public_hits(candidates, on)
    hits = tuple((entry, standing) for rank, entry, standing in shown[:MOST_HITS] if rank < _SOUNDS)
    alike = tuple((entry, standing) for rank, entry, standing in shown[:MOST_HITS] if rank >= _SOUNDS)
    is_cut = len(found) == _CANDIDATES and found[-1].rank < _SLIPS
    return SearchResult(hits, alike, len(shown) > MOST_HITS or (is_cut and bool(shown)))


def _public_hits(candidates: Iterable[Any], on: date) -> list[tuple[int, Entry, PublicStanding]]:
    """(rank, entry, standing) of the candidates that the public may see, up to one more than is shown."""
    candidates = list(candidates)
    events = _events_of(row.id for row in candidates)
    found: list[tuple[int, Entry, PublicStanding]] = []
    for row in candidates:
        facts = tuple(map(_fact, events[row.id]))
        standing = rules.public_standing(facts, on=on, today=on)
        if standing is not None:
            found.append((row.rank, _entry(row, facts), standing))
        if len(found) > MOST_HITS:
            break
    return found


def list_entries(*, limit: int = 100, search_for: str = "") -> list[Entry]:
    """Registrations for the desk, by name; hidden and shielded ones too."""
    query = select(Registration.__table__).order_by(Registration.sort_name, Registration.id).limit(limit)
    if number := normalise_number(search_for):
        query = query.where(Registration.number == number)
    elif search_for.strip():
        start = rules.without_prefixes(rules.fold(search_for))
        query = query.where(Registration.sort_name >= start, Registration.sort_name < start + _LAST)
    found = db.session.execute(query).all()
    events = _events_of(row.id for row in found)
    return [_entry(row, tuple(map(_fact, events[row.id]))) for row in found]


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
