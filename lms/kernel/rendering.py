"""How values look in Dutch, links to static files, and the one door to PDF."""

import atexit
import hashlib
from collections.abc import MutableMapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask, current_app, render_template, url_for
from flask.templating import Environment

from lms.kernel.calendar import AMSTERDAM, last_day, local_day
from lms.kernel.config import ROOT

_LOCALE = "nl"
_HUNDRED = Decimal(100)


def as_day(value: date | datetime) -> date:
    """The Amsterdam day of a moment, or the day itself."""
    return local_day(value) if isinstance(value, datetime) else value


@lru_cache(maxsize=2048)
def _written(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=_LOCALE)


def datum(value: date | datetime | None) -> str:
    """Like "22 november 2026", or an empty text."""
    return _written(as_day(value), "d MMMM y") if value else ""


def datum_kort(value: date | datetime | None) -> str:
    """Like "22-11-2026", for tables."""
    return _written(as_day(value), "dd-MM-y") if value else ""


def tijd(value: datetime) -> str:
    """Like "14.32 uur"."""
    return f"{value.astimezone(AMSTERDAM):%H.%M} uur"


def moment(value: datetime | None) -> str:
    """Like "22 november 2026, 14.32 uur"."""
    return f"{datum(value)}, {tijd(value)}" if value else ""


def moment_exact(value: datetime) -> str:
    """Like "14.32.05", for saving."""
    return f"{value.astimezone(AMSTERDAM):%H.%M.%S}"


def tot_en_met(exclusive_end: date | None) -> str:
    """The last day of a half-open period: "21 november 2031"."""
    return datum(last_day(exclusive_end)) if exclusive_end else ""


def tot_en_met_kort(exclusive_end: date | None) -> str:
    """The same for tables: "21-11-2031"."""
    return datum_kort(last_day(exclusive_end)) if exclusive_end else ""


def dagen(count: int) -> timedelta:
    """So many days, to add to a moment in a template."""
    return timedelta(days=count)


def getal(value: Decimal | float) -> str:
    """Like "1.234,5"."""
    return format_decimal(value, locale=_LOCALE)


def punten(hundredths: int) -> str:
    """Points kept in hundredths: 250 -> "2,5"."""
    return format_decimal(Decimal(hundredths) / _HUNDRED, locale=_LOCALE)


FILTERS = {
    "datum": datum,
    "datum_kort": datum_kort,
    "tijd": tijd,
    "moment": moment,
    "tot_en_met": tot_en_met,
    "tot_en_met_kort": tot_en_met_kort,
    "dagen": dagen,
    "getal": getal,
    "punten": punten,
}


@lru_cache(maxsize=256)
def _fingerprint(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


@lru_cache(maxsize=256)
def _fixed_link(name: str) -> str:
    return _link(name)


def _link(name: str) -> str:
    path = ROOT / "static" / name
    return url_for("static", filename=name, v=_fingerprint(path, path.stat().st_mtime_ns))


def static_url(name: str) -> str:
    """The address of a static file with its fingerprint, so that it may be cached for a year."""
    return _link(name) if current_app.debug or current_app.testing else _fixed_link(name)


class _Templates(Environment):
    """Every template shares the one dict of globals; Jinja's own chain of dicts is walked again at each import in each page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template that has none of its own."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Give the filters and the settings to every template."""
    app.jinja_environment = _Templates
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(static_url=static_url, settings=app.extensions["settings"])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def render_mail(template: str, **values: Any) -> str:  # noqa: ANN401 -- whatever the template needs
    """The text of a mail from templates/mail; `address` in it is the site's own address."""
    return render_template(f"mail/{template}", address=current_app.extensions["settings"].public_url, **values)


@lru_cache(maxsize=8)
def _pdf_style(stylesheet: Path) -> tuple[Any, Any]:
    from weasyprint import CSS  # noqa: PLC0415 -- WeasyPrint is loaded only where it renders
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- the same

    fonts = FontConfiguration()
    return CSS(filename=str(stylesheet), font_config=fonts, url_fetcher=_fetcher()), fonts


atexit.register(_pdf_style.cache_clear)
"""Fonts are given back before WeasyPrint's own library is gone."""


def _fetcher() -> Any:  # noqa: ANN401 -- WeasyPrint's own class
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- WeasyPrint is loaded only where it renders

    allowed = (ROOT / "static" / "fonts").as_uri()

    class OwnFontsOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Data and our own fonts; no other file, no network (research/credentials.md)."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ANN401 -- WeasyPrint's signature
            if url.startswith(("data:", f"{allowed}/")):
                return super().fetch(url, headers)
            message = f"not fetched: {url.split(':', 1)[0]}"
            raise ValueError(message)

    return OwnFontsOnly()


def render_pdf(html: str, *, stylesheet: str, variant: str = "pdf/ua-1") -> bytes:
    """A PDF of this HTML; `stylesheet` is a file name under static/css. The same input gives the same bytes."""
    from weasyprint import HTML  # noqa: PLC0415 -- WeasyPrint is loaded only where it renders

    style, fonts = _pdf_style(ROOT / "static" / "css" / stylesheet)
    document = HTML(string=html, url_fetcher=_fetcher())
    pdf: bytes = document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=variant)
    return pdf
