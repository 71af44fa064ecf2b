"""Every field of the dossier and of a registration, with the hostile list: words, never a failure, and nothing typed is lost."""

from datetime import timedelta

import pytest

from lms.accounts.terms import Role
from lms.certification.terms import ApplicationKind
from lms.kernel.db import transaction
from lms.registration import actions
from tests.browse import PageClient
from tests.certification.dossier import Dossier
from tests.journeys.test_bad_input import HOSTILE
from tests.people import Someone, World


@pytest.fixture
def paths(world: World) -> tuple[Someone, tuple[str, ...]]:
    """Somebody who records and decides, a dossier that is open, and a registration with a suspension."""
    dossier = Dossier(world)
    dossier.accept_code()
    application_id = dossier.apply(ApplicationKind.PROVISIONAL)
    who = world.person("alles", Role.SECRETARIAT, Role.REGISTRATION_COMMITTEE)
    other, start = world.person("hanna", Role.STUDENT), world.today - timedelta(days=10)
    with transaction():
        row = actions.register_person(
            person_id=other.id,
            name=other.name,
            ruleset_id="klantmanager-2020",
            starts_on=start,
            ends_on=start + timedelta(days=900),
            actor_id=None,
            decided_by_id=None,
            at=world.clock.now(),
        )
        actions.suspend(registration_id=row.id, effective_on=start, until_on=None, immediate=True, final_on=None, actor_id=None, at=world.clock.now())
        return who, (f"/bureau/aanvragen/{application_id}", f"/bureau/registraties/{row.id}")


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_field_refuses_in_words_and_gives_back_what_was_typed(client: PageClient, paths: tuple[Someone, tuple[str, ...]], kind: str) -> None:
    who, addresses = paths
    swept = 0
    for path in addresses:
        for form in client.get(path, as_=who).forms():
            for name in form.names:
                answer = client.post(form.action or path, {**form.fields, name: HOSTILE[kind]}, as_=who)
                assert answer.status in {200, 302, 404, 409, 422}, f"{name} of {form.action} with {kind}: {answer.status}"
                if answer.status == 422 and kind in {"long", "sql"} and name in form.typed:
                    assert HOSTILE[kind][:50] in answer.values, f"{name} of {form.action} with {kind} lost what was typed"
                swept += 1
    assert swept > 15
