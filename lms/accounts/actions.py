"""What can be done with people, roles, ties and sign-in."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, select, update

from lms.accounts import mail, queries, rules
from lms.accounts.models import Employer, Employment, ExtraTime, FailedSignIn, LoginSession, OneTimeLink, Person, RoleMembership, Tie
from lms.accounts.terms import EmailTaken, LinkExpired, NewPerson, PersonName, Role, TieKind
from lms.kernel import audit
from lms.kernel.calendar import local_day
from lms.kernel.db import db, lock
from lms.kernel.errors import Invalid

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id, 19 MiB, t=2, p=1 (OWASP ASVS 5.0 11.4.2; measured in research/perf.md section 6)."""
_NOBODY = _HASHER.hash(secrets.token_hex(16))


def fingerprint(*parts: str) -> str:
    """SHA-256 of the parts: what is stored instead of a token, an address or a mail address."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def hash_password(password: str) -> str:
    """Slow on purpose; call it outside the transaction."""
    return _HASHER.hash(password)


def password_fits(stored: str | None, password: str) -> bool:
    """Whether the password is right; takes as long for an account that does not exist."""
    try:
        _HASHER.verify(stored or _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def create_person(
    *, email: str, name: PersonName, actor_id: int | None, at: datetime, password: str | None = None, password_hash: str | None = None
) -> Person:
    """Make an account; raises EmailTaken. Without a password the person must be invited."""
    email = email.strip().lower()
    if queries.find_known([email]):
        raise EmailTaken(field="email")
    person = Person(
        email=email,
        initials=name.initials,
        given_name=name.given_name,
        name_prefix=name.prefix,
        family_name=name.family_name,
        password_hash=password_hash or (hash_password(password) if password else None),
        created_at=at,
    )
    db.session.add(person)
    db.session.flush()
    audit.record("person_created", actor_id=actor_id, subject="person", subject_id=person.id, at=at)
    return person


def change_name(*, person: Person, name: PersonName, actor_id: int, at: datetime) -> None:
    """Correct how somebody is called; documents already issued keep the old name."""
    person.initials, person.given_name = name.initials, name.given_name
    person.name_prefix, person.family_name = name.prefix, name.family_name
    audit.record("person_renamed", actor_id=actor_id, subject="person", subject_id=person.id, at=at)


def create_people(*, people: Sequence[NewPerson], invited: bool, actor_id: int, at: datetime) -> list[Person]:
    """Make many accounts at once, with their roles from today; addresses are known to be new. Returns them in the same order."""
    on, made = local_day(at), []
    for one in people:
        name = {"initials": one.name.initials, "given_name": one.name.given_name, "name_prefix": one.name.prefix}
        made.append(Person(email=one.email, family_name=one.name.family_name, created_at=at, **name))
    db.session.add_all(made)
    db.session.flush()
    for one, person in zip(people, made, strict=True):
        db.session.add_all(RoleMembership(person_id=person.id, role=role, valid_from=on) for role in one.roles)
        audit.record("person_created", actor_id=actor_id, subject="person", subject_id=person.id, at=at, roles=[role.value for role in one.roles])
        if invited:
            _send_invitation(person, actor_id, at)
    return made


def change_email(*, person: Person, email: str, actor_id: int, at: datetime) -> None:
    """Let somebody sign in with another address: signs them out, voids their links and tells the old address. Raises EmailTaken.

    Who never signed in gets the invitation at the new address instead.
    """
    email, before = email.strip().lower(), person.email
    if email == before:
        return
    if queries.find_person_by_email(email) is not None:
        raise EmailTaken(field="email")
    person.email = email
    _void_links(person.id, at)
    end_sessions(person_id=person.id, at=at)
    audit.record("email_changed", actor_id=actor_id, subject="person", subject_id=person.id, at=at)
    if person.password_hash is not None:
        mail.queue_address_changed(person_id=person.id, email=before, name=person.name, at=at)
    elif person.disabled_at is None:
        _send_invitation(person, actor_id, at)


def reopen_person(*, person: Person, actor_id: int, at: datetime) -> None:
    """Open a closed account again; the password from before does not come back, so an invitation goes out."""
    person.disabled_at, person.password_hash = None, None
    audit.record("person_reopened", actor_id=actor_id, subject="person", subject_id=person.id, at=at)
    invite(person=person, actor_id=actor_id, at=at)


def disable_person(*, person: Person, actor_id: int, at: datetime) -> None:
    """Close an account and end its sessions."""
    person.disabled_at = at
    _void_links(person.id, at)
    end_sessions(person_id=person.id, at=at)
    audit.record("person_disabled", actor_id=actor_id, subject="person", subject_id=person.id, at=at)


def grant_role(*, person_id: int, role: Role, since: date, until: date | None = None, actor_id: int | None, at: datetime) -> None:
    """Let somebody hold a role from a day on."""
    db.session.add(RoleMembership(person_id=person_id, role=role, valid_from=since, valid_to=until))
    audit.record("role_granted", actor_id=actor_id, subject="person", subject_id=person_id, at=at, role=role.value)


def end_role(*, membership: RoleMembership, on: date, actor_id: int, at: datetime) -> None:
    """End a role; the day is the first without it. A role that had not begun is removed."""
    if on <= membership.valid_from:
        db.session.delete(membership)
    else:
        membership.valid_to = on
    audit.record("role_ended", actor_id=actor_id, subject="person", subject_id=membership.person_id, at=at, role=membership.role)


def set_employment(*, person_id: int, employer_name: str, since: date, until: date | None = None, actor_id: int | None, at: datetime) -> None:
    """Record where somebody works from a day on; the employment that ran ends there."""
    employer = db.session.scalar(select(Employer).where(Employer.name == employer_name))
    if employer is None:
        employer = Employer(name=employer_name)
        db.session.add(employer)
        db.session.flush()
    running = update(Employment).where(Employment.person_id == person_id, Employment.valid_to.is_(None), Employment.valid_from < since)
    db.session.execute(running.values(valid_to=since), execution_options={"synchronize_session": False})
    db.session.add(Employment(person_id=person_id, employer_id=employer.id, valid_from=since, valid_to=until))
    audit.record("employment_set", actor_id=actor_id, subject="person", subject_id=person_id, at=at, employer_id=employer.id)


def record_tie(
    *, person_id: int, other_id: int, kind: TieKind, since: date, until: date | None = None, at: datetime, actor_id: int | None = None
) -> None:
    """Remember that one trained, examined, coached or knows the other; a tie that runs already is kept as it is."""
    if person_id == other_id:
        return
    running = select(Tie.id).where(
        Tie.person_id == person_id, Tie.other_id == other_id, Tie.kind == kind, Tie.valid_from <= since, Tie.valid_to.is_(None)
    )
    same_day = select(Tie.id).where(Tie.person_id == person_id, Tie.other_id == other_id, Tie.kind == kind, Tie.valid_from == since)
    if db.session.scalar(running.limit(1)) is not None or db.session.scalar(same_day.limit(1)) is not None:
        return
    db.session.add(Tie(person_id=person_id, other_id=other_id, kind=kind, valid_from=since, valid_to=until))
    audit.record("tie_recorded", actor_id=actor_id, subject="person", subject_id=other_id, at=at, kind=kind.value)


def end_tie(*, person_id: int, other_id: int, kind: TieKind, on: date, at: datetime, actor_id: int | None = None) -> None:
    """End a running tie; it keeps counting for 24 months."""
    running = update(Tie).where(Tie.person_id == person_id, Tie.other_id == other_id, Tie.kind == kind, Tie.valid_to.is_(None), Tie.valid_from < on)
    db.session.execute(running.values(valid_to=on))
    audit.record("tie_ended", actor_id=actor_id, subject="person", subject_id=other_id, at=at, kind=kind.value)


def set_extra_time(*, person_id: int, percent: int, reason: str, actor_id: int | None, at: datetime) -> None:
    """From now on so much longer for everything that is timed; 0 ends it. Raises Invalid without a reason or outside 0 to 100."""
    if not reason.strip():
        raise Invalid("Schrijf op waarop dit besluit rust.", field="reason")
    if not 0 <= percent <= 100:  # noqa: PLR2004 -- percent
        raise Invalid("Kies 0 tot en met 100 procent.", field="percent")
    db.session.add(ExtraTime(person_id=person_id, percent=percent, reason=reason.strip(), set_by_id=actor_id, set_at=at))
    audit.record("extra_time_set", actor_id=actor_id, subject="person", subject_id=person_id, at=at, percent=percent)


def record_failed_sign_in(*, key: str, at: datetime) -> None:
    """Count a refused sign-in; old counts under the key are dropped."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.key == key, FailedSignIn.at <= at - rules.FAILURE_WINDOW))
    db.session.add(FailedSignIn(key=key, at=at))


