"""Pages of /mijn: the dashboard, points and own activities, one's own data."""

from flask import Blueprint

from lms.portal.routes import home, own_data, points

bp = Blueprint("portal", __name__)
home.register(bp)
points.register(bp)
own_data.register(bp)
