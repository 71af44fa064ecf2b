"""Pages of examining, by audience: writing (/mijn), marking (/beoordelen), rounds and board (/bureau), people (extra time, acquaintances)."""

from flask import Blueprint

from lms.exams.routes import board, marking, people, repairs, rounds, writing

bp = Blueprint("exams", __name__)
for part in (writing, marking, rounds, repairs, board, people):
    part.register(bp)