def forget_failed_sign_ins(*, at: datetime) -> int:
    """Drop the counts that no longer count; returns how many. Safe to run twice."""
    gone = select(FailedSignIn.id).where(FailedSignIn.at <= at - rules.FAILURE_WINDOW)
    ids = db.session.scalars(gone).all()
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.id.in_(gone)))
    return len(ids)


def start_session(*, person_id: int, token: str, key: str, at: datetime) -> None:
    """Sign a browser in under a fresh random token."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.key == key))
    db.session.add(LoginSession(id=fingerprint(token), person_id=person_id, started_at=at, seen_at=at))
    audit.record("signed_in", actor_id=person_id, subject="person", subject_id=person_id, at=at)


def touch_session(*, session_id: str, at: datetime) -> None:
    """Remember that the browser is still there."""
    db.session.execute(update(LoginSession).where(LoginSession.id == session_id).values(seen_at=at))


def end_session(*, session_id: str, person_id: int, at: datetime) -> None:
    """Sign one browser out."""
    db.session.execute(update(LoginSession).where(LoginSession.id == session_id, LoginSession.ended_at.is_(None)).values(ended_at=at))
    audit.record("signed_out", actor_id=person_id, subject="person", subject_id=person_id, at=at)


def end_sessions(*, person_id: int, at: datetime) -> None:
    """Sign a person out everywhere."""
    db.session.execute(update(LoginSession).where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None)).values(ended_at=at))


def invite(*, person: Person, actor_id: int | None, at: datetime) -> str:
    """Mail a link with which the person chooses a password; earlier links stop working. Returns the token."""
    _void_links(person.id, at)
    return _send_invitation(person, actor_id, at)


def _send_invitation(person: Person, actor_id: int | None, at: datetime) -> str:
    token = _new_link(person, "invitation", at)
    mail.queue_invitation(person_id=person.id, email=person.email, name=person.name, token=token, at=at)
    audit.record("person_invited", actor_id=actor_id, subject="person", subject_id=person.id, at=at)
    return token


def request_reset(*, email: str, at: datetime) -> None:
    """Mail a reset link when there is such an account and not too many went out lately; say nothing when there is not."""
    person = queries.find_person_by_email(email)
    if person is None or person.disabled_at:
        return
    if queries.count_links_since(person.id, at - rules.RESET_WINDOW) >= rules.RESETS_ALLOWED:
        return
    _void_links(person.id, at)
    token = _new_link(person, "reset", at)
    mail.queue_reset(person_id=person.id, email=person.email, name=person.name, token=token, at=at)
    audit.record("reset_requested", actor_id=None, subject="person", subject_id=person.id, at=at)


def _void_links(person_id: int, at: datetime) -> None:
    db.session.execute(update(OneTimeLink).where(OneTimeLink.person_id == person_id, OneTimeLink.used_at.is_(None)).values(used_at=at))


def _new_link(person: Person, purpose: str, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    lasts = rules.INVITATION_LASTS if purpose == "invitation" else rules.RESET_LASTS
    db.session.add(OneTimeLink(person_id=person.id, purpose=purpose, token_hash=fingerprint(token), created_at=at, expires_at=at + lasts))
    return token


def choose_password(*, token: str, password_hash: str, at: datetime) -> Person:
    """Use a one-time link: set the password and end all sessions; raises LinkExpired."""
    link = queries.find_link(fingerprint(token), at=at)
    if link is None:
        raise LinkExpired
    lock(link)
    if link.used_at is not None:
        raise LinkExpired
    link.used_at = at
    person = queries.get_person(link.person_id)
    person.password_hash = password_hash
    end_sessions(person_id=person.id, at=at)
    audit.record("password_chosen", actor_id=person.id, subject="person", subject_id=person.id, at=at)
    return person
