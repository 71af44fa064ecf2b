"""A case from its folder: case.md and the documents of the file."""

from lms.catalogue.formats import checks, markdown, prose, schemas
from lms.catalogue.formats.answers import load_benchmarks, load_model_answer
from lms.catalogue.formats.reading import Entry, Files
from lms.catalogue.formats.shared import Library, sources
from lms.catalogue.terms import Angoff, Case, Comment, Criterion, Document, Task


def load_case(files: Files, library: Library, case_id: str, asked_by: tuple[str, int], mode: str) -> Case | None:
    """The case, or None with its faults noted; `mode` is what its use asks."""
    file = f"cases/{case_id}/case.md"
    entry = files.read(file, schemas.CaseFile, asked_by=asked_by)
    if entry is None:
        return None
    value = entry.value
    if value.id != case_id:
        files.fault(file, entry.line("id"), f"De id moet gelijk zijn aan de map: `{case_id}`.")
    files.claim(checks.COURSE, value.id, file, entry.line("id"))
    files.claim("code van een casus", value.code, file, entry.line("code"))
    checks.check_status(files, entry)
    checks.check_case(files, entry, library.rubric, mode)
    body = markdown.render(entry.body, entry.body_line, library.context(files, file, prefix="casus-"))
    prompts = [_prompt(files, library, entry, place) for place in range(len(value.tasks))]
    prose.check_text(files, file, [*body.passages, *(passage for prompt in prompts for passage in prompt.passages)])
    return Case(
        id=case_id,
        code=value.code,
        title=value.title,
        mode=value.mode,
        minutes=value.minutes,
        words_min=value.words.min,
        words_max=value.words.max,
        body_html=body.html,
        documents=_documents(files, library, entry),
        tasks=tuple(Task(task.id, task.title, prompt.html, task.words) for task, prompt in zip(value.tasks, prompts, strict=True)),
        criteria=_criteria(entry, library),
        cut_percent=value.cut_percent,
        comments=tuple(Comment(comment.id, comment.criterion, comment.text) for comment in value.comments),
        model_points=tuple(value.model_points),
        comparison=value.comparison,
        model_answer=load_model_answer(files, library, entry),
        benchmarks=load_benchmarks(files, entry),
        angoff=Angoff(value.angoff.status == "voorstel", tuple(value.angoff.judges), value.angoff.expected, value.angoff.note)
        if value.angoff
        else None,
        perspectives=tuple(value.perspectives),
        sources=sources(value.bron),
        as_of=value.peildatum,
        status=value.status,
    )


def _prompt(files: Files, library: Library, entry: Entry[schemas.CaseFile], place: int) -> markdown.Rendered:
    written = entry.value.tasks[place]
    context = library.context(files, entry.file, prefix=f"taak-{written.id}-")
    return markdown.render(written.prompt, entry.line("tasks", place, "prompt"), context)


def _documents(files: Files, library: Library, entry: Entry[schemas.CaseFile]) -> tuple[Document, ...]:
    found = []
    for place, written in enumerate(entry.value.documents):
        file = f"cases/{entry.value.id}/{written.file}"
        if file not in files.texts:
            files.fault(entry.file, entry.line("documents", place, "file"), f"Het bestand {file} ontbreekt. Maak het, of haal het stuk weg.")
            continue
        html = markdown.render(files.texts[file], 1, library.context(files, file, prefix=f"stuk-{written.id}-")).html
        found.append(Document(written.id, written.title, written.kind, written.date, html))
    return tuple(found)


def _criteria(entry: Entry[schemas.CaseFile], library: Library) -> tuple[Criterion, ...]:
    found = []
    for written in entry.value.criteria:
        central = (library.rubric or {}).get(written.id)
        knockout = written.id in entry.value.knockouts
        if isinstance(written, schemas.OwnCriterion):
            found.append(Criterion(written.id, written.title, written.question, written.weight, tuple(written.levels), knockout))
        elif central is not None:
            found.append(Criterion(central.id, central.title, central.question, written.weight, tuple(central.levels), knockout))
    return tuple(found)
