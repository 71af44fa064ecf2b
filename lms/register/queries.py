"""What the public sees, put together from the floors below."""

from dataclasses import dataclass
from datetime import date

from lms.certification import queries as certification
from lms.certification.terms import PublicCertificate
from lms.kernel.codes import show
from lms.registration import queries as registration
from lms.registration import rules
from lms.registration.terms import Entry, Interruption, Measure, PublicStanding, Shield


@dataclass(frozen=True)
class PublicEntry:
    """An entry as the public may read it on a day. A shielded person shows only number, status and dates."""

    number: str
    name: str
    standing: PublicStanding | None
    """None when the registration had not begun on that day."""
    measures: tuple[Measure, ...]
    interruptions: tuple[Interruption, ...]
    certificates: tuple[tuple[str, str, str], ...]
    """(certificate number, scheme, code to verify it by)."""


@dataclass(frozen=True)
class Verification:
    """What the document says, and the status now, apart from each other."""

    number: str
    code: str
    holder: str
    title: str
    scheme: str
    valid_from: date
    valid_to: date
    issued_on: date
    registration_number: str
    standing: PublicStanding | None
    """None when the holder is no longer in the public register."""
    is_current: bool
    """Whether today lies within the validity of the document."""


def find_public_entry(text: str, *, on: date, today: date) -> PublicEntry | None:
    """The entry under a number as it held on a day; None when there is none or it is hidden: the same answer for both."""
    entry = registration.find_by_number(text)
    if entry is None or not rules.is_shown(entry.events, today=today):
        return None
    certificates = certification.list_public_certificates(entry.person_id) if entry.shield is Shield.NONE else []
    return PublicEntry(
        number=show(entry.number),
        name=_public_name(entry),
        standing=rules.public_standing(entry.events, on=on, today=today),
        measures=rules.measures(entry.events, on=on, today=today),
        interruptions=rules.interruptions(entry.events, on=on, today=today),
        certificates=tuple((_number(found), found.scheme, show(found.code)) for found in certificates if found.valid_from <= on),
    )


def _public_name(entry: Entry) -> str:
    return entry.name if entry.shield is Shield.NONE else ""


def _number(certificate: PublicCertificate) -> str:
    return f"C-{certificate.number:06d}"


def find_verification(code: str, *, today: date) -> Verification | None:
    """The certificate under a code with the holder's status today: two queries, none for a typing error."""
    certificate = certification.find_certificate_by_code(code)
    if certificate is None:
        return None
    entry = registration.get_entry(certificate.registration_id)
    return Verification(
        number=_number(certificate),
        code=show(certificate.code),
        holder=certificate.holder if entry.shield is Shield.NONE else "",
        title=certificate.title,
        scheme=certificate.scheme,
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        issued_on=certificate.valid_from,
        registration_number=show(entry.number),
        standing=rules.public_standing(entry.events, on=today, today=today),
        is_current=certificate.valid_from <= today < certificate.valid_to,
    )
