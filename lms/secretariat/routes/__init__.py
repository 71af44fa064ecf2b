"""Pages of the desk: work and activities, people and groups, registrations."""

from flask import Blueprint

from lms.secretariat.routes import people, registrations, work

bp = Blueprint("secretariat", __name__)
work.register(bp)
people.register(bp)
registrations.register(bp)
