"""Words of the catalogue: a course as the rest of the house sees it. Everything is frozen; points are in hundredths."""

from lms.catalogue.terms.courses import (
    Angoff,
    Benchmark,
    Case,
    Comment,
    Course,
    CoursePage,
    Criterion,
    Document,
    Exam,
    Heading,
    Lesson,
    Module,
    Outcome,
    Source,
    Task,
    Title,
    Word,
)
from lms.catalogue.terms.faults import CourseHasFaults, Fault, VersionTaken
from lms.catalogue.terms.points import HUNDREDTHS, Points, Theme
from lms.catalogue.terms.quizzes import Item, Option, Pair, Question, QuestionType, Quiz
from lms.catalogue.terms.rulesets import CategoryRule, RuleSet

__all__ = [
    "HUNDREDTHS",
    "Angoff",
    "Benchmark",
    "Case",
    "CategoryRule",
    "Comment",
    "Course",
    "CourseHasFaults",
    "CoursePage",
    "Criterion",
    "Document",
    "Exam",
    "Fault",
    "Heading",
    "Item",
    "Lesson",
    "Module",
    "Option",
    "Outcome",
    "Pair",
    "Points",
    "Question",
    "QuestionType",
    "Quiz",
    "RuleSet",
    "Source",
    "Task",
    "Theme",
    "Title",
    "VersionTaken",
    "Word",
]
