"""Mail: tried until it goes, once; a link that works once is not kept."""

import smtplib
import socketserver
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts import actions, queries
from lms.kernel.clock import FixedClock
from lms.kernel.db import db, transaction
from lms.kernel.outbox import MAX_ATTEMPTS, OutboxMessage, deliver_due, queue_mail
from tests.people import World

MINUTE = timedelta(minutes=1)
BUSY = smtplib.SMTPDataError(451, b"try again later")


@dataclass
class Post:
    """A mail server of our own making: fails as told, then takes everything."""

    failures: list[Exception] = field(default_factory=list)
    taken: list[EmailMessage] = field(default_factory=list)

    def __call__(self, message: EmailMessage) -> None:
        """Take it or fail."""
        if self.failures:
            raise self.failures.pop(0)
        self.taken.append(message)


class MailServer(socketserver.ThreadingTCPServer):
    """Enough of SMTP (RFC 5321) to take one mail; answers the first DATA with 451 when it is busy."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, busy: int) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.busy = busy
        self.mails: list[bytes] = []
        self.recipients: list[str] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 ready")
        for raw in self.rfile:
            line = raw.decode().strip()
            word = line[:4].upper()
            if word == "RCPT":
                self.server.recipients.append(line.partition(":")[2].split()[0])
            if word == "DATA":
                self.take()
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self) -> None:
        if self.server.busy:
            self.server.busy -= 1
            self.say("451 try again later")
            return
        self.say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.mails.append(b"".join(line.removeprefix(b".") for line in lines))
        self.say("250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def server(app: Flask) -> Iterator[MailServer]:
    """A real mail server on the loopback, busy once, and the application told of it."""
    before = app.extensions["settings"]
    with MailServer(busy=1) as found:
        thread = Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        app.extensions["settings"] = replace(before, smtp_host="127.0.0.1", smtp_port=found.port)
        yield found
        app.extensions["settings"] = before
        found.shutdown()
        thread.join()


def queue(clock: FixedClock, subject: str = "Bericht", *, secret: bool = False) -> None:
    with transaction():
        queue_mail("zoe@post.example", subject, "Beste Zoë,\n\n.Tekst.\n", at=clock.now(), secret=secret)


def rows() -> list[OutboxMessage]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


@pytest.mark.usefixtures("app")
def test_a_server_that_is_busy_is_asked_again_and_then_the_mail_is_sent_once(clock: FixedClock) -> None:
    post = Post([BUSY])
    queue(clock)
    assert deliver_due(clock.now(), send=post) == 0
    (row,) = rows()
    assert (row.attempts, row.sent_at, row.last_error, row.next_attempt_at) == (1, None, "SMTPDataError", clock.now() + MINUTE)
    clock.move(MINUTE - timedelta(seconds=1))
    assert (deliver_due(clock.now(), send=post), len(post.taken)) == (0, 0)
    clock.move(timedelta(seconds=1))
    assert (deliver_due(clock.now(), send=post), len(post.taken)) == (1, 1)
    (row,) = rows()
    assert (row.attempts, row.sent_at, row.last_error) == (2, clock.now(), None)
    clock.move(timedelta(days=30))
    assert (deliver_due(clock.now(), send=post), len(post.taken)) == (0, 1)


@pytest.mark.usefixtures("app")
def test_the_wait_doubles_until_half_a_day_and_after_twelve_attempts_it_stops(clock: FixedClock) -> None:
    post = Post([BUSY] * 50)
    queue(clock)
    waits = []
    for _ in range(MAX_ATTEMPTS):
        assert deliver_due(clock.now(), send=post) == 0
        (row,) = rows()
        waits.append(row.next_attempt_at - clock.now())
        clock.set(row.next_attempt_at)
    assert waits == [min(MINUTE * 2**n, timedelta(hours=12)) for n in range(MAX_ATTEMPTS)]
    clock.move(timedelta(days=365))
    deliver_due(clock.now(), send=post)
    assert (rows()[0].attempts, len(post.failures)) == (MAX_ATTEMPTS, 50 - MAX_ATTEMPTS)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected("weg")])
def test_one_mail_that_fails_does_not_hold_up_the_next(clock: FixedClock, error: Exception) -> None:
    post = Post([error])
    queue(clock, "een")
    queue(clock, "twee")
    assert deliver_due(clock.now(), send=post) == 1
    assert [message["Subject"] for message in post.taken] == ["twee"]
    assert [row.last_error for row in rows()] == [type(error).__name__, None]


@pytest.mark.usefixtures("app")
def test_a_body_with_a_link_that_works_once_is_emptied_only_when_it_is_sent(clock: FixedClock) -> None:
    post = Post([BUSY])
    queue(clock, secret=True)
    queue(clock)
    deliver_due(clock.now(), send=post)
    assert [bool(row.body) for row in rows()] == [True, True]
    clock.move(MINUTE)
    deliver_due(clock.now(), send=post)
    assert [bool(row.body) for row in rows()] == [False, True]
    assert all("Tekst." in message.get_content() for message in post.taken)


def test_the_token_of_an_invitation_is_nowhere_once_it_was_sent(world: World, clock: FixedClock) -> None:
    alice = world.person("alice")
    with transaction():
        token = actions.invite(person=queries.get_person(alice.id), actor_id=None, at=clock.now())
    post = Post()
    assert deliver_due(clock.now(), send=post) == 1
    assert f"/uitnodiging/{token}" in post.taken[0].get_content()
    (row,) = rows()
    assert token not in " ".join(str(value) for value in vars(row).values())
    assert queries.find_link(token, at=clock.now()) is None, "the database keeps a hash of it"
    assert queries.find_link(actions.fingerprint(token), at=clock.now()) is not None


@pytest.mark.usefixtures("app")
def test_a_mail_is_not_sent_before_its_time_nor_when_its_decision_was_undone(clock: FixedClock) -> None:
    def undone() -> None:
        with transaction():
            queue_mail("a@b.example", "ongedaan", "x", at=clock.now())
            raise KeyError

    with pytest.raises(KeyError):
        undone()
    queue(clock)
    post = Post()
    assert deliver_due(clock.now() - timedelta(seconds=1), send=post) == 0
    assert deliver_due(clock.now(), send=post) == 1
    assert [message["Subject"] for message in post.taken] == ["Bericht"]


@pytest.mark.usefixtures("app")
def test_without_a_mail_server_nothing_is_tried(clock: FixedClock) -> None:
    queue(clock)
    assert deliver_due(clock.now()) == 0
    assert rows()[0].attempts == 0


def test_a_real_server_says_451_and_takes_the_mail_the_second_time(server: MailServer, clock: FixedClock) -> None:
    queue(clock, "Besluit: geslaagd – gefeliciteerd")
    assert deliver_due(clock.now()) == 0
    assert rows()[0].last_error == "SMTPDataError"
    clock.move(MINUTE)
    assert deliver_due(clock.now()) == 1
    assert rows()[0].sent_at == clock.now()
    assert set(server.recipients) == {"<zoe@post.example>"}
    (raw,) = server.mails
    mail = message_from_bytes(raw, policy=policy.default)
    assert (mail["To"], mail["Subject"], mail["Auto-Submitted"]) == ("zoe@post.example", "Besluit: geslaagd – gefeliciteerd", "auto-generated")
    assert mail.get_content().replace("\r\n", "\n") == "Beste Zoë,\n\n.Tekst.\n"


def test_a_server_that_is_gone_is_no_reason_to_stop(server: MailServer, clock: FixedClock) -> None:
    server.shutdown()
    server.server_close()
    queue(clock)
    assert deliver_due(clock.now()) == 0
    assert (rows()[0].last_error, rows()[0].attempts) == ("ConnectionRefusedError", 1)
