"""People from a CSV file as Excel and others write it. Every fault with its line."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping

from lms.accounts.terms import PersonName, Role
from lms.secretariat.terms import ImportFault, ImportReading, ImportRow

COLUMNS = ("email", "voorletters", "voornaam", "tussenvoegsel", "achternaam", "rollen")
GROUP = "groep"
"""A seventh column that may be left out."""
MOST_ROWS = 5000
_MOST_FAULTS = 200
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
_LONGEST = {"email": 254, "voorletters": 20, "voornaam": 80, "tussenvoegsel": 20, "achternaam": 120}
_FORMULA = "=+-@\t\r"
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}


def template() -> bytes:
    """A file to fill in, as Excel opens it: with a byte order mark and semicolons."""
    rows = [(*COLUMNS, GROUP), ("anna@gemeente.example", "A.", "Anna", "van", "Voorbeeld", "cursist", "")]
    return ("\ufeff" + "".join(";".join(row) + "\r\n" for row in rows)).encode()


def decode(data: bytes) -> str | None:
    """The text of a file: UTF-8 with or without mark, UTF-16 with one, else what Windows writes; None when it is no text."""
    try:
        text = data.decode("utf-16") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return None if "\x00" in text or "\ufffd" in text else text


def read_people(text: str | None, *, roles: tuple[Role, ...], groups: Mapping[str, int]) -> ImportReading:
    """Read a file of people who may get these roles and join these groups (title in lower case -> id); `known` is left to whoever asks."""
    if text is None:
        return _only(1, "Dit bestand is geen CSV. Kies in Excel ‘Opslaan als’ en dan ‘CSV UTF-8’.")
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count), strict=True)
    return _Reading(reader, {role.label: role for role in roles}, groups).all()


def _only(line: int, message: str) -> ImportReading:
    return ImportReading((), (ImportFault(line, message),), ())


class _Reading:
    """One pass over the lines, with what was found so far."""

    def __init__(self, reader: "csv._reader", roles: Mapping[str, Role], groups: Mapping[str, int]) -> None:  # type: ignore[name-defined]  # typeshed's
        self.reader, self.roles, self.groups = reader, roles, groups
        self.rows: list[ImportRow] = []
        self.faults: list[ImportFault] = []
        self.seen: dict[str, int] = {}
        self.header: tuple[str, ...] = ()

    def all(self) -> ImportReading:
        """Everything until the end, or until there is too much wrong to go on."""
        begins = 1
        try:
            for cells in self.reader:
                self._take(begins, [unicodedata.normalize("NFC", cell).strip() for cell in cells])
                begins = self.reader.line_num + 1
                if len(self.rows) > MOST_ROWS:
                    return _only(begins - 1, f"Er staan te veel regels in. Importeer hooguit {MOST_ROWS} personen tegelijk.")
                if len(self.faults) >= _MOST_FAULTS or (self.faults and not self.header):
                    break
        except csv.Error:
            self.faults.append(ImportFault(begins, "Hier klopt een aanhalingsteken niet: het wordt niet gesloten."))
        if not self.header and not self.faults:
            self._take_header(1, [])
        elif not self.rows and not self.faults:
            self.faults.append(ImportFault(begins, "Er staan geen personen in dit bestand."))
        return ImportReading(tuple(self.rows), tuple(self.faults), ())

    def _take(self, line: int, cells: list[str]) -> None:
        if not any(cells):
            return
        if not self.header:
            self._take_header(line, cells)
            return
        found = self._row(line, cells)
        if isinstance(found, str):
            self.faults.append(ImportFault(line, found))
        elif found.email in self.seen:
            self.faults.append(ImportFault(line, f"{found.email} staat ook op regel {self.seen[found.email]}."))
        else:
            self.seen[found.email] = line
            self.rows.append(found)

    def _take_header(self, line: int, cells: list[str]) -> None:
        names = tuple(cell.lower() for cell in cells if cell)
        if names in {COLUMNS, (*COLUMNS, GROUP)}:
            self.header = names
        else:
            self.faults.append(ImportFault(line, f"De eerste regel moet zijn: {';'.join((*COLUMNS, GROUP))}. De laatste kolom mag u weglaten."))

    def _row(self, line: int, cells: list[str]) -> ImportRow | str:
        while len(cells) > len(self.header) and not cells[-1]:
            cells.pop()
        if len(cells) != len(self.header):
            return f"Deze regel heeft {len(cells)} kolommen in plaats van {len(self.header)}."
        value = dict(zip(self.header, cells, strict=True))
        roles = self._roles(value["rollen"])
        if fault := _wrong_text(value) or (roles if isinstance(roles, str) else ""):
            return fault
        group = value.get(GROUP, "").lower()
        if group and group not in self.groups:
            return f"Er is geen groep die ‘{value[GROUP]}’ heet. Maak de groep eerst."
        if group and Role.STUDENT not in roles:
            return "Alleen een cursist kan in een groep. Voeg de rol cursist toe, of laat de groep leeg."
        name = PersonName(value["voorletters"], value["achternaam"], value["tussenvoegsel"], value["voornaam"])
        return ImportRow(line, value["email"].lower(), name, tuple(Role(role) for role in roles), self.groups.get(group))

    def _roles(self, text: str) -> tuple[Role, ...] | str:
        words = [word.strip().lower() for word in re.split("[,/|+]", text) if word.strip()]
        unknown = [word for word in words if word not in self.roles]
        if unknown or not words:
            return f"Onbekende rol: {', '.join(unknown) or 'leeg'}. Kies uit: {', '.join(self.roles)}."
        return tuple(dict.fromkeys(self.roles[word] for word in words))


def _wrong_text(value: Mapping[str, str]) -> str:
    """What is wrong with the texts of a line, or nothing."""
    too_long = [column for column, most in _LONGEST.items() if len(value[column]) > most]
    if too_long:
        return f"Te lang: {', '.join(too_long)}."
    unseen = [column for column, text in value.items() if any(unicodedata.category(char) in _UNSEEN for char in text)]
    if unseen:
        return f"Er staat een onzichtbaar teken in: {', '.join(unseen)}. Typ de tekst opnieuw."
    formula = [column for column, text in value.items() if text[:1] in _FORMULA and text]
    if formula:
        return f"Dit leest Excel als een formule: {', '.join(formula)}. Haal het eerste teken weg."
    if not _EMAIL.fullmatch(value["email"].lower()):
        return f"‘{value['email']}’ is geen e-mailadres."
    return "" if value["voorletters"] and value["achternaam"] else "Vul voorletters en achternaam in."
