"""Registrations by the hundred thousand, written straight into the tables: only for measuring."""

import random
from datetime import date, timedelta

from sqlalchemy import insert

from lms.accounts.models import Person
from lms.credits.models import LedgerEntry
from lms.demo.terms import FAMILY, GIVEN, PREFIXES
from lms.kernel.calendar import start_of_day
from lms.kernel.codes import ALPHABET, check_symbol
from lms.kernel.db import db, transaction
from lms.registration.models import NameKey, Registration, RegistrationEvent
from lms.registration.rules import fold, initials_key, name_keys

_TAILS = ("", "sma", "stra", "man", "huis", "berg", "veld", "dijk", "inga", "hof", "kamp", "broek")
_CHUNK = 5_000


def number_of(place: int) -> str:
    """A valid registration number, different for each place."""
    body = ""
    for _ in range(7):
        place, rest = divmod(place, len(ALPHABET))
        body += ALPHABET[rest]
    return body + check_symbol(body)


def fill(count: int, *, first_id: int, today: date, ledgers: int, entries: int) -> None:
    """So many people in the register from an id on; the first `ledgers` of them with so many ledger entries."""
    chance = random.Random(7)  # noqa: S311 -- the same data every time
    began = today - timedelta(days=400)
    at = start_of_day(began)
    for start in range(0, count, _CHUNK):
        people, rows, events, keys, ledger = [], [], [], [], []
        for place in range(start, min(start + _CHUNK, count)):
            row_id = first_id + place
            given, prefix = chance.choice(GIVEN), chance.choice(PREFIXES)
            family = chance.choice(FAMILY) + chance.choice(_TAILS) + chance.choice(_TAILS)
            name = {"initials": f"{given[0]}.", "given_name": given, "name_prefix": prefix, "family_name": family}
            people.append({"id": row_id, "email": f"b{row_id}@bench.example", "created_at": at, **name})
            found_by = {"sort_name": fold(f"{family} {prefix}"), "initials_key": initials_key(name["initials"]), "shield": "none"}
            rows.append({"id": row_id, "person_id": row_id, "number": number_of(row_id), **found_by, **name})
            common = {"registration_id": row_id, "effective_on": began, "recorded_at": at, "immediate": False, "private_note": ""}
            events.append({**common, "type": "registered", "until_on": None, "ruleset_id": ""})
            events.append({**common, "type": "period_granted", "until_on": began + timedelta(days=1800), "ruleset_id": "klantmanager-2020"})
            keys += [{"registration_id": row_id, "kind": kind, "value": value} for kind, value in name_keys(prefix, family)]
            if place < ledgers:
                ledger += [_entry(row_id, number, began, at, chance) for number in range(entries)]
        with transaction():
            for table, values in ((Person, people), (Registration, rows), (RegistrationEvent, events), (NameKey, keys), (LedgerEntry, ledger)):
                if values:
                    db.session.execute(insert(table), values)


def _entry(person_id: int, number: int, began: date, at: object, chance: random.Random) -> dict[str, object]:
    day = began + timedelta(days=chance.randint(0, 390))
    category = chance.choice(("accredited", "reflection", "other"))
    facts = {"person_id": person_id, "track": "renewal", "category": category, "activity_key": f"b{number}", "title": f"Bijeenkomst {number}"}
    themes = dict.fromkeys(("theme_r", "theme_m", "theme_e", "theme_p"), 0)
    return {**facts, **themes, "points": 200, "held_from": day, "held_to": day, "recorded_at": at, "source": "session", "source_ref": "bench"}
