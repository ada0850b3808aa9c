"""``manage.py remove_examples``: the examples and all that hangs on them go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.actors import SystemActor
from apps.home.demo import examples
from apps.partners.models import Partner


class Command(BaseCommand):
    """Leaves no row, version, file or search row; the audit record keeps one line."""

    help = "Deletes every example record and all that hangs on it."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = examples.remove(by=SystemActor("remove_examples"))
        except examples.HangsOn as hanging:
            raise CommandError(str(hanging)) from None
        self.stdout.write(f"examples: {number} removed")
        if Partner.objects.filter(slug=examples.SLUG).exists():
            self.stdout.write(
                f"“{examples.NAME}” stays: people wrote records for it that are no examples. "
                "Give those to another partner, then run this again."
            )
