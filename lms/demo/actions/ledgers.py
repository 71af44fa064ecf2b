"""How registered people keep up: meetings and intervision on their day, own activities handed in and assessed."""

from datetime import date, datetime, timedelta

from lms.accounts.terms import Actor
from lms.credits import actions as credits
from lms.credits.terms import Booking, Track
from lms.demo.terms.points import ACTIVITIES, OPEN_CLAIMS, SETTLED_CLAIMS, DemoActivity, DemoClaim
from lms.kernel import storage
from lms.kernel.calendar import local_day, start_of_day

_FEW = 3
_SHORT = 14
_WAITING_DAYS = (61, 47, 30, 16, 8, 1)
"""How long the open claims wait; the desk has six weeks."""


def keep_up(*, person_id: int, number: int, full: bool, since: date, desk: Actor, at: datetime) -> None:
    """A ledger since a day: full for some (every third falls short), a few meetings for the others."""
    span = (local_day(at) - since).days
    first, many = (0, len(ACTIVITIES) if number % 3 else _SHORT) if full else (number % 7, number % _FEW)
    shown = ACTIVITIES[first : first + many]
    days = [since + timedelta(days=span * place // (len(shown) + 1)) for place in range(1, len(shown) + 1)]
    bookings = [_booking(place, activity, day) for place, (activity, day) in enumerate(zip(shown, days, strict=True))]
    credits.post_entries(person_id=person_id, track=Track.RENEWAL, bookings=bookings, actor_id=desk.person_id)
    if full and number % 4 == 0:
        claims_settled(person_id=person_id, desk=desk, at=at)
    if full and number % 4 == 1:
        place = number // 4 % len(_WAITING_DAYS)
        hand_in_claim(person_id, OPEN_CLAIMS[place], at - timedelta(days=_WAITING_DAYS[place]))


def _booking(place: int, activity: DemoActivity, day: date) -> Booking:
    then = start_of_day(day) + timedelta(hours=16)
    return Booking(activity.category, f"demo:{place}", activity.title, activity.points, day, day, activity.source, "demo", then)


def claims_settled(*, person_id: int, desk: Actor, at: datetime) -> None:
    """One own activity of each outcome: granted, granted in part, refused with a reason."""
    for place, claim in enumerate(SETTLED_CLAIMS):
        handed_in = at - timedelta(days=290 - 70 * place)
        row = credits.submit_claim(**_facts(person_id, claim, handed_in), at=handed_in)  # type: ignore[arg-type]  # built below
        decided = handed_in + timedelta(days=9 + 4 * place)
        credits.decide_claim(claim=row, approved_points=claim.granted or 0, reason=claim.reason, actor=desk, at=decided)


def hand_in_claim(person_id: int, claim: DemoClaim, at: datetime) -> None:
    """An own activity that the desk still has to look at, with its evidence."""
    key = storage.save(_evidence(claim.title), "pdf")
    credits.submit_claim(**_facts(person_id, claim, at), evidence_key=key, at=at)  # type: ignore[arg-type]  # built below


def _facts(person_id: int, claim: DemoClaim, at: datetime) -> dict[str, object]:
    last = local_day(at) - timedelta(days=6)
    first = last - timedelta(days=4 if claim.asked > 1000 else 0)  # noqa: PLR2004 -- more than ten points takes a week
    facts = {"category": claim.category, "title": claim.title, "description": claim.learned, "points": claim.asked}
    return {"person_id": person_id, "held_from": first, "held_to": last, **facts}


def _evidence(title: str) -> bytes:
    """A small PDF of one line: a certificate of attendance that nobody gave."""
    line = f"Bewijs van deelname (verzonnen): {title}".encode("cp1252", errors="replace").replace(b"(", rb"\(").replace(b")", rb"\)")
    content = b"BT /F1 14 Tf 60 760 Td (" + line + b") Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + end
