"""Signing in and out, invitations and forgotten passwords; who is acting in this request."""

import json
import secrets
from urllib.parse import urlsplit

from flask import Blueprint, Flask, flash, g, has_request_context, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from lms.accounts import actions, queries, rules
from lms.accounts.forms import ForgottenForm, PasswordForm, SignInForm
from lms.accounts.terms import AREAS, Actor, Area, PasswordTooShort
from lms.kernel import access, clock
from lms.kernel.calendar import local_day
from lms.kernel.db import transaction
from lms.kernel.errors import DomainError
from lms.kernel.limits import limit_attempts
from lms.kernel.refusals import refuse

bp = Blueprint("accounts", __name__)
_WRONG = "Het e-mailadres of wachtwoord klopt niet."
_TOO_OFTEN = "Er is te vaak met een verkeerd wachtwoord geprobeerd in te loggen. Wacht een kwartier."
_KEPT_LIMIT = 400_000


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """A browser that has signed in, as Flask-Login knows it: its id is a random token, not a person."""

    def __init__(self, token: str, actor: Actor) -> None:
        self.token = token
        self.actor = actor

    def get_id(self) -> str:
        """The token in the cookie."""
        return self.token


def init_app(app: Flask) -> None:
    """Set up Flask-Login and tell the templates who is here."""
    manager = LoginManager(app, add_context_processor=False)
    app.after_request_funcs[None].remove(manager._update_remember_cookie)  # noqa: SLF001 -- it reads the session on public pages too; nobody is remembered
    manager.session_protection = None
    manager.user_loader(_load)
    app.context_processor(_who)
    app.jinja_env.globals["demo_areas"] = AREAS
    app.register_error_handler(CSRFError, _stale_form)


def _load(token: str) -> SignedIn | None:
    at = clock.now()
    session_id = actions.fingerprint(token)
    found = queries.find_actor_of_session(session_id, at=at, on=local_day(at))
    if found is None:
        return None
    actor, seen_at = found
    if at - seen_at > rules.SEEN_EVERY:
        with transaction():
            actions.touch_session(session_id=session_id, at=at)
    return SignedIn(token, actor)


def load_actor() -> Actor | None:
    """The actor of this request. The read closes itself (`kernel.db.rows`), so that a write can begin."""
    actor: Actor | None = getattr(current_user, "actor", None)
    return actor


def _who() -> dict[str, object]:
    if not has_request_context():
        return {}
    actor: Actor | None = g.get("actor")
    here = "/" + request.path.strip("/").split("/", maxsplit=1)[0]
    areas = [area for area in AREAS if actor is not None and area.open_to(actor)]
    current = next((area for area in AREAS if area.path == here), None)
    return {
        "actor": actor,
        "areas": [(area.label, area.path, area is current) for area in areas],
        "nav": _items(current, actor) if current is not None and actor is not None else [],
    }


def _items(area: Area, actor: Actor) -> list[tuple[str, str, bool]]:
    shown = [item for item in area.items if actor.roles & item.roles]
    fitting = [(path, item) for item in shown for path in (item.path, *item.also) if (request.path + "/").startswith(path + "/")]
    best = max(fitting, key=lambda pair: len(pair[0]), default=("", None))[1]
    return [(item.label, item.path, item is best) for item in shown]


def ask_to_sign_in() -> ResponseReturnValue:
    """Send a visitor to the sign-in page; what was being posted is kept in the form and comes back after signing in."""
    if access.wants_json():
        return jsonify(message="Je bent uitgelogd. Log opnieuw in; je tekst blijft bewaard."), 401
    if request.method == "GET":
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    form = SignInForm(formdata=None, next=request.path, kept=_posted())
    return render_template("accounts/sign_in.html", form=form, kept=True), 401


