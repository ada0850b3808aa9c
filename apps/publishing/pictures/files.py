"""The files of pictures: written before the row that names them, deleted after it is gone."""

import uuid
from collections.abc import Iterable
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.core import clock
from apps.publishing import strays
from apps.publishing.models import Picture
from apps.publishing.pictures.encoding import Encoded

ROOT = "pictures"


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
    return strays.drop(ROOT, Picture)
