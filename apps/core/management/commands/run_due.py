"""``manage.py run_due``: whatever has come due, done once."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections

from apps.core import tasks


class Command(BaseCommand):
    help = "Does what is due. Safe to run at any time and twice; made for every 5 minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, help="Go on, and look again after so many seconds")

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        """Once, or for ever. Raises ``CommandError`` if an act failed."""
        failed = self.once()
        while every:
            time.sleep(every)
            close_old_connections()
            try:
                failed = self.once()
            except DatabaseError as error:
                self.stderr.write(f"The database did not answer ({type(error).__name__}).")
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says where.")

    def once(self) -> list[str]:
        """Run all acts and say what each did; the names of those that failed."""
        outcomes = tasks.run_due()
        if outcomes is None:
            self.stdout.write("Another process is at it. Nothing to do here.")
            return []
        for outcome in outcomes:
            words = f"failed ({outcome.error})" if outcome.error else outcome.said or "nothing due"
            self.stdout.write(f"{outcome.name}: {words}")
        return [outcome.name for outcome in outcomes if outcome.error]
