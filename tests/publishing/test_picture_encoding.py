"""What becomes of an upload: pixels alone, upright, in sRGB, or a sentence that says what to do."""

import io
import os
import resource
import time

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from apps.publishing.pictures import encoding
from apps.publishing.pictures.encoding import Encoded, encode
from tests.publishing.picture_files import (
    from_a_phone,
    jpeg,
    png_that_says,
    saved,
    two_halves,
    webp_that_says,
)

pytestmark = pytest.mark.any_database

RED, BLUE = (254, 0, 0), (0, 0, 254)


def read(content: bytes) -> Encoded:
    return encode(io.BytesIO(content))


def largest(content: bytes) -> Image.Image:
    kept = read(content)
    return Image.open(io.BytesIO(kept.files[kept.width]))


def is_near(colour, wanted, far=12):
    return all(abs(a - b) <= far for a, b in zip(colour, wanted, strict=True))


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        read(content)
    (sentence,) = refused.value.messages
    return sentence


class TestWhatIsKept:
    @pytest.mark.parametrize(
        ("wide", "widths"),
        [
            (300, [300]),
            (480, [480]),
            (700, [480, 700]),
            (1200, [480, 960, 1200]),
            (1600, [480, 960, 1600]),
            (3000, [480, 960, 1600]),
        ],
    )
    def test_three_widths_at_most_and_none_above_its_own(self, wide, widths):
        kept = read(jpeg(wide, wide // 2))
        assert list(kept.files) == widths
        assert (kept.width, kept.height) == (widths[-1], widths[-1] // 2)
        for width, content in kept.files.items():
            image = Image.open(io.BytesIO(content))
            assert (image.format, image.size) == ("WEBP", (width, width // 2))

    def test_a_photo_from_a_phone_stands_upright_and_says_nothing_about_place_or_camera(self):
        kept = read(from_a_phone(turned=6))  # turned a quarter to the right
        assert (kept.width, kept.height) == (800, 1200)
        image = Image.open(io.BytesIO(kept.files[800]))
        assert is_near(image.getpixel((400, 100)), RED)
        assert is_near(image.getpixel((400, 1100)), BLUE)
        for content in kept.files.values():
            chunks = Image.open(io.BytesIO(content))
            assert dict(chunks.getexif()) == {}
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(chunks.info)
            for planted in (b"zq", b"Exif", b"EXIF", b"ICCP", b"XMP"):
                assert planted not in content

    @pytest.mark.parametrize("turned", range(1, 9))
    def test_however_the_camera_was_held(self, turned):
        exif = Image.Exif()
        exif[0x0112] = turned
        upright = two_halves(400, 300)
        back = {
            2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }  # fmt: skip
        held = upright.transpose(back[turned]) if turned in back else upright
        image = largest(saved(held, "JPEG", exif=exif))
        assert image.size == (400, 300)
        assert is_near(image.getpixel((50, 150)), RED)
        assert is_near(image.getpixel((350, 150)), BLUE)

    @pytest.mark.parametrize("kind", ["PNG", "WEBP"])
    def test_what_is_clear_becomes_white_and_what_it_hid_is_gone(self, kind):
        image = Image.new("RGBA", (200, 100), (255, 0, 0, 0))
        content = saved(image, kind, **({"lossless": True} if kind == "WEBP" else {}))
        shown = largest(content)
        assert shown.mode == "RGB"
        assert is_near(shown.getpixel((100, 50)), (255, 255, 255))

    @pytest.mark.parametrize(
        ("mode", "colour", "seen"),
        [
            ("1", 1, (255, 255, 255)),
            ("L", 100, (100, 100, 100)),
            ("LA", (0, 128), (127, 127, 127)),
            ("P", 0, (0, 0, 0)),
            ("I;16", 100 * 256, (100, 100, 100)),
        ],
    )
    def test_each_way_of_storing_colours(self, mode, colour, seen):
        image = largest(saved(Image.new(mode, (200, 100), colour), "PNG"))
        assert is_near(image.getpixel((100, 50)), seen)

    def test_colours_of_another_profile_become_those_of_screens(self):
        """A profile whose red, green and blue trade places shows that it is followed."""
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        at = {name: srgb.index(name) for name in (b"rXYZ", b"bXYZ")}  # in its list of contents
        traded = bytearray(srgb)
        traded[at[b"rXYZ"] : at[b"rXYZ"] + 4] = b"bXYZ"
        traded[at[b"bXYZ"] : at[b"bXYZ"] + 4] = b"rXYZ"
        image = largest(jpeg(400, 300, icc_profile=bytes(traded)))
        assert is_near(image.getpixel((50, 150)), BLUE, 30)
        for useless in (lab, b"no profile", b""):
            image = largest(jpeg(400, 300, icc_profile=useless))
            assert is_near(image.getpixel((50, 150)), RED)

    def test_inks_of_a_printer_become_light(self):
        image = largest(saved(Image.new("CMYK", (200, 100), (0, 255, 255, 0)), "JPEG"))
        assert is_near(image.getpixel((100, 50)), (255, 0, 0), 30)

    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
    def test_of_what_moves_or_holds_several_the_first(self, kind):
        more = [Image.new("RGB", (400, 300), "blue")]
        options = {"lossless": True} if kind == "WEBP" else {}
        content = saved(
            Image.new("RGB", (400, 300), "red"), kind, save_all=True, append_images=more, **options
        )
        shown = largest(content)
        assert is_near(shown.getpixel((200, 150)), RED)
        assert getattr(shown, "n_frames", 1) == 1

    @pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", b"PK\x03\x04zqzip"])
    def test_what_follows_the_picture_is_gone(self, behind):
        for content in (jpeg(), saved(two_halves(), "PNG"), saved(two_halves(), "WEBP")):
            for file in read(content + behind).files.values():
                assert behind not in file

    def test_a_large_picture_is_read_in_parts_and_comes_out_whole(self):
        image = largest(saved(two_halves(3300, 2501), "PNG", compress_level=1))
        assert image.size == (1600, round(1251 * 1600 / 1650))
        assert is_near(image.getpixel((100, 1200)), RED)
        assert is_near(image.getpixel((1500, 10)), BLUE)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"GIF89a=1;alert(1)//" + b"\0" * 50, encoding.INSTEAD["image/gif"]),
            (saved(two_halves(20, 20), "GIF"), encoding.INSTEAD["image/gif"]),
            (b"GIF89a/*<html><script src=//x.example.org>", encoding.INSTEAD["image/gif"]),
            (b'<svg xmlns="http://www.w3.org/2000/svg"/>', encoding.INSTEAD["image/svg+xml"]),
            (b"<?xml version='1.0'?>\n<SVG/>", encoding.INSTEAD["image/svg+xml"]),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50, encoding.INSTEAD["image/heic"]),
            (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + b"\0" * 9, encoding.INSTEAD["image/avif"]),
            (saved(two_halves(20, 20), "TIFF"), encoding.NO_PICTURE),
            (saved(two_halves(20, 20), "BMP"), encoding.NO_PICTURE),
            (b"%PDF-1.7 x", encoding.NO_PICTURE),
            (b"Words in a file that is called photo.jpg", encoding.NO_PICTURE),
            (b"", encoding.NO_PICTURE),
            (b"\xff\xd8\xff", encoding.DAMAGED),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, encoding.DAMAGED),
            (b"RIFF\x04\0\0\0WEBPVP8 ", encoding.DAMAGED),
            (png_that_says(300, 200), encoding.DAMAGED),
            (png_that_says(9000, 600), encoding.TOO_OBLONG),
            (png_that_says(600, 9000), encoding.TOO_OBLONG),
        ],
        ids=range(18),
    )
    def test_each_with_what_to_do(self, content, sentence):
        assert refusal(content) == sentence

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    @pytest.mark.parametrize("part", [0.3, 0.6, 0.97])
    def test_half_of_a_picture(self, kind, part):
        image = Image.effect_noise((600, 400), 80).convert("RGB")
        whole = saved(image, kind)
        assert refusal(whole[: int(len(whole) * part)]) == encoding.DAMAGED

    def test_a_file_above_ten_megabytes_before_it_is_looked_into(self):
        content = saved(two_halves(20, 20), "PNG") + b"\0" * encoding.LARGEST
        assert refusal(content) == encoding.TOO_LARGE
        noise = Image.frombytes("RGB", (2000, 1900), os.urandom(2000 * 1900 * 3))
        assert refusal(saved(noise, "PNG", compress_level=0)) == encoding.TOO_LARGE

    @pytest.mark.parametrize(
        "content",
        [
            png_that_says(60_000, 60_000),
            png_that_says(10_001, 5_000),
            webp_that_says(16_000, 16_000),
        ],
        ids=["png", "just above", "webp"],
    )
    def test_a_header_that_promises_too_much_costs_neither_time_nor_memory(self, content):
        read(jpeg(300, 200))  # what is loaded once is loaded
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        assert refusal(content) == encoding.TOO_MANY_PIXELS
        assert time.perf_counter() - began < 1
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KB

    def test_just_fifty_megapixels_are_not_too_many(self):
        assert refusal(png_that_says(10_000, 5_000)) == encoding.DAMAGED  # read, then found short

    def test_damage_of_any_kind_is_a_sentence(self):
        """Bytes overwritten all over a file: a picture all the same, or a sentence."""
        for whole in (jpeg(300, 200), saved(two_halves(300, 200), "PNG"),
                      saved(two_halves(300, 200), "WEBP")):  # fmt: skip
            for at in range(0, len(whole), max(1, len(whole) // 60)):
                broken = whole[:at] + bytes([whole[at] ^ 0xFF, 0xFF])[: len(whole) - at] + (
                    whole[at + 2 :]
                )  # fmt: skip
                try:
                    assert read(broken).files
                except ValidationError as refused:
                    assert len(refused.messages) == 1
