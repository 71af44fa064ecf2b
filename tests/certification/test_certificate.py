"""The certificate as a document: what it says, to eyes, ears and machines."""

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask

from lms.certification.documents import CertificateFacts, missing_letters, render_certificate
from lms.kernel.rendering import render_pdf

FACTS = CertificateFacts(
    number="C-000007",
    code="7K3MP-9QX2T",
    holder="Şebnem de Vries-Łukasiewicz",
    title="gecertificeerd klantmanager",
    scheme="Specialisatie klantmanager 2027.1, klantmanager-2027",
    registration_number="7K3M-P9QX",
    valid_from=date(2026, 11, 24),
    valid_to=date(2031, 11, 24),
    issued_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    address="https://register.example/controleren/7K3MP-9QX2T",
)
LONGEST = f"{'Wilhelmina-' * 7}An {'van de' * 3} {'Verzonnen-Fictief-' * 6}Naamloos"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def tool(folder: Path, name: str, *arguments: str) -> str:
    """What one of poppler's tools or zbarimg says about c.pdf or c.png."""
    found = shutil.which(name)
    assert found, f"{name} is installed by tools/setup.sh"
    return subprocess.run([found, *arguments], cwd=folder, check=True, capture_output=True, text=True, timeout=60).stdout


def make(app: Flask, folder: Path, facts: CertificateFacts = FACTS) -> bytes:
    """The document, also as c.pdf in the folder."""
    with app.test_request_context():
        pdf = render_certificate(facts)
    (folder / "c.pdf").write_bytes(pdf)
    return pdf


def text_of(folder: Path) -> str:
    return " ".join(tool(folder, "pdftotext", "-raw", "c.pdf", "-").split())


def unpacked(pdf: bytes) -> bytes:
    """The objects of a PDF that are packed in streams."""
    packed = re.findall(rb"stream\n(\x78.*?)\nendstream", pdf, re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(part) for part in packed)


def test_it_says_who_what_by_whom_and_until_when(app: Flask, folder: Path) -> None:
    make(app, folder)
    text = text_of(folder)
    for words in (
        FACTS.holder,
        FACTS.title,
        FACTS.number,
        FACTS.code,
        FACTS.registration_number,
        FACTS.scheme,
        "Beroepsvereniging voor Klantmanagers",
    ):
        assert words in text
    assert "24 november 2026 t/m 23 november 2031" in text


def test_it_is_one_landscape_page_tagged_titled_and_in_dutch(app: Flask, folder: Path) -> None:
    pdf = make(app, folder)
    told = tool(folder, "pdfinfo", "c.pdf")
    for words in (
        r"Pages:\s+1\n",
        r"Page size:\s+841.89 x 595.\d+ pts \(A4\)",
        r"Tagged:\s+yes",
        r"Title:\s+Certificaat C-000007 – Şebnem de Vries-Łukasiewicz",
    ):
        assert re.search(words, told), words
    assert b"/Lang (nl)" in unpacked(pdf)
    structure = tool(folder, "pdfinfo", "-struct-text", "c.pdf")
    assert re.search(r"H1 \(block\)\s+Span \(inline\)\s+\"Certificaat\"", structure)
    assert structure.count("TH <") == 5
    assert structure.count("Figure") == 2


@pytest.mark.parametrize(
    "holder", ["Bo Li", "Anna-Wilhelmina Frederique van der Verzonnen-Schoutenstein tot Nergenshuizen-Fictief", LONGEST, "W" * 260]
)
def test_any_name_fits_on_the_page_and_stays_clear_of_the_facts(app: Flask, folder: Path, holder: str) -> None:
    make(app, folder, replace(FACTS, holder=holder))
    assert re.search(r"Pages:\s+1\n", tool(folder, "pdfinfo", "c.pdf"))
    assert holder.replace(" ", "") in text_of(folder).replace(" ", "")
    layout = tool(folder, "pdftotext", "-bbox", "c.pdf", "-")
    words = re.findall(r'xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<', layout)
    assert max(float(x) for x, _, _ in words) < 842 - 60
    title = next(float(y) for _, y, word in words if word == "gecertificeerd")
    facts = next(float(y) for _, y, word in words if word == "Certificaatnummer")
    assert title + 20 < facts


def test_every_letter_comes_from_our_own_two_files_which_are_inside(app: Flask, folder: Path) -> None:
    make(app, folder)
    fonts = tool(folder, "pdffonts", "c.pdf").splitlines()[2:]
    assert len(fonts) == 2
    assert all("Cert" in font.split()[0] or "Source" in font.split()[0] for font in fonts)
    assert all(" yes yes yes " in font for font in fonts)


def test_a_phone_reads_the_address_from_paper(app: Flask, folder: Path) -> None:
    make(app, folder)
    tool(folder, "pdftoppm", "-r", "150", "-png", "-singlefile", "c.pdf", "c")
    assert tool(folder, "zbarimg", "-q", "--raw", "c.png").strip() == FACTS.address


def test_the_same_facts_give_the_same_bytes_and_other_facts_others(app: Flask, folder: Path) -> None:
    first = make(app, folder)
    assert make(app, folder) == first
    assert make(app, folder, replace(FACTS, number="C-000008")) != first


def test_a_name_is_text_and_never_markup(app: Flask, folder: Path) -> None:
    holder = "<img src='http://kwaad.example/x.png'> & Zn"
    make(app, folder, replace(FACTS, holder=holder))
    assert holder in text_of(folder)
    assert "Figure" not in tool(folder, "pdfinfo", "-struct-text", "c.pdf").split("kwaad")[0].split("H1")[1]


@pytest.mark.parametrize("address", ["http://kwaad.example/x.png", "file:///etc/hostname", "https://kwaad.example/y.css", "../../secrets.txt"])
def test_nothing_is_fetched_while_it_is_made(app: Flask, folder: Path, address: str) -> None:
    with app.test_request_context():
        pdf = render_pdf(f"<html lang='nl'><title>t</title><p>tekst</p><img alt='a' src='{address}'>", stylesheet="certificate.css")
    (folder / "c.pdf").write_bytes(pdf)
    assert "tekst" in text_of(folder)
    assert tool(folder, "pdfimages", "-list", "c.pdf").splitlines()[2:] == []


def test_letters_that_are_written_as_two_are_printed_as_one() -> None:
    assert missing_letters("Zoe\u0308") == ""
    assert missing_letters("李 Li \U0001f600") == "李 \U0001f600"


def test_it_wears_the_colours_of_the_association(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    colours = ("#fdf6f0", "#fbe8d8", "#f5cfae", "#e5a872", "#b5651d", "#8a4a10", "#66370c", "#402207")
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], brand=colours))
    make(app, folder)
    tool(folder, "pdftoppm", "-r", "20", "-singlefile", "c.pdf", "c")
    assert (folder / "c.ppm").read_bytes()[-3 * 234 * 80 :][:3] == bytes.fromhex(colours[5][1:])
