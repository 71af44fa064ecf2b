"""What the desk does across several floors."""

from datetime import datetime

from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.kernel.calendar import local_day
from lms.secretariat.terms import ImportRow


def import_people(*, rows: tuple[ImportRow, ...], actor_id: int, at: datetime) -> int:
    """Make an account with roles for everybody who has none, and invite them; returns how many."""
    made = 0
    for row in rows:
        if people.find_person_by_email(row.email) is not None:
            continue
        person = accounts.create_person(email=row.email, name=row.name, actor_id=actor_id, at=at)
        for role in row.roles:
            accounts.grant_role(person_id=person.id, role=role, since=local_day(at), actor_id=actor_id, at=at)
        accounts.invite(person=person, actor_id=actor_id, at=at)
        made += 1
    return made
