"""Settings: one frozen object, from the environment over one TOML file over defaults. Names and colours live here, never in code."""

import contextlib
import os
import re
import secrets
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
MIN_SECRET_LENGTH = 32
DEMO_MARK = "DEMONSTRATIE.txt"
"""A file in the data folder of a demo, so that no production start takes that folder for its own."""
_DIFFERENT_SIGNS = 10
_HOW_TO_MAKE_ONE = "Maak er een met: python3 -c 'import secrets; print(secrets.token_hex(32))'"


class Mode(StrEnum):
    """How the application was started."""

    DEMO = "demo"
    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"


class WrongSettings(ValueError):
    """Settings that cannot be meant; the text is Dutch, one line per fault."""


class UnsafeSettings(WrongSettings):
    """A production start that would not be safe."""


@dataclass(frozen=True)
class Settings:
    """What one installation decides. Every field can be set by LMS_<NAME> or by the TOML file named in LMS_CONFIG."""

    mode: Mode = Mode.DEVELOPMENT
    data_dir: Path = ROOT / "var" / "development"
    database_url: str = ""
    """Empty means SQLite in the data folder."""
    secret_key: str = ""
    public_url: str = "http://127.0.0.1:8000"
    """Absolute address without a final slash; it stands in QR codes and mails."""
    name: str = "Ruimbaan"
    association: str = "Beroepsvereniging voor Klantmanagers"
    association_short: str = "BvK"
    title: str = "gecertificeerd klantmanager"
    """The title on the certificate."""
    registered_title: str = "geregistreerd klantmanager"
    register_name: str = "Register Klantmanagers"
    contact_email: str = "bureau@ruimbaan.example"
    security_email: str = "security@ruimbaan.example"
    brand: tuple[str, ...] = ()
    """Eight colours, lightest first, or empty for the ones in the style sheet."""
    course_id: str = "klantmanager"
    course_folders: tuple[Path, ...] = (ROOT / "courses" / "klantmanager",)
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_username: str = ""
    smtp_password: str = ""
    smtp_starttls: bool = False
    mail_from: str = "noreply@ruimbaan.example"
    limiter_storage: str = "memory://"
    search_limit: str = "60/minute"
    """How often one address may ask the register, per worker when the counters are in memory."""
    attempt_limit: str = "60/minute"
    """How often one address may try to sign in or ask for a link; failures per account are counted in the database."""
    trusted_proxies: int = 0
    """How many reverse proxies stand in front and set X-Forwarded-*."""
    max_upload_bytes: int = 10 * 1024 * 1024
    sqlite_synchronous: str = "FULL"
    statement_timeout_ms: int = 15_000

    @property
    def demo(self) -> bool:
        """Whether fictional data may be loaded and the banner is shown."""
        return self.mode is Mode.DEMO

    @property
    def url(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'ruimbaan.sqlite3'}"

    @property
    def secure(self) -> bool:
        """Whether people reach this installation over https."""
        return self.public_url.startswith("https://")

    def faults(self) -> list[str]:
        """What makes a production start unsafe, one Dutch sentence each."""
        host = urlsplit(self.public_url).hostname or ""
        short = len(self.secret_key) < MIN_SECRET_LENGTH
        checks = (
            (short, f"LMS_SECRET_KEY ontbreekt of is korter dan {MIN_SECRET_LENGTH} tekens."),
            (not short and len(set(self.secret_key)) < _DIFFERENT_SIGNS, f"LMS_SECRET_KEY is te raden. {_HOW_TO_MAKE_ONE}"),
            (not self.secure, "LMS_PUBLIC_URL moet met https:// beginnen."),
            (host.endswith((".example", "localhost")) or host.startswith("127."), "LMS_PUBLIC_URL moet het echte adres van de site zijn."),
            (
                self.trusted_proxies < 1,
                "LMS_TRUSTED_PROXIES ontbreekt (1 achter nginx): zonder is elke bezoeker dezelfde en geldt elke grens voor allen samen.",
            ),
            (
                self.sqlite_synchronous not in {"FULL", "EXTRA"},
                "LMS_SQLITE_SYNCHRONOUS moet FULL zijn: een besluit mag niet verdwijnen als de stroom uitvalt.",
            ),
            ((self.data_dir / DEMO_MARK).exists(), f"LMS_DATA_DIR is de map van een demonstratie ({self.data_dir}). Kies een andere."),
            (not self.smtp_host, "LMS_SMTP_HOST ontbreekt: zonder mailserver werken uitnodigingen en wachtwoordherstel niet."),
            *((getattr(self, name).endswith(".example"), f"LMS_{name.upper()} moet een echt adres zijn.") for name in _ADDRESSES),
        )
        return [sentence for wrong, sentence in checks if wrong]


