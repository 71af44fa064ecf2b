"""Every fault in a course file is named with file and line and what to write instead."""

from datetime import date

import pytest

from lms.catalogue.formats import load_course
from tests.courses import small_course

MODULE, LESSON, QUIZ, CASE = "modules/01-eerste/module.yml", "modules/01-eerste/m1-les-een.md", "modules/01-eerste/quiz.yml", "cases/oefening/case.md"
SECOND, DOCUMENT, EXAM = "modules/02-tweede/module.yml", "cases/oefening/docs/1-brief.md", "cases/het-examen/case.md"
WORDS, NORMS = "woordenlijst.yml", "normen.yml"

SHAPES = [
    ("course.yml", "title: Kleine opleiding", "title: ' '", 3, "`title` is leeg. Vul het in."),
    ("course.yml", "language: nl", "language: en", 4, "`language` kan alleen zijn: 'nl'."),
    ("leeslijst.yml", "titels:", "<<: {a: 1}\ntitels:", 1, "een veldnaam moet één woord zijn"),
    (MODULE, "R: 1.5", "X: 1.5", 6, "`X` is geen bekend veld."),
    (MODULE, "quiz_percent: 70", "quiz_percent: 170", 12, "`quiz_percent` mag hooguit 100 zijn."),
    (MODULE, "[m1-les-een.md, m1-les-twee.md]", "[]", 9, "`lessons` heeft te weinig regels: ten minste 1."),
    (LESSON, "peildatum: 2026-07-01", "peildatum: 2026-07-01 12:00:00", 6, "`peildatum` moet een datum zijn, zoals 2026-07-01."),
    (QUIZ, "text: Welke?", "text: Welke?, tekst: Welke?", 7, "`tekst` is geen bekend veld. Bedoelde je `text`?"),
    (QUIZ, "pass_percent: 70", "pass_percent: 70\nfeedbak: now", 6, "`feedbak` is geen bekend veld. Bedoelde je `feedback`?"),
    (QUIZ, "answer: 8", "answer: .nan", 10, "`answer` moet een getal zijn."),
    (QUIZ, "tolerance: 0.5", "tolerance: -1", 10, "`tolerance` moet ten minste 0"),
    (QUIZ, "answer: false", "answer: misschien", 9, "`answer` moet true of false zijn."),
    (QUIZ, "answer: false", "answer: no", 9, "`answer` moet true of false zijn."),
    (
        QUIZ,
        "correct: true, feedback: Ja.}, {id: b, text: Deze",
        "correct: yes, feedback: Ja.}, {id: b, text: Deze",
        7,
        "`correct` moet true of false zijn.",
    ),
    (QUIZ, "pass_percent: 70", "pass_percent: 70\ntime_limit_minutes: 30", 6, "Schrijf `time_limit_minutes: null`."),
    ("course.yml", "[01-eerste, 02-tweede]", "[01-eerste, 02-tweede, 01-eerste]", 7, "`01-eerste` staat twee keer bij `modules`."),
    (
        MODULE,
        "[m1-les-een.md, m1-les-twee.md]",
        "[m1-les-een.md, m1-les-twee.md, m1-les-een.md]",
        9,
        "`m1-les-een.md` staat twee keer bij `lessons`.",
    ),
    ("rulesets/klantmanager-2020.yml", "accredited: {min: 40}", "accredited: {min: 40, max: 30}", 7, "`max` van `accredited` is lager dan `min`."),
    ("rulesets/klantmanager-2020.yml", "total_min: 100", "total_min: honderd", 5, "`total_min` moet een getal zijn."),
    ("course.yml", "language: nl", "language: nl\ntitel: X", 5, "`titel` is geen bekend veld. Bedoelde je `title`?"),
    ("course.yml", "language: nl", "language: nl\nzzzzz: X", 5, "`zzzzz` is geen bekend veld. Haal het weg."),
    ("course.yml", "as_of: 2026-07-01", "as_of: 1 juli", 5, "`as_of` moet een datum zijn, zoals 2026-07-01."),
    ("course.yml", "as_of: 2026-07-01", "as_of: 20260701", 5, "`as_of` moet een datum zijn, zoals 2026-07-01."),
    ("course.yml", "as_of: 2026-07-01", "as_of: 2026-02-30", 5, "`as_of` moet een datum zijn, zoals 2026-07-01."),
    ("course.yml", 'version: "2027.1"', "version: 2027", 2, "`version` moet tekst zijn. Zet de waarde tussen aanhalingstekens."),
    ("course.yml", 'version: "2027.1"', "version: nieuw", 2, 'Schrijf een versie tussen aanhalingstekens, zoals "2027.1".'),
    ("course.yml", "id: klantmanager", "id: Klant manager", 1, "Gebruik kleine letters, cijfers en streepjes, zoals `hersteltermijn-1`."),
    ("course.yml", "title: Kleine opleiding\n", "", 1, "Het veld `title` ontbreekt. Voeg het toe."),
    ("course.yml", ", P: Praktijk", "", 6, "Het veld `P` ontbreekt. Voeg het toe."),
    ("course.yml", "modules: [01-eerste, 02-tweede]", "modules: 01-eerste", 7, "`modules` moet een lijst zijn."),
    ("course.yml", "modules: [01-eerste, 02-tweede]", "modules: [01-eerste, 2]", 7, "`modules` moet tekst zijn."),
    ("course.yml", "id: klantmanager", "id: [klantmanager", 2, "in een rij tussen haken ontbreekt een komma of het sluitende haakje"),
    ("course.yml", "title: Kleine opleiding", "title: Klein: opleiding", 3, "zet de hele waarde tussen aanhalingstekens"),
    ("course.yml", "language: nl", "language: nl\ntitle: X", 5, "het veld `title` staat er twee keer"),
    ("course.yml", "language: nl", "language: &x nl\nas_of: *x", 5, "een verwijzing met `*` kan hier niet; schrijf de waarde uit"),
    ("course.yml", "language: nl", "language: !!binary nl", 4, "het label `!!binary` kan hier niet; haal het weg"),
    (MODULE, "minutes: 120", "minutes: veel", 5, "`minutes` moet een heel getal zijn."),
    (MODULE, "minutes: 120", "minutes: 0", 5, "`minutes` moet groter zijn dan 0."),
    (MODULE, "points: {R: 1.5, E: 0.5}", "points: {R: 1.7, E: 0.3}", 6, "`R` moet een veelvoud van 0.5 zijn."),
    (MODULE, "level: O", "level: Q", 8, "`level` kan alleen zijn:"),
    (MODULE, "outcomes: [{level: O, text: noemt iets}]", "outcomes: [noemt iets]", 8, "`outcomes` moet uit velden met een waarde bestaan."),
    (MODULE, "code: M1", "code: een", 2, "Schrijf een code zoals M1."),
    (MODULE, "lessons: [m1-les-een.md", "lessons: [M1 les.md", 9, "Schrijf een bestandsnaam in kleine letters"),
    (LESSON, "---\nid", "id", 1, "Bovenaan ontbreken de gegevens tussen twee regels met `---`."),
    (
        LESSON,
        "bron: [{title: Verzonnen bron, verified: primair, read_on: 2026-11-01}]",
        "bron: []",
        5,
        "`bron` heeft te weinig regels: ten minste 1.",
    ),
    (LESSON, "bron: [{title: Verzonnen bron, verified: primair, read_on: 2026-11-01}]\n", "", 2, "Het veld `bron` ontbreekt. Voeg het toe."),
    (LESSON, "verified: primair", "verified: ja", 5, "`verified` kan alleen zijn: 'primair', 'secundair' of 'oud'."),
    (QUIZ, "feedback: Nee.}, {id: c, text: Die", "feedback: ''}, {id: c, text: Die", 7, "`feedback` is leeg. Vul het in."),
    (QUIZ, ", feedback: Nee.}, {id: c, text: Die", "}, {id: c, text: Die", 7, "Het veld `feedback` ontbreekt. Voeg het toe."),
    (QUIZ, "feedback: {right: Ja., wrong: Nee.}", "feedback: {right: Ja.}", 10, "Het veld `wrong` ontbreekt. Voeg het toe."),
    (QUIZ, "type: many", "type: veel", 8, "Dit vraagtype bestaat niet. Kies uit:"),
    (QUIZ, "type: many, ", "", 8, "Het veld `type` ontbreekt bij deze vraag."),
    (QUIZ, ", {id: c, text: Die ook niet, feedback: Nee.}", "", 7, "`options` heeft te weinig regels: ten minste 3."),
    (QUIZ, ", {id: d, text: Vier, feedback: Nee.}", "", 8, "`options` heeft te weinig regels: ten minste 4."),
    (QUIZ, ", {id: p3, left: L3, right: R3}", "", 12, "`pairs` heeft te weinig regels: ten minste 3."),
    (QUIZ, ", {id: i3, text: Ten slotte}", "", 13, "`items` heeft te weinig regels: ten minste 3."),
    (QUIZ, "tolerance: 0.5", "tolerance: .inf", 10, "`tolerance` moet een getal zijn."),
    (QUIZ, "answer: 8,", "answer: acht,", 10, "`answer` moet een getal zijn."),
    (QUIZ, "answer: false", "answer: nee", 9, "`answer` moet true of false zijn."),
    (CASE, "code: C1", "code: casus1", 3, "Schrijf een code zoals C1."),
    (CASE, "file: docs/1-brief.md", "file: ../1-brief.md", 8, "Schrijf een bestand zoals `docs/1-brief.md`."),
    (CASE, "kind: brief", "kind: gedicht", 8, "`kind` kan alleen zijn:"),
    (CASE, "- {id: G1, weight: 1}", "- {id: Q1, weight: 1}", 13, "Schrijf G1 tot en met G8 uit rubric.yml, of S1, S2 ... voor een eigen criterium."),
    (CASE, "- {id: G1, weight: 1}", "- {id: S1, title: Eigen, levels: [Een., Twee.]}", 13, "`levels` heeft te weinig regels: ten minste 4."),
    ("rubric.yml", "Zwak., Goed.", "Zwak.", 3, "`levels` heeft te weinig regels: ten minste 4."),
    ("rubric.yml", "Goed., Sterk.", "Goed., Sterk., Meer.", 3, "`levels` heeft te veel regels: hooguit 4."),
    (NORMS, "verified: true", "verified: misschien", 2, "`verified` moet true of false zijn."),
]
SUMS = [
    ("course.yml", "minutes: 60, points: {P: 1}", "minutes: 60, points: {P: 2}", 8, "2 punten horen bij 120 minuten, niet bij 60."),
    (MODULE, "minutes: 120", "minutes: 180", 6, "2 punten horen bij 120 minuten, niet bij 180."),
    (
        MODULE,
        "minutes: 120\npoints: {R: 1.5, E: 0.5}",
        "minutes: 30\npoints: {R: 0.5}",
        5,
        "De lessen duren samen 40 minuten: meer dan de 30 van de module.",
    ),
    (QUIZ, "id: b, text: Deze dus niet,", "id: b, text: Deze dus niet, correct: true,", 7, "precies één antwoord moet `correct: true` hebben; nu 2."),
    (QUIZ, "text: Deze wel, correct: true,", "text: Deze wel,", 7, "precies één antwoord moet `correct: true` hebben; nu 0."),
    (
        QUIZ,
        "text: Een, correct: true, feedback: Ja.}, {id: b, text: Twee, correct: true,",
        "text: Een, feedback: Ja.}, {id: b, text: Twee,",
        8,
        "sommige maar niet alle",
    ),
    (QUIZ, "pick: null", "pick: {count: 99}", 3, "Er worden 99 vragen getrokken, maar er zijn er 7."),
    (QUIZ, "right: R2", "right: R1", 12, "twee paren hebben dezelfde rechterkant."),
    (QUIZ, "left: L2", "left: L1", 12, "twee paren hebben dezelfde linkerkant."),
    (QUIZ, "{id: p2", "{id: p1", 12, "twee paren hebben dezelfde id."),
    (QUIZ, "{id: i2", "{id: i1", 13, "twee regels hebben dezelfde id."),
    (QUIZ, "text: Dan}", "text: Eerst}", 13, "twee regels hebben dezelfde tekst."),
    (QUIZ, "{id: b, text: Deze", "{id: a, text: Deze", 7, "twee antwoorden hebben dezelfde id."),
    (QUIZ, "text: Die ook niet", "text: Deze dus niet", 7, "twee antwoorden hebben dezelfde tekst."),
    (CASE, "words: {min: 5, max: 400}", "words: {min: 400, max: 5}", 7, "Het hoogste aantal woorden moet groter zijn dan het laagste."),
]
REFERENCES = [
    ("course.yml", "case: het-examen", "case: bestaat-niet", 8, "Het bestand cases/bestaat-niet/case.md ontbreekt."),
    ("course.yml", "02-tweede]", "03-derde]", 7, "Het bestand modules/03-derde/module.yml ontbreekt."),
    (MODULE, "lessons: [m1-les-een.md", "lessons: [weg.md", 9, "Het bestand modules/01-eerste/weg.md ontbreekt."),
    (MODULE, "cases: [oefening]", "cases: [weg]", 11, "Het bestand cases/weg/case.md ontbreekt. Maak het, of haal de verwijzing weg."),
    (MODULE, "cases: [oefening]", "cases: [het-examen]", 11, "`het-examen` is een examencasus: die mag niemand vooraf oefenen."),
    (SECOND, "requires: [m1]", "requires: [m9]", 7, "Module M2 vraagt eerst `m9`, maar die komt er niet voor in de volgorde"),
    (SECOND, "requires: [m1]", "requires: [m2]", 7, "Module M2 vraagt eerst `m2`"),
    (LESSON, "outcomes: [1]", "outcomes: [1, 7]", 11, "De module heeft geen leeruitkomst 7. Kies een nummer van 1 tot en met 1."),
    (LESSON, "[de tweede](les:m1-les-twee)", "[weg](les:weg)", 17, "Deze les bestaat niet: `weg`."),
    (LESSON, "(woord:besluit)", "(woord:onbekend)", 17, "Dit woord staat niet in woordenlijst.yml: `onbekend`."),
    (LESSON, "{norm:grens}", "{norm:weg}", 17, "De norm `weg` staat niet in normen.yml. Voeg hem daar toe, met bron en datum."),
    (LESSON, "{norm:grens}", "{norm: grens}", 17, "Een norm schrijf je als `{norm:id}`, zonder spaties."),
    (LESSON, "![Een lijn](img:lijn)", "![](img:lijn)", 19, "Bij deze tekening ontbreekt een beschrijving."),
    (LESSON, "![Een lijn](img:lijn)", "![Een lijn](img:weg)", 19, "De tekening `weg` bestaat niet. Zet haar als SVG in img/"),
    (LESSON, "![Een lijn](img:lijn)", "![Een lijn](https://elders.example/lijn.png)", 19, "Zet haar als SVG in img/"),
    (QUIZ, "lesson: m1-les-een", "lesson: weg", 7, "de les `weg` bestaat niet."),
    (QUIZ, "text: Hoe heet dat?", "text: 'Hoe heet {norm:weg}?'", 11, "De norm `weg` staat niet in normen.yml."),
    (QUIZ, "text: Hoe heet dat?", "text: 'Zie [les](les:m1-les-een)?'", 11, "Hier kan geen link of tekening. Schrijf gewone tekst."),
    (QUIZ, "text: Hoe heet dat?", "text: Hoe heet <b>dat</b>?", 11, "HTML kan hier niet. Schrijf gewone tekst."),
    (CASE, "prompt: Leg het uit.", "prompt: 'Leg uit: [x](les:weg)'", 11, "Deze les bestaat niet: `weg`."),
    (CASE, "file: docs/1-brief.md", "file: docs/2-brief.md", 8, "Het bestand cases/oefening/docs/2-brief.md ontbreekt."),
    (CASE, "- {id: G1, weight: 1}", "- {id: G9, weight: 1}", 13, "Het criterium `G9` staat niet in rubric.yml."),
    (CASE, "- {id: G1, weight: 1}", "- {id: G1, weight: 1}\n- {id: G1, weight: 1}", 14, "Het criterium `G1` staat er twee keer."),
    (CASE, "criterion: G1", "criterion: S9", 26, "`S9` is geen criterium van deze casus. Kies uit: G1, G2, G3, G4, G5, G6, G7, G8."),
    (CASE, "knockouts: []", "knockouts: [S1]", 21, "`S1` is geen criterium van deze casus."),
    (CASE, "id: oefening", "id: anders", 2, "De id moet gelijk zijn aan de map: `oefening`."),
    (CASE, "mode: single", "mode: double", 5, "Een oefencasus heeft `mode: single`; nu `double`."),
    (EXAM, "mode: double", "mode: single", 5, "De examencasus heeft `mode: double`; nu `single`."),
]
IDS = [
    (QUIZ, "id: m1-q2", "id: m1-q1", 8, "De id `m1-q1` komt twee keer voor (ook in modules/01-eerste/quiz.yml:7). Geef er één een andere."),
    ("modules/02-tweede/quiz.yml", "id: m2-q2", "id: m1-q1", 8, "De id `m1-q1` komt twee keer voor (ook in modules/01-eerste/quiz.yml:7)."),
    ("modules/02-tweede/quiz.yml", "id: m2-kt", "id: m1-kt", 1, "De id `m1-kt` komt twee keer voor"),
    (
        "modules/02-tweede/m2-les-een.md",
        "id: m2-les-een",
        "id: m1-les-een",
        2,
        "De id `m1-les-een` komt twee keer voor (ook in modules/01-eerste/m1-les-een.md:2).",
    ),
    (SECOND, "id: m2", "id: m1", 1, "De id `m1` komt twee keer voor (ook in modules/01-eerste/module.yml:1)."),
    (SECOND, "code: M2", "code: M1", 2, "De code `M1` komt twee keer voor (ook in modules/01-eerste/module.yml:2)."),
    (EXAM, "code: C2", "code: C1", 3, "De code `C1` komt twee keer voor (ook in cases/oefening/case.md:3)."),
    ("pages/toetsing.md", "id: toetsing", "id: m1", 2, "De id `m1` komt twee keer voor"),
    (
        WORDS,
        "woorden:\n",
        "woorden:\n- {id: besluit, word: b, meaning: Iets.}\n",
        3,
        "De id `besluit` komt twee keer voor (ook in woordenlijst.yml:2).",
    ),
    (
        NORMS,
        "normen:\n",
        "normen:\n- {id: grens, title: G, amount: 1, unit: euro, geldig_van: 2026-01-01, bron: B, verified: true}\n",
        3,
        "De id `grens` komt twee keer",
    ),
    ("leeslijst.yml", "titels:\n", "titels:\n- {id: boek, author: B, year: 2000, title: T}\n", 3, "De id `boek` komt twee keer voor"),
    ("rubric.yml", "id: G2", "id: G1", 4, "De id `G1` komt twee keer voor (ook in rubric.yml:3)."),
    (CASE, "id: motivering, title", "id: besluit, title", 11, "Twee taken hebben dezelfde id. Geef er één een andere."),
    (CASE, "comments: [", "comments: [{id: k1, criterion: G2, text: X}, ", 26, "Twee opmerkingen hebben dezelfde id."),
]
TEXTS = [
    (LESSON, ":::antwoord\nHet antwoord.\n:::", ":::antwoord\nHet antwoord.", 27, "Dit blok wordt niet gesloten."),
    ("img/lijn.svg", "<path", '<path onclick="x()"', 1, "Deze tekening kan niet: het attribuut `onclick` mag er niet in."),
    ("img/lijn.svg", ' viewBox="0 0 10 2"', "", 1, "Deze tekening kan niet: geef `<svg>` een `viewBox`"),
    (LESSON, "Je leert hier iets.", "Je leert <b>hier</b> iets.", 13, "HTML kan hier niet. Schrijf Markdown."),
    (LESSON, "Je leert hier iets.", "Je leert\nhier <br/>\niets.", 14, "HTML kan hier niet. Schrijf Markdown."),
    (LESSON, "Je leert hier iets.", "<!-- later -->", 13, "HTML kan hier niet. Schrijf Markdown."),
    (LESSON, "## Eerste deel", "# Eerste deel", 15, "de titel staat al boven de pagina. Gebruik `##`."),
    (LESSON, "## Eerste deel", "#### Eerste deel", 15, "Deze kop slaat een niveau over. Gebruik `###`."),
    (LESSON, "## Eerste deel", "##### Eerste deel", 15, "Deze kop is te diep. Gebruik hooguit `####`."),
    (LESSON, "Je leert hier iets.", "Zie [dit](#weg).", 13, "Er is geen kop `weg` in deze tekst."),
    (
        LESSON,
        "Je leert hier iets.",
        "Zie [dit](http://elders.example/x).",
        13,
        "De link `http://elders.example/x` kan niet. Gebruik `les:`, `woord:` of",
    ),
    (LESSON, "Je leert hier iets.", "Zie [dit](/bureau).", 13, "De link `/bureau` kan niet."),
    (LESSON, "Je leert hier iets.", "Zie [dit](//elders.example).", 13, "De link `//elders.example` kan niet."),
    (LESSON, "Je leert hier iets.", "Zie [dit](javascript:alert(1)).", 13, "Deze link is niet goed geschreven."),
    (LESSON, "Je leert hier iets.", "Zie [dit](les: m1-les-twee).", 13, "Deze link is niet goed geschreven. Schrijf `[tekst](les:id)`"),
    (LESSON, "Je leert hier iets.", "| a | b |\n|---|---|\n| 1 | {norm:weg} |", 15, "De norm `weg` staat niet in normen.yml."),
    (LESSON, "Je leert hier iets.", "Een noot[^1].", 13, "Deze voetnoot bestaat niet. Schrijf onderaan `[^naam]: tekst`."),
    (LESSON, "Je leert hier iets.", "Geen noot.\n\n[^1]: Verdwijnt.", 15, "Naar de voetnoot `1` verwijst niets."),
    (LESSON, "Je leert hier iets.", ":::wet Awb\nZonder einde.", 13, "Dit blok wordt niet gesloten. Zet onder het blok een regel met alleen `:::`."),
    (LESSON, "Je leert hier iets.", "Tekst.\n\n:::weet Awb\nTypfout.\n:::", 15, "Dit blok begint of eindigt niet goed. Schrijf `:::naam`"),
    (LESSON, "Je leert hier iets.", "Zie [CONTROLEREN].", 13, "Hier staat nog [CONTROLEREN]. Controleer de bewering, of haal haar weg."),
    (LESSON, "Je leert hier iets.", "Je leert \ufffd iets.", 13, "Dit bestand is geen UTF-8. Sla het op als UTF-8."),
    (LESSON, "Je leert hier iets.", "Je leert \x00 iets.", 13, "Hier staat een onzichtbaar teken dat niet kan. Typ de regel opnieuw."),
    (LESSON, "Je leert hier iets.", "Je leert \u202e iets.", 13, "Hier staat een onzichtbaar teken dat niet kan."),
    (DOCUMENT, "## Brief", "# Brief", 3, "Gebruik `##`."),
    (DOCUMENT, "Geachte", "Zie [x](woord:weg). Geachte", 5, "Dit woord staat niet in woordenlijst.yml: `weg`."),
    ("pages/toetsing.md", "Tekst.", "Zie {norm:weg}.", 5, "De norm `weg` staat niet in normen.yml."),
    ("img/lijn.svg", "<path", "<script>x</script><path", 1, "Deze tekening kan niet: `<script>` mag er niet in."),
]
STATUS = [
    (
        LESSON,
        "status: gecontroleerd",
        "status: concept",
        9,
        "De status is `concept`. Publiceer alleen wat `gecontroleerd` is, of haal het uit de lijst.",
    ),
    (CASE, "status: gecontroleerd", "status: vervallen", 31, "De status is `vervallen`."),
    (QUIZ, "status: gecontroleerd", "status: concept", 7, "Vraag `m1-q1`: de status is `concept`; publiceer alleen wat `gecontroleerd` is."),
    (LESSON, "geldig_tot: null", "geldig_tot: 2020-01-01", 8, "`geldig_tot` ligt niet na `geldig_van`. Schrijf een latere dag, of null"),
    (QUIZ, "geldig_tot: null", "geldig_tot: 2026-07-01", 7, "`geldig_tot` ligt niet na `geldig_van`."),
    (NORMS, "geldig_van: 2026-01-01", "geldig_van: 2026-01-01, geldig_tot: 2025-01-01", 2, "`geldig_tot` ligt niet na `geldig_van`."),
]
BROKEN = [*SHAPES, *SUMS, *REFERENCES, *IDS, *TEXTS, *STATUS]


