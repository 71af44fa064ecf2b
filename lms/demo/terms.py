"""Who is in the demo. All names are made up."""

from dataclasses import dataclass

from lms.accounts.terms import PersonName, Role

PASSWORD = "ruim baan voor het vak"  # noqa: S105 -- of people who do not exist; printed at the start
DOMAIN = "ruimbaan.example"


@dataclass(frozen=True)
class DemoPerson:
    """One sign-in of the demo."""

    nick: str
    name: PersonName
    roles: tuple[Role, ...]
    employer: str


SIGN_INS = (
    DemoPerson("cursist", PersonName("N.", "Leergraag", given_name="Noor"), (Role.STUDENT,), "Gemeente Veldersluis"),
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
)
FAMILY = (
    "Verzinsel",
    "Bedacht",
    "Fictief",
    "Proefje",
    "Voorbeeld",
    "Denkbeeld",
    "Papieren",
    "Sprookje",
    "Fantast",
    "Luchtkasteel",
    "Şahinoğlu-Verzinsel",
    "Müller-Fictief",
    "Meijer-Proef",
    "Kuijpers-Bedacht",
    "IJsbloem",
    "Zandkasteel",
    "Pennenlikker",
    "Wolkenkrabber",
    "Sneeuwpop",
    "Regenboog",
    "Vlinderdas",
    "Klaproos",
    "Waterlelie",
    "Windwijzer",
    "Zonnewijzer",
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
CODE_OF_CONDUCT = """Als klantmanager ben ik dubbel gebonden: ik help de mens voor mij en ik draag een publieke taak.

1. Ik onderzoek de feiten, ook de feiten in het voordeel van de inwoner.
2. Ik behandel gelijke gevallen gelijk, en zeg welk feit het verschil maakt.
3. Ik leg mijn besluit uit in woorden die de inwoner begrijpt.
4. Ik deel niet meer gegevens dan nodig is, en nooit zonder grond.
5. Ik beslis niet over mensen die mij na staan.
6. Ik leg twijfel voor aan collega’s, en laat mij aanspreken.
7. Ik houd mijn vak bij.

Deze tekst is een voorbeeld voor de demonstratie, geen beroepscode van een bestaande vereniging."""
