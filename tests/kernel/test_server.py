"""The real server: a worker that is killed loses nothing that was acknowledged, and a stop leaves nothing running."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from lms import create_app
from lms.accounts import actions as accounts
from lms.accounts.terms import PersonName
from lms.kernel.clock import FixedClock
from lms.kernel.config import ROOT, Mode, Settings
from lms.kernel.db import db, transaction
from tests import engines
from tests.conftest import START
from tests.people import PASSWORD

ROUNDS = 12


class Server:
    """Two workers on a free port, started as `make run` does."""

    def __init__(self, folder: Path, url: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        settings = {"LMS_MODE": "test", "LMS_DATA_DIR": str(folder), "DATABASE_URL": url, "LMS_SECRET_KEY": "x" * 40}
        self.process = subprocess.Popen(
            [ROOT / "tools/serve.sh", sys.executable, str(self.port), "2", "3"],
            cwd=ROOT,
            env={**os.environ, **settings, "LMS_PUBLIC_URL": f"http://127.0.0.1:{self.port}", "LMS_ATTEMPT_LIMIT": "1000/minute"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None, cookie: str = "") -> tuple[int, str, str]:
        """(status, cookie, body); raises OSError or HTTPException when the worker went away."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
            connection.request(method, path, urlencode(fields or {}), headers)
            answer = connection.getresponse()
            found = re.search(r"sessie=[^;]+", answer.headers.get("Set-Cookie", ""))
            return answer.status, found.group(0) if found else cookie, answer.read().decode()
        finally:
            connection.close()

    def sign_in(self) -> str | None:
        """The cookie of a session that was acknowledged, or None when there was no answer."""
        try:
            _, cookie, page = self.ask("GET", "/inloggen")
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            fields = {"email": "kees@ruimbaan.example", "password": PASSWORD, "csrf_token": token.group(1) if token else ""}
            status, cookie, _ = self.ask("POST", "/inloggen", fields, cookie)
        except (OSError, http.client.HTTPException):
            return None
        return cookie if status == 302 else None

    def wait(self) -> None:
        """Until it answers."""
        for _ in range(600):
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        pytest.fail("the server did not start")

    def workers(self) -> list[int]:
        """Processes that serve: children of the server, which is a child of the launcher."""
        return [child for server in _children(self.process.pid) for child in _children(server)]


def _children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


@pytest.fixture
def own(engine: Flask, tmp_path: Path) -> Iterator[tuple[Server, Flask]]:
    kind = "sqlite" if engine.extensions["settings"].url.startswith("sqlite") else "postgresql"
    with engines.address(kind, tmp_path) as url:
        app = create_app(Settings(mode=Mode.TEST, data_dir=tmp_path, database_url=url, secret_key="x" * 40), clock=FixedClock(START))
        with app.app_context():
            upgrade()
            password_hash = accounts.hash_password(PASSWORD)
            with transaction():
                name = PersonName("K.", "Verzinsel", given_name="Kees")
                accounts.create_person(email="kees@ruimbaan.example", name=name, actor_id=None, at=START, password_hash=password_hash)
            db.session.remove()
            db.engine.dispose()
            server = Server(tmp_path, url)
            try:
                yield server, app
            finally:
                db.session.remove()
                db.engine.dispose()
                if server.process.poll() is None:
                    for pid in [*server.workers(), *_children(server.process.pid), server.process.pid]:
                        os.kill(pid, signal.SIGKILL)
                server.process.wait(10)


def test_a_killed_worker_loses_nothing_acknowledged_and_a_stop_leaves_nothing_running(own: tuple[Server, Flask]) -> None:
    server, _app = own
    server.wait()
    acknowledged = []
    for number in range(ROUNDS):
        killed = number % 4 == 2 and bool(workers := server.workers())
        if killed:
            os.kill(workers[0], signal.SIGKILL)
        if (cookie := server.sign_in()) is not None:
            acknowledged.append(cookie)
        if killed:
            server.wait()
    assert len(acknowledged) >= ROUNDS // 2, "a worker that was killed is replaced"
    kept = db.session.scalar(text("SELECT count(*) FROM login_session")) or 0
    assert kept >= len(acknowledged)
    assert {server.ask("GET", "/mijn/gegevens", cookie=cookie)[0] for cookie in acknowledged} == {200}
    everyone = [*server.workers(), *_children(server.process.pid)]
    os.killpg(server.process.pid, signal.SIGTERM)
    server.process.wait(20)
    assert not [pid for pid in everyone if Path(f"/proc/{pid}/cmdline").exists() and b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes()]
