"""Reads a backup back: checked first, then all of it or nothing."""

import hashlib
import itertools
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command, get_commands
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.utils import Error as DatabaseFailure

from apps.core.backup.tables import FILLED_BY_MIGRATIONS, Model, backed_up, columns, row_from
from apps.core.backup.write import CHUNK, FORMAT, applied, files_below
from apps.core.models import VersionNumber

BATCH = 500


class CannotRestore(Exception):
    """Why nothing was restored, in a sentence or two."""


def restore_backup(path: Path, *, replace: bool) -> dict[str, Any]:
    """Put everything back; gives the backup's manifest. Raises ``CannotRestore``, and has changed
    nothing then."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = checked(archive)
            _fits(manifest, replace=replace)
            _put_back(archive, manifest, replace=replace)
    except OSError as error:
        raise CannotRestore(f"{path} could not be read ({type(error).__name__}).") from None
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise CannotRestore(f"{path} is no whole backup file. Nothing was changed.") from None
    ContentType.objects.clear_cache()
    if "rebuild_search" in get_commands():
        call_command("rebuild_search", verbosity=0)
    return manifest


def checked(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, once every entry it lists is there and unchanged, and no other."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        if manifest["format"] != FORMAT:
            raise CannotRestore("This backup is of a kind that this version does not know.")
        listed = {part["name"]: part for part in [*manifest["tables"], *manifest["files"]]}
    except (KeyError, TypeError, ValueError):
        raise CannotRestore("This file is no backup of the portal.") from None
    if set(archive.namelist()) != {*listed, "manifest.json"}:
        raise CannotRestore("The backup lacks parts that its list names, or holds others.")
    for name, part in listed.items():
        digest, rows = hashlib.sha256(), 0
        with archive.open(name) as source:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                rows += chunk.count(b"\n")
        if digest.hexdigest() != part["sha256"] or part.get("rows", rows) != rows:
            raise CannotRestore(f"{name} was changed or damaged since the backup was made.")
    return manifest


def _fits(manifest: dict[str, Any], *, replace: bool) -> None:
    """Whether the tables here are those of the backup, and free. Tables not there yet are made."""
    if not applied():
        call_command("migrate", interactive=False, verbosity=0)
    here, there = set(applied()), set(manifest["migrations"])
    if here != there:
        names = ", ".join(sorted(here ^ there)[:5])
        raise CannotRestore(
            f"The backup was made by another version of the portal (they differ in {names}). "
            f"Install version {manifest['version']}, restore, then upgrade."
        )
    if not replace and (full := in_use()):
        raise CannotRestore(
            f"The database is not empty: there are rows in {', '.join(full[:5])}. Restore into an "
            "empty one, or add --replace to lose what is there."
        )


def in_use() -> list[str]:
    """The tables that hold rows which nobody's migration put there."""
    return [
        model._meta.label
        for model in backed_up()
        if model._meta.label not in FILLED_BY_MIGRATIONS and model._base_manager.exists()
    ]


def _put_back(archive: zipfile.ZipFile, manifest: dict[str, Any], *, replace: bool) -> None:
    """Rows and files; if anything fails, the rows roll back and new files go again."""
    models = {model._meta.label: model for model in backed_up()}
    written: list[str] = []
    try:
        with transaction.atomic():
            number_before = VersionNumber.objects.filter(pk=1).values_list("public", flat=True)
            before = number_before.first() or 0
            _empty(list(models.values()))
            for part in manifest["tables"]:
                _insert(models[part["table"]], archive, part["name"])
            connection.check_constraints()
            _count_on(list(models.values()))
            if replace:
                _raise_above(before)
            for part in manifest["files"]:
                if _put_file(archive, part):
                    written.append(part["path"])
    except (DatabaseFailure, KeyError, ValueError, TypeError) as error:
        _take_away(written)
        raise CannotRestore(
            f"The rows do not fit these tables ({type(error).__name__}). Nothing was changed."
        ) from error
    except BaseException:
        _take_away(written)
        raise
    if replace:
        kept = {part["path"] for part in manifest["files"]}
        _take_away([file for file in list(files_below("")) if file not in kept])


def _empty(models: list[Model]) -> None:
    """Take all rows away; plain SQL, since the audit record refuses to be deleted."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
            cursor.execute(f"TRUNCATE {names} CASCADE")
            return
        for model in reversed(models):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a table's own name


def _insert(model: Model, archive: zipfile.ZipFile, name: str) -> None:
    """Rows exactly as they stood: no save, no stamps of today."""
    fields = columns(model)
    most = max(1, min(BATCH, connection.ops.bulk_batch_size(fields, [None] * BATCH)))
    manager: Any = model._base_manager.all()
    for batch in _batches(archive, name, model, most):
        manager._insert(batch, fields=fields, using=connection.alias, raw=True)


def _batches(archive: zipfile.ZipFile, name: str, model: Model, size: int) -> Iterator[list[Any]]:
    with archive.open(name) as source:
        while lines := list(itertools.islice(source, size)):
            yield [row_from(model, line) for line in lines]


def _count_on(models: list[Model]) -> None:
    """New rows get numbers above those restored (only PostgreSQL has to be told)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _raise_above(before: int) -> None:
    """No process may take a page it kept before for one of the restored content."""
    row = VersionNumber.objects.filter(pk=1).first() or VersionNumber(pk=1)
    row.public = max(before, row.public) + 1
    row.save()


def _put_file(archive: zipfile.ZipFile, part: dict[str, Any]) -> bool:
    """Whether the file was written; one that stands with the same bytes is left alone."""
    path = part["path"]
    content = archive.read(part["name"])
    if default_storage.exists(path):
        with default_storage.open(path) as there:
            if hashlib.sha256(there.read()).hexdigest() == part["sha256"]:
                return False
        default_storage.delete(path)
    default_storage.save(path, ContentFile(content))
    return True


def _take_away(paths: list[str]) -> None:
    for path in paths:
        default_storage.delete(path)
