"""What gunicorn lacks: patience with an end for those who never finish, no echo, calm log lines.

Its own threads wait without end for a request's head, so that four senders of half a request stop
the portal. It speaks no TLS here: a proxy does.
"""

import contextlib
import logging.config
import os
import selectors
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from gunicorn import glogging
from gunicorn.http.errors import (
    ExpectationFailed,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.gthread import ThreadWorker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod_portal.settings")

PATIENCE = 5  # seconds for the whole head of a request, and for the other side to close
PATIENCE_WITH_BODY = 30  # seconds for the next part of a body, and to take the next of an answer
LONGEST_HEAD = 32_768  # bytes
STATUS = {
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
}
HEADERS = """\
HTTP/1.1 {status.value} {status.phrase}\r
Connection: close\r
Content-Type: text/html; charset=utf-8\r
Content-Length: {length}\r
Cache-Control: no-store\r
Content-Security-Policy: default-src 'none'; style-src 'self'; font-src 'self'; \
form-action 'none'; frame-ancestors 'none'; base-uri 'none'\r
X-Content-Type-Options: nosniff\r
X-Frame-Options: DENY\r
Referrer-Policy: same-origin\r
Cross-Origin-Resource-Policy: same-origin\r
\r
"""


class Log(glogging.Logger):
    """gunicorn's own words as lines like ours."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        logging.config.dictConfig(settings.LOGGING)


class Worker(ThreadWorker):
    """Waits for heads, and for the other side to close, in its one loop; a thread is for answers.

    ``pending_conns`` is gunicorn's list of those that wait, closed by it when their time is over.
    All get the same time, so that the list stays in its order.
    """

    def enqueue_req(self, conn: Any) -> None:
        """A thread for a connection whose request is there; the others wait for theirs."""
        conn.init()
        conn.sock.setblocking(False)
        if has_work(conn):
            super().enqueue_req(conn)
        else:
            self.wait(conn, partial(self.on_pending_socket_readable, conn))

    def wait(self, conn: Any, wake: Callable[[Any], None]) -> None:
        """Call ``wake`` when something comes, or close when the time is over."""
        conn.timeout = time.monotonic() + PATIENCE
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, wake)

    def on_pending_socket_readable(self, conn: Any, client: Any) -> None:
        if has_work(conn):
            super().on_pending_socket_readable(conn, client)

    def handle(self, conn: Any) -> Any:
        """In a thread: answer one request."""
        if len(head := conn.parser.unreader.buf.getvalue()) > LONGEST_HEAD and not is_whole(head):
            self.handle_error(None, conn.sock, conn.client, LimitRequestHeaders("head"))
            return False
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """A body may pause, but not for ever; and nobody waits for what the view did not read."""
        conn.sock.settimeout(PATIENCE_WITH_BODY)
        if any(name in ("CONTENT-LENGTH", "TRANSFER-ENCODING") for name, _ in req.headers):
            req.force_close()
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            self.log.info("gave up a slow connection")
            return False

    def finish_request(self, conn: Any, fs: "Future[Any]") -> None:
        """Close without waiting: gunicorn's loop stands still up to two seconds for each."""
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
        elif conn.sock.fileno() < 0:
            self.nr_conns -= 1
        else:
            conn.sock.setblocking(False)
            with contextlib.suppress(OSError):
                conn.sock.shutdown(socket.SHUT_WR)
            self.wait(conn, partial(self.drain, conn))

    def drain(self, conn: Any, client: Any) -> None:
        """Read away what still comes, else the other side might lose our answer; then close."""
        if read(client) == b"":
            self.poller.unregister(client)
            self.pending_conns.remove(conn)
            self.nr_conns -= 1
            conn.close()

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Our page for what is no request, or 500; nothing of it is repeated, in the log either."""
        ours = isinstance(exc, (InvalidResponseHeader, InvalidResponseHeaderName))
        if ours or not isinstance(exc, ParseException):
            status, template = HTTPStatus.INTERNAL_SERVER_ERROR, "500.html"
            self.log.error("could not answer", exc_info=exc)
        else:
            status, template = STATUS.get(type(exc), HTTPStatus.BAD_REQUEST), "400.html"
            self.log.warning("unreadable request: %s", type(exc).__name__)
        page = render_to_string(template).encode()
        with contextlib.suppress(OSError):
            client.settimeout(PATIENCE)
            client.sendall(HEADERS.format(status=status, length=len(page)).encode() + page)


def has_work(conn: Any) -> bool:
    """Whether a thread need not wait: the head is whole, hopeless or too long, or the other side
    has closed. Takes what came, without waiting."""
    unreader = conn.parser.unreader
    held = unreader.take_buffered()
    part = None if is_whole(held) else read(conn.sock)
    held += part or b""
    unreader.unread(held)
    return part == b"" or len(held) > LONGEST_HEAD or is_whole(held)


def is_whole(head: bytes) -> bool:
    """Whether the head has its end, or a line feed alone, after which no end is looked for."""
    return b"\r\n\r\n" in head or head.count(b"\n") != head.count(b"\r\n")


def read(client: Any) -> bytes | None:
    """What is there; None if nothing came yet, empty if nothing will."""
    try:
        part: bytes = client.recv(8192)
    except BlockingIOError:
        return None
    except OSError:
        return b""
    return part
