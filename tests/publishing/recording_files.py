"""Films and sound for the tests, built byte by byte: honest ones that say too much, and those made
to harm. ``SECRET`` stands wherever a place, a name or a second content may hide."""

import io
import struct
import wave

SECRET = b"+53.8008-001.5491/"  # as phones write where a film was made
FRAME = bytes([0xFF, 0xFB, 0x90, 0x00]) + bytes(
    413
)  # 128 kbit/s, 44.1 kHz: 1152 samples of nothing


def id3(words: bytes = SECRET) -> bytes:
    """A tag at the front of an MP3."""
    frame = b"TXXX" + struct.pack(">IH", len(words) + 1, 0) + b"\0" + words
    size = len(frame)
    syncsafe = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + syncsafe + frame


def mp3(seconds: int = 2, *, behind: bytes | None = None) -> bytes:
    """Silence, with a tag before and behind it."""
    frames = FRAME * (seconds * 44_100 // 1152)
    tag = b"TAG" + SECRET.ljust(125, b"\0") if behind is None else behind
    return id3() + frames + tag


def wav(seconds: int = 2) -> bytes:
    """Silence, with a part that says who and where."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16_000 * seconds))
    plain = out.getvalue()
    note = b"LIST" + struct.pack("<I", 4 + 8 + len(SECRET)) + b"INFO"
    note += b"ICMT" + struct.pack("<I", len(SECRET)) + SECRET
    return plain[:4] + struct.pack("<I", len(plain) - 8 + len(note)) + plain[8:] + note


def crc(page: bytes) -> int:
    """The sum of an Ogg page, bit by bit as its standard says it."""
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


def ogg_page(packets: list[bytes], number: int, time: int = 0, flags: int = 0) -> bytes:
    """One page of whole packets."""
    lacing = b"".join(b"\xff" * (len(p) // 255) + bytes([len(p) % 255]) for p in packets)
    head = b"OggS\0" + struct.pack("<BQIIIB", flags, time, 7, number, 0, len(lacing)) + lacing
    page = head + b"".join(packets)
    return page[:22] + struct.pack("<I", crc(page)) + page[26:]


def ogg(seconds: int = 2, *, vorbis: bool = False) -> bytes:
    """Opus or Vorbis, with a comment that says where."""
    note = b"LOCATION=" + SECRET
    comments = struct.pack("<I", 3) + b"lib" + struct.pack("<II", 1, len(note)) + note
    if vorbis:
        first = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44_100, 0, 0, 0, 0xB8, 1)
        second = [b"\x03vorbis" + comments + b"\x01", b"\x05vorbis" + b"setup"]
        end = seconds * 44_100
    else:
        first = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
        second = [b"OpusTags" + comments]
        end = 312 + seconds * 48_000
    pages = [ogg_page([first], 0, flags=2), ogg_page(second, 1)]
    return b"".join([*pages, ogg_page([b"\xfc\xff\xfe"] * 5, 2, end, flags=4)])


def element(kind: int, content: bytes, *, unknown: bool = False) -> bytes:
    """One part of a WebM."""
    name = kind.to_bytes((kind.bit_length() + 7) // 8)
    size = b"\x01" + b"\xff" * 7 if unknown else (1 << 56 | len(content)).to_bytes(8)
    return name + size + content


def webm(*, film: bool = True, streamed: bool = False, seconds: int = 2, doc: bytes = b"webm",
         track: int | None = None) -> bytes:  # fmt: skip
    """Titles, tags, chapters, an attachment and dates around two blocks. ``streamed``: sizes
    unknown, as browsers record."""
    head = element(0x1A45DFA3, element(0x4282, doc))
    info = element(0x2AD7B1, (1_000_000).to_bytes(3)) + element(0x7BA9, SECRET)
    info += element(0x4461, bytes(8)) + element(0x4D80, SECRET) + element(0x5741, SECRET)
    info += element(0x4489, struct.pack(">d", seconds * 1000.0))
    kind = bytes([track or (1 if film else 2)])
    entry = element(0xD7, b"\1") + element(0x73C5, b"\1") + element(0x83, kind)
    entry += element(0x86, b"V_VP8" if film else b"A_OPUS") + element(0x536E, SECRET)
    tracks = element(0x1654AE6B, element(0xAE, entry))
    block = element(0xA3, b"\x81\0\0\x80frame") + element(0xEC, SECRET)
    group = element(0xA0, element(0xA1, b"\x81\0\1\0more") + element(0x75A1, SECRET))
    cluster = element(0x1F43B675, element(0xE7, b"\0") + block + group, unknown=streamed)
    tags = element(0x1254C367, element(0x7373, SECRET))
    attached = element(0x1941A469, SECRET)
    body = element(0x1549A966, info) + tracks + tags + attached + element(0xEC, SECRET) + cluster
    return head + element(0x18538067, body, unknown=streamed)


def box(name: bytes, content: bytes = b"") -> bytes:
    """One box of an MP4."""
    return struct.pack(">I", 8 + len(content)) + name + content


def mp4_track(kind: bytes, codec: bytes, start: int, size: int) -> bytes:
    """A track of one sample."""
    when = struct.pack(">II", 3_900_000_000, 3_900_000_000)
    tables = box(b"stsd", struct.pack(">II", 0, 1) + box(codec, bytes(28)))
    tables += box(b"stts", struct.pack(">IIII", 0, 1, 1, 90_000))
    tables += box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1))
    tables += box(b"stsz", struct.pack(">IIII", 0, 0, 1, size))
    tables += box(b"stco", struct.pack(">III", 0, 1, start))
    media = box(b"mdhd", bytes(4) + when + struct.pack(">IIHH", 90_000, 180_000, 0x55C4, 0))
    media += box(b"hdlr", bytes(8) + kind + bytes(12) + SECRET + b"\0")
    media += box(b"minf", box(b"smhd", bytes(8)) + box(b"stbl", tables))
    head = box(b"tkhd", bytes(4) + when + bytes(72))
    return box(b"trak", head + box(b"mdia", media) + box(b"udta", box(b"name", SECRET)))


def mp4(*tracks: tuple[bytes, bytes], brand: bytes = b"mp42", seconds: int = 2,
        before: bytes = b"") -> bytes:  # fmt: skip
    """A film with its place in every box that may hold one, and something among its samples that no
    track uses."""
    tracks = tracks or ((b"vide", b"avc1"), (b"soun", b"mp4a"))
    sample, when = b"SAMPLE--", struct.pack(">II", 3_900_000_000, 3_900_000_000)
    front = box(b"ftyp", brand + bytes(4) + b"isom" + brand) + before + box(b"uuid", SECRET)
    data = box(b"mdat", SECRET + sample * len(tracks) + SECRET)
    starts = len(front) + 8 + len(SECRET)
    movie = box(b"mvhd", bytes(4) + when + struct.pack(">II", 600, 600 * seconds) + bytes(80))
    for at, (kind, codec) in enumerate(tracks):
        movie += mp4_track(kind, codec, starts + at * len(sample), len(sample))
    movie += box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(SECRET), 0) + SECRET))
    movie += box(b"meta", bytes(4) + SECRET)
    return front + data + box(b"moov", movie) + box(b"free", SECRET)


def m4a() -> bytes:
    """Sound alone."""
    return mp4((b"soun", b"mp4a"), brand=b"M4A ")


VTT = """WEBVTT

1
00:00:00.000 --> 00:00:02.000
Good morning, and welcome.

NOTE checked by two people

00:00:02.000 --> 00:00:04.000 align:start
<v A carer>We asked for <b>large</b> letters.
"""
