"""An upload becomes up to three WebP files of pixels alone: no place, no time, no camera, no
second content behind the first.

What a file claims is read before anything is decoded: its size, its kind by content, its pixels.
Pillow is loaded only where somebody adds a picture.
"""

import io
import threading
import warnings
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from apps.publishing.models.picture import WIDTHS

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000
MOST_OBLONG = 10  # times as long as wide; a WebP file has at most 16,383 pixels a side
BAND = 256  # rows of a large picture that are looked at at once
QUALITY = 80
# By content; what Pillow calls it. Some phones put a second picture behind a JPEG: MPO.
KINDS = {
    "image/jpeg": {"JPEG", "MPO"},
    "image/png": {"PNG"},
    "image/apng": {"PNG"},  # one that moves: its first picture
    "image/webp": {"WEBP"},
}
ORIENTATION = 0x0112  # the field of EXIF that says how the camera was held
GRAY_OF_16_BITS = 1 / 256
TOO_LARGE = "This file is larger than 10 MB. Make the picture smaller, and choose that."
TOO_MANY_PIXELS = (
    "This picture is larger than 50 megapixels. Make it smaller, for example 3,000 pixels wide, "
    "and choose that."
)
TOO_OBLONG = "This picture is too long and narrow to be shown. Cut a part out, and choose that."
DAMAGED = "This picture is damaged, or not all of it arrived. Save it anew, and choose that."
NO_PICTURE = "This is no JPEG, PNG or WebP picture. Save it as one of these, and choose that."
INSTEAD = {
    "image/gif": "This is a GIF. Save it as a PNG, and choose that.",
    "image/heic": "This is a HEIC picture, as phones make them. Save or send it as a JPEG (on an "
    "iPhone: Settings, Camera, Formats, Most compatible), and choose that.",
    "image/avif": "This is an AVIF picture. Save it as a JPEG, and choose that.",
    "image/svg+xml": "This is a drawing (SVG). Save it as a PNG, and choose that.",
}
_one_at_a_time = threading.Lock()  # 50 megapixels fill 200 MB while they are read


@dataclass(frozen=True)
class Encoded:
    """What is kept of a picture: the size of its largest file, and each file by its width."""

    width: int
    height: int
    files: dict[int, bytes]


def encode(file: IO[bytes]) -> Encoded:
    """Read an upload and make the files that are kept. Raises ``ValidationError`` with a sentence
    that says what to do."""
    kind = kind_of(file)
    with _one_at_a_time:
        image = _opened(file, kind)
        files = {width: _as_webp(image, width) for width in widths_for(image.width)}
    return Encoded(max(files), _height_at(image, max(files)), files)


def widths_for(width: int) -> list[int]:
    """The widths of the files of a picture: those we use, none above its own."""
    return sorted({min(width, wanted) for wanted in WIDTHS})


def kind_of(file: IO[bytes]) -> str:
    """The kind of a file by its content, after its size. Raises ``ValidationError``."""
    import filetype  # noqa: PLC0415 - with Pillow

    if file.seek(0, io.SEEK_END) > LARGEST:
        raise ValidationError(TOO_LARGE)
    file.seek(0)
    begins = file.read(4096)
    file.seek(0)
    guess = filetype.guess(begins)
    kind = guess.mime if guess else ""
    if b"<svg" in begins.lower() and not kind.startswith("image/"):
        kind = "image/svg+xml"
    if kind not in KINDS:
        raise ValidationError(INSTEAD.get(kind, NO_PICTURE))
    return kind


def _opened(file: IO[bytes], kind: str) -> "Image":
    """The first picture of a file, upright, as plain pixels in sRGB."""
    from PIL import Image  # noqa: PLC0415 - 20 MB that a worker needs only for an upload

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow finds odd about a file, and reads
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(file, formats=("JPEG", "PNG", "WEBP"))
            _look_at_header(image, kind)
            return _plain(image)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ValidationError(TOO_MANY_PIXELS) from None
    except ValidationError:
        raise
    except Exception as error:  # a file made to break a decoder may raise anything
        raise ValidationError(DAMAGED) from error


def _look_at_header(image: Any, kind: str) -> None:
    """Refuse by what the header says, before any pixel is read."""
    wide, high = image.size
    if image.format not in KINDS[kind]:
        raise ValidationError(NO_PICTURE)
    if wide * high > MOST_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS)
    if max(wide, high) > MOST_OBLONG * min(wide, high):
        raise ValidationError(TOO_OBLONG)


def _plain(image: Any) -> "Image":
    """Read the pixels, and nothing else of the file: made smaller, upright, in sRGB, on white."""
    from PIL import ImageOps  # noqa: PLC0415 - with Pillow

    most = max(WIDTHS)
    image.draft(None, (most, most))  # a JPEG is read at a half, a quarter or an eighth of its size
    image.load()
    profile = image.info.get("icc_profile")
    factor = max(1, min(image.size) // most)
    plain = image if image.mode == "CMYK" else _flattened(image, factor)
    plain = _in_srgb(plain, profile)
    plain.getexif()[ORIENTATION] = image.getexif().get(ORIENTATION, 1)
    turned = ImageOps.exif_transpose(plain)
    turned.info.clear()
    return turned


def _flattened(image: Any, factor: int) -> "Image":
    """In red, green and blue on white, made smaller by a whole number, band after band. What
    transparency hid is gone too."""
    from PIL import Image  # noqa: PLC0415 - with Pillow

    wide, high = (-(-side // factor) for side in image.size)
    whole = Image.new("RGB", (wide, high), "white")
    for top in range(0, image.height, BAND * factor):
        bottom = min(top + BAND * factor, image.height)
        band = _on_white(image.crop((0, top, image.width, bottom)))
        whole.paste(band.reduce(factor) if factor > 1 else band, (0, top // factor))
    return whole


def _on_white(band: Any) -> "Image":
    from PIL import Image  # noqa: PLC0415 - with Pillow

    if band.mode.startswith("I"):  # gray in 16 bits
        return band.convert("I").point(lambda v: v * GRAY_OF_16_BITS).convert("L").convert("RGB")
    if not band.has_transparency_data:
        return band.convert("RGB")
    clear = band.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _in_srgb(image: Any, profile: bytes | None) -> "Image":
    """Colours as screens show them; a profile that can't be read is left aside."""
    from PIL import ImageCms  # noqa: PLC0415 - with Pillow

    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _height_at(image: Any, width: int) -> int:
    """Its height where it is that wide."""
    return max(1, round(image.height * width / image.width))


def _as_webp(image: Any, width: int) -> bytes:
    from PIL import Image  # noqa: PLC0415 - with Pillow

    out = io.BytesIO()
    small = image.resize((width, _height_at(image, width)), Image.Resampling.LANCZOS)
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
