"""``manage.py backup FILE``: everything in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.backup.write import write_backup


class Command(BaseCommand):
    help = "Writes all rows and files into one archive that fits SQLite and PostgreSQL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Write and say what is in it. Raises ``CommandError`` with a sentence."""
        try:
            manifest = write_backup(file)
        except OSError as error:
            raise CommandError(f"{file} could not be written: {error.strerror}.") from None
        rows = sum(part["rows"] for part in manifest["tables"])
        files = len(manifest["files"])
        self.stdout.write(f"{file}: {rows:,} rows, {files:,} files. Keep SECRET_KEY elsewhere.")
