"""Writes a backup: every row as it was at one moment, every file, and a list with checksums."""

import contextlib
import datetime
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from apps.core import clock
from apps.core.backup.tables import backed_up, lines

FORMAT = 1
CHUNK = 1 << 20


@contextlib.contextmanager
def one_moment() -> Iterator[None]:
    """Read as things stood at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own would keep writers out
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("COMMIT")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def write_backup(path: Path) -> dict[str, Any]:
    """Write the file under another name and rename it when whole; gives its manifest."""
    part = path.with_name(f"{path.name}.part")
    part.touch(mode=0o600)
    part.chmod(0o600)  # it holds whatever the portal knows about people
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            manifest = _fill(archive)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _remember_when()
    return manifest


def _fill(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": clock.now().isoformat(),
        "version": settings.VERSION,
        "tables": [],
        "files": [],
    }
    with one_moment():
        manifest["migrations"] = applied()
        for model in backed_up():
            name = f"rows/{model._meta.label}.jsonl"
            digest, number = _put(archive, name, lines(model))
            manifest["tables"].append(
                {"table": model._meta.label, "name": name, "rows": number, "sha256": digest}
            )
    for file in files_below(""):
        with default_storage.open(file) as source:
            chunks = iter(lambda source=source: source.read(CHUNK), b"")  # type: ignore[misc]
            digest, _ = _put(archive, f"media/{file}", chunks)
        manifest["files"].append({"path": file, "name": f"media/{file}", "sha256": digest})
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return manifest


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> tuple[str, int]:
    """Stream pieces into the archive: their checksum and number."""
    digest, number = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as target:
        for piece in pieces:
            digest.update(piece)
            target.write(piece)
            number += 1
    return digest.hexdigest(), number


def files_below(folder: str) -> Iterator[str]:
    """Every uploaded file, wherever the storage keeps them."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from files_below(f"{folder}{name}/")


def applied() -> list[str]:
    """The migrations that made these tables."""
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )


def last_backup_file() -> Path:
    """Where it stands when the last backup was made."""
    return Path(settings.VAR_DIR) / "last_backup"


def _remember_when() -> None:
    last_backup_file().write_text(clock.now().isoformat())


def last_backup() -> datetime.datetime | None:
    """When the last backup was made from here; None if never."""
    try:
        return datetime.datetime.fromisoformat(last_backup_file().read_text().strip())
    except (OSError, ValueError):
        return None
