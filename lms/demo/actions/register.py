"""People in the register, across all six statuses."""

import random
from datetime import date, datetime, timedelta

from lms.accounts import actions as accounts
from lms.accounts.terms import PersonName, Role
from lms.credits import actions as credits
from lms.credits.terms import Category, EntrySource, Track
from lms.demo.terms import DOMAIN, EMPLOYERS, FAMILY, GIVEN, PREFIXES
from lms.kernel.calendar import add_months, local_day, start_of_day
from lms.registration import actions as registration

_KINDS = ("active",) * 34 + ("lapsed",) * 7 + ("provisional",) * 4 + ("suspended",) * 2 + ("withdrawn",) * 2 + ("struck_off",)


def fill_register(*, count: int, desk_id: int, at: datetime) -> None:
    """So many people with a number and a history; the same every time."""
    chance = random.Random(2026)  # noqa: S311 -- the same demo every time
    today = local_day(at)
    for number in range(count):
        given, family, prefix = chance.choice(GIVEN), chance.choice(FAMILY), chance.choice(PREFIXES)
        kind = _KINDS[number % len(_KINDS)]
        months = 24 if kind == "provisional" else 60
        ago = chance.randint(1890, 2600) if kind == "lapsed" else chance.randint(70, 700 if kind == "provisional" else 1700)
        starts_on = today - timedelta(days=ago)
        then = start_of_day(starts_on) + timedelta(hours=10)
        person = accounts.create_person(
            email=f"persoon{number + 1}@{DOMAIN}", name=PersonName(f"{given[0]}.", family, prefix, given), actor_id=desk_id, at=then
        )
        accounts.grant_role(person_id=person.id, role=Role.STUDENT, since=starts_on, actor_id=desk_id, at=then)
        accounts.set_employment(person_id=person.id, employer_name=chance.choice(EMPLOYERS), since=starts_on, actor_id=desk_id, at=then)
        row = registration.register_person(
            person_id=person.id,
            name=person.name,
            ruleset_id="klantmanager-2020",
            starts_on=starts_on,
            ends_on=add_months(starts_on, months),
            provisional=kind == "provisional",
            actor_id=desk_id,
            decided_by_id=None,
            at=then,
        )
        _history(row.id, kind, starts_on, desk_id, at)
        _points(person.id, starts_on, today, chance, at)


def _history(registration_id: int, kind: str, starts_on: date, desk_id: int, at: datetime) -> None:
    day = min(starts_on + timedelta(days=60), local_day(at) - timedelta(days=5))
    then = start_of_day(day) + timedelta(hours=11)
    if kind == "suspended":
        registration.suspend(
            registration_id=registration_id,
            effective_on=local_day(at) - timedelta(days=4),
            until_on=local_day(at) + timedelta(days=86),
            immediate=True,
            final_on=None,
            note="Verzonnen besluit",
            actor_id=desk_id,
            at=at - timedelta(days=4),
        )
    elif kind == "withdrawn":
        registration.withdraw(registration_id=registration_id, effective_on=day, actor_id=desk_id, at=then)
    elif kind == "struck_off":
        registration.strike_off(registration_id=registration_id, effective_on=day, final_on=day, note="Verzonnen besluit", actor_id=desk_id, at=then)


def _points(person_id: int, starts_on: date, today: date, chance: random.Random, at: datetime) -> None:
    for number in range(chance.randint(0, 6)):
        day = starts_on + timedelta(days=chance.randint(1, max(2, (today - starts_on).days)))
        if day > today:
            continue
        category = chance.choice(list(Category))
        credits.post_entry(
            person_id=person_id,
            track=Track.RENEWAL,
            category=category,
            activity_key=f"demo:{number}",
            title=f"Verzonnen bijeenkomst {number + 1}",
            points=chance.choice((200, 300, 400, 600)),
            held_from=day,
            held_to=day,
            source=EntrySource.INTERVISION if category is Category.REFLECTION else EntrySource.SESSION,
            source_ref="demo",
            at=max(start_of_day(day), at - timedelta(days=3000)),
            actor_id=None,
        )