def test_the_small_course_has_no_faults() -> None:
    assert load_course(small_course()).faults == ()


@pytest.mark.parametrize(("file", "right", "wrong", "line", "advice"), BROKEN)
def test_a_fault_is_named_with_file_line_and_advice(file: str, right: str, wrong: str, line: int, advice: str) -> None:
    files = small_course()
    assert right in files[file], "the test breaks something that is there"
    files[file] = files[file].replace(right, wrong, 1)
    reading = load_course(files)
    assert reading.course is None
    assert [fault for fault in reading.faults if (fault.file, fault.line) == (file, line) and advice in fault.message], "\n".join(
        str(fault) for fault in reading.faults
    )


@pytest.mark.parametrize("file", sorted(small_course()))
def test_a_missing_file_is_a_fault_or_was_not_needed(file: str) -> None:
    files = small_course()
    del files[file]
    reading = load_course(files)
    assert (reading.course is None) == bool(reading.faults)
    if not file.startswith(("pages/", "rulesets/")):
        assert reading.faults


def test_one_fault_does_not_hide_another() -> None:
    files = small_course()
    files["course.yml"] += "onbekend: ja\n"
    files[WORDS] = "woorden: nee\n"
    files[LESSON] = files[LESSON].replace("Je leert hier iets.", "[CONTROLEREN]")
    assert {fault.file for fault in load_course(files).faults} == {"course.yml", WORDS, LESSON}


