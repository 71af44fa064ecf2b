"""`make bench`: prints p50, p99 and the ratio to a bare page, and the memory of two workers with everything served."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from lms import create_app
from lms.accounts import actions as accounts
from lms.accounts import queries as people
from lms.catalogue import queries as catalogue
from lms.certification import documents
from lms.certification import queries as certificates
from lms.credits import queries as credits
from lms.credits import rules
from lms.credits.terms import Period
from lms.demo import actions as demo
from lms.demo.terms import DOMAIN
from lms.exams import queries as exams
from lms.kernel import clock
from lms.kernel.codes import show
from lms.kernel.config import Mode, Settings
from lms.kernel.db import Base, db, transaction
from lms.kernel.rendering import render_pdf
from lms.training import queries as groups
from tests.bench.fill import fill, number_of

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "100000"))
ROUNDS, EACH = 5, 40
FIRST = 1_000_000


def prepare(folder: Path) -> dict[str, tuple[str, str]]:
    """A demo with a large register; returns page -> (address, cookie)."""
    app = create_app(Settings(mode=Mode.DEMO, data_dir=folder))
    with app.app_context(), app.test_request_context():
        Base.metadata.create_all(db.engine)
        at = clock.now()
        shipped = app.extensions["settings"].course_folders[0]
        with transaction():
            from lms.catalogue import actions as publishing  # noqa: PLC0415 -- only here

            publishing.publish_course(folder=shipped, actor_id=None, at=at)
        course = catalogue.get_current_course("klantmanager")
        demo.load_demo(course=course, title="gecertificeerd klantmanager", at=at, people_count=50)
        fill(PEOPLE, first_id=FIRST, today=clock.today(), ledgers=10_000, entries=10)
        attempt = groups.list_attempts(groups.get_enrolment(_id("cursist"), course.id).id)[-1]
        examiner, code = next((nick, item.code) for nick in ("examinator1", "examinator2", "examinator3") for item in exams.list_queue(_id(nick)))
        pages = {
            "number lookup": (f"/register/{show(number_of(FIRST + PEOPLE // 2))}", ""),
            "name search": ("/register?naam=klaproosman", ""),
            "certificate check": (f"/controleren/{show(certificates.list_certificates(_id('kandidaat2'))[0].code)}", ""),
            "lesson": (f"/mijn/lessen/{course.modules[0].lessons[0].id}", "cursist"),
            "quiz question": (f"/mijn/toets/{attempt.id}/1", "cursist"),
            "grading screen": (f"/beoordelen/casus/{code}", examiner),
        }
        cookies = {who: _cookie(app, who) for who in {who for _, who in pages.values() if who}}
        return {name: (path, cookies.get(who, "")) for name, (path, who) in pages.items()}


def _id(nick: str) -> int:
    person = people.find_person_by_email(f"{nick}@{DOMAIN}")
    if person is None:
        raise LookupError(nick)
    return person.id


def _cookie(app: object, who: str) -> str:
    token = f"bench-{who}"
    with transaction():
        accounts.start_session(person_id=_id(who), token=token, key="", at=clock.now())
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own
    return f"sessie={serializer.dumps({'_user_id': token, '_fresh': True, 'csrf_token': token})}"


@contextmanager
def serve(target: str, environ: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Two granian workers on a free loopback port: (port, process id)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws"]
    command[0] = str(Path(sys.executable).with_name("granian"))
    process = subprocess.Popen([*command, "--log-level", "error", target], env={**os.environ, **environ})
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def ask(port: int, path: str, cookie: str) -> list[float]:
    """Milliseconds of so many requests on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    spent = []
    for _ in range(EACH):
        start = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        spent.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            message = f"{path}: {answer.status}"
            raise RuntimeError(message)
    connection.close()
    return spent


def memory(pid: int) -> float:
    """Proportional set size of a process and its children, in MiB."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    return sum(_pss(one) for one in (pid, *children)) / 1024


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1])


def measure_pages(pages: dict[str, tuple[str, str]], folder: Path) -> None:
    """All pages and the bare one in turn, round after round."""
    site = {"LMS_MODE": "demo", "LMS_DATA_DIR": str(folder), "LMS_SEARCH_LIMIT": "1000000/minute"}
    spent: dict[str, list[float]] = {"hello": [], **{name: [] for name in pages}}
    with serve("tests.bench.hello:app", {}) as (bare, _), serve("wsgi:app", site) as (port, pid):
        for path, cookie in pages.values():
            ask(port, path, cookie)
        for _ in range(ROUNDS):
            spent["hello"] += ask(bare, "/", "")
            for name, (path, cookie) in pages.items():
                spent[name] += ask(port, path, cookie)
        used = memory(pid)
    base = statistics.median(spent["hello"])
    print(f"{'page':22} {'p50 ms':>8} {'p99 ms':>8} {'x hello':>8}   ({ROUNDS} rounds of {EACH}, one connection, {PEOPLE} registrations)")
    for name, values in spent.items():
        print(f"{name:22} {statistics.median(values):8.2f} {statistics.quantiles(values, n=100)[98]:8.2f} {base / statistics.median(values):8.2f}")
    print(f"memory of 2 workers and their parent: {used:.0f} MiB PSS, WeasyPrint not loaded")


def measure_certificate() -> None:
    """Our certificate against the bare render of the same HTML, interleaved."""
    certificate = certificates.list_certificates(_id("kandidaat2"))[0]
    facts = documents.facts_of(certificate, "0000000000"[:8])
    html = documents.certificate_html(facts)
    jobs: dict[str, Callable[[], object]] = {
        "bare WeasyPrint": lambda: render_pdf(html, stylesheet="certificate.css"),
        "certificate": lambda: documents.render_certificate(facts),
    }
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for round_ in range(12):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            if round_ > 1:
                spent[name].append((time.perf_counter() - start) * 1000)
    ratio = statistics.median(spent["certificate"]) / statistics.median(spent["bare WeasyPrint"])
    print(f"certificate: {statistics.median(spent['certificate']):.1f} ms, {ratio:.2f} x the bare render of the same HTML")


def measure_credits() -> None:
    """One person's evaluation, and ten thousand by the ordered stream."""
    course = catalogue.get_current_course("klantmanager")
    ruleset = catalogue.get_ruleset(course, "klantmanager-2020")
    today = clock.today()
    period = Period(today - timedelta(days=400), today + timedelta(days=1400))
    entries = dict(credits.stream_entries())
    one = next(facts for person_id, facts in entries.items() if person_id >= FIRST) * 6
    start = time.perf_counter()
    for _ in range(200):
        rules.evaluate(ruleset, period, one, on=today)
    print(f"credits of one person, {len(one)} entries: {(time.perf_counter() - start) * 5:.2f} ms")
    start = time.perf_counter()
    count = len([rules.evaluate(ruleset, period, facts, on=today).total for _, facts in credits.stream_entries()])
    print(f"credits of {count} people, read and evaluated: {time.perf_counter() - start:.1f} s")


def main() -> None:
    """Everything, in a temporary folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = prepare(folder)
        measure_pages(pages, folder)
        app = create_app(Settings(mode=Mode.DEMO, data_dir=folder))
        with app.app_context(), app.test_request_context():
            measure_certificate()
            measure_credits()


if __name__ == "__main__":
    main()
