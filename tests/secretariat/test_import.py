"""Importing people: every way a spreadsheet writes a file, every fault with its line, nothing before the second step."""

import io
import time

import pytest
from sqlalchemy import func, select

from lms.accounts import queries as people
from lms.accounts.terms import Role
from lms.kernel.db import db
from lms.kernel.outbox import OutboxMessage
from lms.secretariat import formats
from lms.secretariat.formats import COLUMNS, GROUP, MOST_ROWS
from lms.secretariat.terms import ImportReading
from lms.training import queries as groups
from tests.browse import Page, PageClient
from tests.people import Someone, World

HEAD = ";".join(COLUMNS)
ANNA = "anna@x.example;A.;Anna;van;Voorbeeld;cursist"
ALL = tuple(Role)


def read(text: str | bytes, **known: int) -> ImportReading:
    data = text if isinstance(text, bytes) else text.encode()
    return formats.read_people(formats.decode(data), roles=ALL, groups=known)


def faults(text: str | bytes) -> list[tuple[int, str]]:
    return [(fault.line, fault.message) for fault in read(text).faults]


@pytest.mark.parametrize(
    "data",
    [
        f"{HEAD}\n{ANNA}".encode(),
        f"\ufeff{HEAD}\r\n{ANNA}\r\n".encode(),
        f"{HEAD}\r\n{ANNA}\r\n".encode("utf-16"),
        f"{HEAD}\r{ANNA}\r".encode(),
        f"{HEAD}\n{ANNA}".replace(";", ",").encode(),
        f"{HEAD}\n{ANNA}".replace(";", "\t").encode(),
        f"\n\n{HEAD};;\n;;;;;\n{ANNA};;\n\n".encode(),
        f'{HEAD.upper()}\n"anna@x.example";"A.";"Anna";" van ";"Voorbeeld";"Cursist"'.encode(),
        formats.template().replace(b"anna@gemeente.example", b"anna@x.example"),
    ],
    ids=["plain", "Excel UTF-8", "Excel Unicode", "old Mac", "commas", "tabs", "empty lines and columns", "quotes", "our own template"],
)
def test_a_file_is_read_however_it_was_written(data: bytes) -> None:
    reading = read(data)
    assert reading.faults == ()
    (row,) = reading.rows
    assert (row.email, row.name.formal, row.roles) == ("anna@x.example", "A. (Anna) van Voorbeeld", (Role.STUDENT,))


def test_what_windows_writes_keeps_its_accents() -> None:
    (row,) = read(f"{HEAD}\nanna@x.example;A.;Zoë;;Müller-Fictief;cursist".encode("cp1252")).rows
    assert (row.name.given_name, row.name.family_name) == ("Zoë", "Müller-Fictief")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("geen-adres;A.;;;Voorbeeld;cursist", "‘geen-adres’ is geen e-mailadres."),
        ("a@b;A.;;;Voorbeeld;cursist", "‘a@b’ is geen e-mailadres."),
        ("a@x.example;;;;Voorbeeld;cursist", "Vul voorletters en achternaam in."),
        ("a@x.example;A.;;;;cursist", "Vul voorletters en achternaam in."),
        ("a@x.example;A.;;;Voorbeeld;baas", "Onbekende rol: baas."),
        ("a@x.example;A.;;;Voorbeeld;", "Onbekende rol: leeg."),
        ("a@x.example;A.;;;Voorbeeld", "Deze regel heeft 5 kolommen in plaats van 6."),
        (f"a@x.example;A.;;;{'x' * 121};cursist", "Te lang: achternaam."),
        ("a@x.example;A.;;;=HYPERLINK(1);cursist", "Dit leest Excel als een formule: achternaam."),
        ("a@x.example;A.;@SUM(1);;Voorbeeld;cursist", "Dit leest Excel als een formule: voornaam."),
        ("a@x.example;A.;;;Voor\u202ebeeld;cursist", "Er staat een onzichtbaar teken in: achternaam."),
        ("a@x.example;A.;;;Voor\x07beeld;cursist", "Er staat een onzichtbaar teken in: achternaam."),
        ("ANNA@x.example;A.;;;Voorbeeld;cursist", "anna@x.example staat ook op regel 2."),
    ],
)
def test_a_fault_says_its_line_and_what_to_do(line: str, message: str) -> None:
    ((number, found),) = faults(f"{HEAD}\n{ANNA}\n{line}")
    assert number == 3
    assert found.startswith(message)


def test_every_line_is_judged_and_a_cell_with_line_breaks_does_not_shift_the_count() -> None:
    text = f'{HEAD}\nfout;A.;;;X;cursist\nb@x.example;B.;"Be\na";;Y;cursist\nook fout;C.;;;Z;cursist'
    assert [line for line, _ in faults(text)] == [2, 3, 5]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("hallo", 1),
        (f"{HEAD}\n", 2),
        (f'{HEAD}\n{ANNA}\n"b@x.example;B.', 3),
        (f'{HEAD}\n"a"b;x', 2),
        (b"PK\x03\x04\x00\x00", 1),
        (b"\xff\xfe\x00", 1),
    ],
    ids=["empty", "no header", "no people", "open quote", "text after a quote", "a spreadsheet", "half a sign"],
)
def test_what_is_no_list_of_people_is_refused_on_a_line(text: str | bytes, line: int) -> None:
    assert [number for number, _ in faults(text)] == [line]


