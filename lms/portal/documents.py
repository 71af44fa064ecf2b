"""The transcript as a PDF: what somebody did and what it brought, from plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import render_template

from lms.credits.terms import EntryEvaluation, Line
from lms.kernel.rendering import render_pdf


@dataclass(frozen=True)
class TranscriptFacts:
    """Everything that is printed."""

    name: str
    course: str
    entry: EntryEvaluation
    lines: tuple[Line, ...]
    certificates: tuple[tuple[str, date, date], ...]
    """Number, from, to (exclusive)."""
    registered: str
    """The status of the registration with its number, empty for who is not in the register."""
    made_at: datetime


def render_transcript(facts: TranscriptFacts) -> bytes:
    """The PDF."""
    return render_pdf(transcript_html(facts), stylesheet="transcript.css")


def transcript_html(facts: TranscriptFacts) -> str:
    """The document before it becomes a PDF."""
    return render_template("documents/transcript.html", facts=facts)
