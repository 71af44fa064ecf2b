"""Builders: clearly fictional people, made by the same actions that pages use."""

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from flask import Flask

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.accounts.terms import Actor, PersonName, Role
from lms.catalogue import actions as catalogue
from lms.catalogue import queries as courses
from lms.catalogue.terms import Course
from lms.kernel.calendar import local_day
from lms.kernel.clock import FixedClock
from lms.kernel.db import transaction
from lms.registration import actions as registration
from lms.training import actions as training
from tests.courses import small_course

PASSWORD = "vier losse woorden samen"  # noqa: S105 -- of people who do not exist
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

    password = PASSWORD

    def __init__(self, app: Flask, clock: FixedClock) -> None:
        self.app = app
        self.clock = clock
        self._hash = accounts.hash_password(PASSWORD)

    @property
    def today(self) -> date:
        """The day on the clock."""
        return local_day(self.clock.now())

    def person(self, nick: str, *roles: Role, employer: str | None = None, name: PersonName | None = None) -> Someone:
        """Somebody with an account, the usual password and these roles since a year; an unknown nick is a surname too."""
        name = name or _NAMES.get(nick) or PersonName(f"{nick[0].upper()}.", f"{nick.title()}man", given_name=nick.title())
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

    def publish(self, files: dict[str, str] | None = None) -> Course:
        """The small course (or these files) as the published one."""
        with tempfile.TemporaryDirectory() as name:
            for path, text in (files or small_course()).items():
                target = Path(name) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            with transaction():
                content_hash, _ = catalogue.publish_course(folder=Path(name), actor_id=None, at=self.clock.now())
        return courses.get_course(content_hash)

    def publish_folder(self, folder: Path) -> Course:
        """A course folder as the published one."""
        with transaction():
            content_hash, _ = catalogue.publish_course(folder=folder, actor_id=None, at=self.clock.now())
        return courses.get_course(content_hash)

    def group(self, course: Course, *students: Someone, trainers: tuple[Someone, ...] = ()) -> int:
        """A group that runs from last week for a year, with these people in it."""
        at = self.clock.now()
        start = self.today - timedelta(days=7)
        with transaction():
            group = training.create_group(
                title="Groep Wilgen",
                course_id=course.id,
                starts_on=start,
                ends_on=start + timedelta(days=365),
                trainer_ids=[trainer.id for trainer in trainers],
                actor_id=None,
                at=at,
            )
            for student in students:
                training.enrol(group_id=group.id, person_id=student.id, actor_id=None, at=at)
            return group.id

    def code_of_conduct(self) -> None:
        """A code of conduct in force since a year."""
        with transaction():
            registration.publish_code_of_conduct(
                version="2025",
                title="Beroepscode",
                body="Ik leg mijn besluit uit.",
                effective_on=self.today - timedelta(days=365),
                actor_id=None,
                at=self.clock.now(),
            )
