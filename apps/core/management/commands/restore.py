"""``manage.py restore FILE``: what ``backup`` wrote, put back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.backup.read import CannotRestore, restore_backup


class Command(BaseCommand):
    help = "Puts a backup back into an empty database: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="Lose what is there now")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        """Restore and say what came back. Raises ``CommandError`` with a sentence."""
        try:
            manifest = restore_backup(file, replace=replace)
        except CannotRestore as error:
            raise CommandError(str(error)) from None
        rows = sum(part["rows"] for part in manifest["tables"])
        files = len(manifest["files"])
        self.stdout.write(
            f"Restored {rows:,} rows and {files:,} files as of {manifest['made_at'][:16]} UTC. "
            "Restart the portal, so that no process shows pages it kept."
        )
