"""``manage.py person_data export|erase CONTACT``: what is held about one person."""

import json
import os
import zipfile
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core import audit, clock, person_data
from apps.core.actors import SystemActor
from apps.core.contacts import Contact
from apps.core.journal import forget_order
from apps.core.person_data import CannotErase, Found

BY = SystemActor("person_data on the server")
NOTHING = "Nothing is held about {contact}."
ASK_AGAIN = "Nothing was erased. Run it again with --yes to erase all of it; it can’t be undone."
BACKUPS = "Backups hold it until they are replaced."


class Command(BaseCommand):
    help = "Gives out, or erases, what is held about whoever is reached by an address or number."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["export", "erase"])
        parser.add_argument("contact", help="An e-mail address, or the number of somebody without")
        parser.add_argument("--to", type=Path, help="export: a new file, a ZIP where it has files")
        parser.add_argument("--yes", action="store_true", help="erase: really do it")

    def handle(
        self, *args: Any, what: str, contact: str, to: Path | None, yes: bool, **options: Any
    ) -> None:
        """Raises ``CommandError`` where nothing is held, or it can’t be erased yet."""
        try:
            whose = Contact.read(contact)
        except ValueError as error:
            raise CommandError(str(error)) from None
        found = person_data.find(whose)
        named_in = list(person_data.mentions(whose, person_data.names_in(found)))
        if not found and not named_in:
            raise CommandError(NOTHING.format(contact=contact))
        if what == "export":
            self.export(whose, found, named_in, to)
        elif yes:
            self.erase(whose)
        else:
            self.tell(found)

    def export(
        self, contact: Contact, found: list[Found], named_in: list[str], to: Path | None
    ) -> None:
        """Write it as JSON, to a file or the screen; with files beside it in a ZIP."""
        files = person_data.files_of(found)
        text = json.dumps(
            {
                "about": contact.key,
                "on": clock.today(),
                "from": settings.SITE_URL,
                "held": {one.holding.model: _plain(one) for one in found},
                "files": files,
                "also_named_in": named_in,
            },
            ensure_ascii=False, indent=2, default=str,
        )  # fmt: skip
        audit.note(act="gave out what is held about a person", by=BY, files=len(files))
        if to is None:
            self.stdout.write(text)
            if files:
                self.stderr.write(f"{len(files)} files belong to it. --to FILE.zip takes them too.")
            return
        try:
            with _new_file(to) as file:
                _write(file, text, files)
        except FileExistsError:
            raise CommandError(f"{to} is there already. Name a new file.") from None
        self.stdout.write(f"Written to {to}. It holds personal data: keep it safe.")

    def tell(self, found: list[Found]) -> None:
        """What would be erased."""
        for one in found:
            self.stdout.write(f"{one.holding.title} ({len(one.rows)}): {one.holding.erasing}")
        self.stdout.write(ASK_AGAIN)

    def erase(self, contact: Contact) -> None:
        """Erase it. Raises ``CommandError`` with what has to be done first."""
        try:
            said = person_data.erase(contact=contact, by=BY)
        except CannotErase as error:
            raise CommandError(f"Nothing was erased. {error}") from None
        forget_order()
        for line in [*said, BACKUPS]:
            self.stdout.write(line)


def _plain(one: Found) -> list[dict[str, Any]]:
    return [one.holding.export_of(row) for row in one.rows]


def _new_file(path: Path) -> IO[bytes]:
    """One that only its owner can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _write(file: IO[bytes], text: str, files: list[str]) -> None:
    if not files:
        file.write(text.encode())
        return
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", text)
        for path in files:
            with default_storage.open(path) as stored:
                archive.writestr(path, stored.read())
