"""People in the register, across all six statuses, each with a history of their own length."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lms.accounts import actions as accounts
from lms.accounts.terms import Actor, PersonName, Role
from lms.demo.actions.ledgers import keep_up
from lms.demo.terms.people import DOMAIN, EMPLOYERS, FAMILY, GIVEN, PREFIXES
from lms.kernel.calendar import add_months, local_day, start_of_day
from lms.kernel.db import db
from lms.registration import actions as registration

_KINDS = ("active",) * 34 + ("lapsed",) * 7 + ("provisional",) * 4 + ("suspended",) * 2 + ("withdrawn",) * 2 + ("struck_off",)
_AGO = {"lapsed": (1850, 2450), "provisional": (70, 700)}
"""How many days ago somebody was registered: long enough to have lapsed, short enough to be provisional still."""
_SCHEME = "klantmanager-2020"
_KEPT_UP = 24
"""The first so many of who are registered have a full ledger; the others a few meetings."""


@dataclass(frozen=True)
class _Plan:
    """Who is registered when, before anything is written."""

    number: int
    kind: str
    starts_on: date
    name: PersonName
    employer: str


def fill_register(*, count: int, desk: Actor, password_hash: str, at: datetime) -> None:
    """So many people with a number and a history, in the order in which they came; the same every time."""
    chance = random.Random(2026)  # noqa: S311 -- the same demo every time
    plans = [_plan(number, chance, local_day(at)) for number in range(count)]
    with db.session.no_autoflush:  # each action flushes what it needs itself: a fifth of the time of the first start
        for plan in sorted(plans, key=lambda one: one.starts_on):
            _register(plan, desk, password_hash, at)


def _plan(number: int, chance: random.Random, today: date) -> _Plan:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    prefix, _, bare = family.rpartition(" ")
    kind = _KINDS[number % len(_KINDS)]
    ago = chance.randint(1480, 1800) if kind == "active" and number < _KEPT_UP else chance.randint(*_AGO.get(kind, (70, 1750)))
    name = PersonName(f"{given[0]}.", bare, prefix or chance.choice(PREFIXES) * ("-" not in bare), given)
    return _Plan(number, kind, today - timedelta(days=ago), name, chance.choice(EMPLOYERS))


def _register(plan: _Plan, desk: Actor, password_hash: str, at: datetime) -> None:
    then = start_of_day(plan.starts_on) + timedelta(hours=10)
    email = f"persoon{plan.number + 1}@{DOMAIN}"
    person = accounts.create_person(email=email, name=plan.name, actor_id=desk.person_id, at=then - timedelta(days=20), password_hash=password_hash)
    since = plan.starts_on - timedelta(days=20)
    accounts.grant_role(person_id=person.id, role=Role.STUDENT, since=since, actor_id=desk.person_id, at=then - timedelta(days=20))
    accounts.set_employment(person_id=person.id, employer_name=plan.employer, since=since, actor_id=desk.person_id, at=then - timedelta(days=20))
    row = registration.register_person(
        person_id=person.id,
        name=plan.name,
        ruleset_id=_SCHEME,
        starts_on=plan.starts_on,
        ends_on=add_months(plan.starts_on, 24 if plan.kind == "provisional" else 60),
        provisional=plan.kind == "provisional",
        actor_id=desk.person_id,
        decided_by_id=None,
        at=then,
    )
    chance = random.Random(plan.number)  # noqa: S311 -- the same demo every time
    _history(row.id, plan, desk.person_id, chance, at)
    if plan.kind == "active":
        keep_up(person_id=person.id, number=plan.number, full=plan.number < _KEPT_UP, since=plan.starts_on, desk=desk, at=at)


def _history(registration_id: int, plan: _Plan, desk_id: int, chance: random.Random, at: datetime) -> None:
    """What happened after the registration: a measure now, one that is over, or the end."""
    today = local_day(at)
    day = plan.starts_on + timedelta(days=chance.randint(30, max(31, (today - plan.starts_on).days - 10)))
    then = start_of_day(min(day, today - timedelta(days=1))) + timedelta(hours=11)
    if plan.kind == "suspended":
        _suspend(registration_id, today - timedelta(days=20), today + timedelta(days=70), desk_id, at - timedelta(days=20))
    elif plan.kind == "withdrawn":
        registration.withdraw(registration_id=registration_id, effective_on=local_day(then), actor_id=desk_id, at=then)
    elif plan.kind == "struck_off":
        facts = {"effective_on": local_day(then), "final_on": local_day(then), "note": "Verzonnen besluit"}
        registration.strike_off(registration_id=registration_id, actor_id=desk_id, at=then, **facts)  # type: ignore[arg-type]  # typed above
    elif plan.kind == "active" and plan.number % 97 == 0 and day + timedelta(days=60) < today:
        _suspend(registration_id, local_day(then), local_day(then) + timedelta(days=45), desk_id, then)


def _suspend(registration_id: int, since: date, until: date, desk_id: int, at: datetime) -> None:
    facts = {"effective_on": since, "until_on": until, "immediate": True, "final_on": None, "note": "Verzonnen besluit"}
    registration.suspend(registration_id=registration_id, actor_id=desk_id, at=at, **facts)  # type: ignore[arg-type]  # typed above
