"""How texts are written, and what a case holds beside the file: model answers and scripts of agreed quality."""

import pytest

from lms.catalogue.formats import load_course
from lms.catalogue.formats.prose import sentences
from tests.courses import benchmark, small_course

LESSON, QUIZ, CASE, EXAM = "modules/01-eerste/m1-les-een.md", "modules/01-eerste/quiz.yml", "cases/oefening/case.md", "cases/het-examen/case.md"
MODEL, SEED, DOCUMENT = "cases/oefening/model.md", "cases/het-examen/seeds/goed.md", "cases/oefening/docs/1-brief.md"

LONG = "Je leert " + "heel " * 29 + "veel."
PROSE = [
    (LESSON, "Je leert hier iets.", LONG, 13, "Deze zin is 32 woorden lang. Maak er twee van: hooguit 30 woorden."),
    (LESSON, "Je leert hier iets.", f"Kort.\n\n- Ook in een lijst.\n- {LONG}", 16, "Deze zin is 32 woorden lang."),
    (LESSON, "Je leert hier iets.", f"{' '.join(['woord'] * 30)}. " * 9, 1, "De zinnen zijn gemiddeld"),
    (
        LESSON,
        "Je leert hier iets.",
        "De grens is 1.250 euro.",
        13,
        "Hier staat een bedrag (`1.250 euro`). Zet het in normen.yml en schrijf `{norm:id}`",
    ),
    (LESSON, "Wat de wet zegt.", "Hooguit € 40.", 24, "Hier staat een bedrag (`€ 40`)."),
    (CASE, "De situatie. Fictief.", LONG, 34, "Deze zin is 32 woorden lang."),
    (CASE, "prompt: Leg het uit.", f"prompt: {LONG}", 11, "Deze zin is 32 woorden lang."),
    (LESSON, "Je leert hier iets.", "<<<<<<< HEAD\nDit.\n=======\nDat.", 13, "Hier zijn twee versies niet samengevoegd."),
    ("pages/toetsing.md", "Tekst.", LONG, 5, "Deze zin is 32 woorden lang."),
    (QUIZ, "text: Hoe heet dat?", f"text: '{LONG}'", 11, "Deze zin is 32 woorden lang."),
    (LESSON, ":::wet Awb 3:2 (peildatum 1 juli 2026)", ":::wet Awb 3:2", 23, "Zet achter `:::wet` het artikel en de dag waarop het zo gold"),
    (LESSON, ":::wet Awb 3:2 (peildatum 1 juli 2026)", ":::wet (peildatum 1 juli 2026)", 23, "Zet achter `:::wet` het artikel en de dag"),
    (QUIZ, "text: Hoe heet dat?", "text: 'Is {norm:onbekend} veel?'", 11, "Deze vraag noemt een bedrag dat niet is vastgesteld."),
    (QUIZ, "text: Die ook niet", "text: Die van 40 euro", 7, "Hier staat een bedrag (`40 euro`)."),
]
ANSWERS = [
    (MODEL, "## besluit", "## beslui", 1, "Er is geen taak `beslui`. Zet boven elke tekst `## ` met een van: besluit, motivering."),
    (MODEL, "## besluit\n\n", "", 1, "Deze tekst staat niet onder een taak."),
    (MODEL, "## motivering", "## besluit", 5, "De taak `besluit` staat er twee keer."),
    (MODEL, "## motivering\n\nDat kan vandaag nog.\n", "", 1, "Er is geen tekst voor motivering. Zet hem onder `## motivering`."),
    (MODEL, "Ik bel vandaag.", "Zie [dit](les:weg).", 3, "Deze les bestaat niet: `weg`."),
    (
        CASE,
        "cut_percent: 60",
        "cut_percent: 60\nangoff: {status: voorstel, expected: {G1: 3}}",
        23,
        "In `expected` ontbreekt G2, G3, G4, G5, G6, G7, G8.",
    ),
    (
        CASE,
        "cut_percent: 60",
        "cut_percent: 60\nangoff: {status: voorstel, expected: {G1: 3, G2: 3, G3: 3, G4: 3, G5: 3, G6: 3, G7: 3, G8: 3}}",
        23,
        "De verwachte niveaus geven een grens van 66,7 procent; bij `cut_percent` staat 60.",
    ),
    ("course.yml", "case: het-examen,", "case: het-examen, resit: het-examen,", 8, "De herkansing heeft een andere casus dan het examen."),
    ("course.yml", "case: het-examen,", "case: het-examen, resit: weg,", 8, "Het bestand cases/weg/case.md ontbreekt."),
]


