"""``manage.py apply_retention``: whatever is kept of people for a while only, erased now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core import tasks
from apps.core.journal import forget_order


class Command(BaseCommand):
    help = "Erases what has been kept long enough, at once: the part of run_due that erases."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what each act erased. Raises ``CommandError`` if one failed."""
        outcomes = tasks.run_due(erasing=True)
        if outcomes is None:
            self.stdout.write("Another process is at it. Nothing to do here.")
            return
        forget_order()
        for outcome in outcomes:
            if outcome.said or outcome.error:
                self.stdout.write(f"{outcome.name}: {outcome.said or f'failed ({outcome.error})'}")
        failed = [outcome.name for outcome in outcomes if outcome.error]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says where.")
        if not any(outcome.said for outcome in outcomes):
            self.stdout.write("Nothing was due.")
