"""What can happen to a registration. Each is an event; nothing is ever changed or removed."""

from datetime import date, datetime

from sqlalchemy import delete, select

from lms.accounts.terms import PersonName
from lms.kernel import audit
from lms.kernel.codes import new_code
from lms.kernel.db import db
from lms.registration import queries, rules
from lms.registration.models import CodeAcceptance, CodeOfConduct, NameKey, Registration, RegistrationEvent
from lms.registration.terms import NUMBER_LENGTH, AlreadyRegistered, EventType, ImpossibleDates, NotPossibleNow, RegistrationStatus, Shield

_RUNNING = {RegistrationStatus.ACTIVE, RegistrationStatus.PROVISIONAL, RegistrationStatus.SUSPENDED}


def register_person(
    *,
    person_id: int,
    name: PersonName,
    ruleset_id: str,
    starts_on: date,
    ends_on: date,
    provisional: bool = False,
    actor_id: int | None,
    decided_by_id: int | None,
    at: datetime,
) -> Registration:
    """Give somebody a number and a first period; raises AlreadyRegistered."""
    if db.session.scalar(select(Registration.id).where(Registration.person_id == person_id)) is not None:
        raise AlreadyRegistered
    row = Registration(
        person_id=person_id,
        number=new_code(NUMBER_LENGTH),
        initials=name.initials,
        given_name=name.given_name,
        name_prefix=name.prefix,
        family_name=name.family_name,
        sort_name=rules.fold(f"{name.family_name} {name.prefix} {name.initials}"),
        shield=Shield.NONE,
    )
    db.session.add(row)
    db.session.flush()
    _write_keys(row)
    kind = EventType.REGISTERED_PROVISIONALLY if provisional else EventType.REGISTERED
    facts = {"at": at, "actor_id": actor_id, "decided_by_id": decided_by_id}
    _record(row.id, kind, effective_on=starts_on, **facts)  # type: ignore[arg-type]  # typed above
    _record(row.id, EventType.PERIOD_GRANTED, effective_on=starts_on, until_on=ends_on, ruleset_id=ruleset_id, **facts)  # type: ignore[arg-type]  # the same
    return row


def _write_keys(row: Registration) -> None:
    db.session.execute(delete(NameKey).where(NameKey.registration_id == row.id))
    keys = {("token", token) for token in rules.tokens(row.name_prefix, row.family_name)}
    keys |= {("sound", sound) for sound in (rules.sound_key(row.family_name),) if sound}
    db.session.add_all(NameKey(registration_id=row.id, kind=kind, value=value) for kind, value in sorted(keys))


def _record(
    registration_id: int,
    kind: EventType,
    *,
    effective_on: date,
    at: datetime,
    actor_id: int | None,
    decided_by_id: int | None = None,
    until_on: date | None = None,
    immediate: bool = False,
    final_on: date | None = None,
    ruleset_id: str = "",
    private_note: str = "",
    corrects_id: int | None = None,
) -> RegistrationEvent:
    event = RegistrationEvent(
        registration_id=registration_id,
        type=kind,
        effective_on=effective_on,
        until_on=until_on,
        immediate=immediate,
        final_on=final_on,
        recorded_at=at,
        recorded_by_id=actor_id,
        decided_by_id=decided_by_id,
        ruleset_id=ruleset_id,
        private_note=private_note,
        corrects_id=corrects_id,
    )
    db.session.add(event)
    db.session.flush()
    audit.record(f"registration_{kind.value}", actor_id=actor_id, subject="registration", subject_id=registration_id, at=at, event_id=event.id)
    return event


def _must_run(registration_id: int, on: date) -> None:
    status = rules.derive_status(queries.get_entry(registration_id).events, on=on)
    if status is None or status.status not in _RUNNING:
        raise NotPossibleNow


def meet_conditions(*, registration_id: int, effective_on: date, actor_id: int | None, decided_by_id: int | None, at: datetime) -> None:
    """Somebody registered provisionally becomes fully registered."""
    status = rules.derive_status(queries.get_entry(registration_id).events, on=effective_on)
    if status is None or status.status is not RegistrationStatus.PROVISIONAL:
        raise NotPossibleNow
    _record(registration_id, EventType.CONDITIONS_MET, effective_on=effective_on, at=at, actor_id=actor_id, decided_by_id=decided_by_id)


