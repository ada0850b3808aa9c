"""Whether an address answers: real sockets, with names that resolve to what a test says."""

import contextlib
import socket
import threading
import time

import pytest

from apps.core.outside import Look, is_public, refused

PUBLIC = "93.184.215.14"


class Site:
    """A small server: what it answers to each request, and what was asked."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                held, _ = self.listener.accept()
                threading.Thread(target=self.talk, args=[held], daemon=True).start()

    def talk(self, held):
        with held, contextlib.suppress(OSError):
            head = held.recv(4096).decode(errors="replace")
            self.asked.append(head)
            self.answer(held, head)


@pytest.fixture
def site(request):
    made = []

    def make(answer):
        made.append(Site(answer))
        return made[-1]

    yield make
    for one in made:
        one.listener.close()


def says(status, *headers, body=b"x"):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    head = "\r\n".join([*lines, "", ""]).encode()

    def answer(held, asked):
        held.sendall(head if asked.startswith("HEAD") else head + body)

    return answer


def look(site, addresses=(PUBLIC,), seconds=2.0, names=None):
    """A look under which every name resolves to these addresses; what was connected to is kept, and
    the bytes go to the test's own server."""
    connected = []

    def resolve(host, port):
        return list((names or {}).get(host, addresses))

    def connect(address, seconds):
        connected.append(address)
        return socket.create_connection(("127.0.0.1", site.port), timeout=seconds)

    return Look(resolve, connect, seconds), connected


def test_a_page_that_answers_is_fine_and_only_its_head_is_asked_for(site):
    one = site(says("200 OK"))
    way, connected = look(one)
    assert way.at("http://example.org/a?b=c") == ""
    assert connected == [(PUBLIC, 80)]
    assert one.asked[0].startswith("HEAD /a?b=c HTTP/1.1\r\nHost: example.org\r\n")


@pytest.mark.parametrize("status", ["401 No", "403 No", "429 Slow down"])
def test_a_site_that_turns_machines_away_is_there(site, status):
    way, _ = look(site(says(status)))
    assert way.at("http://example.org/") == ""


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("404 No", "The page is not there any more"), ("410 No", "The page is not there any more"),
        ("500 No", "The site says error 500"),
    ],
)  # fmt: skip
def test_a_page_that_is_gone_is_asked_for_a_second_time_and_then_said_to_be(site, status, words):
    one = site(says(status))
    way, _ = look(one)
    assert way.at("http://example.org/") == words
    assert [head.split()[0] for head in one.asked] == ["HEAD", "GET"]


def test_a_site_that_knows_no_head_is_fine(site):
    def answer(held, asked):
        says("405 No" if asked.startswith("HEAD") else "200 OK")(held, asked)

    way, _ = look(site(answer))
    assert way.at("http://example.org/") == ""


PRIVATE = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
    "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
    "2001:0:7f00:1::",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_resolves_to_a_private_address_is_never_connected_to(site, address):
    one = site(says("200 OK"))
    for addresses in ((address,), (PUBLIC, address)):
        way, connected = look(one, addresses)
        assert way.at("http://example.org/") == "It leads to an address that is not public"
        assert connected == []
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_open_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/", "http://inside.example.org/", "http://localhost/", "//[::1]/",
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/",
        "http://2130706433/", "http://0x7f.1/", "http://[", "http://[::1",
    ],
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_not_followed(site, to):
    one = site(says("302 Go", f"Location: {to}"))
    way, connected = look(one, names={"inside.example.org": ["10.0.0.1"]})
    assert way.at("http://example.org/") == "It leads to an address that is not public"
    assert connected == [(PUBLIC, 80)]


def test_a_redirect_is_followed_and_looked_at_anew(site):
    def answer(held, asked):
        moved = says("301 Go", "Location: http://other.example.org/b")
        (says("200 OK") if "/b " in asked else moved)(held, asked)

    one = site(answer)
    way, connected = look(one, names={"other.example.org": ["8.8.4.4"]})
    assert way.at("http://example.org/a") == ""
    assert connected == [(PUBLIC, 80), ("8.8.4.4", 80)]


def test_a_circle_ends(site):
    one = site(says("302 Go", "Location: /again"))
    way, connected = look(one)
    assert way.at("http://example.org/") == "It leads on and on to other addresses"
    assert len(connected) == 6


def test_a_name_that_changes_its_mind_is_asked_once(site):
    """DNS rebinding: public when looked at, private a moment later."""
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    one = site(says("200 OK"))
    connected = []

    def connect(address, seconds):
        connected.append(address)
        return socket.create_connection(("127.0.0.1", one.port), timeout=seconds)

    assert Look(lambda host, port: next(answers), connect, 2.0).at("http://example.org/") == ""
    assert connected == [(PUBLIC, 80)]


def test_a_site_that_drips_is_left_after_the_seconds(site):
    def answer(held, _asked):
        held.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            held.sendall(b"X")
            time.sleep(0.05)

    way, _ = look(site(answer), seconds=0.6)
    began = time.monotonic()
    assert way.at("http://example.org/") == "It did not answer within 0.6 seconds"
    assert time.monotonic() - began < 3


def test_a_site_that_says_nothing_is_left(site):
    way, _ = look(site(lambda held, asked: time.sleep(2)), seconds=0.4)
    assert way.at("http://example.org/") == "It did not answer within 0.4 seconds"


def test_little_is_read_of_a_page_without_end(site):
    sent = []

    def answer(held, asked):
        held.sendall(b"HTTP/1.1 404 No\r\nConnection: close\r\n\r\n")
        while not asked.startswith("HEAD") and len(sent) < 2000:
            held.sendall(b"x" * 65536)
            sent.append(1)

    way, _ = look(site(answer))
    assert way.at("http://example.org/") == "The page is not there any more"
    assert len(sent) < 200, "the other side could not send it all"


def test_a_page_whose_text_comes_late_is_there(site):
    """What follows the head is not waited for: it says nothing about whether the page is there."""

    def answer(held, _asked):
        held.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        time.sleep(1)
        held.sendall(b"late")

    way, _ = look(site(answer))
    began = time.monotonic()
    assert way.at("http://example.org/") == ""
    assert time.monotonic() - began < 0.9


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_nonsense_is_no_answer(site, answer):
    way, _ = look(site(lambda held, asked: held.sendall(answer)))
    assert way.at("http://example.org/") == "The site did not answer"


def test_a_name_that_nobody_knows_says_so(site):
    way, connected = look(site(says("200 OK")), addresses=())
    assert way.at("http://gone.example.org/") == "There is no site of this name"
    assert connected == []


def test_a_certificate_that_is_not_right_says_so(site):
    way, _ = look(site(lambda held, asked: held.sendall(b"no tls here at all, only words")))
    assert way.at("https://example.org/") == "Its security certificate is not right"


@pytest.mark.parametrize(
    "address",
    [
        "", "example.org", "javascript:alert(1)", "http://", "http:///a", "https://a:b@example.org",
        "http://example", "http://1", "http://127.1", "http://example.org:99999/",
        "http://example.org:22/", "http://[::1", "http://example.org:x/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused_before_anybody_is_asked(address):
    assert refused(address)


@pytest.mark.parametrize(
    "address", ["https://example.org/a", "http://example.org:8080/", "HTTPS://Example.ORG"]
)
def test_what_is_one_is_not(address):
    assert refused(address) == ""
