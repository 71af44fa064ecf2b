"""What examiners of the demo wrote beside a level, and about a script as a whole."""

from collections.abc import Mapping

REMARKS: Mapping[str, tuple[str, str]] = {
    "G1": (
        "Je neemt over dat Pien vijf keer te laat was door de avonden. Leg de data naast elkaar.",
        "Je zegt precies wat vaststaat en bij wie je de rest navraagt.",
    ),
    "G2": (
        "Artikel 9 lid 4 komt vóór artikel 18. Nu lijkt de plicht vanzelf te gelden.",
        "Moet en kan zijn goed uit elkaar gehouden, met de juiste leden erbij.",
    ),
    "G3": ("De werkgever is bij jou een tegenstander. Welk belang heeft hij?", "Ook Job heeft een plek in je weging. Dat lezen wij weinig."),
    "G4": ("Er is een keuze, maar ik zie niet wat je hebt laten vallen.", "Uitvoerbaar, met namen en data, en een uitweg als het mislukt."),
    "G5": (
        "De brief kan in elke zaak staan. Begin met wat er voor mevrouw verandert.",
        "De vier blokken zijn te volgen en het tegenargument is weerlegd.",
    ),
    "G6": (
        "Elke situatie is anders, zeg je. Welk feit maakt hier het verschil?",
        "Zaak K en zaak R zijn echt gebruikt, en je zegt wat geen rol speelt.",
    ),
    "G7": ("De teamleider hoeft niet te weten hoe het met Job gaat.", "Je deelt het minste dat nodig is en legt vast wat je deelt."),
    "G8": ("Je beschrijft wat je deed. Wat neem je een volgende keer mee?", "Een eerlijke aanname, en een stap die je morgen kunt zetten."),
    "S1": ("De besluiten staan los van elkaar. Wat moet eerst?", "Eén plan: je ziet waarom het een voor het ander gaat."),
    "S2": ("Zorg en justitie ontbreken als paar.", "Twee paren eerlijk verwoord, en je ziet ze terug in het besluit."),
    "S3": (
        "De inhoud van het meegestuurde stuk werkt door in je besluit.",
        "Het stuk blijft buiten beeld, en je regelt de veiligheid langs een eigen weg.",
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
        "Dit houdt stand in bezwaar, en mevrouw weet wat er gebeurt.",
        "Met plezier gelezen. Het beste van deze ronde tot nu toe.",
    ),
}
