"""Whether an address on another site answers, without ever asking a machine that is not public.

A name is resolved once, each of its addresses is looked at, and the connection goes to one that was
looked at: a name that answers differently a moment later changes nothing. The same holds after
every redirect. Of an answer its head is read and no more, and not for long.
"""

import contextlib
import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.core.exceptions import ValidationError

SECONDS = 5.0  # for everything together
MOST_REDIRECTS = 5
AGENT = "Link check of a public website (reads nothing but whether a page is there)"
NO_ADDRESS = "Enter a web address that begins with https:// or http://"
NOT_PUBLIC = "Enter an address that everybody can open: this one leads into a private network"
NOT_OPEN = "It leads to an address that is not public"
NAMES_INSIDE = (".local", ".localhost", ".internal", ".lan", ".home", ".corp", ".intranet")
REDIRECTS = (301, 302, 303, 307, 308)
REFUSES_LOOKS = (401, 403, 407, 429, 451)  # it is there, but not for everybody or not so often
PORTS = {"http": 80, "https": 443}

Resolve = Callable[[str, int], list[str]]
Connect = Callable[[tuple[str, int], float], socket.socket]


class Unanswered(Exception):
    """Why an address gave no answer, in a few words for people."""


def refused(url: str) -> str:
    """What is wrong with an address that somebody typed, as far as it can be told without asking
    anybody; "" for nothing."""
    try:
        parts = urlsplit(url)
        _port(parts)
    except ValueError:
        return NO_ADDRESS
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme.lower() not in PORTS or not host or parts.username is not None:
        return NO_ADDRESS
    with contextlib.suppress(ValueError):
        return "" if is_public(host) else NOT_PUBLIC
    if host == "localhost" or host.endswith(NAMES_INSIDE):
        return NOT_PUBLIC
    # A number is read as an IPv4 address by many programs: 2130706433, 0x7f.1, 127.1.
    if "." not in host or host.rpartition(".")[2][:1].isdigit():
        return NO_ADDRESS
    return ""


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the open internet, also of what it may carry inside (an
    IPv4 address in an IPv6 one). Raises ``ValueError`` for anything else."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in ipaddress.ip_network("64:ff9b::/96"):
            inner.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if any(one is not None and not one.is_global for one in inner):
            return False
    return bool(found.is_global and not found.is_multicast and not found.is_reserved)


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name, as this machine resolves it."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def connected(address: tuple[str, int], seconds: float) -> socket.socket:
    """A connection to a numeric address."""
    return socket.create_connection(address, timeout=seconds)


@dataclass(frozen=True)
class Look:
    """One look at addresses: how names are resolved and connections made, and how long it takes."""

    resolve: Resolve = resolved
    connect: Connect = connected
    seconds: float = SECONDS
    context: ssl.SSLContext | None = None

    def at(self, url: str) -> str:
        """What is wrong with an address, in a few words; "" where it answers."""
        until = time.monotonic() + self.seconds
        try:
            status = self._status("HEAD", url, until)
            if status >= 400 and status not in REFUSES_LOOKS:
                status = self._status("GET", url, until)  # some sites know no HEAD
        except Unanswered as problem:
            return str(problem)
        if status < 400 or status in REFUSES_LOOKS:
            return ""
        missing = status in (404, 410)
        return "The page is not there any more" if missing else f"The site says error {status}"

    def _status(self, method: str, url: str, until: float) -> int:
        """The status at the end of all redirects. Raises ``Unanswered``."""
        for _ in range(MOST_REDIRECTS + 1):
            status, to = self._ask(method, url, until)
            if status not in REDIRECTS or not to:
                return status
            try:
                url = urljoin(url, to)
            except ValueError:  # no address at all, like http://[
                raise Unanswered(NOT_OPEN) from None
        raise Unanswered("It leads on and on to other addresses")

    def _ask(self, method: str, url: str, until: float) -> tuple[int, str]:
        if refused(url):
            raise Unanswered(NOT_OPEN)
        parts = urlsplit(url)
        host, port = str(parts.hostname).rstrip("."), _port(parts)
        try:
            host = host.encode("idna").decode() if not host.isascii() else host
            address = self._public_address(host, port, until)
            connection = _Pinned(host, port)
            connection.default_port = PORTS[parts.scheme.lower()]
            connection.sock = self._open(parts.scheme, host, (address, port), until)
            try:
                connection.request(method, _path(parts), headers={"User-Agent": AGENT})
                answer = connection.getresponse()
                return answer.status, answer.headers.get("Location", "")
            finally:
                connection.close()
        except ssl.SSLError:
            raise Unanswered("Its security certificate is not right") from None
        except (TimeoutError, _Late):
            raise Unanswered(f"It did not answer within {self.seconds:g} seconds") from None
        except (OSError, http.client.HTTPException, UnicodeError, ValueError):
            raise Unanswered("The site did not answer") from None

    def _public_address(self, host: str, port: int, until: float) -> str:
        """One address of a name, where all of them are public."""
        found: list[str] = []

        def resolve() -> None:
            with contextlib.suppress(OSError, UnicodeError):
                found.extend(self.resolve(host, port))

        # The system's resolver takes no time limit; a thread that lingers holds nothing up.
        thread = threading.Thread(target=resolve, daemon=True)
        thread.start()
        thread.join(_left(until))
        addresses = list(found)
        if not addresses:
            raise Unanswered("There is no site of this name")
        if not all(is_public(address) for address in addresses):
            raise Unanswered(NOT_OPEN)
        return addresses[0]

    def _open(self, scheme: str, host: str, address: tuple[str, int], until: float) -> Any:
        plain = self.connect(address, _left(until))
        try:
            plain.settimeout(_left(until))
            if scheme.lower() == "https":
                context = self.context or ssl.create_default_context()
                plain = context.wrap_socket(plain, server_hostname=host)
            return _Timed(plain, until)
        except BaseException:
            plain.close()
            raise


class _Late(OSError):
    """The time is over."""


class _Pinned(http.client.HTTPConnection):
    """A connection that was made already, and is never made anew."""

    def connect(self) -> None:
        """Raises ``OSError``: nothing is connected to that was not looked at."""
        raise OSError("closed")


class _Timed(io.RawIOBase):
    """A socket whose every reading and writing ends with one deadline, however slowly the other
    side sends."""

    def __init__(self, held: socket.socket, until: float) -> None:
        self.held, self.until = held, until

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        self.held.settimeout(_left(self.until))
        self.held.sendall(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.held.settimeout(_left(self.until))
        return self.held.recv_into(buffer)

    def makefile(self, *_args: Any, **_more: Any) -> io.BufferedReader:
        """What an answer is read from."""
        return io.BufferedReader(self)

    def close(self) -> None:
        self.held.close()
        super().close()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise _Late
    return left


def must_be_public(url: str) -> None:
    """For the field of a form: raises ``ValidationError`` for an address that is refused."""
    if problem := refused(url):
        raise ValidationError(problem)


def _port(parts: SplitResult) -> int:
    """The port of an address; only those of websites. Raises ``ValueError``."""
    port = parts.port or PORTS.get(parts.scheme.lower(), 0)
    if port not in PORTS.values() and port < 1024:
        raise ValueError(port)
    return port


def _path(parts: SplitResult) -> str:
    """What is asked for, in ASCII."""
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return quote(path, safe="/%?&=:;,+~!@$'()*-._")
