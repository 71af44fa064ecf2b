"""What students of the demo wrote in the practice case of the first module."""

from collections.abc import Mapping

CONTINUED = "\n  "
"""A line that begins with two spaces goes on where the one before it ended: `flow` joins them."""


def flow(text: str) -> str:
    """A text as it was typed, without the breaks of this file."""
    return text.replace(CONTINUED, " ")


PRACTICE: tuple[Mapping[str, str], ...] = (
    {
        "oordeel": """Vast staat dat het verzoek om stukken naar Havenkade 61 ging en dat die brief op 15 april terugkwam. Mevrouw Papieren had
  Lindehof 8 opgegeven. Het besluit ging wel naar Lindehof 8. Zij zegt dat zij stukken stuurde naar Postbus 40. Of dat zo is,
  weten wij niet: er liggen nog kratten post die niemand heeft uitgezocht.

Buiten behandeling stellen mag, maar dan moet iemand eerst echt de kans hebben gehad om aan te vullen (artikel 4:5 Awb). Die
  kans was er niet. Zorgvuldig onderzoek moet (artikel 3:2).

Het verweer zegt dat een gemeente mag uitgaan van de BRP. Meestal wel. Maar hier kenden wij een ander adres en gebruikten wij
  dat zelf ook.""",
        "herstel": """Vandaag bel ik mevrouw en laat ik de kratten doorzoeken. Ik stel voor het besluit in te trekken en de aanvraag verder te
  behandelen. Een nieuwe aanvraag kies ik niet, want dan draait zij op voor onze fout. Deze week kijk ik naar een voorschot,
  want de vier weken zijn om.""",
        "brief": """Beste mevrouw Papieren,

Wij behandelen uw aanvraag alsnog. Het besluit van 24 april trekken wij in. Onze brief van 3 april ging naar een verkeerd
  adres. Dat had niet gemogen. Ik bel u morgen over de stukken die u al hebt gestuurd en over een voorschot. U hoeft nu niets
  te doen.""",
    },
    {
        "oordeel": """Mevrouw heeft haar stukken niet op tijd ingeleverd. De brief is naar het adres gestuurd dat in de BRP staat en dat is haar
  eigen verantwoordelijkheid. Wel zie ik dat de brief is teruggekomen. Daar had iemand iets mee moeten doen.

In artikel 4:5 staat dat je een aanvraag buiten behandeling kunt laten. Dat is een kan-bepaling. Ik vind dat het besluit op
  zich mag, maar het is niet netjes gegaan.""",
        "herstel": """Ik stel voor dat mevrouw een nieuwe aanvraag doet. Dan kan zij meteen alle stukken meenemen. Ik bel haar om dat uit te
  leggen. Voor het werkproces stel ik voor dat de postkamer de behandelaar belt als er post terugkomt.""",
        "brief": """Geachte mevrouw Papieren,

U kunt een nieuwe aanvraag indienen. Neem uw bankafschriften, de stukken van uw scheiding en een verklaring van uw zus mee.
  Wij helpen u graag verder.""",
    },
    {
        "oordeel": """Ik legde de bevestiging, het verzoek en de uitdraai naast elkaar. Drie dingen vallen op. De bevestiging noemt Postbus 40,
  maar die is sinds 1 maart dicht. Het verzoek ging naar het oude adres, en de brief kwam terug. En op 22 april kwamen er
  kratten binnen die niet zijn geregistreerd. 'Nul stukken' is dus geen feit.

Voor artikel 4:5 is een echte hersteltermijn nodig. Die was er niet. Daarnaast schiet de motivering tekort: geen artikel,
  geen lijst, geen uitleg over bezwaar.

De uitvoering wil grip en gelijke termijnen voor iedereen. Dat is een goede reden, maar gelijk behandelen begint met een
  brief die aankomt.""",
        "herstel": """Vandaag: bellen, zoeken in de kratten, besluit intrekken. Deze week: alleen vragen wat wij niet zelf kunnen inzien, met een
  nieuwe datum. Voorschot: vier weken na de aanvraag moet er geld zijn, tenzij haar iets te verwijten is. Dat zie ik niet.

Niet gekozen: bezwaar afwachten. Dat kost haar weken.

Werkproces: teruggekomen post wordt een taak voor de behandelaar.""",
        "brief": """Beste mevrouw Papieren,

Uw aanvraag gaat door. Het besluit van 24 april geldt niet meer.

Wat ging er mis? Wij stuurden een brief naar uw oude adres. Die kwam terug en toen hadden wij u moeten bellen. Ook stond er
  een verkeerde postbus op uw bevestiging. Het spijt ons.

Ik bel u morgen. Wij zoeken eerst uw envelop. Daarna vertel ik u of er nog iets nodig is, en hoe het zit met een voorschot.
  Liever zelf bellen of langskomen? Dat mag ook.""",
    },
)
"""Three answers to the practice case of the first module, by task."""
