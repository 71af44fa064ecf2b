"""Pages of the training: modules and course pages, lessons, quizzes."""

from flask import Blueprint

from lms.training.routes import lessons, modules, quizzes

bp = Blueprint("training", __name__)
modules.register(bp)
lessons.register(bp)
quizzes.register(bp)
