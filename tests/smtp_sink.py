"""A mail server of our own on a loopback port: keeps what it takes, and misbehaves on request."""

import contextlib
import email
import socketserver
import threading
from collections.abc import Callable, Iterator
from email.message import Message
from typing import Any


class Sink(socketserver.ThreadingTCPServer):
    """``on`` maps a moment ("connect", "data", "taken") to what happens then; ``refuse`` is an
    answer to every recipient."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages: list[Message] = []
        self.on: dict[str, Callable[[], None]] = {}
        self.refuse = ""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages]

    def at(self, moment: str) -> None:
        self.on.get(moment, lambda: None)()


class Conversation(socketserver.StreamRequestHandler):
    """The few words of SMTP that Django's backend speaks."""

    server: Any

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self.talk()

    def talk(self) -> None:
        self.server.at("connect")
        self.say("220 sink")
        while line := self.rfile.readline():
            match line.split(b":")[0].strip().upper():
                case b"RCPT TO" if self.server.refuse:
                    self.say(self.server.refuse)
                case b"DATA":
                    self.server.at("data")
                    self.say("354 go on")
                    self.take()
                    self.server.at("taken")
                    self.say("250 taken")
                case b"QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 sink")

    def take(self) -> None:
        """Keep a whole message; half of one is worth nothing, as anywhere."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise ConnectionResetError
            lines.append(line)
        self.server.messages.append(email.message_from_bytes(b"".join(lines)))


@contextlib.contextmanager
def sink() -> Iterator[Sink]:
    """A server for one test."""
    with Sink() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
