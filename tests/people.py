"""Builders: clearly fictional people, made by the same actions that pages use."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import Actor, PersonName, Role
from lms.kernel.calendar import local_day
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction

PASSWORD = "vier losse woorden samen"
_NAMES = {
    "alice": PersonName("A.", "Denkbeeld", given_name="Alice"),
    "bob": PersonName("B.", "Proefman", "van den", "Bob"),
    "charlie": PersonName("C.", "Voorbeeld", given_name="Charlie"),
    "dina": PersonName("D.", "Papieren", given_name="Dina"),
    "emiel": PersonName("E.", "Stempel", given_name="Emiel"),
    "fatma": PersonName("F.", "Verzonnen", given_name="Fatma"),
    "gijs": PersonName("G.", "Casusdijk", "van", "Gijs"),
    "hanna": PersonName("H.", "Oefening", given_name="Hanna"),
}


@dataclass(frozen=True)
class Someone:
    """A person in a test."""

    id: int
    email: str
    name: PersonName

    def __str__(self) -> str:
        """The formal name."""
        return self.name.formal


class World:
    """What a test needs around its subject."""

    def __init__(self, app: Flask, clock: FixedClock) -> None:
        self.app = app
        self.clock = clock
        self._hash = accounts.hash_password(PASSWORD)

    @property
    def today(self) -> date:
        """The day on the clock."""
        return local_day(self.clock.now())

    def person(self, nick: str, *roles: Role, employer: str | None = None) -> Someone:
        """Somebody with an account, the usual password and these roles since a year; an unknown nick is a surname too."""
        name = _NAMES.get(nick) or PersonName(f"{nick[0].upper()}.", f"{nick.title()}man", given_name=nick.title())
        at = self.clock.now()
        since = self.today - timedelta(days=365)
        with transaction():
            row = accounts.create_person(email=f"{nick}@ruimbaan.example", name=name, actor_id=None, at=at, password_hash=self._hash)
            for role in roles:
                accounts.grant_role(person_id=row.id, role=role, since=since, actor_id=None, at=at)
            if employer:
                accounts.set_employment(person_id=row.id, employer_name=employer, since=since, actor_id=None, at=at)
            return Someone(row.id, row.email, row.name)

    def actor(self, someone: Someone) -> Actor:
        """The person as an actor today."""
        return people.get_actor(someone.id, on=self.today)
