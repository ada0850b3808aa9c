"""WAV: the sound and how to play it are kept, under a new header; every other part (who, where,
when, pictures) is left out."""

import struct

from django.core.exceptions import ValidationError

from apps.publishing.recordings.containers.parts import BEHIND, DAMAGED, Kept, Source

PLAYED = (1, 3, 0xFFFE)  # whole numbers, fractions, and either with more channels
OTHER = "This WAV file is coded in a way that browsers do not play. Save it as an MP3."
WITHOUT_END = (0, 0xFFFFFFFF)  # a recorder that wrote to a stream did not know the size


def begins(source: Source) -> bool:
    """Whether a file begins as one of these."""
    head = source.upto(0, 12)
    return head[:4] == b"RIFF" and head[8:] == b"WAVE"


def kept(source: Source) -> Kept:
    """Raises ``ValidationError``."""
    said = struct.unpack("<I", source.at(4, 4))[0]
    end = source.size if said in WITHOUT_END else 8 + said
    if end > source.size:
        raise ValidationError(DAMAGED)
    if source.upto(end, 16).strip(b"\0"):
        raise ValidationError(BEHIND)
    form, data = b"", range(0)
    place = 12
    while place + 8 <= end:
        name, size = struct.unpack("<4sI", source.at(place, 8))
        stop = end if name == b"data" and size in WITHOUT_END else place + 8 + size
        if stop > end:
            raise ValidationError(DAMAGED)
        if name == b"fmt ":
            form = source.at(place + 8, min(size, 40))
        elif name == b"data":
            data = range(place + 8, stop)
        place = stop + (stop & 1)
    if len(form) < 16 or not data:
        raise ValidationError(DAMAGED)
    coded, _channels, _rate, per_second = struct.unpack("<HHII", form[:12])
    if coded not in PLAYED or not per_second:
        raise ValidationError(OTHER)
    pad = bytes(len(data) & 1)
    form += bytes(len(form) & 1)
    size = 4 + 8 + len(form) + 8 + len(data) + len(pad)
    head = struct.pack("<4sI4s4sI", b"RIFF", size, b"WAVE", b"fmt ", len(form)) + form
    head += struct.pack("<4sI", b"data", len(data))
    return Kept("audio/wav", len(data) / per_second, (head, data, pad))
