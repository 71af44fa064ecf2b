"""Separation of duties, sessions and passwords: pure."""

import re
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
RESETS_ALLOWED = 5
RESET_WINDOW = timedelta(hours=1)
"""Nobody's mailbox is flooded from our form."""
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
    if len(set(folded)) < _FEWEST_SIGNS or _holds_address(folded, email) or _is_known(folded):
        raise PasswordTooShort("Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier woorden achter elkaar.", field="password")


def _is_known(folded: str) -> bool:
    """Whether it is on the list, or one known word or row of keys repeated or dressed up with digits and signs."""
    letters = re.sub(r"[^a-z]", "", re.sub(r"^[^a-z]+|[^a-z]+$", "", folded).translate(_LEET))
    bare = re.sub(r"[^a-z]", "", folded)
    return folded in _KNOWN or any(text in _KNOWN or _is_repeated(text) or text in _WORDS for text in {folded, bare, letters} if text)


def _is_repeated(text: str) -> bool:
    """Whether it is one short piece over and over: "welkom1welkom1"."""
    return text.isascii() and any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1))


def _holds_address(password: str, email: str) -> bool:
    """Whether the password holds the name in the mail address; a short name says nothing."""
    name = email.split("@", maxsplit=1)[0].casefold()
    return len(name) > 4 and name in password  # noqa: PLR2004 -- shorter ones stand in ordinary words


_FEWEST_SIGNS = 5
_LEET = str.maketrans("013457@$!", "oieastasi")
_WORDS = frozenset(
    {
        "wachtwoord",
        "password",
        "welkom",
        "welcome",
        "gemeente",
        "klantmanager",
        "ruimbaan",
        "geheim",
        "qwerty",
        "qwertyuiop",
        "asdfghjkl",
        "azerty",
        "admin",
        "administrator",
        "zomer",
        "winter",
        "lente",
        "herfst",
        "voorjaar",
        "najaar",
        "januari",
        "februari",
        "maart",
        "april",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
        "amsterdam",
        "rotterdam",
        "utrecht",
        "nederland",
        "letmein",
        "iloveyou",
        "football",
        "voetbal",
        "feyenoord",
        "ajax",
        "beheerder",
        "registerbureau",
        "examinator",
        "cursist",
    }
)
"""Words that alone, with digits and signs around them, are guessed first."""
_KNOWN = {
    "correcthorsebatterystaple",
    "correct horse battery staple",
    "wachtwoordwachtwoord",
    "nieuwwachtwoord",
    "mijnwachtwoord",
    "ditismijnwachtwoord",
    "ditiseenwachtwoord",
    "ditiseengeheim",
    "welkomwelkomwelkom",
    "passwordpassword",
    "thisismypassword",
    "thequickbrownfox",
    "qwertyuiopasdfgh",
    "qwertyuiopasdfghjkl",
    "qwertyuiopasdfghjklzxcvbnm",
    "asdfghjklzxcvbnm",
    "123456789012345",
    "1234567890123456",
    "12345678901234567890",
    "987654321987654321",
    "abcdefghijklmno",
    "abcdefghijklmnop",
    "abcdefghijklmnopqrstuvwxyz",
}
