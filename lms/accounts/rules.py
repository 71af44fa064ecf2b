"""Separation of duties, sessions and passwords: pure."""

from datetime import date, datetime, timedelta

from lms.accounts.terms import PasswordTooShort, TieFact
from lms.kernel.calendar import add_months

CONFLICT_MONTHS = 24
IDLE_LIMIT = timedelta(hours=3)
LONGEST_SESSION = timedelta(hours=14)
SEEN_EVERY = timedelta(minutes=5)
FAILURES_ALLOWED = 10
FAILURE_WINDOW = timedelta(minutes=15)
INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=2)
RESET_PAUSE = timedelta(minutes=2)
"""Asking again sooner sends no second mail: nobody fills another's mailbox."""
PASSWORD_MINIMUM = 15
PASSWORD_MAXIMUM = 256


def conflict_horizon(on: date) -> date:
    """The first day that still counts when looking back for conflicts (design/5: 24 months)."""
    return add_months(on, -CONFLICT_MONTHS)


def find_conflicts(
    *, decider_id: int, subject_id: int, ties: tuple[TieFact, ...], decider_employers: frozenset[int], subject_employers: frozenset[int]
) -> tuple[str, ...]:
    """The Dutch reasons why this person may not decide about that one; empty when nothing stands in the way.

    `ties` are those about the subject within the horizon, employers those of the same 24 months.
    """
    if decider_id == subject_id:
        return ("Het gaat om uzelf.",)
    reasons = {
        f"U hebt deze persoon {tie.kind.label}."
        for tie in ties
        if decider_id in {tie.person_id, tie.other_id} and subject_id in {tie.person_id, tie.other_id}
    }
    if decider_employers & subject_employers:
        reasons.add("U werkt of werkte in de afgelopen 24 maanden bij dezelfde werkgever.")
    return tuple(sorted(reasons))


def session_lives(*, started_at: datetime, seen_at: datetime, ended_at: datetime | None, at: datetime) -> bool:
    """Whether a session still holds at this moment."""
    return ended_at is None and at - seen_at <= IDLE_LIMIT and at - started_at <= LONGEST_SESSION


def check_password(password: str, *, email: str) -> None:
    """Raise when a new password is too short, too long, too simple, or the mail address itself."""
    if len(password) < PASSWORD_MINIMUM:
        raise PasswordTooShort(field="password")
    if len(password) > PASSWORD_MAXIMUM:
        raise PasswordTooShort("Kies een wachtwoord van hooguit 256 tekens.", field="password")
    folded = password.casefold()
    if len(set(folded)) < 5 or _holds_address(folded, email) or folded in _KNOWN:  # noqa: PLR2004 -- five different signs
        raise PasswordTooShort("Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier woorden achter elkaar.", field="password")


def _holds_address(password: str, email: str) -> bool:
    """Whether the password holds the name in the mail address; a short name says nothing."""
    name = email.split("@", maxsplit=1)[0].casefold()
    return len(name) > 4 and name in password  # noqa: PLR2004 -- shorter ones stand in ordinary words


_KNOWN = {
    "correcthorsebatterystaple",
    "wachtwoordwachtwoord",
    "welkomwelkomwelkom",
    "passwordpassword",
    "qwertyuiopasdfghjkl",
    "123456789012345",
    "1234567890123456",
    "abcdefghijklmnop",
}
