"""Every parameter with every hostile value at every address, and thousands of made-up ones."""

import random
import socket
import string

import pytest

from tests.home.test_hostile_requests import NAMES, PATHS, VALUES
from tests.serving import served

pytestmark = pytest.mark.assure


def raw(portal, request):
    """What comes back for these very bytes."""
    host, port = portal.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(request)
        line.settimeout(5)
        answer = b""
        while chunk := line.recv(65536):
            answer += chunk
    return answer


def test_no_address_gets_a_fault_of_ours():
    dice = random.Random(3)
    with served() as portal:
        for path in PATHS:
            for name in NAMES:
                for value in VALUES:
                    status = ask(portal, f"{path}?{name}={value}".encode(errors="replace"))
                    assert 200 <= status < 500, (path, name, value)
        for _ in range(3000):
            junk = "".join(dice.choices(string.printable.strip() + "%&=/", k=dice.randint(1, 300)))
            target = f"{dice.choice(PATHS)}?{junk}".replace(" ", "+").encode(errors="replace")
            assert 200 <= ask(portal, target) < 500, junk


def ask(portal, target):
    answer = raw(
        portal, b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    assert b"set-cookie" not in answer.split(b"\r\n\r\n")[0].lower()
    return int(answer.split()[1])


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nHost: evil.example.org\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"BREW / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /?" + b"<" * 8100 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /?" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"POST /our-work/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
        b"Connection: close\r\n\r\n" + b"<" * 100_000,
    ],
)
def test_odd_requests_get_an_answer_below_500(request_bytes):
    with served() as portal:
        answer = raw(portal, request_bytes)
        assert 400 <= int(answer.split()[1]) < 500 or b" 200 " in answer[:20]
        assert ask(portal, b"/") == 200
