"""People from a CSV file: email;voorletters;voornaam;tussenvoegsel;achternaam;rollen. Every fault with its line."""

import csv
import io
import re

from lms.accounts.terms import PersonName, Role
from lms.secretariat.terms import ImportFault, ImportReading, ImportRow

COLUMNS = ("email", "voorletters", "voornaam", "tussenvoegsel", "achternaam", "rollen")
MOST_ROWS = 2000
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_ROLES = {role.label: role for role in Role}
_LONGEST = {"email": 254, "voorletters": 20, "voornaam": 80, "tussenvoegsel": 20, "achternaam": 120}


def read_people(data: bytes) -> ImportReading:
    """Read a file of people; `known` is left to whoever can ask the database."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _only(1, "Dit bestand is geen UTF-8. Sla het in Excel op als ‘CSV UTF-8’.")
    if "\x00" in text:
        return _only(1, "Dit bestand is geen CSV.")
    first = text.partition("\n")[0]
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=";" if first.count(";") >= first.count(",") else ","))
    except csv.Error:
        return _only(1, "Dit bestand is geen geldige CSV.")
    if not lines or tuple(cell.strip().lower() for cell in lines[0]) != COLUMNS:
        return _only(1, f"De eerste regel moet zijn: {';'.join(COLUMNS)}")
    if len(lines) > MOST_ROWS:
        return _only(len(lines), f"Er staan te veel regels in. Importeer hooguit {MOST_ROWS} personen tegelijk.")
    return _rows(lines)


def _only(line: int, message: str) -> ImportReading:
    return ImportReading((), (ImportFault(line, message),), ())


def _rows(lines: list[list[str]]) -> ImportReading:
    rows, faults, seen = [], [], dict[str, int]()
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        found = _row(number, [cell.strip() for cell in cells])
        if isinstance(found, ImportFault):
            faults.append(found)
        elif found.email in seen:
            faults.append(ImportFault(number, f"{found.email} staat ook op regel {seen[found.email]}."))
        else:
            seen[found.email] = number
            rows.append(found)
    if not rows and not faults:
        faults.append(ImportFault(2, "Er staan geen personen in dit bestand."))
    return ImportReading(tuple(rows), tuple(faults), ())


def _row(number: int, cells: list[str]) -> ImportRow | ImportFault:
    if len(cells) != len(COLUMNS):
        return ImportFault(number, f"Deze regel heeft {len(cells)} kolommen in plaats van {len(COLUMNS)}.")
    value = dict(zip(COLUMNS, cells, strict=True))
    too_long = [column for column, most in _LONGEST.items() if len(value[column]) > most]
    if too_long:
        return ImportFault(number, f"Te lang: {', '.join(too_long)}.")
    if not _EMAIL.fullmatch(value["email"]):
        return ImportFault(number, f"‘{value['email']}’ is geen e-mailadres.")
    if not value["voorletters"] or not value["achternaam"]:
        return ImportFault(number, "Vul voorletters en achternaam in.")
    words = [word.strip().lower() for word in value["rollen"].split(",") if word.strip()]
    unknown = [word for word in words if word not in _ROLES]
    if unknown or not words:
        return ImportFault(number, f"Onbekende rol: {', '.join(unknown) or 'leeg'}. Kies uit: {', '.join(_ROLES)}.")
    name = PersonName(value["voorletters"], value["achternaam"], value["tussenvoegsel"], value["voornaam"])
    return ImportRow(number, value["email"].lower(), name, tuple(_ROLES[word] for word in words))