@pytest.mark.parametrize(("file", "right", "wrong", "line", "advice"), [*PROSE, *ANSWERS])
def test_a_fault_is_named_with_file_line_and_advice(file: str, right: str, wrong: str, line: int, advice: str) -> None:
    files = small_course()
    assert right in files[file], "the test breaks something that is there"
    files[file] = files[file].replace(right, wrong, 1)
    faults = load_course(files).faults
    assert [fault for fault in faults if (fault.file, fault.line) == (file, line) and advice in fault.message], "\n".join(map(str, faults))


def test_a_draft_that_no_list_names_may_hold_doubt() -> None:
    files = small_course()
    files["modules/01-eerste/later.md"] = (
        files[LESSON].replace("status: gecontroleerd", "status: concept").replace("Je leert", "[CONTROLEREN] Je leert")
    )
    files["cases/later/case.md"] = files[CASE].replace("status: gecontroleerd", "status: concept")
    files["cases/later/docs/1-brief.md"] = "[CONTROLEREN]"
    assert load_course(files).faults == ()
    files["cases/later/case.md"] = files[CASE]
    assert [(fault.file, fault.line) for fault in load_course(files).faults] == [("cases/later/docs/1-brief.md", 1)]


def test_amounts_may_be_invented_in_an_example_and_in_a_question_that_says_so() -> None:
    files = small_course()
    files[LESSON] = (
        files[LESSON].replace("Het antwoord.", "Zij krijgt 40 euro.").replace("Je leert hier iets.", ":::voorbeeld\nHij krijgt € 12.\n:::")
    )
    files[QUIZ] = files[QUIZ].replace("text: Hoe heet dat?", "text: Hij krijgt 40 euro (rekenvoorbeeld). Hoe heet dat?")
    files[QUIZ] = files[QUIZ].replace("text: Is dit waar?", "text: 'De grens is {norm:grens}. Is dit waar?'")
    assert load_course(files).faults == ()


def test_a_sentence_ends_at_its_full_stop_and_not_at_an_abbreviation() -> None:
    assert list(sentences("Zie art. 3 lid 2. Dat is de regel! 'Waarom?' vraagt zij.")) == [5, 4, 3]


def test_an_exam_case_carries_scripts_of_agreed_quality_and_needs_no_model_answer() -> None:
    files = small_course() | {SEED: benchmark("goed", 3)}
    course = load_course(files).course
    assert course is not None
    (script,) = course.case("het-examen").benchmarks
    assert (script.use, script.levels["G8"], dict(script.texts)) == ("practice", 3, {"besluit": "Ik bel.", "motivering": "Vandaag nog."})
    assert course.case("oefening").model_answer["besluit"] == "<p>Ik bel vandaag.</p>\n"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "advice"),
    [
        ("use: practice", "use: examen", 4, "`use` kan alleen zijn:"),
        ("G8: 3}", "G8: 5}", 5, "mag hooguit 4 zijn."),
        (", G8: 3}", "}", 5, "Bij `levels` ontbreekt G8. Elk criterium van de casus krijgt een niveau en een reden."),
        ("G8: Daarom.}", "G8: Daarom., S1: Daarom.}", 6, "De casus heeft geen criterium S1."),
        ("## motivering", "## toelichting", 12, "Er is geen taak `toelichting`."),
    ],
)
def test_a_fault_in_a_script_of_agreed_quality_is_named(right: str, wrong: str, line: int, advice: str) -> None:
    files = small_course() | {SEED: benchmark("goed", 3).replace(right, wrong, 1)}
    faults = load_course(files).faults
    assert [fault for fault in faults if (fault.file, fault.line) == (SEED, line) and advice in fault.message], "\n".join(map(str, faults))


def test_two_scripts_of_agreed_quality_do_not_share_an_id() -> None:
    files = small_course() | {SEED: benchmark("goed", 3), "cases/het-examen/seeds/ook.md": benchmark("goed", 2)}
    assert [(fault.file, fault.line) for fault in load_course(files).faults] == [("cases/het-examen/seeds/ook.md", 2)]


def test_a_twin_of_the_exam_is_another_case_marked_by_two() -> None:
    files = small_course()
    files["course.yml"] = files["course.yml"].replace("case: het-examen,", "case: het-examen, resit: de-tweeling,")
    files["cases/de-tweeling/case.md"] = files[EXAM].replace("het-examen", "de-tweeling").replace("C2", "C3")
    files["cases/de-tweeling/docs/1-brief.md"] = files[DOCUMENT]
    course = load_course(files).course
    assert course is not None
    assert course.exam.case_ids == ("het-examen", "de-tweeling")
