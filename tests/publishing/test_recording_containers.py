"""What of a film or sound is kept: what is heard and seen, and nothing that says where, when or by
whom; whatever can't be cleaned for certain is refused."""

import io
import struct

import pytest
from django.core.exceptions import ValidationError

from apps.publishing.recordings.cleaning import clean
from apps.publishing.recordings.containers import mp4 as mp4_container
from apps.publishing.recordings.containers import ogg as ogg_container
from apps.publishing.recordings.containers import webm as webm_container
from apps.publishing.recordings.containers.parts import BEHIND, DAMAGED, Kept, Source, chunks
from tests.publishing import recording_files as made
from tests.publishing.recording_files import SECRET, box

HONEST = {
    "mp3": (made.mp3(), "audio/mpeg"),
    "wav": (made.wav(), "audio/wav"),
    "opus": (made.ogg(), "audio/ogg"),
    "vorbis": (made.ogg(vorbis=True), "audio/ogg"),
    "webm film": (made.webm(), "video/webm"),
    "webm sound": (made.webm(film=False), "audio/webm"),
    "webm as a browser records it": (made.webm(streamed=True), "video/webm"),
    "mp4": (made.mp4(), "video/mp4"),
    "m4a": (made.m4a(), "audio/mp4"),
}


def cleaned(content: bytes) -> tuple[Kept, bytes]:
    file = io.BytesIO(content)
    kept = clean(file)
    return kept, b"".join(chunks(file, kept.pieces))


def refused(content: bytes) -> str:
    with pytest.raises(ValidationError) as error:
        clean(io.BytesIO(content))
    return str(error.value.messages[0])


@pytest.mark.parametrize("name", HONEST)
class TestKept:
    def test_it_is_known_by_its_content_and_says_nothing_of_place_or_maker(self, name):
        content, media_type = HONEST[name]
        assert SECRET in content
        kept, written = cleaned(content)
        assert kept.media_type == media_type
        assert kept.seconds == pytest.approx(2, abs=0.05)
        assert SECRET not in written
        assert kept.size == len(written)

    def test_what_is_kept_can_be_cleaned_again_and_is_the_same(self, name):
        _, written = cleaned(HONEST[name][0])
        assert cleaned(written)[1] == written

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_a_file_that_did_not_arrive_whole_is_refused_or_only_shorter(self, name, share):
        content = HONEST[name][0]
        try:
            _, written = cleaned(content[: int(len(content) * share)])
        except ValidationError as error:
            assert str(error.messages[0])  # a sentence, never another error
        else:
            assert SECRET not in written

    def test_nonsense_in_any_place_is_no_error_of_ours(self, name):
        content = HONEST[name][0]
        for place in range(0, min(len(content), 1500), 3):
            spoilt = content[:place] + b"\xff\x00\x81" + content[place + 3 :]
            try:
                clean(io.BytesIO(spoilt))
            except ValidationError:
                continue

    def test_a_second_content_behind_it_is_refused(self, name):
        content = HONEST[name][0]
        if name == "mp3":
            content = made.mp3(behind=b"")
        if name == "webm as a browser records it":
            pytest.skip("has no end of its own: what follows is blanked, below")
        said = refused(content + b"PK\x03\x04 a zip with a script")
        assert said in (BEHIND, DAMAGED)


