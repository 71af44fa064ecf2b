"""A small course as files, for tests: two modules, every question type, a practice case and an exam. Change one text to break it."""

from textwrap import dedent

_REVIEWED = """\
bron: [{title: Verzonnen bron, verified: primair, read_on: 2026-11-01}]
peildatum: 2026-07-01
geldig_van: 2026-07-01
geldig_tot: null
status: gecontroleerd
gekeurd_door: null
"""
_QUESTION = "lesson: {lesson}, bron: Verzonnen bron, peildatum: 2026-07-01, geldig_van: 2026-07-01, geldig_tot: null, status: gecontroleerd"


def small_course(version: str = "2027.1") -> dict[str, str]:
    """Path -> text of a course without faults."""
    files = {
        "course.yml": dedent(f"""\
            id: klantmanager
            version: "{version}"
            title: Kleine opleiding
            language: nl
            as_of: 2026-07-01
            theme_names: {{R: Recht en kaders, M: Methodiek en vakmanschap, E: Ethiek en reflectie, P: Praktijk}}
            modules: [01-eerste, 02-tweede]
            exam: {{id: examen, case: het-examen, minutes: 60, points: {{P: 1}}}}
            """),
        "rubric.yml": "scale: 4\ncriteria:\n" + "".join(_criterion(f"G{n}") for n in range(1, 9)),
        "normen.yml": "normen:\n- {id: grens, title: Verzonnen grens, amount: 1250.5, unit: euro, geldig_van: 2026-01-01, bron: Verzonnen, verified: true}\n"
        "- {id: onbekend, title: Een grens die niemand kent, amount: null, unit: euro, geldig_van: 2026-01-01, bron: Verzonnen, verified: false}\n",
        "woordenlijst.yml": "woorden:\n- {id: besluit, word: besluit, meaning: Een beslissing van de gemeente.}\n",
        "leeslijst.yml": "titels:\n- {id: boek, author: A. Verzonnen, year: 2013, title: Een boek}\n"
        "- {id: wet, kind: wet, author: Wetgever, year: 2026, title: 'Een wet, tekst van 1 juli 2026'}\n"
        "- {id: eerder, author: A. Verzonnen, year: 2012, title: Een ander boek}\n",
        "img/lijn.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 2"><path d="M0 1h10" stroke="currentColor"/></svg>\n',
        "pages/toetsing.md": "---\nid: toetsing\ntitle: Zo werkt de toetsing\n---\nTekst.\n",
        "rulesets/klantmanager-2020.yml": ruleset("klantmanager-2020", "2020-01-01"),
    }
    for code, folder in (("m1", "01-eerste"), ("m2", "02-tweede")):
        files |= _module(code, folder)
    for name, code, mode in (("oefening", "C1", "single"), ("het-examen", "C2", "double")):
        files[f"cases/{name}/case.md"] = _case(name, code, mode)
        files[f"cases/{name}/docs/1-brief.md"] = "Gemeente Veldersluis\n\n## Brief\n\nGeachte mevrouw Papieren,\n"
    files["cases/oefening/model.md"] = "## besluit\n\nIk bel vandaag.\n\n## motivering\n\nDat kan vandaag nog.\n"
    return files


def benchmark(name: str, level: int) -> str:
    """A script of agreed quality for `het-examen`, at one level throughout."""
    levels = ", ".join(f"G{n}: {level}" for n in range(1, 9))
    reasons = ", ".join(f"G{n}: Daarom." for n in range(1, 9))
    front = f"id: {name}\ntitle: Werk {name}\nuse: practice\nlevels: {{{levels}}}\nreasons: {{{reasons}}}\n"
    return f"---\n{front}---\n## besluit\n\nIk bel.\n\n## motivering\n\nVandaag nog.\n"


def _criterion(name: str) -> str:
    return f"- {{id: {name}, title: Criterium {name}, levels: [Ontbreekt., Zwak., Goed., Sterk.]}}\n"


def _module(code: str, folder: str) -> dict[str, str]:
    first, second = f"{code}-les-een", f"{code}-les-twee"
    requires = "[m1]" if code == "m2" else "[]"
    case = "[oefening]" if code == "m1" else "[]"
    base = f"modules/{folder}"
    return {
        f"{base}/module.yml": dedent(f"""\
            id: {code}
            code: {code.upper()}
            title: Module {code}
            summary: Waar dit over gaat.
            minutes: 120
            points: {{R: 1.5, E: 0.5}}
            requires: {requires}
            outcomes: [{{level: O, text: noemt iets}}]
            lessons: [{first}.md, {second}.md]
            quiz: quiz.yml
            cases: {case}
            completion: {{lessons: all, quiz_percent: 70, cases: all}}
            """),
        f"{base}/{first}.md": _lesson(
            first, f"Zie [de tweede](les:{second}) en het [besluit](woord:besluit). De grens is {{norm:grens}}.\n\n![Een lijn](img:lijn)"
        ),
        f"{base}/{second}.md": _lesson(second, "Gewone tekst."),
        f"{base}/quiz.yml": quiz(code, first),
    }


