"""People of the desk's tests."""

import pytest

from lms.accounts.terms import Role
from lms.kernel.calendar import add_months
from lms.kernel.db import transaction
from lms.registration import actions as registration
from tests.people import Someone, World


@pytest.fixture
def desk(world: World) -> Someone:
    """Somebody of the registerbureau, with a course published."""
    world.publish()
    return world.person("roos", Role.SECRETARIAT)


@pytest.fixture
def registered(world: World) -> int:
    """The registration of Alice, since a year."""
    person = world.person("alice", Role.STUDENT)
    start = add_months(world.today, -12)
    with transaction():
        row = registration.register_person(
            person_id=person.id,
            name=person.name,
            ruleset_id="klantmanager-2020",
            starts_on=start,
            ends_on=add_months(start, 60),
            actor_id=None,
            decided_by_id=None,
            at=world.clock.now(),
        )
        return row.id
