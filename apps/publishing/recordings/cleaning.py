"""Which container an upload is, by its first bytes and never by its name; what of it is kept."""

from types import ModuleType
from typing import IO

from django.core.exceptions import ValidationError

from apps.publishing.recordings.containers import mp3, mp4, ogg, wav, webm
from apps.publishing.recordings.containers.parts import Kept, Source

KNOWN: tuple[ModuleType, ...] = (mp4, webm, ogg, wav, mp3)
NOTHING = (
    "This is no film and no sound that browsers play. Choose an MP4 or WebM film, or an MP3, M4A, "
    "Ogg, WAV or WebM recording."
)
INSTEAD = {
    b"#!AMR": "This is an AMR recording, as older phones make them. Save it as an MP3 or an M4A, "
    "and choose that.",
    b"fLaC": "This is a FLAC recording. Save it as an MP3 or an M4A, and choose that.",
    b"FORM": "This is an AIFF recording. Save it as an MP3 or an M4A, and choose that.",
    b"\x30\x26\xb2\x75": "This is a Windows Media file. Save it as an MP4 or an MP3, and choose "
    "that.",
    b"\xff\xf1": "This is a bare AAC recording. Save it as an M4A, and choose that.",
    b"\xff\xf9": "This is a bare AAC recording. Save it as an M4A, and choose that.",
    b"\xff\xd8\xff": mp4.NO_FILM,
    b"\x89PNG": mp4.NO_FILM,
    b"GIF8": mp4.NO_FILM,
}


def clean(file: IO[bytes]) -> Kept:
    """What is kept of an upload. Raises ``ValidationError`` with what to do instead."""
    source = Source(file)
    for container in KNOWN:
        if container.begins(source):
            kept: Kept = container.kept(source)
            return kept
    head = source.upto(0, 16)
    raise ValidationError(next((s for b, s in INSTEAD.items() if head.startswith(b)), NOTHING))
