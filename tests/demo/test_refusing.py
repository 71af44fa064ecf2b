"""A demo never joins real people."""

import pytest

from lms.accounts import queries as people
from lms.demo import actions as demo
from lms.kernel.clock import FixedClock
from lms.kernel.errors import Conflict
from tests.people import World


def test_a_database_with_other_people_is_refused_and_stays_as_it_was(world: World, clock: FixedClock) -> None:
    course = world.publish()
    world.person("alice")
    with pytest.raises(Conflict):
        demo.load_demo(course=course, title="", at=clock.now())
    assert people.list_people(size=1).total == 1