def _lesson(name: str, text: str) -> str:
    return f"""---
id: {name}
title: Les {name}
minutes: 20
{_REVIEWED}outcomes: [1]
---
Je leert hier iets.

## Eerste deel

{text}

## Tweede deel

:::wet Awb 3:2 (peildatum 1 juli 2026)
Wat de wet zegt.
:::

:::antwoord
Het antwoord.
:::
"""


def quiz(code: str, lesson: str) -> str:
    """A quiz with one question of each type; the right answers are those of `right_answers`."""
    tail = _QUESTION.format(lesson=lesson)
    asked = [
        "type: one, text: Welke?, options: [{id: a, text: Deze wel, correct: true, feedback: Ja.}, {id: b, text: Deze dus niet, feedback: Nee.}, {id: c, text: Die ook niet, feedback: Nee.}]",
        "type: many, text: Welke allemaal?, options: [{id: a, text: Een, correct: true, feedback: Ja.}, {id: b, text: Twee, correct: true, feedback: Ja.}, {id: c, text: Drie, feedback: Nee.}, {id: d, text: Vier, feedback: Nee.}]",
        "type: true_false, text: Is dit waar?, answer: false, feedback: {true: Nee dus., false: Klopt.}",
        "type: number, text: Hoeveel weken?, answer: 8, tolerance: 0.5, unit: weken, feedback: {right: Ja., wrong: Nee.}",
        "type: short, text: Hoe heet dat?, answers: [hersteltermijn, termijn], feedback: {right: Ja., wrong: Nee.}",
        "type: match, text: Wat hoort bij elkaar?, pairs: [{id: p1, left: L1, right: R1}, {id: p2, left: L2, right: R2}, {id: p3, left: L3, right: R3}], feedback: {right: Ja., wrong: Nee.}",
        "type: order, text: In welke volgorde?, items: [{id: i1, text: Eerst}, {id: i2, text: Dan}, {id: i3, text: Ten slotte}], feedback: {right: Ja., wrong: Nee.}",
    ]
    head = f"id: {code}-kt\ntitle: Kennistoets {code}\npick: null\nattempts: {{max: 3, wait_hours: 24}}\npass_percent: 70\nquestions:\n"
    return head + "".join(f"- {{id: {code}-q{n}, {text}, explain: Daarom., {tail}}}\n" for n, text in enumerate(asked, start=1))


def right_answers(code: str) -> dict[str, dict[str, list[str]]]:
    """Question id -> form fields that earn the point."""
    given = [
        {"antwoord": ["a"]},
        {"antwoord": ["a", "b"]},
        {"antwoord": ["false"]},
        {"antwoord": ["8,25"]},
        {"antwoord": [" Hersteltermijn. "]},
        {"p1": ["p1"], "p2": ["p2"], "p3": ["p3"]},
        {"i1": ["1"], "i2": ["2"], "i3": ["3"]},
    ]
    return {f"{code}-q{n}": fields for n, fields in enumerate(given, start=1)}


def _case(name: str, code: str, mode: str) -> str:
    knockouts = "[G3, G5, G6]" if mode == "double" else "[]"
    central = "".join(f"- {{id: G{n}, weight: 1}}\n" for n in range(1, 9))
    return f"""---
id: {name}
code: {code}
title: De casus {name}
mode: {mode}
minutes: 60
words: {{min: 5, max: 400}}
documents: [{{id: brief, file: docs/1-brief.md, title: Brief, kind: brief, date: 2026-04-01}}]
tasks:
- {{id: besluit, title: Besluit, prompt: Schrijf een besluit., words: 100}}
- {{id: motivering, title: Motivering, prompt: Leg het uit., words: 100}}
criteria:
{central}knockouts: {knockouts}
cut_percent: 60
perspectives: [inwoner, gemeente]
model_points: [Belt vandaag.]
comparison: Een gelijk geval.
comments: [{{id: k1, criterion: G1, text: Noem het feit.}}]
{_REVIEWED}---
De situatie. Fictief.
"""


def ruleset(name: str, since: str) -> str:
    """A rule set with the default numbers."""
    return dedent(f"""\
        id: {name}
        effective_from: {since}
        period_months: 60
        early_renewal_from_months: 54
        total_min: 100
        categories:
          accredited: {{min: 40}}
          reflection: {{min: 20, max_per_year: 10}}
          other: {{max: 40}}
        cap_per_activity: 40
        cap_per_day: 6
        cap_examiner_teacher_work: 20
        exam_valid_months: 36
        vog_max_age_months: 3
        provisional_max_months: 24
        decide_within_days: 56
        assess_within_days: 42
        objection_days: 42
        """)
