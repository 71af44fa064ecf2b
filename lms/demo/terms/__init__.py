"""Who is in the demo, what they write and say, and what happened when. Everybody and everything is made up."""

from lms.demo.terms.people import (
    CLASSMATES,
    DOMAIN,
    EMPLOYERS,
    FAMILY,
    GIVEN,
    INVITED,
    PASSWORD,
    PREFIXES,
    SIGN_INS,
    STAFF_DAYS,
    DemoPerson,
)

__all__ = [
    "CLASSMATES",
    "DOMAIN",
    "EMPLOYERS",
    "FAMILY",
    "GIVEN",
    "INVITED",
    "PASSWORD",
    "PREFIXES",
    "SIGN_INS",
    "STAFF_DAYS",
    "DemoPerson",
]
