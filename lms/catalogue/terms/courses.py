"""A course and its parts, all frozen."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lms.catalogue.terms.points import Points, Theme
from lms.catalogue.terms.quizzes import Quiz
from lms.catalogue.terms.rulesets import RuleSet


@dataclass(frozen=True)
class Source:
    """Where a claim comes from and how it was read: primair, secundair, or oud (an older version of the law)."""

    title: str
    verified: str
    read_on: date | None


@dataclass(frozen=True)
class Heading:
    """A heading inside a lesson."""

    id: str
    text: str


@dataclass(frozen=True)
class Lesson:
    """A lesson, rendered once."""

    id: str
    title: str
    minutes: int
    html: str
    headings: tuple[Heading, ...]
    sources: tuple[Source, ...]
    as_of: date
    valid_from: date
    valid_to: date | None
    status: str
    reviewed_by: str | None
    outcomes: tuple[int, ...]


@dataclass(frozen=True)
class Document:
    """A document from the file of a case."""

    id: str
    title: str
    kind: str
    date: date | None
    html: str


@dataclass(frozen=True)
class Task:
    """One text that the candidate writes."""

    id: str
    title: str
    prompt_html: str
    words: int


@dataclass(frozen=True)
class Criterion:
    """A criterion of the rubric; `levels` are the four descriptors, level 1 first."""

    id: str
    title: str
    question: str
    weight: int
    levels: tuple[str, ...]
    knockout: bool


@dataclass(frozen=True)
class Comment:
    """A ready-made remark for the marker."""

    id: str
    criterion_id: str
    text: str


@dataclass(frozen=True)
class Benchmark:
    """A script of agreed quality, never shown to candidates: its texts by task, and per criterion the agreed level (1-4) and why."""

    id: str
    title: str
    use: str
    """practice, qualification or seed."""
    texts: Mapping[str, str]
    levels: Mapping[str, int]
    reasons: Mapping[str, str]


@dataclass(frozen=True)
class Angoff:
    """How the cut was judged: per criterion the level (1-4) that somebody who just passes would reach on average."""

    is_proposal: bool
    judges: tuple[str, ...]
    expected: Mapping[str, float]
    note: str


@dataclass(frozen=True)
class Case:
    """A case: what the candidate reads and writes, and how it is marked."""

    id: str
    code: str
    title: str
    mode: str
    minutes: int
    words_min: int
    words_max: int
    body_html: str
    documents: tuple[Document, ...]
    tasks: tuple[Task, ...]
    criteria: tuple[Criterion, ...]
    cut_percent: int
    comments: tuple[Comment, ...]
    model_points: tuple[str, ...]
    comparison: str
    model_answer: Mapping[str, str]
    """HTML by task; empty when the case has none."""
    benchmarks: tuple[Benchmark, ...]
    angoff: Angoff | None
    perspectives: tuple[str, ...]
    sources: tuple[Source, ...]
    as_of: date
    status: str

    @property
    def knockouts(self) -> tuple[str, ...]:
        """Ids of the criteria on which level 2 is needed."""
        return tuple(criterion.id for criterion in self.criteria if criterion.knockout)


@dataclass(frozen=True)
class Outcome:
    """What somebody can do afterwards, with its level in Bloom's taxonomy."""

    level: str
    text: str


@dataclass(frozen=True)
class Module:
    """A module of a course."""

    id: str
    code: str
    title: str
    summary: str
    minutes: int
    points: Points
    requires: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    lessons: tuple[Lesson, ...]
    quiz: Quiz | None
    case_ids: tuple[str, ...]
    quiz_percent: int


@dataclass(frozen=True)
class Exam:
    """The exam that closes a course."""

    id: str
    case_id: str
    resit_case_id: str | None
    """The twin: another case of equal weight, for who sits the exam again."""
    minutes: int
    points: Points

    @property
    def case_ids(self) -> tuple[str, ...]:
        """The cases that somebody can pass the exam with."""
        return (self.case_id,) if self.resit_case_id is None else (self.case_id, self.resit_case_id)


@dataclass(frozen=True)
class Word:
    """An entry of the glossary."""

    id: str
    word: str
    meaning: str

    @property
    def letter(self) -> str:
        """The letter it stands under: a capital without an accent, as dictionaries do."""
        return unicodedata.normalize("NFKD", self.word)[0].upper()


class ReadingKind(StrEnum):
    """What somebody can read further, in the order of the page."""

    LAW = "wet"
    RULING = "uitspraak"
    PUBLICATION = "publicatie"

    @property
    def label(self) -> str:
        """The heading above these titles."""
        return {"wet": "Wetten en regels", "uitspraak": "Uitspraken van rechters", "publicatie": "Onderzoek, boeken en webpagina’s"}[self]


@dataclass(frozen=True)
class Title:
    """An entry of the reading list."""

    id: str
    kind: ReadingKind
    author: str
    year: int
    title: str


@dataclass(frozen=True)
class CoursePage:
    """A page that explains."""

    id: str
    title: str
    html: str


@dataclass(frozen=True)
class Course:
    """A course, whole, under one content hash."""

    id: str
    version: str
    title: str
    as_of: date
    content_hash: str
    theme_names: Mapping[str, str]
    modules: tuple[Module, ...]
    exam: Exam
    cases: Mapping[str, Case]
    glossary: tuple[Word, ...]
    reading_list: tuple[Title, ...]
    pages: tuple[CoursePage, ...]
    rulesets: tuple[RuleSet, ...]

    def module(self, module_id: str) -> Module:
        """A module by id; KeyError when there is none."""
        found = next((module for module in self.modules if module.id == module_id), None)
        if found is None:
            raise KeyError(module_id)
        return found

    def case(self, case_id: str) -> Case:
        """A case by id; KeyError when there is none."""
        return self.cases[case_id]

    @property
    def points(self) -> Points:
        """All modules and the exam together."""
        parts = [module.points for module in self.modules] + [self.exam.points]
        return Points(*(sum(part.of(theme) for part in parts) for theme in Theme))
