"""``manage.py rebuild_search``: the index of search anew, for repair."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from apps.core import versions
from apps.publishing import search


class Command(BaseCommand):
    """Writes what is public, takes out what is not; the portal may go on working meanwhile."""

    help = "Builds the search index anew from what is public now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="only where the index holds nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            if options["if_empty"]:
                if search.rebuild_if_empty():
                    versions.raise_public()
                return
            found = search.rebuild()
            versions.raise_public()
        for kind, number in found.items():
            self.stdout.write(f"{kind}: {number:,} in the index")
