"""Questions about the register. The public ones are at most two statements each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, case, func, literal, or_, select

from lms.kernel.codes import normalise
from lms.kernel.db import db, rows
from lms.kernel.errors import NotFound
from lms.registration import rules
from lms.registration.models import CodeAcceptance, CodeOfConduct, NameKey, Registration, RegistrationEvent
from lms.registration.rules.names import query_token
from lms.registration.terms import NUMBER_LENGTH, Entry, EventFact, EventType, Shield, StatusOn

MOST_HITS = 20
SHORTEST_NAME = 2
_CANDIDATES = 2 * MOST_HITS + 1
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
_EXACT, _BEGINS, _SOUNDS = range(3)
_RANK = func.min(case((_K.kind == literal("sound"), _SOUNDS), (_K.value == bindparam("token"), _EXACT), else_=_BEGINS)).label("rank")
_SEARCH = (
    select(*_ENTRY_COLUMNS, _RANK)
    .join_from(NameKey.__table__, Registration.__table__, _K.registration_id == _R.id)
    .where(
        or_(
            and_(_K.kind == literal("token"), _K.value >= bindparam("token"), _K.value < bindparam("past")),
            and_(_K.kind == literal("sound"), _K.value == bindparam("sound")),
        ),
        _R.shield == literal(Shield.NONE.value),
        or_(bindparam("initial", type_=String) == "", func.substr(_R.initials, 1, 1) == bindparam("initial", type_=String)),
    )
    .group_by(_R.id)
    .order_by(_RANK, _R.sort_name, _R.id)
    .limit(_CANDIDATES)
)
_EVENTS = select(_E.registration_id, *_EVENT_COLUMNS).where(_E.registration_id.in_(bindparam("ids", expanding=True)))


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


def find_by_number(text: str) -> Entry | None:
    """A registration by its number, typed in any tolerable way: one query, none when it is a typing error."""
    number = normalise_number(text)
    return None if number is None else _one(_BY_NUMBER, number)


def find_registration_of(person_id: int) -> Entry | None:
    """The registration of a person."""
    return _one(_BY_PERSON, person_id)


def search(*, surname: str, initials: str = "", on: date) -> SearchResult:
    """People by surname: exact first, then by beginning, then by sound. Who is shielded or hidden is not found. Two queries."""
    token = query_token(surname)
    initial = "".join(char for char in rules.fold(initials) if char.isalpha())[:1].upper()
    found = rows(_SEARCH, token=token, past=token + _LAST, sound=rules.sound_key(surname) or None, initial=initial)
    spelled = [row for row in found if row.rank < _SOUNDS]
    candidates = spelled if spelled and len(found) > MOST_HITS else found  # what only sounds alike gives way to what is spelled so
    events = _events_of(row.id for row in candidates)
    hits: list[tuple[Entry, StatusOn]] = []
    for row in candidates:
        facts = tuple(map(_fact, events[row.id]))
        status = rules.derive_status(facts, on=on)
        if status is not None and rules.is_public(status, today=on):
            hits.append((_entry(row, facts), status))
        if len(hits) > MOST_HITS:
            break
    return SearchResult(tuple(hits[:MOST_HITS]), bool(hits) and not spelled, len(hits) > MOST_HITS or len(found) == _CANDIDATES)


def list_entries(*, limit: int = 100, search_for: str = "") -> list[Entry]:
    """Registrations for the desk, by name; hidden and shielded ones too."""
    query = select(Registration.__table__).order_by(Registration.sort_name, Registration.id).limit(limit)
    if number := normalise_number(search_for):
        query = query.where(Registration.number == number)
    elif search_for.strip():
        start = rules.fold(search_for)
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
