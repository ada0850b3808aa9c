"""Files for the tests of pictures: honest ones, and those made to harm."""

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image

ORIENTATION, PLACE = 0x0112, 0x8825  # fields of EXIF


def saved(image: Any, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def two_halves(wide: int = 1200, high: int = 800) -> Any:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (wide, high), "red")
    image.paste("blue", (wide // 2, 0, wide, high))
    return image


def jpeg(wide: int = 1200, high: int = 800, **options: Any) -> bytes:
    return saved(two_halves(wide, high), "JPEG", **options)


def noise(wide: int = 1400, high: int = 1200) -> bytes:
    """As large as a file of this size gets, 3 MB and more."""
    image = Image.frombytes("RGB", (wide, high), random.Random(4).randbytes(wide * high * 3))
    return saved(image, "JPEG", quality=100, subsampling=0)


def from_a_phone(turned: int = 6) -> bytes:
    """Held upright, in a known place, by a known camera, with words of its own."""
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    exif[0x010F] = "zqcamera"
    exif.get_ifd(PLACE).update({1: "N", 2: (53.0, 48.0, 1.0), 3: "W", 4: (1.0, 32.0, 57.0)})
    return jpeg(exif=exif, comment=b"zqcomment", xmp=b"<x:xmpmeta>zqxmp</x:xmpmeta>")


def png_that_says(wide: int, high: int) -> bytes:
    """A PNG whose header promises more than it holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def webp_that_says(wide: int, high: int) -> bytes:
    """A moving WebP with a canvas far larger than its one small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return kind + struct.pack("<I", len(data)) + data

    def three(number: int) -> bytes:
        return (number - 1).to_bytes(3, "little")

    small = saved(Image.new("RGB", (16, 16)), "WEBP")[12:]
    frame = chunk(b"ANMF", b"\0" * 6 + three(16) * 2 + b"\0" * 4 + small)
    canvas = chunk(b"VP8X", bytes([2, 0, 0, 0]) + three(wide) + three(high))
    return b"RIFF" + struct.pack("<I", 4 + len(canvas) + 14 + len(frame)) + (
        b"WEBP" + canvas + chunk(b"ANIM", b"\0" * 6) + frame
    )  # fmt: skip
