"""Who is in the demo. All names are made up: a surname is an ordinary Dutch word, or an ordinary surname with such a word behind it."""

from dataclasses import dataclass

from lms.accounts.terms import PersonName, Role

PASSWORD = "ruim baan voor het vak"  # noqa: S105 -- of people who do not exist; printed at the start
DOMAIN = "ruimbaan.example"
STAFF_DAYS = 2500
"""The desk and its people were there before the first registration."""


@dataclass(frozen=True)
class DemoPerson:
    """One sign-in of the demo, there since so many days."""

    nick: str
    name: PersonName
    roles: tuple[Role, ...]
    employer: str
    days: int = STAFF_DAYS


SIGN_INS = (
    DemoPerson("cursist", PersonName("N.", "Leergraag", given_name="Noor"), (Role.STUDENT,), "Gemeente Veldersluis", 40),
    DemoPerson("trainer", PersonName("T.", "Vraagbaak", given_name="Teun"), (Role.TRAINER,), "Opleidingshuis De Brug"),
    DemoPerson("examinator1", PersonName("E.", "Weegschaal", given_name="Els"), (Role.EXAMINER,), "Gemeente Oosterwoude"),
    DemoPerson("examinator2", PersonName("K.", "Maatstaf", given_name="Karim"), (Role.EXAMINER,), "Gemeente Zuiderhaven"),
    DemoPerson("examinator3", PersonName("J.", "IJkpunt", given_name="Jannie"), (Role.EXAMINER,), "Gemeente Westerkerk"),
    DemoPerson("examencommissie", PersonName("B.", "Grensland", "van", "Bram"), (Role.EXAM_BOARD,), "Vereniging"),
    DemoPerson(
        "commissie1", PersonName("H.", "Leermeester", given_name="Hanna"), (Role.REGISTRATION_COMMITTEE, Role.TRAINER), "Opleidingshuis De Brug"
    ),
    DemoPerson("commissie2", PersonName("S.", "Zorgvuldig", given_name="Samir"), (Role.REGISTRATION_COMMITTEE,), "Gemeente Noorderdijk"),
    DemoPerson("bureau", PersonName("R.", "Inktpot", given_name="Roos"), (Role.SECRETARIAT,), "Vereniging"),
    DemoPerson("beheer", PersonName("W.", "Sleutel", given_name="Wim"), (Role.ADMIN,), "Vereniging"),
)
GIVEN = (
    "Aagje",
    "Boudewijn",
    "Carice",
    "Dirkje",
    "Evert",
    "Fenna",
    "Gerlof",
    "Hiske",
    "Ilias",
    "Jorrit",
    "Khadija",
    "Lieve",
    "Mees",
    "Nadia",
    "Otto",
    "Pleun",
    "Quirine",
    "Rik",
    "Saïda",
    "Tjalling",
    "Ümmühan",
    "Veerle",
    "Wessel",
    "Yara",
    "Zeger",
)
FAMILY = (
    "Verzinsel",
    "Bedacht",
    "Denkbeeld",
    "Papieren",
    "Sprookje",
    "Fantast",
    "Phantast",
    "Luchtkasteel",
    "Zandkasteel",
    "Şahinoğlu-Verzinsel",
    "Müller-Fictief",
    "Muller-Fictief",
    "Meijer-Proef",
    "Meyer-Proef",
    "Meier-Proef",
    "Jansen-Verzinsel",
    "Janssen-Verzinsel",
    "Bakker-Voorbeeld",
    "Visser-Bedacht",
    "Smit-Papieren",
    "Smid-Papieren",
    "Kuijpers-Bedacht",
    "Kuipers-Bedacht",
    "El Fantasie",
    "IJsbloem",
    "Eisbloem",
    "Pennenlikker",
    "Wolkenkrabber",
    "Sneeuwpop",
    "Regenboog",
    "Vlinderdas",
    "Klaproos",
    "Claproos",
    "Waterlelie",
    "Windwijzer",
    "Windweyzer",
    "Zonnewijzer",
    "Vuurtoren",
    "Molensteen",
    "Dijkdoorbraak",
    "Kaasschaaf",
    "Lantaarnpaal",
)
PREFIXES = ("", "", "", "van", "de", "van den", "van der")
EMPLOYERS = (
    "Gemeente Veldersluis",
    "Gemeente Oosterwoude",
    "Gemeente Zuiderhaven",
    "Gemeente Westerkerk",
    "Gemeente Noorderdijk",
    "Gemeente Middelmeer",
)
CLASSMATES = (
    DemoPerson("cursist2", PersonName("D.", "Bladzijde", given_name="Daan"), (Role.STUDENT,), "Gemeente Oosterwoude", 40),
    DemoPerson("cursist3", PersonName("F.", "Potlood", given_name="Fenna"), (Role.STUDENT,), "Gemeente Zuiderhaven", 40),
    DemoPerson("cursist4", PersonName("I.", "Kladblok", given_name="Ilias"), (Role.STUDENT,), "Gemeente Middelmeer", 40),
    DemoPerson("cursist5", PersonName("L.", "Vraagteken", "van", "Lieve"), (Role.STUDENT,), "Gemeente Noorderdijk", 40),
    DemoPerson("cursist6", PersonName("O.", "Leeslamp", given_name="Otto"), (Role.STUDENT,), "Gemeente Westerkerk", 40),
)
"""The others in the group of `cursist`."""
INVITED = (
    DemoPerson("nieuw1", PersonName("S.", "Drempel", given_name="Saïda"), (Role.STUDENT,), "Gemeente Veldersluis", 11),
    DemoPerson("nieuw2", PersonName("M.", "Voordeur", given_name="Mees"), (Role.STUDENT,), "Gemeente Middelmeer", 2),
)
"""Invited, but not yet in: the first invitation is too old."""
