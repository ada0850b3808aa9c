"""The files of recordings: written cleaned, before their rows, and deleted after them."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from apps.core import clock
from apps.publishing import strays
from apps.publishing.models import Recording
from apps.publishing.recordings.containers.parts import Kept, chunks

ROOT = "recordings"
NAME = "recording"


class Cleaned(File[bytes]):
    """An upload as it is kept, read bit by bit."""

    def __init__(self, file: IO[bytes], kept: Kept) -> None:
        super().__init__(file, name=NAME)
        self.kept = kept

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The bytes that are kept."""
        found: Any = self.file
        return chunks(found, self.kept.pieces)


def path_of(folder: str) -> str:
    """Where the file of a recording stands."""
    return f"{folder}/{NAME}"


def keep(file: IO[bytes], kept: Kept) -> str:
    """Write what is kept of an upload into a folder of its own, and give its name."""
    folder = f"{ROOT}/{clock.today():%Y}/{uuid.uuid4()}"
    try:
        default_storage.save(path_of(folder), Cleaned(file, kept))
    except BaseException:
        drop(folder)
        raise
    return folder


def drop(folder: str) -> None:
    """Delete the file of a recording, and its folder."""
    default_storage.delete(path_of(folder))
    with suppress(OSError):  # a store without folders
        default_storage.delete(folder)


def drop_strays() -> int:
    """Delete what a process left behind that died between a file and its row; how many folders."""
    return strays.drop(ROOT, Recording)
