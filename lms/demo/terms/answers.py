"""What candidates of the demo wrote, in two hands beside the scripts of agreed quality: `a` is in a hurry, `b` is careful."""

from collections.abc import Mapping

CONTINUED = "\n  "
"""A line that begins with two spaces goes on where the one before it ended: `flow` joins them."""


def flow(text: str) -> str:
    """A text as it was typed, without the breaks of this file."""
    return text.replace(CONTINUED, " ")


HANDS: Mapping[str, Mapping[str, str]] = {
    "a": {
        "werk": """Glansploeg wil dat mevrouw 24 uur in de avond gaat werken. Zij moet voor 16 oktober antwoord geven. Ik heb de brief en het
  formulier vergeleken: de brief zegt vier avonden, het formulier vijf. Dat moet ik navragen.

Mevrouw heeft een zoon van 6. Dan geldt artikel 9 lid 4 Participatiewet. Wij moeten eerst kijken of er opvang is en of zij
  het aankan. Dat hebben wij nog niet gedaan. Ik leg dus nu geen verlaging op.

Ik bel Glansploeg en vraag of zij met drie avonden mag beginnen. Een ander idee was een volledige ontheffing, maar dan raakt
  zij haar baan kwijt en dat wil zij niet.""",
        "gift": """Vader betaalde 600 euro en drie keer 75 euro. Dat is 825 euro. De grens is 1.000 euro per jaar. Ik weet niet wat hij voor
  juli betaalde, dus vraag ik de eerdere afschriften.

Ik leg geen boete op. Zij gaf de afschriften zelf. Wel leg ik uit dat zij giften beter meteen kan melden. In de beleidsregel
  staat een week, maar ik twijfel of die nog geldt sinds de wet is veranderd.""",
        "pien-en-job": """Pien is moe en komt te laat op school. Zij past vaak op. Ik wil dat iemand met haar praat zonder haar moeder erbij,
  bijvoorbeeld de mentor.

Job heeft vaste mensen nodig. De jeugdconsulent schrijft dat hij autisme heeft, maar het onderzoek moet nog komen. Ik vraag
  of de begeleiding nu al kan starten. Tot er een oppas is die Job kent, begint mevrouw niet met de avonden.""",
        "reclassering": """Ik geef de reclassering nu geen gegevens. Ik vraag eerst waarvoor zij die nodig heeft en op welke grondslag. Mevrouw weet
  niet van het verzoek, dus ik vertel het haar.

Bij de brief zat een blad dat niet voor ons is. Ik lees het niet verder en gebruik het niet. Ik stuur het terug.

Over zaterdag bel ik mevrouw vandaag. Zij heeft het concept niet getekend.""",
        "energie": """Er is een achterstand bij de energie. Team Schulden moet binnen vier weken een gesprek aanbieden. Ik geef het door en vraag
  of mevrouw dat goed vindt. Volgens de bank is juli wel betaald. Dat laat ik uitzoeken.""",
        "motivering": """Plan: vandaag bellen over zaterdag, deze week de reclassering antwoorden, voor 16 oktober overleg met Glansploeg, daarna
  opvang en school. Eind oktober het gesprek over energie.

Feiten. Een avondbaan van 24 uur, een kind van 6 en geen onderzoek naar opvang.
Regel. Artikel 9 lid 4 en 18 lid 4 Participatiewet.
Weging. Mevrouw wil werken. De werkgever heeft haar nodig. De kinderen mogen niet de rekening betalen.
Uitkomst. Geen verlaging. Wel een plan.

Beste mevrouw Wilgen, u wordt nu niet gekort. Wij kijken eerst of er opvang is voor Job. Ik bel uw werkgever over minder
  avonden. Bent u het niet eens? Dan kunt u bezwaar maken binnen zes weken.

Gelijke gevallen. In zaak K was er wel opvang. Daarom is dit geval anders.""",
        "reflectie": """Ik schrok van het losse blad en wilde er eerst iets mee doen. Later dacht ik: het is niet voor mij bedoeld. Ik merk ook dat
  ik snel voor de moeder kies. De werkgever heb ik te weinig ruimte gegeven.""",
    },
    "b": {
        "werk": """Ik begin met wat ik weet. Er is een aanbod voor 24 uur, in de avond, vanaf 2 november. Mevrouw werkt goed en wil blijven. Job
  is 6. Wat ik niet weet: zijn het vier of vijf avonden, loopt het contract tot 31 oktober of 30 november, en is er iemand
  die op Job kan passen?

De plicht om dit werk te aanvaarden geldt pas als wij ons hebben overtuigd van opvang, scholing en belastbaarheid (artikel 9
  lid 4). Dat is ónze taak. Mevrouw hoeft niets te bewijzen. Zonder dat onderzoek kan er geen verlaging komen (artikel 18 lid
  4).

Ik bied aan om samen met mevrouw en de teamleider te zitten. Mijn voorstel: vanaf 23 november twee avonden, na zes weken
  kijken of een derde lukt. Over Job zeg ik niets tegen de werkgever; 'er wordt opvang gezocht' is genoeg.

Niet gekozen: meteen ja zeggen (dan past Pien op) en niets doen (dan is de plek weg).""",
        "gift": """Ik tel 825 euro in drie maanden. Mevrouw schatte 500. Dat verschil leg ik haar voor, zonder verwijt: zij leverde de stukken
  zelf in.

De wet laat giften tot de grens vrij (in dit dossier 1.000 euro per kalenderjaar, rekenvoorbeeld). Ik ken alleen juli,
  augustus en september. Daarom vraag ik welke boodschappen haar vader eerder dit jaar betaalde. Niet meer dan dat.

Zolang het totaal onder de grens blijft, is er niets dat invloed heeft op de bijstand. Dan is artikel 17 niet geschonden en
  volgt er geen waarschuwing, boete of terugvordering. Artikel 7 van de beleidsregel past daar niet meer bij. Ik pas hem niet
  toe en laat het Beleid weten.""",
        "pien-en-job": """Pien zei twee dingen: zij wil gewoon naar school, en één avond oppassen vindt zij niet erg. Haar moeder zat erbij en vulde
  aan. Ik wil haar woorden wel gebruiken, maar niet als bewijs tegen haar moeder. De jeugdconsulent vraagt Pien met wie zij
  alleen wil praten.

Job komt in de stukken alleen voor als probleem. Wat hij nodig heeft is rust en steeds dezelfde mensen. Of hij autisme heeft,
  weten wij pas na december. Dat hoeft niet: begeleiding bij de ochtenden kan de jeugdconsulent nu al aanvragen (artikel 2.3
  Jeugdwet).

Voor mijn besluit betekent dit: eerst iemand die Job kent, dan pas avonden. En niet Pien.""",
        "reclassering": """Mijn antwoord: "Dank voor uw brief. Voordat ik iets deel, wil ik per vraag weten waarvoor u het nodig hebt en op welke
  wettelijke grondslag. Mevrouw Wilgen was niet op de hoogte. Ik vertel haar vandaag dat u hebt geschreven." Meer niet. Ook
  geen 'zij komt haar afspraken na'.

Het meegestuurde proces-verbaal is niet voor ons. Ik meld het bij onze privacyfunctionaris en bij de afzender, laat het
  afschermen en noteer wie het heeft geopend. Het speelt geen rol in de bijstand, ook niet als aanleiding om onderzoek te
  doen.

Veiligheid regel ik langs een eigen weg: ik bel mevrouw vandaag over zaterdag, vraag wat zij wil, en bel Veilig Thuis voor
  advies zonder namen.""",
        "energie": """Het signaal kwam op 28 september. Het eerste gesprek moet er dus uiterlijk 26 oktober zijn (artikel 4 Wgs). Eerst kijk ik of
  het twee of drie termijnen zijn, want juli staat op het afschrift als betaald. Mevrouw kiest zelf of zij het gesprek wil.
  Ik bied aan om erbij te zijn.""",
        "motivering": """Volgorde. Eerst de veiligheid van zaterdag, dan opvang, dan de uren, dan de schuld. Zonder opvang mislukt het werk, en zonder
  werk komt er geen ruimte voor de schuld.

- 9 oktober: bellen over zaterdag, stuk melden (ik).
- 13 oktober: gesprek met mevrouw en de teamleider (ik).
- vóór 16 oktober: Pien gesproken, aanvraag begeleiding (jeugdconsulent).
- 26 oktober: gesprek over energie (team Schulden).
- 4 december: samen terugkijken. Lukt de oppas niet, dan zoeken wij werk onder schooltijd.

Feiten. Avondwerk, een kind van 6, geen onderzoek naar opvang en belastbaarheid, giften onder de grens voor zover bekend.
Regel. Artikel 9 lid 4, 17, 18 lid 4 en 31 lid 2 onder m Participatiewet; artikel 3:2 en 3:4 Awb.
Weging. Glansploeg heeft een vaste avondploeg nodig en dat is een eerlijk belang. Maar een kracht die na drie weken uitvalt,
  helpt de ploeg niet. De kinderen dragen nu het meeste. Dat weegt het zwaarst.
Uitkomst. Geen verlaging, geen boete. Wel een stap naar meer uren, met opvang.

Beste mevrouw Wilgen,
U wordt niet gekort. U hoeft nu nog geen ja te zeggen tegen het avondwerk. Eerst zoeken wij iemand die op Job kan passen. Ik
  bel uw werkgever en vertel niets over uw gezin. Het geld van uw vader heeft nu geen gevolgen. Wilt u mij laten zien wat hij
  eerder dit jaar betaalde? Bent u het niet eens met deze brief? U kunt binnen zes weken bezwaar maken. Ik help u daarbij.

Gelijke gevallen. Zaak K lijkt, maar daar was elke avond opvang en een oordeel over belastbaarheid. Heeft mevrouw dat straks
  ook, dan geldt voor haar hetzelfde. In zaak R ging het om een bedrag boven de grens; hier blijft het eronder. Dat iemand
  aardig is of niet, telt nergens mee.""",
        "reflectie": """Mijn aanname was dat de moeder te veel op Pien leunt. Toen ik de data naast elkaar legde, klopte dat maar voor drie van de
  vijf keer. Ik ga dit dossier aan een collega geven zonder mijn besluit erbij, en kijken waar zij uitkomt. Lastig blijft:
  had ik de reclassering moeten bellen in plaats van schrijven?""",
    },
}
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
