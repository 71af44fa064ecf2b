"""What can happen to a registration. Each is an event; nothing is ever changed or removed."""

from datetime import date, datetime

from sqlalchemy import insert, select

from lms.accounts.terms import PersonName
from lms.kernel import audit
from lms.kernel.calendar import MONTHS_IN_YEAR, add_months, local_day
from lms.kernel.codes import new_code
from lms.kernel.db import db, lock
from lms.kernel.errors import ConflictOfInterest, NotFound
from lms.registration import queries, rules
from lms.registration.models import CodeAcceptance, CodeOfConduct, NameKey, Registration, RegistrationEvent
from lms.registration.terms import NUMBER_LENGTH, AlreadyRegistered, Entry, EventType, ImpossibleDates, NotPossibleNow, NotYetFinal, Shield

FURTHEST_YEARS = 20


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
        initials_key=rules.initials_key(name.initials),
        shield=Shield.NONE,
    )
    db.session.add(row)
    db.session.flush()
    _write_keys(row)
    kind = EventType.REGISTERED_PROVISIONALLY if provisional else EventType.REGISTERED
    facts = {"at": at, "actor_id": actor_id, "decided_by_id": decided_by_id}
    registered = _event(row.id, kind, effective_on=starts_on, **facts)  # type: ignore[arg-type]  # typed above
    granted = _event(row.id, EventType.PERIOD_GRANTED, effective_on=starts_on, until_on=ends_on, ruleset_id=ruleset_id, **facts)  # type: ignore[arg-type]  # the same
    _record(registered, granted)
    return row


def _write_keys(row: Registration) -> None:
    keys = [{"registration_id": row.id, "kind": kind, "value": value} for kind, value in sorted(rules.name_keys(row.name_prefix, row.family_name))]
    if keys:
        db.session.execute(insert(NameKey), keys)


