"""WebM: parts that hold names, places, dates, pictures or files are overwritten by blank ones of
their own size, so that everything else keeps its place."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from apps.publishing.recordings.containers.parts import (
    BEHIND,
    DAMAGED,
    Blank,
    Kept,
    Source,
    patched,
)

OTHER = "This is a Matroska film, which browsers do not play. Save it as an MP4 or a WebM."
TRACKS = (
    "This film carries something besides picture and sound, like titles, that may name people or "
    "places. Save it anew without that, and choose that."
)
EBML, DOC_TYPE, SEGMENT, VOID = 0x1A45DFA3, 0x4282, 0x18538067, 0xEC
SEEK, INFO, TRACK_LIST, CUES, CLUSTER = (
    0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1C53BB6B, 0x1F43B675,
)  # fmt: skip
KEPT = {SEEK, CUES, VOID}
SCALE, LENGTH, MUXER, WRITER = 0x2AD7B1, 0x4489, 0x4D80, 0x5741
TRACK, TRACK_TYPE = 0xAE, 0x83
TRACK_KEPT = {  # number, UID, type, flags, codec with its data, times, picture, sound
    0xD7, 0x73C5, TRACK_TYPE, 0xB9, 0x88, 0x55AA, 0x9C, 0x23E383, 0x22B59C, 0x86, 0x63A2, 0xAA,
    0x56AA, 0x56BB, 0xE0, 0xE1, 0x6DE7, 0x6DF8, 0x55EE, VOID,
}  # fmt: skip
GROUP = 0xA0
IN_CLUSTER = {0xE7, 0xA3, GROUP, 0xAB, 0xA7, VOID}  # time, blocks, sizes
IN_GROUP = {0xA1, 0x9B, 0xFB, 0xFD, 0x75A2, VOID}  # a block, how long it lasts, what it needs
UNKNOWN = -1
SOUND, PICTURE = 2, 1


@dataclass(frozen=True)
class Element:
    """One part: what it is, where it stands, where its content begins and ends."""

    kind: int
    place: int
    body: int
    stop: int  # UNKNOWN while it was written to a stream

    @property
    def size(self) -> int:
        """Of its content."""
        return self.stop - self.body


def begins(source: Source) -> bool:
    """Whether a file begins as one of these."""
    return source.upto(0, 4) == b"\x1aE\xdf\xa3"


def element_at(source: Source, place: int) -> Element:
    """Raises ``ValidationError`` for what is none."""
    head = source.upto(place, 12)
    wide = 9 - head[0].bit_length() if head else 9
    if not 1 <= wide <= 4 or len(head) <= wide:
        raise ValidationError(DAMAGED)
    size_wide = 9 - head[wide].bit_length()
    body = place + wide + size_wide
    if size_wide > 8 or len(head) < wide + size_wide:
        raise ValidationError(DAMAGED)
    said = int.from_bytes(head[wide : wide + size_wide])
    marker = 1 << 7 * size_wide
    size = said - marker
    stop = UNKNOWN if size == marker - 1 else body + size
    if stop > source.size:
        raise ValidationError(DAMAGED)
    return Element(int.from_bytes(head[:wide]), place, body, stop)


def children(source: Source, place: int, stop: int) -> Iterator[Element]:
    """The parts of a part, all of known size."""
    while place < stop:
        element = element_at(source, place)
        if element.stop == UNKNOWN or element.stop > stop:
            raise ValidationError(DAMAGED)
        yield element
        place = element.stop


def blank(element: Element) -> list[tuple[int, bytes | Blank]]:
    """The same place as a part that says nothing."""
    size = element.stop - element.place
    for wide in range(1, 9):
        content = size - 1 - wide
        if 0 <= content < (1 << 7 * wide) - 1:
            head = bytes([VOID]) + (content | 1 << 7 * wide).to_bytes(wide)
            return [(element.place, head), (element.place + len(head), Blank(content))]
    raise ValidationError(DAMAGED)


def kept(source: Source) -> Kept:
    """Raises ``ValidationError``."""
    head = element_at(source, 0)
    if head.stop == UNKNOWN:
        raise ValidationError(DAMAGED)
    said = {e.kind: source.at(e.body, e.size) for e in children(source, head.body, head.stop)}
    if said.get(DOC_TYPE, b"").rstrip(b"\0") != b"webm":
        raise ValidationError(OTHER)
    segment = element_at(source, head.stop)
    if segment.kind != SEGMENT:
        raise ValidationError(DAMAGED)
    end = source.size if segment.stop == UNKNOWN else segment.stop
    if end < source.size:
        raise ValidationError(BEHIND)
    reader = Reader(source)
    reader.read(segment.body, end)
    if PICTURE not in reader.tracks and SOUND not in reader.tracks or not reader.has_content:
        raise ValidationError(DAMAGED)
    media_type = "video/webm" if PICTURE in reader.tracks else "audio/webm"
    return Kept(media_type, reader.seconds, patched(source.size, reader.patches))


class Reader:
    """Walks through one film and notes what is to be blanked."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.patches: list[tuple[int, bytes | Blank]] = []
        self.tracks: set[int] = set()
        self.seconds: float | None = None
        self.has_content = False

    def read(self, place: int, end: int) -> None:
        """The parts of the segment; those of a cluster that was written to a stream follow as if
        they stood beside it."""
        inside = False
        while place < end:
            element = element_at(self.source, place)
            place = element.stop
            if element.kind == CLUSTER:
                self.has_content = True
                inside = element.stop == UNKNOWN
                if inside:
                    place = element.body
                else:
                    self._only(IN_CLUSTER, element)
            elif inside and element.kind in IN_CLUSTER and element.stop != UNKNOWN:
                self._void(element)
            else:
                inside = False
                self._part(element)
            if place > end:
                raise ValidationError(DAMAGED)

    def _part(self, element: Element) -> None:
        if element.stop == UNKNOWN:
            raise ValidationError(DAMAGED)
        if element.kind == INFO:
            self._info(element)
        elif element.kind == TRACK_LIST:
            self._tracks(element)
        elif element.kind in KEPT:
            self._void(element)
        else:
            self.patches += blank(element)

    def _void(self, element: Element) -> None:
        """A part that is to be skipped may hold anything."""
        if element.kind == VOID:
            self.patches.append((element.body, Blank(element.size)))
        elif element.kind == GROUP:
            self._only(IN_GROUP, element)

    def _only(self, kinds: set[int], parent: Element) -> None:
        """Blank all parts of a part but those of these kinds."""
        for element in children(self.source, parent.body, parent.stop):
            if element.kind in kinds:
                self._void(element)
            else:
                self.patches += blank(element)

    def _info(self, info: Element) -> None:
        scale, length = 1_000_000, None
        for element in children(self.source, info.body, info.stop):
            if element.kind == SCALE:
                scale = int.from_bytes(self.source.at(element.body, min(element.size, 8)))
            elif element.kind == LENGTH and element.size in (4, 8):
                form = ">f" if element.size == 4 else ">d"
                length = struct.unpack(form, self.source.at(element.body, element.size))[0]
            elif element.kind in (MUXER, WRITER):  # a film without these is none
                self.patches.append((element.body, b" " * min(element.size, 4096)))
                rest = element.size - 4096
                if rest > 0:
                    self.patches.append((element.body + 4096, Blank(rest)))
            else:
                self.patches += blank(element)
        if length is not None and 0 < length < 1e12:
            self.seconds = length * scale / 1e9

    def _tracks(self, tracks: Element) -> None:
        for track in children(self.source, tracks.body, tracks.stop):
            if track.kind != TRACK:
                self.patches += blank(track)
                continue
            for element in children(self.source, track.body, track.stop):
                if element.kind == TRACK_TYPE:
                    self.tracks.add(int.from_bytes(self.source.at(element.body, element.size)))
                if element.kind in TRACK_KEPT:
                    self._void(element)
                else:
                    self.patches += blank(element)
        if not self.tracks <= {PICTURE, SOUND}:
            raise ValidationError(TRACKS)
