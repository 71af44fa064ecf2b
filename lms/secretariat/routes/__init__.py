"""Pages of the desk: work and activities, people, imports, groups, registrations."""

from flask import Blueprint

from lms.secretariat.routes import groups, importing, people, registrations, work

bp = Blueprint("secretariat", __name__)
work.register(bp)
people.register(bp)
importing.register(bp)
groups.register(bp)
registrations.register(bp)
