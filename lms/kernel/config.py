"""Settings: one frozen object, from the environment over one TOML file over defaults. Names and colours live here, never in code."""

import contextlib
import os
import secrets
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
MIN_SECRET_LENGTH = 32


class Mode(StrEnum):
    """How the application was started."""

    DEMO = "demo"
    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"


class UnsafeSettings(ValueError):
    """A production start that would not be safe; the text is one line per fault."""


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
    trusted_proxies: int = 0
    """How many reverse proxies stand in front and set X-Forwarded-*."""
    max_upload_bytes: int = 10 * 1024 * 1024
    sqlite_synchronous: str = "FULL"
    statement_timeout_ms: int = 15_000
    extra: Mapping[str, str] = field(default_factory=dict)

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
        found = []
        if len(self.secret_key) < MIN_SECRET_LENGTH:
            found.append(f"LMS_SECRET_KEY ontbreekt of is korter dan {MIN_SECRET_LENGTH} tekens.")
        if not self.secure:
            found.append("LMS_PUBLIC_URL moet met https:// beginnen.")
        if (urlsplit(self.public_url).hostname or "").endswith((".example", "localhost")) or "127.0.0.1" in self.public_url:
            found.append("LMS_PUBLIC_URL moet het echte adres van de site zijn.")
        if not self.smtp_host:
            found.append("LMS_SMTP_HOST ontbreekt: zonder mailserver werken uitnodigingen en wachtwoordherstel niet.")
        found += [f"LMS_{name.upper()} moet een echt adres zijn." for name in _ADDRESSES if getattr(self, name).endswith(".example")]
        return found


_ADDRESSES = ("contact_email", "security_email", "mail_from")
_TRUE = {"1", "true", "ja", "yes", "on"}


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from LMS_* variables, DATABASE_URL and the TOML file in LMS_CONFIG; refuses unsafe ones in production."""
    environ = os.environ if environ is None else environ
    raw: dict[str, object] = {}
    if "LMS_CONFIG" in environ:
        raw.update(tomllib.loads(Path(environ["LMS_CONFIG"]).read_text(encoding="utf-8")))
    for known in fields(Settings):
        variable = f"LMS_{known.name.upper()}"
        if variable in environ:
            raw[known.name] = environ[variable]
    if "DATABASE_URL" in environ:
        raw["database_url"] = environ["DATABASE_URL"]
    settings = Settings(**{name: _typed(name, value) for name, value in raw.items()})  # type: ignore[arg-type]  # typed field by field
    if settings.mode is Mode.PRODUCTION and (faults := settings.faults()):
        raise UnsafeSettings("\n".join(faults))
    return settings


def _typed(name: str, value: object) -> object:
    default = {known.name: known.default for known in fields(Settings)}.get(name)
    if name == "mode":
        return Mode(str(value))
    if isinstance(default, bool):
        return value if isinstance(value, bool) else str(value).lower() in _TRUE
    if isinstance(default, int):
        return int(str(value))
    if isinstance(default, Path):
        return Path(str(value)).expanduser().resolve()
    if isinstance(default, tuple):
        parts = value if isinstance(value, list) else str(value).split(os.pathsep)
        return tuple(Path(part) for part in parts) if name == "course_folders" else tuple(parts)
    return value if name == "extra" else str(value)


def secret_for(settings: Settings) -> str:
    """The key that signs cookies: the configured one, or one made once and kept in the data folder (never in production)."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret.key"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=settings.data_dir, encoding="ascii", delete=False) as file:
            file.write(secrets.token_hex(MIN_SECRET_LENGTH))
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
        Path(file.name).unlink()
    return path.read_text(encoding="ascii")