def test_a_group_must_exist_and_only_a_student_joins_one() -> None:
    head = f"{HEAD};{GROUP}\n"
    assert read(f"{head}{ANNA};Groep Noord", **{"groep noord": 7}).rows[0].group_id == 7
    assert read(f"{head}{ANNA};").rows[0].group_id is None
    assert "Er is geen groep die ‘Groep Zuid’ heet." in read(f"{head}{ANNA};Groep Zuid").faults[0].message
    assert "Alleen een cursist" in read(f"{head}{ANNA.replace('cursist', 'trainer')};Groep Noord", **{"groep noord": 7}).faults[0].message


def test_five_thousand_people_are_read_quickly_and_one_more_is_too_many() -> None:
    lines = "\n".join(ANNA.replace("anna@", f"anna{number}@") for number in range(MOST_ROWS))
    begin = time.process_time()
    assert len(read(f"{HEAD}\n{lines}").rows) == MOST_ROWS
    assert time.process_time() - begin < 5
    assert "te veel regels" in read(f"{HEAD}\n{lines}\nnog@x.example;A.;;;Een;cursist").faults[0].message


def upload(client: PageClient, desk: Someone, text: str) -> Page:
    return client.post("/bureau/import", {"file": (io.BytesIO(text.encode()), "personen.csv")}, as_=desk, content_type="multipart/form-data")


def count() -> int:
    return people.list_people(size=1).total


def mails() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxMessage)) or 0


def test_nothing_is_kept_before_it_is_confirmed_and_invitations_are_a_choice(client: PageClient, desk: Someone) -> None:
    before = count()
    page = upload(client, desk, f"{HEAD}\n{ANNA}")
    assert "1 nieuw account" in page.main
    assert count() == before
    _, fields = page.form("Importeren")
    page = client.post("/bureau/import", {name: value for name, value in fields.items() if name != "invited"}, as_=desk)
    assert "Er zijn geen uitnodigingen verstuurd." in client.follow(page, as_=desk).main
    assert (count(), mails()) == (before + 1, 0)


def test_a_confirmed_import_makes_accounts_roles_and_enrolments_and_invites(client: PageClient, world: World, desk: Someone) -> None:
    group_id = world.group(world.publish(), trainers=(world.person("bob", Role.TRAINER),))
    page = upload(client, desk, f"{HEAD};{GROUP}\n{ANNA};Groep Wilgen\n{desk.email};R.;;;Bestaat;cursist;")
    assert "1 persoon heeft er al een en wordt overgeslagen" in page.main
    page = client.follow(client.submit(page, "/bureau/import", "Importeren", as_=desk), as_=desk)
    assert "1 account gemaakt. De uitnodigingen zijn onderweg." in page.main
    anna = people.find_person_by_email("anna@x.example")
    assert anna is not None
    assert people.get_actor(anna.id, on=world.today).roles == {Role.STUDENT}
    assert [member.person_id for member in groups.members_of(group_id)] == [anna.id]
    assert people.list_ties(about=anna.id, on=world.today)
    assert mails() == 1


def test_a_second_confirmation_makes_nobody_twice(client: PageClient, desk: Someone) -> None:
    page = upload(client, desk, f"{HEAD}\n{ANNA}")
    for _ in range(2):
        answer = client.submit(page, "/bureau/import", "Importeren", as_=desk)
        assert answer.status == 302
    assert "0 accounts gemaakt" in client.follow(answer, as_=desk).main


def test_what_was_changed_between_looking_and_confirming_is_judged_anew(client: PageClient, desk: Someone) -> None:
    before = count()
    page = client.post("/bureau/import", {"text": f"{HEAD}\nkwaad;A.;;;X;cursist", "invited": "y"}, as_=desk)
    assert page.status == 422
    assert "Regel 2: ‘kwaad’ is geen e-mailadres." in page.main
    assert count() == before


def test_the_desk_imports_no_administrator(client: PageClient, world: World, desk: Someone) -> None:
    text = f"{HEAD}\n{ANNA.replace('cursist', 'beheerder')}"
    assert "Onbekende rol: beheerder" in upload(client, desk, text).main
    assert client.post("/bureau/import", {"text": text}, as_=desk).status == 422
    assert "Nieuw" in upload(client, world.person("wim", Role.ADMIN), text).main


def test_the_template_is_a_file_that_the_import_takes(client: PageClient, desk: Someone) -> None:
    answer = client.get("/bureau/import/voorbeeld.csv", as_=desk)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="personen.csv"'
    assert read(answer.response.data).faults == ()


def test_a_file_without_a_name_or_content_says_so(client: PageClient, desk: Someone) -> None:
    page = client.post("/bureau/import", {"file": (io.BytesIO(b""), "")}, as_=desk, content_type="multipart/form-data")
    assert page.status == 422
    assert "Er is nog niets geïmporteerd" in page.main


def test_a_thousand_people_come_in_with_a_fixed_number_of_queries_per_person(client: PageClient, desk: Someone) -> None:
    lines = "\n".join(ANNA.replace("anna@", f"anna{number}@") for number in range(1000))
    page = upload(client, desk, f"{HEAD}\n{lines}")
    assert "de eerste 100" in page.main
    assert len(page.queries) < 12
    answer = client.submit(page, "/bureau/import", "Importeren", as_=desk)
    assert answer.status == 302
    assert mails() == 1000