class TestMp3:
    def test_the_frames_are_all_there_and_nothing_else(self):
        _, written = cleaned(made.mp3())
        assert written == made.FRAME * (2 * 44_100 // 1152)

    def test_a_page_with_a_script_that_calls_itself_sound_is_refused(self):
        assert "no film and no sound" in refused(b"<script>alert(1)</script>" + made.mp3())

    def test_a_tag_with_a_page_in_it_is_left_out(self):
        _, written = cleaned(made.id3(b"<script>alert(1)</script>") + made.mp3(behind=b""))
        assert b"script" not in written


class TestOgg:
    @pytest.mark.parametrize("vorbis", [False, True])
    def test_every_page_keeps_its_place_and_its_sum(self, vorbis):
        content = made.ogg(vorbis=vorbis)
        _, written = cleaned(content)
        assert len(written) == len(content)
        source, place = Source(io.BytesIO(written)), 0
        while place < len(written):
            page = ogg_container.page_at(source, place)
            whole = written[place : page.stop]
            said = struct.unpack("<I", whole[22:26])[0]
            assert said == made.crc(whole[:22] + bytes(4) + whole[26:])
            place = page.stop

    def test_comments_longer_than_a_page_are_blanked_on_each(self):
        note = b"OpusTags" + struct.pack("<I", 60_000) + SECRET * 3333 + bytes(6) + bytes(4)
        size, first = 255 * 200, made.ogg()[:47]
        page = b"OggS\0" + struct.pack("<BQIIIB", 0, 2**64 - 1, 7, 1, 0, 200) + b"\xff" * 200
        pages = [
            page + note[:size],
            made.ogg_page([note[size:]], 2),
            made.ogg_page([b"x"], 3, 96_312),
        ]
        _, written = cleaned(first + b"".join(pages))
        assert SECRET not in written

    def test_two_streams_in_one_are_refused(self):
        assert refused(made.ogg() + made.ogg()) == ogg_container.OTHER


class TestWebM:
    def test_the_blocks_stay_where_they_were(self):
        content = made.webm()
        _, written = cleaned(content)
        assert len(written) == len(content)
        assert written.index(b"frame") == content.index(b"frame")
        assert written.index(b"more") == content.index(b"more")

    def test_what_follows_a_stream_without_end_is_blanked(self):
        more = made.element(0x1254C367, SECRET) + made.element(0x1941A469, b"PK\x03\x04")
        _, written = cleaned(made.webm(streamed=True) + more)
        assert SECRET not in written
        assert b"PK\x03\x04" not in written

    def test_titles_in_a_track_and_matroska_are_refused(self):
        assert refused(made.webm(track=17)) == webm_container.TRACKS
        assert refused(made.webm(doc=b"matroska")) == webm_container.OTHER


class TestMp4:
    def test_samples_stay_where_they_were_and_dates_go(self):
        content = made.mp4()
        _, written = cleaned(content)
        assert len(written) == len(content)
        assert written.index(b"SAMPLE--SAMPLE--") == content.index(b"SAMPLE--SAMPLE--")
        when = struct.pack(">I", 3_900_000_000)
        assert when in content
        assert when not in written
        for name in (b"udta", b"\xa9xyz", b"uuid", b"meta"):
            assert name not in written

    def test_a_track_of_places_is_refused(self):
        tracks = ((b"vide", b"avc1"), (b"meta", b"mebx"))
        assert refused(made.mp4(*tracks)) == mp4_container.TRACKS

    def test_what_browsers_do_not_play_says_what_to_do(self):
        assert refused(made.mp4((b"vide", b"hvc1"))) == mp4_container.HEVC
        assert refused(made.mp4((b"vide", b"jpeg"))) == mp4_container.CODED
        assert refused(made.mp4(brand=b"qt  ")) == mp4_container.INSTEAD[b"qt  "]
        assert refused(made.mp4(brand=b"3gp4")) == mp4_container.INSTEAD[b"3gp"]
        assert refused(made.mp4(brand=b"heic")) == mp4_container.NO_FILM
        assert refused(made.mp4(before=box(b"moof"))) == mp4_container.IN_PIECES

    def test_samples_outside_the_data_are_refused(self):
        content = made.mp4()
        at = content.index(b"stco") + 12
        assert refused(content[:at] + struct.pack(">I", 4) + content[at + 4 :]) == DAMAGED

    def test_numbers_that_promise_more_than_there_is_are_refused(self):
        content = made.mp4()
        for name in (b"stsz", b"stsc", b"stco"):
            at = content.index(name) + (12 if name == b"stsz" else 8)
            many = content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :]
            assert refused(many) == DAMAGED


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"#!AMR\nsound", "AMR"), (b"fLaC" + bytes(40), "FLAC"), (b"FORM" + bytes(40), "AIFF"),
        (b"\x30\x26\xb2\x75" + bytes(40), "Windows Media"), (b"\xff\xf1" + bytes(40), "AAC"),
        (b"\xff\xd8\xff\xe0", "Add it as a picture"), (b"%PDF-1.7", "no film and no sound"),
        (b"", "no film and no sound"), (b"ID3", "no film and no sound"),
    ],
)  # fmt: skip
def test_other_files_are_named_and_say_what_to_do(content, said):
    assert said in refused(content)
