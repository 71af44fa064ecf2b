"""How registered people of the demo keep up: meetings, intervision, and own activities with what the desk said of them."""

from dataclasses import dataclass

from lms.credits.terms import Category, EntrySource

C, S = Category, EntrySource


@dataclass(frozen=True)
class DemoActivity:
    """An activity with its points in hundredths."""

    category: Category
    source: EntrySource
    title: str
    points: int


@dataclass(frozen=True)
class DemoClaim:
    """An own activity: asked and granted hundredths, and the reason of the desk; `granted` is None while it waits."""

    category: Category
    title: str
    learned: str
    asked: int
    granted: int | None = None
    reason: str = ""


ACTIVITIES = (
    DemoActivity(C.ACCREDITED, S.SESSION, "Studiedag Maatwerk in de bijstand", 600),
    DemoActivity(C.ACCREDITED, S.SESSION, "Training Motiverende gesprekken", 600),
    DemoActivity(C.REFLECTION, S.INTERVISION, "Intervisie, voorjaar", 250),
    DemoActivity(C.ACCREDITED, S.SESSION, "Verdiepingsdag Horen en beslissen", 600),
    DemoActivity(C.OTHER, S.SESSION, "Regiobijeenkomst Werk en inkomen", 200),
    DemoActivity(C.ACCREDITED, S.SESSION, "Cursus Schulden vroeg signaleren", 600),
    DemoActivity(C.REFLECTION, S.INTERVISION, "Intervisie, najaar", 250),
    DemoActivity(C.ACCREDITED, S.SESSION, "Werkplaats Gelijke gevallen", 400),
    DemoActivity(C.OTHER, S.EXAMINER_WORK, "Casussen beoordeeld als examinator", 400),
    DemoActivity(C.ACCREDITED, S.SESSION, "Opfrisdag Participatiewet", 600),
    DemoActivity(C.REFLECTION, S.INTERVISION, "Moreel beraad: zwijgen of spreken", 250),
    DemoActivity(C.ACCREDITED, S.SESSION, "Training Schrijven op B1", 600),
    DemoActivity(C.OTHER, S.SESSION, "Congres Dag van de klantmanager", 600),
    DemoActivity(C.ACCREDITED, S.SESSION, "Themadag Jeugd en gezin", 600),
    DemoActivity(C.REFLECTION, S.INTERVISION, "Supervisie, drie gesprekken", 450),
    DemoActivity(C.ACCREDITED, S.SESSION, "Cursus Gegevens delen in de keten", 600),
    DemoActivity(C.OTHER, S.SESSION, "Werkbezoek bij een buurgemeente", 200),
    DemoActivity(C.ACCREDITED, S.SESSION, "Verdieping Wmo en Jeugdwet", 600),
    DemoActivity(C.REFLECTION, S.INTERVISION, "Intervisie, extra ronde", 250),
    DemoActivity(C.ACCREDITED, S.SESSION, "Training Belastbaarheid bespreken", 600),
    DemoActivity(C.OTHER, S.EXAMINER_WORK, "Gastles voor een nieuwe groep", 400),
    DemoActivity(C.ACCREDITED, S.SESSION, "Masterclass Evenredigheid", 600),
    DemoActivity(C.REFLECTION, S.INTERVISION, "Collegiale toetsing van drie besluiten", 400),
    DemoActivity(C.ACCREDITED, S.SESSION, "Werkatelier Samen beslissen", 600),
    DemoActivity(C.REFLECTION, S.INTERVISION, "Intervisie, slotronde", 450),
    DemoActivity(C.ACCREDITED, S.SESSION, "Studiedag Bezwaar voorkomen", 600),
)
SETTLED_CLAIMS = (
    DemoClaim(
        C.OTHER,
        "Artikel voor het vakblad over horen",
        "Ik beschreef hoe wij sinds vorig jaar eerst bellen en dan pas een brief sturen. Het aantal bezwaren daalde.",
        400,
        400,
    ),
    DemoClaim(
        C.OTHER,
        "Werkbezoek aan de schuldhulp van Zuiderhaven",
        "Een middag meegelopen. Ik zag hoe een vroeg signaal in één week tot een gesprek leidt.",
        400,
        200,
        "Een middag telt voor twee punten. De voorbereiding telt niet apart.",
    ),
    DemoClaim(
        C.REFLECTION,
        "Leesgroep over De menselijke maat",
        "Vier avonden met collega’s gelezen. Ik leerde vooral hoe anderen een uitzondering uitleggen.",
        300,
        0,
        "Uit het verslag blijkt niet wat u met elkaar hebt getoetst. Dien het opnieuw in met een kort verslag per avond.",
    ),
    DemoClaim(
        C.ACCREDITED,
        "Online module Taal voor allemaal",
        "Ik kan een brief nu terugbrengen tot één boodschap per alinea.",
        200,
        200,
    ),
)
OPEN_CLAIMS = (
    DemoClaim(
        C.OTHER, "Presentatie voor de gemeenteraad", "Ik legde uit wat maatwerk is en wat het niet is. De vragen gingen vooral over kosten.", 200
    ),
    DemoClaim(
        C.REFLECTION, "Moreel beraad in het sociaal team", "Wij bespraken een huisbezoek waar ik spijt van heb. Ik vraag nu eerst toestemming.", 200
    ),
    DemoClaim(C.OTHER, "Stage van een week bij UWV", "Ik zag hoe een belastbaarheidsonderzoek loopt, en wat wij te laat aanleveren.", 1200),
    DemoClaim(C.ACCREDITED, "Webinar Herziene bijstand", "De nieuwe regels over giften heb ik in een schema gezet voor mijn team.", 200),
    DemoClaim(
        C.REFLECTION, "Drie besluiten laten toetsen door een collega", "Zij vond dat ik het tegenargument oversla. Dat doe ik nu als eerste.", 300
    ),
    DemoClaim(C.OTHER, "Meegewerkt aan een landelijke handreiking", "Mijn deel ging over gegevens delen met de reclassering.", 400),
    DemoClaim(
        C.OTHER,
        "Nieuwe collega zes weken ingewerkt",
        "Zij vroeg bij elk besluit waarom. Daardoor zie ik nu zelf waar ik op gewoonte beslis.",
        200,
    ),
    DemoClaim(
        C.REFLECTION,
        "Intervisie over een ontheffing die ik weigerde",
        "De groep vond de weging goed, maar de brief te hard. Ik heb haar herschreven.",
        200,
    ),
)
