"""What gunicorn sees before the portal does: senders that never finish, and what is no request."""

import contextlib
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import served

pytestmark = pytest.mark.any_database

HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Waiting: "
WHOLE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server writes."""
    return tmp_path_factory.mktemp("log") / "log"


@pytest.fixture(scope="module")
def port(log: Path) -> Iterator[int]:
    """The portal with the four threads of one process."""
    with served(content=False, log=log, LOG_LEVEL="INFO") as portal:
        yield int(portal.address.rsplit(":", 1)[1])


def send(port: int, words: bytes = b"", timeout: float = 20) -> socket.socket:
    """A connection on which these bytes went out."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    connection.sendall(words)
    return connection


def answer(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while part := connection.recv(65536):
            received += part
    return received


def first_answer(connection: socket.socket) -> bytes:
    """What comes at once."""
    return connection.recv(65536)


def seconds_for_health(port: int) -> float:
    """How long the portal takes to say that it lives."""
    start = time.monotonic()
    with send(port, WHOLE) as connection:
        assert first_answer(connection).startswith(b"HTTP/1.1 200 ")
    return time.monotonic() - start


def half_after_a_whole(port: int) -> socket.socket:
    """A kept connection whose second request stays half sent."""
    connection = send(port, WHOLE)
    assert first_answer(connection).startswith(b"HTTP/1.1 200 ")
    connection.sendall(HALF)
    return connection


@pytest.mark.parametrize(
    "kind",
    [
        lambda port: send(port),
        lambda port: send(port, b"G"),
        lambda port: send(port, HALF),
        lambda port: send(port, WHOLE + HALF),
        half_after_a_whole,
        lambda port: send(port, WHOLE.replace(b"1.1", b"1.0")),
        lambda port: send(port, HALF.replace(b"X-Waiting: ", b"Content-Length: 1000\r\n\r\n")),
        lambda port: send(port, b"nonsense\r\n\r\n"),
    ],
    ids=["nothing", "a letter", "half", "half behind a whole one", "half after a whole one",
         "answered, not closed", "body never sent", "no request, not closed"],
)  # fmt: skip
def test_fifty_that_never_finish_stop_nobody_else(port: int, kind) -> None:
    with contextlib.ExitStack() as stack:
        waiting = [stack.enter_context(kind(port)) for _ in range(50)]
        assert max(seconds_for_health(port) for _ in range(3)) < 4
        for connection in waiting:
            answer(connection)  # they are closed, all of them


def test_a_trickle_is_given_up_as_well(port: int) -> None:
    start = time.monotonic()
    with send(port, HALF) as connection, contextlib.suppress(OSError):
        while time.monotonic() - start < 20:
            connection.sendall(b"x")
            time.sleep(0.5)
    assert time.monotonic() - start < 12


def test_a_request_in_pieces_is_answered(port: int) -> None:
    with send(port) as connection:
        for piece in (WHOLE[:3], WHOLE[3:30], WHOLE[30:-1], WHOLE[-1:]):
            connection.sendall(piece)
            time.sleep(0.3)
        assert first_answer(connection).startswith(b"HTTP/1.1 200 ")


def test_requests_behind_one_another_are_all_answered(port: int) -> None:
    last = WHOLE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with send(port, WHOLE * 3 + last) as connection:
        assert answer(connection).count(b"HTTP/1.1 200 ") == 4


def test_a_form_with_its_body_arrives_whole(port: int) -> None:
    head = (
        b"POST /our-work/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with send(port, head) as connection:
        connection.sendall(b"a=b&c")
        assert answer(connection).startswith(b"HTTP/1.1 405 ")


NO_REQUESTS = {
    "bytes": (b"GET /secret\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "nul": (b"GET /secret\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "header": (b"GET / HTTP/1.1\r\nHost: localhost\r\nsecret name: a\r\n\r\n", 400),
    "value": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: secret\x01\r\n\r\n", 400),
    "coding": (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: secret\r\n\r\n", 400),
    "length": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: secret\r\n\r\n", 400),
    "expectation": (b"GET / HTTP/1.1\r\nHost: localhost\r\nExpect: secret\r\n\r\n", 417),
    "method": (b"secret / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "version": (b"GET /secret HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
    "lines": (b"GET /secret HTTP/1.1\nHost: localhost\n\n", 400),
    "long line": (b"GET /secret" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
    "long field": (HALF + b"secret" * 2000 + b"\r\n\r\n", 431),
    "long head": (HALF + b"secret\r\nX: y" * 9000, 431),
}


@pytest.mark.parametrize("name", NO_REQUESTS)
def test_what_is_no_request_gets_our_page_and_no_echo(port: int, log: Path, name: str) -> None:
    words, status = NO_REQUESTS[name]
    before = len(log.read_text())
    with send(port, words) as connection:
        received = answer(connection)
    head, _, page = received.partition(b"\r\n\r\n")
    headers = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"<h1>We could not read that address</h1>" in page
    assert b"secret" not in received
    assert headers[b"X-Content-Type-Options"] == b"nosniff"
    assert b"default-src 'none'" in headers[b"Content-Security-Policy"]
    assert headers[b"X-Frame-Options"] == b"DENY"
    assert headers[b"Content-Type"] == b"text/html; charset=utf-8"
    assert int(headers[b"Content-Length"]) == len(page)
    line = json.loads(log.read_text()[before:].splitlines()[-1])
    assert line["event"].startswith("unreadable request: ")


def test_every_line_of_the_log_is_json_without_addresses_paths_or_words(
    port: int, log: Path
) -> None:
    for words, _ in NO_REQUESTS.values():
        with send(port, words) as connection:
            answer(connection)
    with send(port, WHOLE.replace(b"/healthz", b"/our-work/?q=Jo")) as connection:
        first_answer(connection)
    text = log.read_text()
    for line in text.splitlines():
        json.loads(line)
    for word in ("secret", "localhost", "Jo", "our-work"):
        assert word not in text
    lines = [line for line in text.splitlines() if "istening" not in line]
    assert "127.0.0.1" not in "".join(lines)
