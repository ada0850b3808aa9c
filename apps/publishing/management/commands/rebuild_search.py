"""``manage.py rebuild_search``: the index of search anew, for repair."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.publishing import search


class Command(BaseCommand):
    """Writes what is public, takes out what is not; the portal may go on working meanwhile."""

    help = "Builds the search index anew from what is public now."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, number in search.rebuild().items():
            self.stdout.write(f"{kind}: {number:,} in the index")
