"""What a case holds beside the file: a model answer, and scripts of agreed quality. Texts stand under `## <task-id>`."""

import re
from collections.abc import Iterator

from lms.catalogue.formats import markdown, schemas
from lms.catalogue.formats.reading import Entry, Files
from lms.catalogue.formats.shared import Library
from lms.catalogue.terms import Benchmark

_HEAD = re.compile(r"^## +(.*?) *$", re.MULTILINE)
_Case = Entry[schemas.CaseFile]


def load_model_answer(files: Files, library: Library, case: _Case) -> dict[str, str]:
    """HTML by task. A practice case has one; an exam case has scripts of agreed quality instead."""
    file = f"cases/{case.value.id}/model.md"
    if file not in files.texts:
        if case.value.mode == "single":
            files.fault(case.file, case.line("tasks"), f"Het bestand {file} ontbreekt. Schrijf een modelantwoord, met `## taak-id` boven elke taak.")
        return {}
    return {
        task: markdown.render(text, line, library.context(files, file, prefix=f"model-{task}-")).html
        for task, line, text in _parts(files, file, files.texts[file], 1, case)
    }


def load_benchmarks(files: Files, case: _Case) -> tuple[Benchmark, ...]:
    """The scripts of seeds/*.md, by file name."""
    base = f"cases/{case.value.id}/seeds/"
    return tuple(
        found
        for file in sorted(files.texts)
        if file.startswith(base) and file.endswith(".md") and (found := _benchmark(files, file, case)) is not None
    )


def _benchmark(files: Files, file: str, case: _Case) -> Benchmark | None:
    entry = files.read(file, schemas.BenchmarkFile)
    if entry is None:
        return None
    value = entry.value
    files.claim(f"ijkwerk van {case.value.id}", value.id, file, entry.line("id"))
    asked = [criterion.id for criterion in case.value.criteria]
    for key, given in (("levels", value.levels), ("reasons", value.reasons)):
        missing = [name for name in asked if name not in given]
        unknown = [name for name in given if name not in asked]
        if missing:
            files.fault(
                file, entry.line(key), f"Bij `{key}` ontbreekt {', '.join(missing)}. Elk criterium van de casus krijgt een niveau en een reden."
            )
        if unknown:
            files.fault(file, entry.line(key), f"De casus heeft geen criterium {', '.join(unknown)}. Kies uit: {', '.join(asked)}.")
    texts = {task: text.strip() for task, _, text in _parts(files, file, entry.body, entry.body_line, case)}
    return Benchmark(value.id, value.title, value.use, texts, value.levels, value.reasons)


def _parts(files: Files, file: str, text: str, first_line: int, case: _Case) -> list[tuple[str, int, str]]:
    """Task, line and text of each part; every task of the case once, nothing outside."""
    tasks = [task.id for task in case.value.tasks]
    found: list[tuple[str, int, str]] = []
    for name, line, part in _split(text, first_line):
        if name not in tasks:
            said = f"Er is geen taak `{name}`." if name else "Deze tekst staat niet onder een taak."
            files.fault(file, line, f"{said} Zet boven elke tekst `## ` met een van: {', '.join(tasks)}.")
        elif name in [task for task, _, _ in found]:
            files.fault(file, line, f"De taak `{name}` staat er twee keer.")
        else:
            found.append((name, line, part))
    missing = [task for task in tasks if task not in [name for name, _, _ in found]]
    if missing:
        files.fault(file, first_line, f"Er is geen tekst voor {', '.join(missing)}. Zet hem onder `## {missing[0]}`.")
    return found


def _split(text: str, first_line: int) -> Iterator[tuple[str, int, str]]:
    heads = list(_HEAD.finditer(text))
    before = text[: heads[0].start()] if heads else text
    if before.strip():
        yield "", first_line, before
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        yield head.group(1), first_line + text.count("\n", 0, head.start()), text[head.end() : end]
