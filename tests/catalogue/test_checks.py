"""Every fault in a course file is named with file and line and what to write instead."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.catalogue.formats import load_course
from lms.catalogue.terms import Fault
from tests.courses import small_course

MODULE, LESSON, QUIZ, CASE = "modules/01-eerste/module.yml", "modules/01-eerste/m1-les-een.md", "modules/01-eerste/quiz.yml", "cases/oefening/case.md"

BROKEN = [
    ("course.yml", "language: nl", "language: nl\ntitel: X", 5, "`titel` is geen bekend veld. Bedoelde je `title`?"),
    ("course.yml", "as_of: 2026-07-01", "as_of: 1 juli", 5, "`as_of` moet een datum zijn, zoals 2026-07-01."),
    ("course.yml", 'version: "2027.1"', "version: 2027", 2, "`version` moet tekst zijn."),
    ("course.yml", "case: het-examen", "case: bestaat-niet", 8, "Het bestand cases/bestaat-niet/case.md ontbreekt."),
    ("course.yml", "id: klantmanager", "id: [klantmanager", 2, "geen geldige YAML"),
    (MODULE, "minutes: 120", "minutes: 180", 6, "2 punten horen bij 120 minuten, niet bij 180."),
    (MODULE, "minutes: 120\npoints: {R: 1.5, E: 0.5}", "minutes: 30\npoints: {R: 0.5}", 5, "De lessen duren samen 40 minuten"),
    (MODULE, "lessons: [m1-les-een.md", "lessons: [weg.md", 9, "Het bestand modules/01-eerste/weg.md ontbreekt."),
    ("modules/02-tweede/module.yml", "requires: [m1]", "requires: [m9]", 0, "vraagt eerst `m9`"),
    (LESSON, "status: gecontroleerd", "status: concept", 9, "De status is `concept`."),
    (LESSON, "[de tweede](les:m1-les-twee)", "[weg](les:weg)", 17, "Deze les bestaat niet: `weg`."),
    (LESSON, "(woord:besluit)", "(woord:onbekend)", 17, "Dit woord staat niet in woordenlijst.yml: `onbekend`."),
    (LESSON, "{norm:grens}", "{norm:weg}", 17, "De norm `weg` staat niet in normen.yml."),
    (LESSON, "![Een lijn](img:lijn)", "![](img:lijn)", 19, "ontbreekt een beschrijving"),
    (LESSON, "![Een lijn](img:lijn)", "![Een lijn](img:weg)", 19, "De tekening `weg` bestaat niet."),
    (LESSON, "Je leert hier iets.", "Je leert <b>hier</b> iets.", 13, "HTML kan hier niet."),
    (LESSON, "## Eerste deel", "# Eerste deel", 15, "Gebruik `##`."),
    (LESSON, "Je leert hier iets.", "Zie [CONTROLEREN].", 13, "Hier staat nog [CONTROLEREN]."),
    (LESSON, "bron: [{title: Verzonnen bron, verified: primair, read_on: 2026-11-01}]", "bron: []", 5, "`bron` heeft te weinig regels"),
    (LESSON, "geldig_tot: null", "geldig_tot: 2020-01-01", 8, "`geldig_tot` ligt niet na `geldig_van`."),
    (QUIZ, "id: b, text: Deze dus niet,", "id: b, text: Deze dus niet, correct: true,", 7, "precies één antwoord moet `correct: true` hebben; nu 2."),
    (QUIZ, "feedback: Nee.}, {id: c, text: Die", "feedback: ''}, {id: c, text: Die", 7, "`feedback` is leeg."),
    (QUIZ, "type: many", "type: veel", 8, "Dit vraagtype bestaat niet."),
    (QUIZ, "lesson: m1-les-een", "lesson: weg", 7, "de les `weg` bestaat niet."),
    (QUIZ, "right: R2", "right: R1", 12, "twee paren hebben dezelfde rechterkant."),
    (QUIZ, "pick: null", "pick: {count: 99}", 3, "Er worden 99 vragen getrokken, maar er zijn er 7."),
    (QUIZ, "id: m1-q2", "id: m1-q1", 0, "De id `m1-q1` komt twee keer voor"),
    (CASE, "- {id: G1, weight: 1}", "- {id: G1, weight: 1}\n- {id: G1, weight: 1}", 13, "Het criterium `G1` staat er twee keer."),
    (CASE, "criterion: G1", "criterion: S9", 0, "`S9` is geen criterium van deze casus."),
    (CASE, "words: {min: 5, max: 400}", "words: {min: 400, max: 5}", 7, "Het hoogste aantal woorden"),
    (CASE, "id: oefening", "id: anders", 2, "De id moet gelijk zijn aan de map: `oefening`."),
    (LESSON, ":::antwoord\nHet antwoord.\n:::", ":::antwoord\nHet antwoord.", 27, "Dit blok is niet gesloten."),
    (QUIZ, "answer: 8", "answer: .nan", 10, "`answer` klopt niet."),
    ("woordenlijst.yml", "- {id: besluit", "- {id: besluit, word: x, meaning: y}\n- {id: besluit", 1, "De id `besluit` komt twee keer voor."),
    ("leeslijst.yml", "titels:", "<<: {a: 1}\ntitels:", 1, "geen gewone YAML"),
    ("img/lijn.svg", "<path", "<script>x</script><path", 1, "Deze tekening kan niet."),
    ("rubric.yml", "Zwak., Goed.", "Zwak.", 3, "`levels` heeft te weinig regels: ten minste 4."),
    ("course.yml", "title: Kleine opleiding\n", "", 1, "Het veld `title` ontbreekt. Voeg het toe."),
    ("course.yml", "title: Kleine opleiding", "title: ' '", 3, "`title` is leeg. Vul het in."),
    ("course.yml", "language: nl", "language: en", 4, "`language` kan alleen zijn: 'nl'."),
    ("course.yml", "id: klantmanager", "id: Klant Manager", 1, "`id` heeft een verkeerde vorm."),
    ("course.yml", "modules: [01-eerste, 02-tweede]", "modules: 01-eerste", 7, "`modules` moet een lijst zijn."),
    ("course.yml", "title: Kleine opleiding", "title: Een\ntitle: Twee", 4, "geen geldige YAML"),
    ("course.yml", "[01-eerste, 02-tweede]", "[02-tweede, 01-eerste]", 1, "Module M2 vraagt eerst `m1`, maar die komt er niet voor in de volgorde."),
    ("course.yml", "02-tweede", "03-derde", 7, "Het bestand modules/03-derde/module.yml ontbreekt."),
    (MODULE, "minutes: 120", "minutes: veel", 5, "`minutes` moet een heel getal zijn."),
    (MODULE, "minutes: 120", "minutes: 0", 5, "`minutes` moet groter zijn dan 0."),
    (MODULE, "R: 1.5", "R: 1.3", 6, "`R` moet een veelvoud van 0.5 zijn."),
    (MODULE, "R: 1.5", "X: 1.5", 6, "`X` is geen bekend veld."),
    (MODULE, "quiz_percent: 70", "quiz_percent: 170", 12, "`quiz_percent` mag hooguit 100 zijn."),
    (MODULE, "[m1-les-een.md, m1-les-twee.md]", "[]", 9, "`lessons` heeft te weinig regels: ten minste 1."),
    (LESSON, "outcomes: [1]", "outcomes: [2]", 0, "De les `m1-les-een` noemt een leeruitkomst die er niet is."),
    (LESSON, "peildatum: 2026-07-01", "peildatum: 2026-07-01 12:00:00", 6, "`peildatum` moet een datum zonder tijd zijn."),
    (LESSON, "---\nid:", "id:", 1, "Bovenaan ontbreken de gegevens tussen twee regels met `---`."),
    (LESSON, "Je leert hier iets.", "Zie [hier](http://onveilig.example).", 13, "De link `http://onveilig.example` kan niet."),
    (LESSON, "Je leert hier iets.", ":::onbekend", 13, "Dit blok begint of eindigt niet goed."),
    (LESSON, "Je leert hier iets.", "Een teken \ufffd.", 13, "Dit bestand is geen UTF-8. Sla het op als UTF-8."),
    (QUIZ, "text: Welke?", "text: Welke?, tekst: Welke?", 7, "`tekst` is geen bekend veld. Bedoelde je `text`?"),
    (QUIZ, "{id: b, text: Deze dus", "{id: a, text: Deze dus", 7, "Vraag `m1-q1`: twee antwoorden hebben dezelfde id."),
    (QUIZ, "text: Deze wel, correct: true", "text: Deze wel", 7, "precies één antwoord moet `correct: true` hebben; nu 0."),
    (QUIZ, "status: gecontroleerd", "status: concept", 7, "de status is `concept`; publiceer alleen wat `gecontroleerd` is."),
    (QUIZ, "type: one, ", "", 7, "Het veld `type` ontbreekt bij deze vraag."),
    (QUIZ, "answer: false", "answer: misschien", 9, "`answer` moet true of false zijn."),
    (QUIZ, "tolerance: 0.5", "tolerance: -1", 10, "`tolerance` moet ten minste 0."),
    (QUIZ, "answer: 8,", "answer: acht,", 10, "`answer` moet een getal zijn."),
    (QUIZ, "id: i2, text: Dan", "id: i1, text: Dan", 13, "Vraag `m1-q7`: twee antwoorden hebben dezelfde id."),
    (CASE, "code: C1", "code: C2", 0, "Twee casussen hebben dezelfde code."),
    (CASE, "id: motivering", "id: besluit", 0, "Twee taken hebben dezelfde id."),
    (CASE, "file: docs/1-brief.md", "file: docs/2-weg.md", 8, "Het bestand cases/oefening/docs/2-weg.md ontbreekt."),
    (CASE, "kind: brief", "kind: liedje", 8, "`kind` kan alleen zijn:"),
    (CASE, "status: gecontroleerd", "status: concept", 0, "De status is `concept`."),
    (CASE, "prompt: Schrijf een besluit.", "prompt: 'Zie [hier](les:weg).'", 10, "Deze les bestaat niet: `weg`."),
    ("rubric.yml", "{id: G8,", "{id: G7,", 0, "Het criterium `G8` staat niet in rubric.yml."),
    ("normen.yml", "verified: true", "verified: deels", 2, "`verified` moet true of false zijn."),
    ("pages/toetsing.md", "Tekst.", "Zie [weg](woord:weg).", 5, "Dit woord staat niet in woordenlijst.yml: `weg`."),
    ("rulesets/klantmanager-2020.yml", "total_min: 100", "total_min: honderd", 5, "`total_min` moet een getal zijn."),
    ("img/lijn.svg", "<path", '<path onclick="x()"', 1, "Deze tekening kan niet."),
    ("img/lijn.svg", ' viewBox="0 0 10 2"', "", 1, "Deze tekening kan niet."),
]


def test_the_small_course_has_no_faults() -> None:
    assert load_course(small_course()).faults == ()


@pytest.mark.parametrize(("file", "right", "wrong", "line", "advice"), BROKEN)
def test_a_fault_is_named_with_file_line_and_advice(file: str, right: str, wrong: str, line: int, advice: str) -> None:
    files = small_course()
    assert right in files[file], "the test breaks something that is there"
    files[file] = files[file].replace(right, wrong, 1)
    reading = load_course(files)
    assert reading.course is None
    named = [fault for fault in reading.faults if advice in fault.message]
    assert named, "\n".join(str(fault) for fault in reading.faults)
    if line:
        assert line in {fault.line for fault in named}, str(named)


@pytest.mark.parametrize("file", sorted(small_course()))
def test_a_missing_file_is_a_fault_or_was_not_needed(file: str) -> None:
    files = small_course()
    del files[file]
    reading = load_course(files)
    assert (reading.course is None) == bool(reading.faults)
    if not file.startswith(("pages/", "rulesets/")):
        assert reading.faults


def test_expired_content_is_a_fault_on_a_day_and_not_without_one() -> None:
    files = small_course()
    files[LESSON] = files[LESSON].replace("geldig_tot: null", "geldig_tot: 2027-01-01")
    assert load_course(files).faults == ()
    assert load_course(files, on=date(2026, 12, 31)).faults == ()
    assert [(fault.file, fault.line) for fault in load_course(files, on=date(2027, 1, 1)).faults] == [(LESSON, 8)]


def test_the_right_answer_may_not_give_itself_away() -> None:
    files = small_course()
    question = files[QUIZ].splitlines()[6].replace("text: Deze wel", "text: Deze wel omdat hij veel langer is")
    files[QUIZ] += "".join(question.replace("m1-q1", f"m1-x{n}") + "\n" for n in range(5))
    assert any("het goede antwoord het langst" in fault.message for fault in load_course(files).faults)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(file=st.sampled_from(sorted(small_course())), junk=st.text(max_size=60), place=st.integers(0, 400), cut=st.integers(0, 40))
def test_no_text_in_any_file_raises_anything(file: str, junk: str, place: int, cut: int) -> None:
    files = small_course()
    files[file] = files[file][:place] + junk + files[file][place + cut :]
    reading = load_course(files)
    assert all(isinstance(fault, Fault) and fault.line >= 1 and fault.message for fault in reading.faults)
    assert (reading.course is None) == bool(reading.faults)
