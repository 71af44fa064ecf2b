"""Is it alive, is it ready, what colours does it wear."""

from flask import Blueprint, Response, current_app

from lms.kernel import access, db

bp = Blueprint("health", __name__)
_STEPS = (50, 100, 200, 300, 400, 500, 600, 700)


@bp.get("/healthz")
@access.open_to(access.public)
def alive() -> Response:
    """The process answers."""
    return _plain("ok\n", 200)


@bp.get("/readyz")
@access.open_to(access.public)
def ready() -> Response:
    """The database answers too."""
    return _plain("ok\n", 200) if db.ping() else _plain("database away\n", 503)


@bp.get("/brand.css")
@access.open_to(access.public)
def brand() -> Response:
    """The association's colours as custom properties; empty when the style sheet's own are used."""
    colours = current_app.extensions["settings"].brand
    rules = "".join(f"--brand-{step}:{colour};" for step, colour in zip(_STEPS, colours, strict=False))
    return Response(f":root{{{rules}}}\n" if rules else "/* de kleuren van het stijlblad */\n", mimetype="text/css")


def _plain(text: str, status: int) -> Response:
    answer = Response(text, status=status, mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer
