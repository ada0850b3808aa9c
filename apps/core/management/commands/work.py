"""``manage.py work``: the process beside the server that sends mail and does queued tasks."""

import os
import signal
import sys
import time
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from apps.core import outbox, tasks

logger = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "Sends mail from the outbox and does queued tasks until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pause", type=float, default=2, help="Seconds between two looks")
        parser.add_argument("--due", type=int, default=0, help="run_due too, after so many seconds")
        parser.add_argument("--once", action="store_true", help="Look once and end")
        parser.add_argument("--with-parent", action="store_true", help="End with who started it")

    def handle(
        self, *args: Any, pause: float, due: int, once: bool, with_parent: bool, **options: Any
    ) -> None:
        """Look, rest, look again. A stop signal lets the mail at hand be finished."""
        self.stopped = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        parent, next_due = os.getppid(), time.monotonic()
        while not self.stopped and not (with_parent and os.getppid() != parent):
            run_due = bool(due) and time.monotonic() >= next_due
            if run_due:
                next_due = time.monotonic() + due
            self.look(run_due)
            if once:
                return
            self.rest(pause)

    def look(self, run_due: bool) -> None:
        """Do all there is. A database that is away is waited for, as the server does."""
        try:
            close_old_connections()
            if run_due:
                tasks.run_due()
            outbox.send_waiting()
            tasks.run_queue()
        except DatabaseError as error:
            logger.error("worker_waits_for_database", error=type(error).__qualname__)

    def rest(self, pause: float) -> None:
        """Until the next look or a stop signal, whichever is first."""
        until = time.monotonic() + pause
        while not self.stopped and time.monotonic() < until:
            time.sleep(0.1)

    def stop(self, *_: Any) -> None:
        """The first signal asks, a second one insists."""
        if self.stopped:
            sys.exit(130)
        self.stopped = True
