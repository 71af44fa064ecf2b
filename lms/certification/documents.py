"""The certificate as a PDF: A4 landscape, own fonts, a QR code to the verification page."""

import base64
import io
import unicodedata
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
        holder=unicodedata.normalize("NFC", certificate.holder),
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
    pale, soft, main = _colours()
    road = _data("image/svg+xml", _ROAD.format(wide=pale, line=soft))
    icon = (ROOT / "static" / "img" / "icon.svg").read_text(encoding="utf-8").replace(_DEFAULT[-1], main)
    return render_template(
        "documents/certificate.html",
        facts=facts,
        qr=_qr(facts.address),
        icon=_data("image/svg+xml", icon),
        colours=_data("text/css", f":root {{ --main: {main}; --soft: {soft}; }} body {{ background-image: url({road}); }}"),
        size=next(name for letters, name in _SIZES if len(facts.holder) <= letters),
    )


_SIZES = ((28, "largest"), (60, "large"), (120, "middle"), (1000, "small"))
"""The class of a name by its length: the longest that can be registered still fits its place."""
_DEFAULT = ("#f2f8f8", "#c0dfdd", "#0e5d59")
_CURVE = "M172 232C226 232 222 84 266 84s40 148 94 148"
_ROAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210" fill="none"><path d="{_CURVE}" stroke="{{wide}}" stroke-width="40"/>'
    f'<path d="{_CURVE}" stroke="{{line}}" stroke-width=".9" stroke-dasharray="6 6"/></svg>'
)


def _colours() -> tuple[str, str, str]:
    """The association's palest, soft and main colour: of its eight, the first, third and sixth."""
    brand = current_app.extensions["settings"].brand
    return (brand[0], brand[2], brand[5]) if brand else _DEFAULT


def _data(kind: str, text: str) -> str:
    return f"data:{kind};base64," + base64.b64encode(text.encode()).decode()


def _qr(address: str) -> str:
    import segno  # noqa: PLC0415 -- only where a certificate is made

    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=4, scale=4, dark="#000", light="#fff", xmldecl=False)
    return _data("image/svg+xml", out.getvalue().decode())


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- comes with WeasyPrint; only where a certificate is issued

    return frozenset(TTFont(ROOT / "static" / "fonts" / _FONT).getBestCmap())


def missing_letters(text: str) -> str:
    """The letters of a name that the certificate's font cannot print, with spaces between; empty when it prints them all.

    What is printed is composed first (NFC): the font has no loose accents.
    """
    return " ".join(sorted({letter for letter in unicodedata.normalize("NFC", text) if ord(letter) not in _letters()}))


def check_letters(text: str) -> None:
    """Raise LettersMissing when the font cannot print a letter: a silent fallback would print another face (research/credentials.md 1.5)."""
    if missing := missing_letters(text):
        raise LettersMissing(missing)
