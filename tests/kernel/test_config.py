"""Settings: where they come from, and what a production start refuses."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from lms import create_app
from lms.kernel.config import DEMO_MARK, MIN_SECRET_LENGTH, Mode, Settings, UnsafeSettings, WrongSettings, load, secret_for, unknown_variables

SAFE = {
    "LMS_MODE": "production",
    "LMS_SECRET_KEY": "0123456789abcdef" * 2,
    "LMS_TRUSTED_PROXIES": "1",
    "LMS_PUBLIC_URL": "https://register.beroep.nl",
    "LMS_SMTP_HOST": "mail.beroep.nl",
    "LMS_CONTACT_EMAIL": "bureau@beroep.nl",
    "LMS_SECURITY_EMAIL": "security@beroep.nl",
    "LMS_MAIL_FROM": "noreply@beroep.nl",
}


def test_safe_settings_start_in_production() -> None:
    settings = load(SAFE)
    assert (settings.mode, settings.faults(), settings.secure) == (Mode.PRODUCTION, [], True)


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("LMS_SECRET_KEY", None, "LMS_SECRET_KEY"),
        ("LMS_SECRET_KEY", "k" * (MIN_SECRET_LENGTH - 1), "korter dan 32 tekens"),
        ("LMS_SECRET_KEY", "geheim" * 8, "te raden"),
        ("LMS_TRUSTED_PROXIES", None, "LMS_TRUSTED_PROXIES"),
        ("LMS_SQLITE_SYNCHRONOUS", "NORMAL", "moet FULL zijn"),
        ("LMS_PUBLIC_URL", None, "https://"),
        ("LMS_PUBLIC_URL", "http://register.beroep.nl", "moet met https:// beginnen"),
        ("LMS_PUBLIC_URL", "https://register.example", "het echte adres"),
        ("LMS_PUBLIC_URL", "https://localhost", "het echte adres"),
        ("LMS_PUBLIC_URL", "https://127.0.0.1:8443", "het echte adres"),
        ("LMS_SMTP_HOST", None, "LMS_SMTP_HOST ontbreekt"),
        ("LMS_CONTACT_EMAIL", None, "LMS_CONTACT_EMAIL"),
        ("LMS_SECURITY_EMAIL", "x@beroep.example", "LMS_SECURITY_EMAIL"),
        ("LMS_MAIL_FROM", None, "LMS_MAIL_FROM"),
    ],
)
def test_one_unsafe_setting_stops_a_production_start_and_is_named(variable: str, value: str | None, named: str) -> None:
    environ = {name: text for name, text in SAFE.items() if name != variable}
    if value is not None:
        environ[variable] = value
    with pytest.raises(UnsafeSettings) as refused:
        load(environ)
    assert named in str(refused.value)
    assert load({**environ, "LMS_MODE": "development"}).mode is Mode.DEVELOPMENT


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(UnsafeSettings) as refused:
        load({"LMS_MODE": "production"})
    faults = str(refused.value).splitlines()
    assert faults == Settings(mode=Mode.PRODUCTION).faults()
    assert len(faults) == 8


def test_the_folder_of_a_demo_is_no_place_for_real_data(tmp_path: Path) -> None:
    (tmp_path / DEMO_MARK).touch()
    with pytest.raises(UnsafeSettings, match="map van een demonstratie"):
        load({**SAFE, "LMS_DATA_DIR": str(tmp_path)})


def test_an_application_never_starts_from_an_unsafe_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("LMS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LMS_MODE", "production")
    with pytest.raises(UnsafeSettings):
        create_app()


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("LMS_MODE", "prod", "LMS_MODE: kies demo, production"),
        ("LMS_MODE", "PRODUCTION", "LMS_MODE: kies demo, production"),
        ("LMS_MODE", "", "LMS_MODE: kies demo, production"),
        ("LMS_SMTP_PORT", "vijf", "LMS_SMTP_PORT: “vijf” is geen geheel getal."),
        ("LMS_SMTP_STARTTLS", "misschien", "LMS_SMTP_STARTTLS: kies ja of nee"),
        ("LMS_PUBLIC_URL", "register.beroep.nl", "LMS_PUBLIC_URL: geef het adres met http"),
        ("LMS_PUBLIC_URL", "https://beroep.nl/register", "zonder pad"),
        ("DATABASE_URL", "postgres://u:geheim@host/x", "postgresql+psycopg://"),
        ("LMS_BRAND", "red;}", "LMS_BRAND: geef kleuren"),
        ("LMS_SEARCH_LIMIT", "vaak", "LMS_SEARCH_LIMIT: geef een aantal per tijd"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_in_one_line_and_not_guessed(variable: str, value: str, named: str) -> None:
    with pytest.raises(WrongSettings) as refused:
        load({variable: value})
    assert named in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "named"),
    [(None, "niet te lezen"), ("name = ", "niet te lezen"), ('naam = "x"\n', "instellingen die niet bestaan: naam.")],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, text: str | None, named: str) -> None:
    file = tmp_path / "lms.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongSettings, match=named) as refused:
        load({"LMS_CONFIG": str(file)})
    assert len(str(refused.value).splitlines()) == 1


def test_a_slip_in_the_name_of_a_setting_is_seen() -> None:
    assert unknown_variables({"LMS_SECRETKEY": "x", "LMS_SECRET_KEY": "x", "LMS_CONFIG": "x", "PATH": "x"}) == ["LMS_SECRETKEY"]


def test_a_shared_counter_that_cannot_be_had_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="LMS_LIMITER_STORAGE"):
        create_app(Settings(mode=Mode.TEST, data_dir=tmp_path, secret_key="x" * 40, limiter_storage="nergens://"))


def test_the_environment_goes_over_the_file_and_the_file_over_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "lms.toml"
    file.write_text('name = "Uit het bestand"\nassociation = "Vereniging"\nsmtp_port = 2525\nbrand = ["#eef", "#dde"]\n', encoding="utf-8")
    found = load({"LMS_CONFIG": str(file), "LMS_NAME": "Uit de omgeving"})
    assert (found.name, found.association, found.smtp_port, found.brand) == ("Uit de omgeving", "Vereniging", 2525, ("#eef", "#dde"))
    assert found.mail_from == Settings().mail_from


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("LMS_SMTP_PORT", "587", "smtp_port", 587),
        ("LMS_SMTP_STARTTLS", "ja", "smtp_starttls", True),
        ("LMS_SMTP_STARTTLS", "0", "smtp_starttls", False),
        ("LMS_DATA_DIR", "/srv/../srv/lms", "data_dir", Path("/srv/lms")),
        ("LMS_COURSE_FOLDERS", os.pathsep.join(("/a", "/b")), "course_folders", (Path("/a"), Path("/b"))),
        ("DATABASE_URL", "postgresql+psycopg:///x", "url", "postgresql+psycopg:///x"),
        ("LMS_PUBLIC_URL", "https://register.beroep.nl/", "public_url", "https://register.beroep.nl"),
        ("LMS_BRAND", "", "brand", ()),
        ("LMS_DATA_DIR", "/srv/lms", "url", "sqlite:////srv/lms/ruimbaan.sqlite3"),
    ],
)
def test_a_variable_becomes_a_value_of_its_kind(variable: str, text: str, name: str, value: Any) -> None:  # noqa: ANN401 -- any setting
    assert getattr(load({variable: text}), name) == value


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    key = secret_for(settings)
    assert len(key) >= MIN_SECRET_LENGTH
    assert secret_for(settings) == key
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600
    assert secret_for(Settings(data_dir=tmp_path / "other")) != key


def test_a_configured_key_is_never_written_down(tmp_path: Path) -> None:
    assert secret_for(Settings(data_dir=tmp_path, secret_key="k" * 40)) == "k" * 40
    assert list(tmp_path.iterdir()) == []


def test_only_the_demo_is_a_demo() -> None:
    assert [mode for mode in Mode if Settings(mode=mode).demo] == [Mode.DEMO]
