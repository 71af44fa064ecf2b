"""A case from its folder: case.md and the documents of the file."""

from lms.catalogue.formats import checks, markdown, schemas
from lms.catalogue.formats.reading import Entry, Files
from lms.catalogue.formats.shared import Library, sources
from lms.catalogue.terms import Case, Comment, Criterion, Document, Task


def load_case(files: Files, library: Library, case_id: str, asked_by: tuple[str, int]) -> Case | None:
    """The case, or None with its faults noted."""
    file = f"cases/{case_id}/case.md"
    entry = files.read_page(file, schemas.CaseFile, asked_by=asked_by)
    if entry is None:
        return None
    value = entry.value
    if value.id != case_id:
        files.fault(file, entry.line("id"), f"De id moet gelijk zijn aan de map: `{case_id}`.")
    checks.check_status(files, entry)
    checks.check_case(files, entry, library.rubric)
    context = library.context(files, file)
    return Case(
        id=case_id,
        code=value.code,
        title=value.title,
        mode=value.mode,
        minutes=value.minutes,
        words_min=value.words.min,
        words_max=value.words.max,
        body_html=markdown.render(entry.body, entry.body_line, context).html,
        documents=_documents(files, library, entry),
        tasks=tuple(
            Task(task.id, task.title, markdown.render(task.prompt, entry.line("tasks", place, "prompt"), context).html, task.words)
            for place, task in enumerate(value.tasks)
        ),
        criteria=_criteria(entry, library),
        cut_percent=value.cut_percent,
        comments=tuple(Comment(comment.id, comment.criterion, comment.text) for comment in value.comments),
        model_points=tuple(value.model_points),
        comparison=value.comparison,
        perspectives=tuple(value.perspectives),
        sources=sources(value.bron),
        as_of=value.peildatum,
        status=value.status,
    )


def _documents(files: Files, library: Library, entry: Entry[schemas.CaseFile]) -> tuple[Document, ...]:
    found = []
    for place, written in enumerate(entry.value.documents):
        file = f"cases/{entry.value.id}/{written.file}"
        if file not in files.texts:
            files.fault(entry.file, entry.line("documents", place, "file"), f"Het bestand {file} ontbreekt. Maak het, of haal het stuk weg.")
            continue
        html = markdown.render(files.texts[file], 1, library.context(files, file, prefix=f"{written.id}-")).html
        found.append(Document(written.id, written.title, written.kind, written.date, html))
    return tuple(found)


def _criteria(entry: Entry[schemas.CaseFile], library: Library) -> tuple[Criterion, ...]:
    found = []
    for written in entry.value.criteria:
        central = library.rubric.get(written.id)
        knockout = written.id in entry.value.knockouts
        if isinstance(written, schemas.OwnCriterion):
            found.append(Criterion(written.id, written.title, written.question, written.weight, tuple(written.levels), knockout))
        elif central is not None:
            found.append(Criterion(central.id, central.title, central.question, written.weight, tuple(central.levels), knockout))
    return tuple(found)
