"""Captions: words with their times, and nothing that a browser would run or fetch."""

import pytest
from django.core.exceptions import ValidationError

from apps.publishing.recordings import captions
from tests.publishing.recording_files import VTT

CUE = "00:00:01.000 --> 00:00:02.000\n"


def refused(text: str) -> str:
    with pytest.raises(ValidationError) as error:
        captions.checked(text)
    return str(error.value.messages[0])


def test_honest_captions_are_kept_with_who_speaks():
    kept = captions.checked(VTT)
    assert kept == VTT
    assert captions.checked(kept) == kept


def test_a_file_from_windows_is_the_same():
    content = ("\ufeff" + VTT.replace("\n", "\r\n")).encode()
    assert captions.from_file(content) == VTT


def test_notes_of_a_program_behind_the_first_line_are_left_out():
    kept = captions.checked("WEBVTT made by a program\nLocation: +53.8\n\n" + CUE + "Hello.\n")
    assert kept == "WEBVTT\n\n" + CUE + "Hello.\n"


def test_words_right_behind_the_first_line_are_not_lost():
    assert "Hello." in captions.checked("WEBVTT\n" + CUE + "Hello.\n")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (CUE + "<script>alert(1)</script>", "Line 4: captions hold words only"),
        (CUE + "<img src=x onerror=alert(1)>", "Line 4: captions hold words only"),
        (CUE + "<c.x onclick=y>Hello</c>", "Line 4: captions hold words only"),
        (CUE + "javascript:alert(1)", "Line 4: captions hold words only"),
        (CUE + "&#60;script&#62;", "Line 4: captions hold words only"),
        ("NOTE <script>\n\n" + CUE + "Hello.", "Line 3: captions hold words only"),
        ("STYLE\n::cue { background: url(//example.org) }\n\n" + CUE + "Hello.", "Line 3: styles"),
        ("00:00:01,000 --> 00:00:02,000\nHello.", "Line 3 should say from when to when"),
        ("1\nHello.", "Line 4 should say from when to when"),
        ("00:00:02.000 --> 00:00:01.000\nHello.", "Line 3: the words end before they begin"),
        (CUE + "Hello.\n\n00:00:00.000 --> 00:00:01.000\nEarlier.", "Line 6: this begins before"),
        (CUE, "Line 3 says when, but no words follow"),
        ("", "There is no line to read"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(body, said):
    assert said in refused("WEBVTT\n\n" + body)


def test_without_its_first_line_it_says_how_to_save_it():
    assert "begin with the line WEBVTT" in refused("1\n00:00:01,000 --> 00:00:02,000\nHello.")


def test_what_is_no_text_or_too_large_is_refused():
    for content, said in ((b"\xff\xfe\x00W", "UTF-8"), (b"WEBVTT\n\n" + b"x" * 600_000, "500 kB")):
        with pytest.raises(ValidationError, match=said):
            captions.from_file(content)