def suspend(
    *,
    registration_id: int,
    effective_on: date,
    until_on: date | None,
    immediate: bool,
    final_on: date | None,
    note: str = "",
    actor_id: int | None,
    decided_by_id: int | None = None,
    at: datetime,
) -> RegistrationEvent:
    """Record a suspension; it takes effect on its day when it is final or declared immediate, and not before."""
    if until_on is not None and until_on <= effective_on:
        raise ImpossibleDates(field="until_on")
    if not immediate and final_on is None:
        raise ImpossibleDates("Vul in wanneer het besluit onherroepelijk is, of kies ‘met onmiddellijke ingang’.", field="final_on")
    _must_run(registration_id, effective_on)
    return _record(
        registration_id,
        EventType.SUSPENDED,
        effective_on=effective_on,
        until_on=until_on,
        immediate=immediate,
        final_on=final_on,
        private_note=note,
        at=at,
        actor_id=actor_id,
        decided_by_id=decided_by_id,
    )


def end_suspension(*, registration_id: int, suspension_id: int, effective_on: date, actor_id: int | None, at: datetime) -> None:
    """End a suspension before its term; raises when that one does not run."""
    running = rules.suspensions(queries.get_entry(registration_id).events)
    if not any(suspension.event_id == suspension_id and suspension.covers(effective_on) for suspension in running):
        raise NotPossibleNow
    _record(registration_id, EventType.SUSPENSION_ENDED, effective_on=effective_on, corrects_id=suspension_id, at=at, actor_id=actor_id)


def withdraw(*, registration_id: int, effective_on: date, actor_id: int | None, at: datetime) -> None:
    """Leave the register at one's own wish."""
    _must_run(registration_id, effective_on)
    _record(registration_id, EventType.WITHDRAWN, effective_on=effective_on, at=at, actor_id=actor_id)


def strike_off(*, registration_id: int, effective_on: date, final_on: date, note: str = "", actor_id: int | None, at: datetime) -> None:
    """Remove somebody by a final disciplinary decision."""
    _must_run(registration_id, effective_on)
    _record(registration_id, EventType.STRUCK_OFF, effective_on=effective_on, final_on=final_on, private_note=note, at=at, actor_id=actor_id)


def reverse(*, registration_id: int, event_id: int, effective_on: date, actor_id: int | None, at: datetime) -> None:
    """A decision is reversed: from its own day as if it never was (give that day), or from a later day on."""
    entry = queries.get_entry(registration_id)
    if event_id not in {event.id for event in entry.events if event.type is not EventType.REVERSED}:
        raise NotPossibleNow
    _record(registration_id, EventType.REVERSED, effective_on=effective_on, corrects_id=event_id, at=at, actor_id=actor_id)


def set_shield(*, registration_id: int, shield: Shield, actor_id: int | None, at: datetime) -> None:
    """Hide somebody from searching by name, or show them again; takes effect at once."""
    row = db.session.get(Registration, registration_id)
    if row is None:
        raise NotPossibleNow
    row.shield = shield
    audit.record("registration_shielded", actor_id=actor_id, subject="registration", subject_id=registration_id, at=at, shield=shield.value)


def publish_code_of_conduct(*, version: str, title: str, body: str, effective_on: date, actor_id: int | None, at: datetime) -> None:
    """A new version of the code of conduct."""
    db.session.add(CodeOfConduct(version=version, title=title, body=body, effective_on=effective_on))
    audit.record("code_of_conduct_published", actor_id=actor_id, subject="code_of_conduct", subject_id=None, at=at, version=version)


def accept_code_of_conduct(*, person_id: int, version: str, at: datetime) -> None:
    """Somebody accepts a version; a second time changes nothing."""
    if queries.find_acceptance(person_id, version) is None:
        db.session.add(CodeAcceptance(person_id=person_id, version=version, accepted_at=at))
        audit.record("code_of_conduct_accepted", actor_id=person_id, subject="person", subject_id=person_id, at=at, version=version)
