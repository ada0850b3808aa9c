"""``manage.py load_content``: the partnership's own content from ``content/`` into the database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.home.content.apply import apply
from apps.home.content.reader import ContentError, read


class Command(BaseCommand):
    """Loads once each; a second run changes nothing; a bad file is refused whole."""

    help = "Loads the content files; says what was created, changed, left as it was or kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries = read(settings.CONTENT_DIR)
            report = apply(entries, only_check=options["check"])
        except ContentError as error:
            raise CommandError(
                "Nothing was loaded. Mend these and run it again:\n" + "\n".join(error.problems)
            ) from error
        if options["check"]:
            self.stdout.write(f"{len(entries)} records, nothing wrong.")
            return
        for line in report.lines():
            self.stdout.write(line)
