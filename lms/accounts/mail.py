"""Mails about an account. Each holds one link that works once."""

from datetime import datetime

from lms.accounts.rules import INVITATION_LASTS, RESET_LASTS
from lms.accounts.terms import PersonName
from lms.kernel.outbox import queue_mail
from lms.kernel.rendering import moment, render_mail


def queue_invitation(*, person_id: int, email: str, name: PersonName, token: str, at: datetime) -> None:
    """Ask somebody to choose a password."""
    body = render_mail("accounts/invitation.txt", name=name, path=f"/uitnodiging/{token}", until=moment(at + INVITATION_LASTS))
    queue_mail(email, "Uw account staat klaar", body, at=at, person_id=person_id, secret=True)


def queue_reset(*, person_id: int, email: str, name: PersonName, token: str, at: datetime) -> None:
    """Send the link with which a new password is chosen."""
    body = render_mail("accounts/reset.txt", name=name, path=f"/uitnodiging/{token}", until=moment(at + RESET_LASTS))
    queue_mail(email, "Kies een nieuw wachtwoord", body, at=at, person_id=person_id, secret=True)


def queue_address_changed(*, person_id: int, email: str, name: PersonName, at: datetime) -> None:
    """Tell the old address that it no longer opens the account; no link and no new address in it."""
    body = render_mail("accounts/address_changed.txt", name=name, when=moment(at))
    queue_mail(email, "Uw e-mailadres is gewijzigd", body, at=at, person_id=person_id)