def _posted() -> str:
    kept = json.dumps([(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"])
    return kept if len(kept) <= _KEPT_LIMIT else ""


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    """A form from before the last sign-in: show what was typed and let the person send it again."""
    same_site = request.headers.get("Sec-Fetch-Site", "") == "same-origin" or request.headers.get("Origin") == request.host_url.rstrip("/")
    if g.get("actor") is None or not same_site or access.wants_json():
        return refuse(400, "Deze pagina was te lang open. Ga terug, vernieuw de pagina en probeer het opnieuw.")
    return render_template("accounts/resume.html", fields=json.loads(_posted() or "[]"), path=request.path), 400


@bp.get("/inloggen")
@access.open_to(access.anyone)
def sign_in() -> ResponseReturnValue:
    """The sign-in page; who is signed in already goes home."""
    if g.actor is not None:
        return redirect(_home(g.actor))
    return render_template("accounts/sign_in.html", form=SignInForm(formdata=None, next=request.args.get("next", "")), kept=False)


@bp.post("/inloggen")
@access.open_to(access.anyone)
@limit_attempts
def sign_in_post() -> ResponseReturnValue:
    """Check the password; refusals are counted per account and address."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form, kept=bool(form.kept.data)), 422
    at = clock.now()
    key = actions.fingerprint((form.email.data or "").lower(), request.remote_addr or "")
    if queries.count_recent_failures(key, at=at) >= rules.FAILURES_ALLOWED:
        form.refuse(DomainError(_TOO_OFTEN))
        return render_template("accounts/sign_in.html", form=form, kept=bool(form.kept.data)), 429
    person = queries.find_person_by_email(form.email.data or "")
    if not actions.password_fits(person.password_hash if person else None, form.password.data or "") or person is None or person.disabled_at:
        with transaction():
            actions.record_failed_sign_in(key=key, at=at)
        form.refuse(DomainError(_WRONG))
        return render_template("accounts/sign_in.html", form=form, kept=bool(form.kept.data)), 422
    actor = _open_session(person.id, key)
    return _onward(actor, form)


def _open_session(person_id: int, key: str) -> Actor:
    """A new token at each sign-in; nothing from before survives, the form token included."""
    at = clock.now()
    token = secrets.token_urlsafe(32)
    with transaction():
        actions.start_session(person_id=person_id, token=token, key=key, at=at)
        actor = queries.get_actor(person_id, on=local_day(at))
    session.clear()
    g.pop("csrf_token", None)
    login_user(SignedIn(token, actor))
    g.actor = actor
    return actor


def _onward(actor: Actor, form: SignInForm) -> ResponseReturnValue:
    path = _own_path(form.next.data)
    if form.kept.data and path:
        try:
            fields = [(str(name), str(value)) for name, value in json.loads(form.kept.data)]
        except (ValueError, TypeError):
            fields = []
        return render_template("accounts/resume.html", fields=fields, path=path)
    return redirect(path or _home(actor))


def _own_path(target: str | None) -> str:
    """A path on this site, or nothing: no open redirect."""
    try:
        parts = urlsplit(target or "")
    except ValueError:
        return ""
    safe = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith(("//", "/\\"))
    return (target or "") if safe and "\\" not in (target or "") and "\n" not in (target or "") else ""


def _home(actor: Actor) -> str:
    return next((area.path for area in reversed(AREAS) if area.open_to(actor)), "/mijn")


@bp.post("/uitloggen")
@access.open_to(access.anyone)
def sign_out() -> Response:
    """End this session; the cookie is worth nothing afterwards."""
    at = clock.now()
    if g.actor is not None:
        token = current_user.get_id()
        with transaction():
            actions.end_session(session_id=actions.fingerprint(token), person_id=g.actor.person_id, at=at)
    logout_user()
    session.clear()
    flash("Je bent uitgelogd.")
    return redirect(url_for("accounts.sign_in"))


@bp.route("/wachtwoord-vergeten", methods=["GET", "POST"])
@access.open_to(access.anyone)
@limit_attempts
def forgotten() -> ResponseReturnValue:
    """Ask for a reset link; the answer is the same for every address."""
    form = ForgottenForm()
    if form.validate_on_submit():
        at = clock.now()
        with transaction():
            actions.request_reset(email=form.email.data or "", at=at)
        return render_template("accounts/forgotten_sent.html")
    return render_template("accounts/forgotten.html", form=form), 422 if form.errors else 200


@bp.route("/uitnodiging/<token>", methods=["GET", "POST"])
@access.open_to(access.anyone)
def choose_password(token: str) -> ResponseReturnValue:
    """Choose a password with the link from a mail."""
    at = clock.now()
    link = queries.find_link(actions.fingerprint(token), at=at)
    if link is None:
        return render_template("accounts/link_expired.html"), 404
    form, email = PasswordForm(), queries.get_person(link.person_id).email
    if form.validate_on_submit():
        try:
            rules.check_password(form.password.data or "", email=email)
            password_hash = actions.hash_password(form.password.data or "")
            with transaction():
                person = actions.choose_password(token=token, password_hash=password_hash, at=at)
        except PasswordTooShort as error:
            form.refuse(error)
        else:
            flash("Uw wachtwoord is opgeslagen. U bent ingelogd.")
            return redirect(_home(_open_session(person.id, "")))
    return render_template("accounts/choose_password.html", form=form, email=email, minimum=rules.PASSWORD_MINIMUM), 422 if form.errors else 200
