"""Files that no row names: each upload has a folder of its own, ``<root>/<year>/<name>``, that is
written before its row and deleted after it."""

import datetime
from contextlib import suppress
from typing import Any

from django.core.files.storage import default_storage

from apps.core import clock

LEFT_ALONE = datetime.timedelta(days=1)  # longer than any upload takes


def drop(root: str, model: Any) -> int:
    """Delete what a process left behind that died between a file and its row; how many folders.
    Rows of ``model`` name theirs in ``folder``."""
    before = clock.now() - LEFT_ALONE
    old = [(folder, names) for folder, names in _folders(root) if _is_older(folder, names, before)]
    rows = model._default_manager.filter(folder__in=[folder for folder, _ in old])
    held = set(rows.values_list("folder", flat=True))
    strays = [(folder, names) for folder, names in old if folder not in held]
    for folder, names in strays:
        for name in names:
            default_storage.delete(f"{folder}/{name}")
        with suppress(OSError):  # a store without folders
            default_storage.delete(folder)
    return len(strays)


def _folders(root: str) -> list[tuple[str, list[str]]]:
    """Each folder of an upload, and the names of its files."""
    found = []
    with suppress(FileNotFoundError):
        for year in default_storage.listdir(root)[0]:
            for name in default_storage.listdir(f"{root}/{year}")[0]:
                folder = f"{root}/{year}/{name}"
                found.append((folder, default_storage.listdir(folder)[1]))
    return found


def _is_older(folder: str, names: list[str], moment: datetime.datetime) -> bool:
    times = [default_storage.get_modified_time(f"{folder}/{name}") for name in names]
    return bool(times) and max(times) < moment
