"""The files of pictures: written before the row that names them, deleted after it is gone."""

import datetime
import uuid
from collections.abc import Iterable
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.core import clock
from apps.publishing.models import Picture
from apps.publishing.pictures.encoding import Encoded

ROOT = "pictures"
LEFT_ALONE = datetime.timedelta(days=1)  # longer than any upload takes


def path_of(folder: str, width: int) -> str:
    """Where one file of a picture stands."""
    return f"{folder}/{width}.webp"


def keep(encoded: Encoded) -> str:
    """Write the files into a folder of their own, and give its name."""
    folder = f"{ROOT}/{clock.today():%Y}/{uuid.uuid4()}"
    try:
        for width, content in encoded.files.items():
            default_storage.save(path_of(folder, width), ContentFile(content))
    except BaseException:
        drop(folder, encoded.files)
        raise
    return folder


def drop(folder: str, widths: Iterable[int]) -> None:
    """Delete the files of a picture, and their folder."""
    for width in widths:
        default_storage.delete(path_of(folder, width))
    with suppress(OSError):  # a store without folders
        default_storage.delete(folder)


def drop_strays() -> int:
    """Delete what a process left behind that died between a file and its row; how many folders."""
    before = clock.now() - LEFT_ALONE
    strays = [(folder, names) for folder, names in _folders() if _is_older(folder, names, before)]
    held = set(Picture.objects.filter(folder__in=[f for f, _ in strays]).values_list("folder"))
    strays = [(folder, names) for folder, names in strays if (folder,) not in held]
    for folder, names in strays:
        for name in names:
            default_storage.delete(f"{folder}/{name}")
        drop(folder, ())
    return len(strays)


def _folders() -> list[tuple[str, list[str]]]:
    """Each folder of a picture, and the names of its files."""
    found = []
    with suppress(FileNotFoundError):
        for year in default_storage.listdir(ROOT)[0]:
            for name in default_storage.listdir(f"{ROOT}/{year}")[0]:
                folder = f"{ROOT}/{year}/{name}"
                found.append((folder, default_storage.listdir(folder)[1]))
    return found


def _is_older(folder: str, names: list[str], moment: datetime.datetime) -> bool:
    times = [default_storage.get_modified_time(f"{folder}/{name}") for name in names]
    return bool(times) and max(times) < moment
