"""Ogg with Opus or Vorbis: the packet of comments (who, where, when, pictures) is overwritten by
blanks of its own length, so that every later page keeps its place and its sum."""

import struct
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from apps.publishing.recordings.containers.parts import BEHIND, DAMAGED, Kept, Source, patched

OTHER = (
    "This Ogg file holds something else than one recording of sound (Opus or Vorbis). "
    "Save it as an MP3."
)
HEAD = 27  # bytes before the table of a page
UNKNOWN = 2**64 - 1  # a page on which nothing ends
OPUS_RATE = 48_000
POLYNOMIAL = 0x04C11DB7


@dataclass(frozen=True)
class Page:
    """Where one page stands, the time at its end, and the lengths of its segments."""

    place: int
    time: int
    serial: int
    flags: int
    lengths: bytes

    @property
    def body(self) -> int:
        """Where its content begins."""
        return self.place + HEAD + len(self.lengths)

    @property
    def stop(self) -> int:
        """Where the next one begins."""
        return self.body + sum(self.lengths)


def begins(source: Source) -> bool:
    """Whether a file begins as one of these."""
    return source.upto(0, 4) == b"OggS"


def page_at(source: Source, place: int) -> Page:
    """Raises ``ValidationError`` for what is no page."""
    head = source.upto(place, HEAD)
    if head[:5] != b"OggS\0" or len(head) < HEAD:
        raise ValidationError(BEHIND if place else DAMAGED)
    flags, time, serial, _number, _sum, count = struct.unpack("<BQIIIB", head[5:])
    page = Page(place, time, serial, flags, source.at(place + HEAD, count))
    if page.stop > source.size:
        raise ValidationError(DAMAGED)
    return page


def kept(source: Source) -> Kept:
    """Raises ``ValidationError``."""
    first = page = page_at(source, 0)
    head = source.at(first.body, min(sum(first.lengths), 64))
    opus = head.startswith(b"OpusHead") and len(head) >= 19
    if not (opus or head.startswith(b"\x01vorbis") and len(head) >= 30):
        raise ValidationError(OTHER)
    early = [first]  # pages up to that on which the comments end
    comments: list[range] = []
    ended, time = False, 0
    while page.stop < source.size:
        page = page_at(source, page.stop)
        if page.serial != first.serial or page.flags & 2:
            raise ValidationError(OTHER)
        if page.time != UNKNOWN:
            time = max(time, page.time)
        if not ended:
            early.append(page)
            ended = _comments_on(page, comments)
    if not ended:
        raise ValidationError(DAMAGED)
    before = struct.unpack("<H", head[10:12])[0] if opus else 0
    rate = OPUS_RATE if opus else struct.unpack("<I", head[12:16])[0]
    if not rate:
        raise ValidationError(DAMAGED)
    patches = _blanked(source, early, comments, opus=opus)
    return Kept("audio/ogg", max(0, time - before) / rate, patched(source.size, patches))


def _comments_on(page: Page, comments: list[range]) -> bool:
    """Add what of the comments stands on a page; whether they end there."""
    place = page.body
    for length in page.lengths:
        comments.append(range(place, place + length))
        place += length
        if length < 255:
            return True
    return False


def _blanked(
    source: Source, pages: list[Page], comments: list[range], *, opus: bool
) -> list[tuple[int, bytes]]:
    """The pages on which the comments stand, with nothing in them."""
    size = sum(map(len, comments))
    was = b"".join(source.at(run.start, len(run)) for run in comments[:1])
    magic, end = (b"OpusTags", b"") if opus else (b"\x03vorbis", b"\x01")
    blank = size - len(magic) - 8 - len(end)
    if not was.startswith(magic) or blank < 0:
        raise ValidationError(DAMAGED)
    left = magic + struct.pack("<I", blank) + b" " * blank + struct.pack("<I", 0) + end
    patches = []
    for page in pages:
        content = bytearray(source.at(page.place, page.stop - page.place))
        for run in comments:
            if page.place <= run.start < page.stop:
                start = run.start - page.place
                content[start : start + len(run)] = left[: len(run)]
                left = left[len(run) :]
        content[22:26] = bytes(4)
        content[22:26] = struct.pack("<I", sum_of(bytes(content)))
        patches.append((page.place, bytes(content)))
    return patches


def _table() -> list[int]:
    found = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ POLYNOMIAL if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        found.append(value)
    return found


TABLE = _table()


def sum_of(page: bytes) -> int:
    """The check sum of a page whose own stands as four zeros."""
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ TABLE[value >> 24 ^ byte]
    return value
