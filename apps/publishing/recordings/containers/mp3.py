"""MP3: frames of sound, one behind the other. Nothing but frames is kept, so that tags (ID3, APE,
Lyrics3) with names, places and pictures are gone wherever they stand."""

from typing import NamedTuple

from django.core.exceptions import ValidationError

from apps.publishing.recordings.containers.parts import BEHIND, DAMAGED, Kept, Source

FEWEST = 5  # frames; fewer may be chance
TAGS = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3", b"3DI")  # what may stand behind the sound
HEADER = 10  # bytes of an ID3 tag's own
BIT_RATES = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLE_RATES = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
SAMPLES = {1: 1152, 2: 576}


class Frame(NamedTuple):
    """What the four bytes before a frame say."""

    version: int
    rate: int
    samples: int
    size: int


def frame_of(head: bytes) -> Frame | None:
    """The frame that begins so; None for what is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, bits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bits in (0, 15) or rate == 3:
        return None
    kind = 1 if version == 3 else 2
    hertz, samples = SAMPLE_RATES[version][rate], SAMPLES[kind]
    size = samples // 8 * BIT_RATES[kind][bits - 1] * 1000 // hertz + (head[2] >> 1 & 1)
    return Frame(version, hertz, samples, size)


def begins(source: Source) -> bool:
    """Whether a file begins as sound of this kind, behind the tags at its front."""
    return frame_of(source.upto(behind_tags(source), 4)) is not None


def behind_tags(source: Source) -> int:
    """Where the sound begins."""
    place = 0
    while (head := source.upto(place, HEADER))[:3] == b"ID3" and len(head) == HEADER:
        size = 0
        for byte in head[6:]:
            size = size << 7 | byte & 0x7F
        place += HEADER + size + (HEADER if head[5] & 0x10 else 0)
        while source.upto(place, 1) == b"\0":  # a tag with more room than it says
            place += 1
    return place


def kept(source: Source) -> Kept:
    """All frames, which are of one kind. Raises ``ValidationError``."""
    start = place = behind_tags(source)
    first = frame_of(source.upto(place, 4))
    frames = 0
    while first and (frame := frame_of(source.upto(place, 4))):
        if (frame.version, frame.rate) != (first.version, first.rate):
            raise ValidationError(DAMAGED)
        if place + frame.size > source.size:
            break  # the last one did not arrive whole
        frames += 1
        place += frame.size
    if first is None or frames < FEWEST:
        raise ValidationError(DAMAGED)
    behind = source.upto(place, 16)
    cut_off = frame_of(behind) is not None
    if behind.strip(b"\0") and not cut_off and not behind.startswith(TAGS):
        raise ValidationError(BEHIND)
    return Kept("audio/mpeg", frames * first.samples / first.rate, (range(start, place),))
