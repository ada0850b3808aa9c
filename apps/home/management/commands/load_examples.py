"""``manage.py load_examples``: a few records that show how the portal works, marked as examples."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.home.demo import examples


class Command(BaseCommand):
    """Makes them once."""

    help = "Makes a few labelled example records, once; remove_examples takes them away."

    def handle(self, *args: Any, **options: Any) -> None:
        number = examples.load()
        if number:
            self.stdout.write(f"examples: {number} created")