def test_a_broken_shared_file_is_one_fault_and_not_one_for_each_text_that_uses_it() -> None:
    for shared in (WORDS, NORMS, "rubric.yml", "img/lijn.svg"):
        files = small_course()
        files[shared] = "stuk"
        assert [fault.file for fault in load_course(files).faults] == [shared]


def test_a_link_leads_only_to_a_lesson_that_a_module_lists() -> None:
    files = small_course()
    files["modules/01-eerste/wees.md"] = files[LESSON].replace("id: m1-les-een", "id: wees")
    files[LESSON] = files[LESSON].replace("(les:m1-les-twee)", "(les:wees)")
    assert [(fault.file, fault.line) for fault in load_course(files).faults] == [(LESSON, 17)]


def test_a_link_may_lead_forward_and_an_id_may_stand_in_quotes() -> None:
    files = small_course()
    files["modules/02-tweede/m2-les-twee.md"] = files["modules/02-tweede/m2-les-twee.md"].replace("id: m2-les-twee", 'id: "m2-les-twee"')
    files[LESSON] = files[LESSON].replace("(les:m1-les-twee)", "(les:m2-les-twee)")
    assert load_course(files).faults == ()


@pytest.mark.parametrize(
    ("file", "right", "wrong", "line"),
    [
        (LESSON, "geldig_tot: null", "geldig_tot: 2027-01-01", 8),
        (QUIZ, "geldig_tot: null", "geldig_tot: 2027-01-01", 7),
        (CASE, "geldig_tot: null", "geldig_tot: 2027-01-01", 30),
        (NORMS, "geldig_van: 2026-01-01", "geldig_van: 2026-01-01, geldig_tot: 2027-01-01", 2),
    ],
)
def test_expired_content_is_a_fault_on_a_day_and_not_without_one(file: str, right: str, wrong: str, line: int) -> None:
    files = small_course()
    files[file] = files[file].replace(right, wrong, 1)
    assert load_course(files).faults == ()
    assert load_course(files, on=date(2026, 12, 31)).faults == ()
    faults = load_course(files, on=date(2027, 1, 1)).faults
    assert [(fault.file, fault.line) for fault in faults] == [(file, line)]
    assert "Geldig tot 2027-01-01: verlopen op 2027-01-01." in faults[0].message


