"""The code of conduct of the demo: a sample, not that of an existing association."""

VERSION = "2019"
TITLE = "Beroepscode voor klantmanagers (voorbeeld)"
CODE_OF_CONDUCT = """Als klantmanager ben ik dubbel gebonden: ik help de mens voor mij en ik draag een publieke taak.

1. Ik onderzoek de feiten, ook de feiten in het voordeel van de inwoner.
2. Ik behandel gelijke gevallen gelijk, en zeg welk feit het verschil maakt.
3. Ik leg mijn besluit uit in woorden die de inwoner begrijpt.
4. Ik deel niet meer gegevens dan nodig is, en nooit zonder grond.
5. Ik beslis niet over mensen die mij na staan.
6. Ik leg twijfel voor aan collega’s, en laat mij aanspreken.
7. Ik houd mijn vak bij.

Deze tekst is een voorbeeld voor de demonstratie, geen beroepscode van een bestaande vereniging."""
