"""The public pages."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.certification import queries as certification
from lms.kernel import access, clock
from lms.kernel.calendar import local_day
from lms.kernel.codes import show
from lms.kernel.limits import limit_searches
from lms.kernel.rendering import moment
from lms.register import queries
from lms.register.forms import SearchQuery, read_day, read_query
from lms.registration import queries as registration
from lms.registration.terms import RegistrationStatus, Veiled

bp = Blueprint("register", __name__)


def _noindex(answer: Response) -> Response:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@bp.get("/")
@access.open_to(access.public)
def home() -> str:
    """What this is, and the search."""
    return render_template("register/home.html", query=SearchQuery("", "", ""), result=None)


@bp.get("/register")
@access.open_to(access.public)
@limit_searches
def search() -> ResponseReturnValue:
    """Search by number or surname; nothing is listed without a question."""
    at = clock.now()
    query = read_query(request.args.get("naam"), request.args.get("voorletters"), request.args.get("nummer"))
    number = registration.normalise_number(query.number) if query.number else None
    if number is not None:
        return redirect(url_for("register.show_entry", number=show(number)))
    asks = not (query.is_empty or query.fault)
    result = registration.search(surname=query.name, initials=query.initials, on=local_day(at)) if asks else None
    page = render_template("register/search.html", query=query, result=result, show=show, stand=moment(at))
    return _noindex(current_app.make_response((page, 422 if query.fault else 200)))


@bp.get("/register/<number>")
@access.open_to(access.public)
@limit_searches
def show_entry(number: str) -> ResponseReturnValue:
    """One entry, now or as of a day."""
    at = clock.now()
    today = local_day(at)
    on, fault = read_day(request.args.get("op"), today=today)
    on = None if on == today else on
    is_number = registration.normalise_number(number) is not None
    entry = queries.find_public_entry(number, on=on or today, today=today) if is_number else None
    if entry is None:
        page = render_template("register/not_found.html", is_number=is_number, asked=number[:40], query=SearchQuery("", "", number[:40]))
        return _noindex(current_app.make_response((page, 404)))
    page = render_template("register/show_entry.html", entry=entry, on=on, fault=fault, stand=moment(at), today=today)
    return _noindex(current_app.make_response((page, 422 if fault else 200)))


@bp.get("/controleren")
@access.open_to(access.public)
@limit_searches
def verify_form() -> ResponseReturnValue:
    """Ask for a code."""
    asked = "".join(char for char in request.args.get("code", "") if char.isprintable()).strip()[:40]
    code = certification.normalise_code(asked)
    if code is not None:
        return redirect(url_for("register.verify", code=show(code)))
    page = render_template("register/verify_form.html", asked=asked)
    return _noindex(current_app.make_response((page, 422 if asked else 200)))


@bp.get("/controleren/<code>")
@access.open_to(access.public)
@limit_searches
def verify(code: str) -> ResponseReturnValue:
    """The document's facts and the status now, apart from each other."""
    at = clock.now()
    today = local_day(at)
    is_code = certification.normalise_code(code) is not None
    found = queries.find_verification(code, today=today) if is_code else None
    if found is None:
        page = render_template("register/verify_not_found.html", is_code=is_code, asked=code[:40])
        return _noindex(current_app.make_response((page, 404)))
    return _noindex(current_app.make_response(render_template("register/verify.html", found=found, stand=moment(at), today=today)))


@bp.get("/v/<code>")
@access.open_to(access.public)
def verify_short(code: str) -> ResponseReturnValue:
    """The short address of a certificate, for who types it over from paper."""
    known = certification.normalise_code(code)
    return _noindex(current_app.make_response(redirect(url_for("register.verify", code=show(known) if known else code[:40]))))


@bp.get("/uitleg")
@access.open_to(access.public)
def explain() -> str:
    """What registration means and does not mean."""
    return render_template(
        "register/explain.html",
        words=[*(word for word in RegistrationStatus if word is not RegistrationStatus.DECEASED), Veiled.INTERRUPTED, Veiled.NOT_REGISTERED],
    )


@bp.get("/privacy")
@access.open_to(access.public)
def privacy() -> str:
    """What is kept, what is public and why."""
    return render_template("register/privacy.html")


@bp.get("/toegankelijkheid")
@access.open_to(access.public)
def accessibility() -> str:
    """How accessible this site is."""
    return render_template("register/accessibility.html")


@bp.get("/contact")
@access.open_to(access.public)
def contact() -> str:
    """Where to go with what."""
    return render_template("register/contact.html")


@bp.get("/.well-known/security.txt")
@access.open_to(access.public)
def security() -> Response:
    """RFC 9116; the expiry moves along and is never a year away."""
    settings = current_app.extensions["settings"]
    expires = (clock.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: mailto:{settings.security_email}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.public_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
