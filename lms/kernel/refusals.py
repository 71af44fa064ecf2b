"""What a person sees when something cannot be done: plain words, what to do, the right status, never a stack trace.

What the log keeps of a failure is where it happened: the route's template and the lines of code. Never the address asked for, and never
the text of an exception: what somebody typed may stand in both.
"""

import errno
import secrets
import traceback

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from lms.kernel import access
from lms.kernel.db import db
from lms.kernel.errors import DomainError

_KEPT_LIMIT = 400_000
_HEADINGS = {
    400: ("Dit verzoek klopt niet", "Ga terug en probeer het opnieuw."),
    401: ("Log eerst in", "Log in en probeer het opnieuw."),
    403: ("Geen toegang", "Denkt u dat dit niet klopt? Neem contact op met het registerbureau."),
    404: ("Niet gevonden", "Controleer het adres, of ga naar de beginpagina."),
    405: ("Dit kan zo niet", "Ga terug en gebruik de knoppen op de pagina."),
    409: ("Dit is intussen veranderd", "Ga terug, bekijk de stand en probeer het opnieuw."),
    413: ("Dit bestand is te groot", "Kies een kleiner bestand."),
    422: ("Dit kan niet verwerkt worden", "Ga terug en controleer wat u invulde."),
    429: ("Te veel verzoeken", "Wacht een minuut en probeer het opnieuw."),
    500: ("Er ging iets mis", "Dit is een fout van ons. Probeer het straks opnieuw."),
    503: ("Even niet bereikbaar", "De gegevens zijn nu niet bereikbaar. Probeer het over een paar minuten opnieuw."),
}


def init_app(app: Flask) -> None:
    """Answer every kind of failure."""
    app.register_error_handler(DomainError, lambda error: refuse(error.status, error.message))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _away)
    app.register_error_handler(InterfaceError, _away)
    app.register_error_handler(DataError, lambda _error: refuse(422, "Een van de gegevens is te lang of heeft een verkeerde vorm."))
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Exception, _unexpected)


def refuse(status: int, message: str = "") -> ResponseReturnValue:
    """The error page, or JSON for a script."""
    heading, what_to_do = _HEADINGS.get(status, _HEADINGS[400])
    if access.wants_json():
        return jsonify(message=message or heading), status
    page = render_template("errors/error.html", heading=heading, message=message, what_to_do=what_to_do, status=status, reference="")
    return page, status


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:  # noqa: PLR2004 -- a redirect is not a failure
        return error.get_response()
    answer = current_app.make_response(refuse(error.code))
    if error.code == 405:  # noqa: PLR2004 -- the protocol wants the list of methods
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ())) if hasattr(error, "valid_methods") else ""
    return answer


def _away(error: Exception) -> ResponseReturnValue:
    """The database or the disk cannot be reached: say so without asking anything of them."""
    current_app.logger.error("database away on %s: %s", request.url_rule, type(getattr(error, "orig", error)).__name__)
    _forget_session()
    if access.wants_json():
        return jsonify(message=_HEADINGS[503][1]), 503
    answer = current_app.make_response(render_template("errors/503.html", fields=_typed(), path=request.path))
    answer.status_code = 503
    answer.headers["Retry-After"] = "60"
    return answer


def _typed() -> list[tuple[str, str]]:
    """What was being posted, so that trying again is one press of a button; never a password, never a very long text twice."""
    if request.method != "POST" or request.files:
        return []
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token" and "password" not in name]
    return fields if sum(len(value) for _, value in fields) <= _KEPT_LIMIT else []


def _disk(error: OSError) -> ResponseReturnValue:
    """A full disk is the operator's to mend and will be over; any other failure of the system is unexpected."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}:
        return _away(error)
    return _unexpected(error)


def where(error: BaseException) -> str:
    """The path through the code to a failure and the kinds of failure, innermost first, without their texts."""
    told = []
    link: BaseException | None = error
    while link is not None:
        told.append("".join(traceback.format_tb(link.__traceback__)) + type(link).__name__)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(told)


def _unexpected(error: Exception) -> ResponseReturnValue:
    if current_app.testing:
        raise error
    reference = secrets.token_hex(4)
    current_app.logger.error("unexpected failure %s on %s\n%s", reference, request.url_rule, where(error))
    _forget_session()
    heading, what_to_do = _HEADINGS[500]
    if access.wants_json():
        return jsonify(message=heading, reference=reference), 500
    return render_template("errors/error.html", heading=heading, message="", what_to_do=what_to_do, status=500, reference=reference), 500


def _forget_session() -> None:
    try:
        db.session.rollback()
    except Exception:  # noqa: BLE001 -- the connection may be dead; a new one is made at the next request
        db.session.remove()
