"""Pages of examining, by audience: writing (/mijn), marking (/beoordelen), board (/bureau)."""

from flask import Blueprint

from lms.exams.routes import board, marking, writing

bp = Blueprint("exams", __name__)
writing.register(bp)
marking.register(bp)
board.register(bp)
