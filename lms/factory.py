"""The only module that knows everybody: it reads as a table of contents."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from lms.accounts import actions as sign_in
from lms.accounts import cli as people
from lms.accounts import routes as accounts
from lms.catalogue import cli as catalogue
from lms.certification import actions as certificates
from lms.certification import routes as certification
from lms.credits import models as credits_models  # noqa: F401 -- its tables
from lms.demo import cli as demo
from lms.exams import actions as scripts
from lms.exams import routes as exams
from lms.kernel import access, cli, config, db, headers, health, limits, outbox, refusals, rendering
from lms.kernel.clock import Clock, SystemClock
from lms.kernel.config import ROOT, Settings
from lms.portal import routes as portal
from lms.register import routes as register
from lms.registration import models as registration_models  # noqa: F401 -- its tables
from lms.secretariat import routes as secretariat
from lms.training import routes as training

PAGES = (health, accounts, training, exams, certification, portal, secretariat, register)
COMMANDS = (people, catalogue, demo)
LARGEST_KEY = 2**31 - 1


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> Flask:
    """One application from settings and a clock; raises UnsafeSettings when a production start would not be safe."""
    settings = settings or config.load()
    app = Flask("lms", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.extensions.update(settings=settings, clock=clock or SystemClock())
    _configure(app, settings)
    db.init_app(app)
    rendering.init_app(app)
    headers.init_app(app)
    access.init_app(app, load_actor=accounts.load_actor, unknown=accounts.ask_to_sign_in)
    accounts.init_app(app)
    refusals.init_app(app)
    CSRFProtect(app)
    limits.init_app(app)
    cli.init_app(
        app,
        due_jobs={
            "mail": outbox.deliver_due,
            "examenwerk ingeleverd": _in_transaction(scripts.hand_in_overdue),
            "beoordelaars aangewezen": _in_transaction(scripts.fill_open_places),
            "certificaten gemaakt": certificates.make_due_certificates,
            "oude inlogpogingen vergeten": _in_transaction(sign_in.forget_failed_sign_ins),
        },
        examinations=(outbox.examine, people.examine, catalogue.examine),
    )
    for pages in PAGES:
        app.register_blueprint(pages.bp)
    for commands in COMMANDS:
        app.cli.add_command(commands.commands)
    demo.keep_apart(app)
    return app


def _in_transaction(action: Callable[..., int]) -> cli.DueJob:
    def job(at: datetime) -> int:
        with db.transaction():
            return action(at=at)

    return job


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=config.secret_for(settings),
        SESSION_COOKIE_NAME="__Host-sessie" if settings.secure else "sessie",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=settings.max_upload_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_upload_bytes,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        TRUSTED_HOSTS=[urlsplit(settings.public_url).hostname, "127.0.0.1", "localhost"] if settings.secure else None,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.url_map.strict_slashes = True
    app.url_map.converters["int"] = _Key
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way


class _Key(IntegerConverter):
    """A row id: what does not fit the column is a page that does not exist."""

    def __init__(self, url_map: Any, **options: Any) -> None:  # noqa: ANN401 -- werkzeug's signature
        super().__init__(url_map, **{"max": LARGEST_KEY, **options})
