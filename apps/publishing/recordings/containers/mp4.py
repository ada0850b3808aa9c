"""MP4 and M4A: boxes with names, places, dates and pictures become blank ones of their own size,
and every byte among the samples that no picture and no sound uses becomes blank."""

import struct

from django.core.exceptions import ValidationError

from apps.publishing.recordings.containers.boxes import (
    Box,
    between,
    boxes,
    inside,
    sample_runs,
)
from apps.publishing.recordings.containers.parts import (
    DAMAGED,
    Blank,
    Kept,
    Source,
    patched,
)

BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4A ", b"M4V ",
          b"mp4a", b"mp4v", b"MSNV", b"dash")  # fmt: skip
INSTEAD = {
    b"qt  ": "This is a QuickTime film, as iPhones and Macs make them. Save or send it as an MP4 "
    "(on an iPhone: Settings, Camera, Formats, Most Compatible), and choose that.",
    b"3gp": "This is a 3GP file, as older phones make them. Save it as an MP4 or an MP3, and "
    "choose that.",
    b"M4B": "This is an audio book. Save it as an MP3, and choose that.",
}
NO_FILM = "This is a picture, no film and no sound. Add it as a picture."
OTHER = "This is an MP4 of a kind that we do not know. Save it anew as an MP4, and choose that."
IN_PIECES = (
    "This film is kept in pieces (a fragmented MP4), of which we can’t clean each. Save it anew as "
    "a plain MP4, and choose that."
)
TRACKS = (
    "This film carries something besides picture and sound, which may say where and when it was "
    "filmed. Save it anew with picture and sound only, and choose that."
)
HEVC = (
    "This film is coded in HEVC, as newer phones do, which many browsers do not play. Save it as "
    "H.264 (on an iPhone: Settings, Camera, Formats, Most Compatible), and choose that."
)
CODED = "This is coded in a way that many browsers do not play. Save it as an MP4, and choose that."
TOP = {b"ftyp", b"moov", b"mdat"}
FRAGMENTS = {b"moof", b"mfra", b"styp", b"sidx"}
IN_MOVIE = {b"mvhd", b"trak"}
IN_TRACK = {b"tkhd", b"edts", b"tref", b"mdia"}
IN_MEDIA = {b"mdhd", b"hdlr", b"minf"}
IN_INFORMATION = {b"vmhd", b"smhd", b"dinf", b"stbl"}
IN_TABLES = {b"stsd", b"stts", b"stss", b"ctts", b"cslg", b"stsc", b"stsz", b"stco", b"co64",
             b"sdtp", b"sgpd", b"sbgp"}  # fmt: skip
FILM, SOUND = b"vide", b"soun"
CODECS = {FILM: (b"avc1", b"avc3", b"av01", b"vp09", b"vp08"), SOUND: (b"mp4a", b"Opus", b".mp3")}
HEVC_CODECS = (b"hvc1", b"hev1")
Patch = tuple[int, bytes | Blank]


def begins(source: Source) -> bool:
    """Whether a file begins as one of these, or as one of their relatives."""
    return source.upto(4, 4) == b"ftyp"


def kept(source: Source) -> Kept:
    """Raises ``ValidationError``."""
    _look_at_brand(source)
    top = list(boxes(source, 0, source.size))
    if FRAGMENTS & {box.name for box in top}:
        raise ValidationError(IN_PIECES)
    movies = [box for box in top if box.name == b"moov"]
    if len(movies) != 1:
        raise ValidationError(DAMAGED)
    reader = Reader(source)
    reader.movie(movies[0])
    for box in top:
        if box.name not in TOP:
            reader.blank(box)
        elif box.name == b"mdat":
            reader.patches += [
                (gap.start, Blank(len(gap))) for gap in between(reader.runs, box.body, box.stop)
            ]
    if not reader.lies_in([box for box in top if box.name == b"mdat"]):
        raise ValidationError(DAMAGED)
    media_type = "video/mp4" if FILM in reader.tracks else "audio/mp4"
    return Kept(media_type, reader.seconds, patched(source.size, reader.patches))