_ADDRESSES = ("contact_email", "security_email", "mail_from")
_TRUE = {"1", "true", "ja", "yes", "on"}
_FALSE = {"0", "false", "nee", "no", "off", ""}
_DEFAULTS = {known.name: known.default for known in fields(Settings)}
_VARIABLES = {name: f"LMS_{name.upper()}" for name in _DEFAULTS}
_FORMS = {
    "mode": ("|".join(Mode), f"kies {', '.join(Mode)}."),
    "public_url": (r"https?://[^/\s]+/*", "geef het adres met http:// of https:// ervoor, zonder pad erachter."),
    "database_url": (r"|(postgresql\+psycopg|sqlite)://\S+", "geef postgresql+psycopg://gebruiker:wachtwoord@machine/naam."),
    "brand": (r"#[0-9A-Fa-f]{3,8}", "geef kleuren als #1f3a5f."),
    "search_limit": (r"\d+\s*(/|per)\s*\w+", "geef een aantal per tijd, zoals 60/minute."),
    "attempt_limit": (r"\d+\s*(/|per)\s*\w+", "geef een aantal per tijd, zoals 60/minute."),
    "sqlite_synchronous": ("OFF|NORMAL|FULL|EXTRA", "kies FULL."),
}


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from LMS_* variables, DATABASE_URL and the TOML file in LMS_CONFIG.

    Raises WrongSettings when a value cannot be read, UnsafeSettings when a production start would not be safe.
    """
    environ = os.environ if environ is None else environ
    raw = _from_file(environ["LMS_CONFIG"]) if "LMS_CONFIG" in environ else {}
    raw.update({name: environ[variable] for name, variable in _VARIABLES.items() if variable in environ})
    if "DATABASE_URL" in environ:
        raw["database_url"] = environ["DATABASE_URL"]
    values, wrong = {}, []
    for name, value in raw.items():
        try:
            values[name] = _typed(name, value)
        except ValueError as error:
            wrong.append(f"{_VARIABLES[name]}: {error}")
    if wrong:
        raise WrongSettings("\n".join(wrong))
    settings = Settings(**values)  # type: ignore[arg-type]  # typed field by field
    if settings.mode is Mode.PRODUCTION and (faults := settings.faults()):
        raise UnsafeSettings("\n".join(faults))
    return settings


def unknown_variables(environ: Mapping[str, str] | None = None) -> list[str]:
    """LMS_* variables that mean nothing here: mostly a slip of the pen."""
    environ = os.environ if environ is None else environ
    return sorted(name for name in environ if name.startswith("LMS_") and name not in {"LMS_CONFIG", *_VARIABLES.values()})


def _from_file(name: str) -> dict[str, object]:
    try:
        raw = tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"LMS_CONFIG: het bestand {name} is niet te lezen ({error})."
        raise WrongSettings(message) from error
    if unknown := sorted(set(raw) - set(_VARIABLES)):
        message = f"LMS_CONFIG: het bestand {name} noemt instellingen die niet bestaan: {', '.join(unknown)}."
        raise WrongSettings(message)
    return raw


def _typed(name: str, value: object) -> object:
    default = _DEFAULTS[name]
    if isinstance(default, tuple):
        parts = [str(part) for part in value] if isinstance(value, list) else [part for part in str(value).split(os.pathsep) if part]
        return tuple(Path(part) for part in parts) if name == "course_folders" else tuple(_checked(name, part) for part in parts)
    if isinstance(default, bool):
        return _truth(str(value).lower())
    if isinstance(default, int):
        return _number(str(value))
    if isinstance(default, Path):
        return Path(str(value)).expanduser().resolve()
    return Mode(_checked(name, str(value))) if name == "mode" else _checked(name, str(value))


def _truth(word: str) -> bool:
    if word not in _TRUE | _FALSE:
        message = f"kies ja of nee, niet \u201c{word}\u201d."
        raise ValueError(message)
    return word in _TRUE


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        message = f"\u201c{text}\u201d is geen geheel getal."
        raise ValueError(message)
    return int(text)


def _checked(name: str, text: str) -> str:
    """The text of a setting, when it has the form that this setting must have."""
    pattern, rule = _FORMS.get(name, (".*", ""))
    if not re.fullmatch(pattern, text, re.DOTALL):
        raise ValueError(rule)
    return text.rstrip("/") if name == "public_url" else text


def secret_for(settings: Settings) -> str:
    """The key that signs cookies: the configured one, or one made once and kept in the data folder (never in production)."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret.key"
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=settings.data_dir, encoding="ascii", delete=False) as file:
            file.write(secrets.token_hex(MIN_SECRET_LENGTH))
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
        Path(file.name).unlink()
    return path.read_text(encoding="ascii")
