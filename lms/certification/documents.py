"""The certificate as a PDF: A4 landscape, own fonts, a QR code to the verification page."""

import base64
import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol

from flask import current_app, render_template

from lms.certification.terms import LettersMissing
from lms.kernel.codes import show
from lms.kernel.config import ROOT
from lms.kernel.rendering import render_pdf

_FONT = "SourceSans3-Semibold.woff2"


class CertificateRow(Protocol):
    """What the document needs of a certificate."""

    @property
    def number(self) -> int: ...  # noqa: D102 -- as in the table
    @property
    def code(self) -> str: ...  # noqa: D102 -- the same
    @property
    def holder(self) -> str: ...  # noqa: D102 -- the same
    @property
    def title(self) -> str: ...  # noqa: D102 -- the same
    @property
    def scheme(self) -> str: ...  # noqa: D102 -- the same
    @property
    def valid_from(self) -> date: ...  # noqa: D102 -- the same
    @property
    def valid_to(self) -> date: ...  # noqa: D102 -- the same
    @property
    def issued_at(self) -> datetime: ...  # noqa: D102 -- the same


@dataclass(frozen=True)
class CertificateFacts:
    """Everything that is printed; the same facts give the same bytes."""

    number: str
    code: str
    holder: str
    title: str
    scheme: str
    registration_number: str
    valid_from: date
    valid_to: date
    issued_at: datetime
    address: str
    """Where the document can be verified."""


def facts_of(certificate: CertificateRow, registration_number: str) -> CertificateFacts:
    """The facts of a certificate row."""
    code = show(certificate.code)
    return CertificateFacts(
        number=f"C-{certificate.number:06d}",
        code=code,
        holder=certificate.holder,
        title=certificate.title,
        scheme=certificate.scheme,
        registration_number=show(registration_number),
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        issued_at=certificate.issued_at,
        address=f"{current_app.extensions['settings'].public_url}/controleren/{code}",
    )


def render_certificate(facts: CertificateFacts) -> bytes:
    """The PDF."""
    return render_pdf(certificate_html(facts), stylesheet="certificate.css")


def certificate_html(facts: CertificateFacts) -> str:
    """The document before it becomes a PDF."""
    return render_template("documents/certificate.html", facts=facts, qr=_qr(facts.address), icon=_icon())


def _qr(address: str) -> str:
    import segno  # noqa: PLC0415 -- only where a certificate is made

    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=4, scale=4, dark="#000", light="#fff", xmldecl=False)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def _icon() -> str:
    return "data:image/svg+xml;base64," + base64.b64encode((ROOT / "static" / "img" / "icon.svg").read_bytes()).decode()


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- comes with WeasyPrint; only where a certificate is issued

    return frozenset(TTFont(ROOT / "static" / "fonts" / _FONT).getBestCmap())


def check_letters(text: str) -> None:
    """Raise LettersMissing when the font cannot print a letter: a silent fallback would print another face (research/credentials.md 1.5)."""
    missing = sorted({letter for letter in text if ord(letter) not in _letters()})
    if missing:
        raise LettersMissing(" ".join(missing))