def test_a_text_that_only_looks_like_a_date_expires_nothing() -> None:
    files = small_course()
    files[LESSON] = files[LESSON].replace("Je leert hier iets.", "```\ngeldig_tot: 2026-99-99\ngeldig_tot: 2020-01-01\n```")
    assert load_course(files, on=date(2027, 1, 1)).faults == ()


def test_the_right_answer_may_not_give_itself_away() -> None:
    files = small_course()
    lines = files[QUIZ].splitlines()
    telling = lines[6].replace("text: Deze wel", "text: Deze wel omdat hij veel langer is")
    files[QUIZ] += "".join(lines[6].replace("m1-q1", f"m1-y{n}") + "\n" for n in range(2))
    files[QUIZ] += "".join(telling.replace("m1-q1", f"m1-x{n}") + "\n" for n in range(2))
    assert load_course(files).faults == (), "two of five is 40 percent"
    files[QUIZ] += telling.replace("m1-q1", "m1-x2") + "\n"
    assert [(fault.file, fault.line, fault.message) for fault in load_course(files).faults] == [
        (QUIZ, 6, "Bij 3 van de 6 meerkeuzevragen is het goede antwoord het langst. Maak de antwoorden even lang (hooguit 40 procent).")
    ]


def test_modules_out_of_order_are_named_where_the_order_is_asked() -> None:
    files = small_course()
    files["course.yml"] = files["course.yml"].replace("[01-eerste, 02-tweede]", "[02-tweede, 01-eerste]")
    assert [(fault.file, fault.line) for fault in load_course(files).faults] == [(SECOND, 7)]


def test_a_criterion_that_left_the_rubric_is_named_in_every_case_that_uses_it() -> None:
    files = small_course()
    files["rubric.yml"] = files["rubric.yml"].replace("id: G8,", "id: G7,")
    assert [(fault.file, fault.line) for fault in load_course(files).faults] == [(EXAM, 20), (CASE, 20), ("rubric.yml", 10)]