def _look_at_brand(source: Source) -> None:
    brand = source.at(8, 4)
    for begins_so, sentence in INSTEAD.items():
        if brand.startswith(begins_so):
            raise ValidationError(sentence)
    if brand[:2] in (b"he", b"av") and brand not in BRANDS or brand in (b"mif1", b"msf1"):
        raise ValidationError(NO_FILM)
    if brand not in BRANDS:
        raise ValidationError(OTHER)


class Reader:
    """Walks through the description of one film and notes what is to be blanked."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.patches: list[Patch] = []
        self.runs: list[range] = []
        self.tracks: set[bytes] = set()
        self.seconds: float | None = None

    def blank(self, box: Box) -> None:
        """The same place as a box that says nothing."""
        self.patches += [(box.place + 4, b"free"), (box.body, Blank(box.size))]

    def only(self, names: set[bytes], parent: Box) -> list[Box]:
        """Blank all boxes of a box but those of these names, and give the others."""
        found = list(boxes(self.source, parent.body, parent.stop))
        for box in found:
            if box.name not in names:
                self.blank(box)
        return [box for box in found if box.name in names]

    def movie(self, movie: Box) -> None:
        """The description of the whole."""
        if b"mvex" in inside(self.source, movie):
            raise ValidationError(IN_PIECES)
        for box in self.only(IN_MOVIE, movie):
            if box.name == b"mvhd":
                self.seconds = self._without_dates(box, at=12)
            else:
                self._track(box)
        if not self.tracks:
            raise ValidationError(DAMAGED)

    def _without_dates(self, box: Box, at: int = 0) -> float | None:
        """Blank when it was made and changed; gives how long it lasts where that stands ``at``."""
        long = self.source.at(box.body, 1) == b"\1"
        self.patches.append((box.body + 4, bytes(16 if long else 8)))
        if not at:
            return None
        form = ">IQ" if long else ">II"
        place = box.body + (20 if long else 12)
        scale, length = struct.unpack(form, self.source.at(place, struct.calcsize(form)))
        return length / scale if scale else None

    def _track(self, track: Box) -> None:
        for box in self.only(IN_TRACK, track):
            if box.name == b"tkhd":
                self._without_dates(box)
            elif box.name == b"mdia":
                self._media(box)

    def _media(self, media: Box) -> None:
        parts = {box.name: box for box in self.only(IN_MEDIA, media)}
        if len(parts) < len(IN_MEDIA):
            raise ValidationError(DAMAGED)
        self._without_dates(parts[b"mdhd"])
        handler = parts[b"hdlr"]
        kind = self.source.at(handler.body + 8, 4)
        if kind not in CODECS:
            raise ValidationError(TRACKS)
        self.tracks.add(kind)
        self.patches.append((handler.body + 24, Blank(max(0, handler.size - 24))))  # its name
        for box in self.only(IN_INFORMATION, parts[b"minf"]):
            if box.name == b"stbl":
                self._tables(box, kind)

    def _tables(self, tables: Box, kind: bytes) -> None:
        parts = {box.name: box for box in self.only(IN_TABLES, tables)}
        if b"stsd" not in parts:
            raise ValidationError(DAMAGED)
        described = parts[b"stsd"]
        for entry in boxes(self.source, described.body + 8, described.stop):
            if entry.name in HEVC_CODECS:
                raise ValidationError(HEVC)
            if entry.name not in CODECS[kind]:
                raise ValidationError(CODED)
        self.runs += sample_runs(self.source, parts)

    def lies_in(self, data: list[Box]) -> bool:
        """Whether all samples stand in the boxes of data."""
        held = [range(box.body, box.stop) for box in data]
        return bool(self.runs) and all(
            any(run.start >= one.start and run.stop <= one.stop for one in held)
            for run in self.runs
        )