def _event(
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
    return RegistrationEvent(
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


def _record(*events: RegistrationEvent) -> None:
    """Write what happened, in this order, each with its line in the audit."""
    for event in events:
        db.session.add(event)
    db.session.flush()
    for event in events:
        name, who, at = f"registration_{EventType(event.type).value}", event.recorded_by_id, event.recorded_at
        audit.record(name, actor_id=who, subject="registration", subject_id=event.registration_id, at=at, event_id=event.id)


def _entry_for(registration_id: int, actor_id: int | None) -> Entry:
    """The registration, held until the transaction ends; nobody records anything about themselves."""
    row = db.session.get(Registration, registration_id)
    if row is None:
        raise NotFound
    lock(row)
    if actor_id == row.person_id:
        raise ConflictOfInterest(("Het gaat om uzelf. Vraag een collega om dit vast te leggen.",))
    return queries.get_entry(registration_id)


def _must_be_near(at: datetime, **days: date | None) -> None:
    """No decision names a day in a far future; who types one has slipped."""
    furthest = add_months(local_day(at), FURTHEST_YEARS * MONTHS_IN_YEAR)
    for field, day in days.items():
        if day is not None and day > furthest:
            raise ImpossibleDates(f"Deze dag ligt te ver weg. Kies een dag binnen {FURTHEST_YEARS} jaar.", field=field)


def _must_allow(entry: Entry, kind: EventType, on: date) -> None:
    status = rules.derive_status(entry.events, on=on)
    if status is None:
        raise NotPossibleNow("Op die dag was deze persoon nog niet geregistreerd.")
    if not rules.may_happen(kind, status.status):
        raise NotPossibleNow(f"Op die dag is de status ‘{status.status.label}’. Dan kan dit niet.")


def meet_conditions(
    *, registration_id: int, effective_on: date, ends_on: date, ruleset_id: str, actor_id: int | None, decided_by_id: int | None, at: datetime
) -> None:
    """Somebody registered provisionally becomes fully registered, with a new period from that day."""
    _must_allow(_entry_for(registration_id, actor_id), EventType.CONDITIONS_MET, effective_on)
    facts = {"effective_on": effective_on, "at": at, "actor_id": actor_id, "decided_by_id": decided_by_id}
    met = _event(registration_id, EventType.CONDITIONS_MET, **facts)  # type: ignore[arg-type]  # typed above
    granted = _event(registration_id, EventType.PERIOD_GRANTED, until_on=ends_on, ruleset_id=ruleset_id, **facts)  # type: ignore[arg-type]  # the same
    _record(met, granted)


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
    _must_be_near(at, effective_on=effective_on, last_day=until_on)
    begins = effective_on if immediate or final_on is None else max(effective_on, final_on)
    if until_on is not None and until_on <= begins:
        raise ImpossibleDates(field="last_day")
    if not immediate and final_on is None:
        raise ImpossibleDates("Vul in wanneer het besluit onherroepelijk is, of kies ‘met onmiddellijke ingang’.", field="final_on")
    if final_on is not None and final_on > local_day(at):
        raise NotYetFinal(field="final_on")
    _must_allow(_entry_for(registration_id, actor_id), EventType.SUSPENDED, begins)
    event = _event(
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
    _record(event)
    return event


def end_suspension(*, registration_id: int, suspension_id: int, effective_on: date, actor_id: int | None, at: datetime) -> None:
    """End a suspension before its term; raises when that one does not run on that day."""
    running = rules.suspensions(_entry_for(registration_id, actor_id).events)
    if not any(suspension.event_id == suspension_id and suspension.covers(effective_on) for suspension in running):
        raise NotPossibleNow("Deze schorsing loopt niet op die dag. Kies een dag binnen de schorsing.")
    _record(_event(registration_id, EventType.SUSPENSION_ENDED, effective_on=effective_on, corrects_id=suspension_id, at=at, actor_id=actor_id))


def withdraw(*, registration_id: int, effective_on: date, actor_id: int | None, at: datetime) -> None:
    """Leave the register at one's own wish; not during a suspension."""
    _must_be_near(at, day=effective_on)
    _must_allow(_entry_for(registration_id, actor_id), EventType.WITHDRAWN, effective_on)
    _record(_event(registration_id, EventType.WITHDRAWN, effective_on=effective_on, at=at, actor_id=actor_id))


def strike_off(*, registration_id: int, effective_on: date, final_on: date, note: str = "", actor_id: int | None, at: datetime) -> None:
    """Remove somebody by a final disciplinary decision, also who lapsed or left meanwhile."""
    _must_be_near(at, effective_on=effective_on)
    if final_on > local_day(at):
        raise NotYetFinal(field="final_on")
    _must_allow(_entry_for(registration_id, actor_id), EventType.STRUCK_OFF, max(effective_on, final_on))
    _record(_event(registration_id, EventType.STRUCK_OFF, effective_on=effective_on, final_on=final_on, private_note=note, at=at, actor_id=actor_id))


def record_death(*, registration_id: int, effective_on: date, actor_id: int | None, at: datetime) -> None:
    """Somebody died; from now on the entry is hidden, for every day asked."""
    if effective_on > local_day(at):
        raise ImpossibleDates("Deze dag moet nog komen.", field="day")
    _must_allow(_entry_for(registration_id, actor_id), EventType.DEATH_RECORDED, effective_on)
    _record(_event(registration_id, EventType.DEATH_RECORDED, effective_on=effective_on, at=at, actor_id=actor_id))


def reverse(*, registration_id: int, event_id: int, from_day: date | None, note: str = "", actor_id: int | None, at: datetime) -> None:
    """A decision is reversed: from a day on, or without a day as if it never was. The event stays; another one undoes it."""
    _must_be_near(at, from_day=from_day)
    entry = _entry_for(registration_id, actor_id)
    undone = {event.corrects_id for event in entry.events if event.type is EventType.REVERSED}
    event = next((event for event in entry.events if event.id == event_id and event.type.may_be_reversed), None)
    if event is None or event.id in undone:
        raise NotPossibleNow("Dit besluit kan niet (nog eens) worden herzien.")
    if from_day is not None and event.type is EventType.SUSPENSION_ENDED:
        raise ImpossibleDates("Dit kan alleen alsof het nooit was gebeurd. Leg anders een nieuwe schorsing vast.", field="mode")
    if from_day is not None and from_day <= (rules.effect_of(event) or event.effective_on):
        raise ImpossibleDates("Kies een dag na het begin, of kies ‘alsof het besluit nooit is genomen’.", field="from_day")
    day = from_day or event.effective_on
    _record(_event(registration_id, EventType.REVERSED, effective_on=day, corrects_id=event_id, private_note=note, at=at, actor_id=actor_id))


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
