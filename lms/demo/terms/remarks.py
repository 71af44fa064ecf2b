"""What examiners of the demo wrote beside a level, and about a script as a whole."""

from collections.abc import Mapping

REMARKS: Mapping[str, tuple[str, str]] = {
    "G1": (
        "Je telt alle bijschrijvingen als loon. Leg ze naast de telefoonnotitie: één ervan is voor diesel.",
        "Je zegt precies wat vaststaat en bij wie je de rest navraagt.",
    ),
    "G2": (
        "Juni en de maanden daarna vragen elk een eigen regel. Nu lijkt alles verzwegen.",
        "Moet en kan zijn goed uit elkaar gehouden, met de juiste leden erbij.",
    ),
    "G3": ("De ploegleider is bij jou een tegenstander. Welk belang heeft hij?", "Ook Milan heeft een plek in je weging. Dat lezen wij weinig."),
    "G4": ("Er is een keuze, maar ik zie niet wat je hebt laten vallen.", "Uitvoerbaar, met namen en data, en een uitweg als het mislukt."),
    "G5": (
        "De brief kan in elke zaak staan. Begin met wat er met zijn huis gebeurt.",
        "De vier blokken zijn te volgen en het tegenargument is weerlegd.",
    ),
    "G6": (
        "Elke situatie is anders, zeg je. Welk feit maakt hier het verschil?",
        "De eerdere besluiten zijn echt gebruikt, en je zegt wat geen rol speelt.",
    ),
    "G7": ("De werkgever hoeft niets te weten van Devi of van de huur.", "Je deelt het minste dat nodig is en legt vast wat je deelt."),
    "G8": ("Je beschrijft wat je deed. Wat neem je een volgende keer mee?", "Een eerlijke aanname, en een stap die je morgen kunt zetten."),
    "S1": ("De besluiten staan los van elkaar. Wat moet vóór 24 november?", "Eén plan: je ziet waarom het een voor het ander gaat."),
    "S2": ("Zorg en justitie ontbreken als paar.", "Twee paren eerlijk verwoord, en je ziet ze terug in het besluit."),
    "S3": (
        "De inhoud van het meegestuurde blad werkt door in je besluit.",
        "Het blad blijft buiten beeld, en Halt krijgt een antwoord met een grond.",
    ),
}
"""By criterion: what is said of a low level, and of a high one."""
VERDICTS: Mapping[str, tuple[str, ...]] = {
    "fail": (
        "De hoofdlijn is gevonden, maar de weging ontbreekt en er zijn gegevens gedeeld zonder grondslag.",
        "Te vaak wordt een bewering een feit. Een herkansing lijkt mij eerlijk.",
        "Netjes geschreven, maar het antwoord kiest zonder te wegen.",
    ),
    "borderline": (
        "Op de grens. De feiten zijn goed gelezen, de gelijke gevallen blijven dun.",
        "Het besluit kan ermee door. De motivering moet het net van de opsomming winnen.",
        "Ik twijfelde lang. De brief geeft voor mij de doorslag.",
    ),
    "pass": (
        "Een zorgvuldig antwoord. De kinderen wegen zichtbaar mee.",
        "Degelijk werk. De volgorde van het plan mag scherper.",
        "De wet is goed toegepast en de brief is te begrijpen.",
    ),
    "good": (
        "Sterk: maatwerk met een duidelijke grens, en eerlijk tegenover alle betrokkenen.",
        "Dit houdt stand in bezwaar, en meneer weet wat er gebeurt.",
        "Met plezier gelezen. Het beste van deze ronde tot nu toe.",
    ),
}
