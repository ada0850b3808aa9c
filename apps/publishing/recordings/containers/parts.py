"""What a cleaned file is made of: runs of bytes of the upload, bytes of our own, and blanks. A film
may be large, so nothing of it is held in memory but the places that change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError

CHUNK = 256 * 1024
DAMAGED = "This file is damaged, or not all of it arrived. Save it anew, and choose that."
BEHIND = (
    "There is something in this file besides the film or the sound, and we keep nothing that "
    "nobody can hear or see. Save it anew, and choose that."
)


@dataclass(frozen=True)
class Blank:
    """So many bytes of nothing."""

    size: int


Piece = range | bytes | Blank  # a range: these bytes of the upload


@dataclass(frozen=True)
class Kept:
    """What is kept of an upload: its kind, how long it lasts where that is known, its pieces."""

    media_type: str
    seconds: float | None
    pieces: tuple[Piece, ...]

    @property
    def is_film(self) -> bool:
        """Whether there is something to see."""
        return self.media_type.startswith("video/")

    @property
    def size(self) -> int:
        """Of what is kept, in bytes."""
        return sum(p.size if isinstance(p, Blank) else len(p) for p in self.pieces)


class Source:
    """An upload that is read by places. What lies behind its end is damage, never an error."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.size = file.seek(0, 2)

    def at(self, place: int, size: int) -> bytes:
        """Exactly these bytes. Raises ``ValidationError`` where the file ends before."""
        if size < 0 or place < 0 or place + size > self.size:
            raise ValidationError(DAMAGED)
        self.file.seek(place)
        return self.file.read(size)

    def upto(self, place: int, most: int) -> bytes:
        """These bytes, or as many as there are."""
        self.file.seek(place)
        return self.file.read(most)


def patched(size: int, patches: Iterable[tuple[int, bytes | Blank]]) -> tuple[Piece, ...]:
    """A file of its old size in which some places read otherwise; they do not overlap."""
    pieces: list[Piece] = []
    done = 0
    for place, instead in sorted(patches, key=lambda patch: patch[0]):
        length = instead.size if isinstance(instead, Blank) else len(instead)
        if place < done or place + length > size:
            raise ValidationError(DAMAGED)
        if place > done:
            pieces.append(range(done, place))
        if length:
            pieces.append(instead)
        done = place + length
    if done < size:
        pieces.append(range(done, size))
    return tuple(pieces)


def chunks(file: IO[bytes], pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The bytes of a cleaned file, bit by bit."""
    for piece in pieces:
        if isinstance(piece, bytes):
            yield piece
        elif isinstance(piece, Blank):
            for start in range(0, piece.size, CHUNK):
                yield bytes(min(CHUNK, piece.size - start))
        else:
            file.seek(piece.start)
            for start in range(piece.start, piece.stop, CHUNK):
                yield file.read(min(CHUNK, piece.stop - start))
