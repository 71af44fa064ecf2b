"""What /mijn puts together: the dashboard, points in both tracks, one's own data."""

from lms.portal.queries.home import Home, NextStep, Upcoming, get_home
from lms.portal.queries.own_data import export_everything
from lms.portal.queries.points import Points, RenewalStand, Row, WhatIf, find_renewal, get_points, try_out

__all__ = [
    "Home",
    "NextStep",
    "Points",
    "RenewalStand",
    "Row",
    "Upcoming",
    "WhatIf",
    "export_everything",
    "find_renewal",
    "get_home",
    "get_points",
    "try_out",
]
