"""Films and sound of a page: who adds them, who publishes them, how they are played and how they
go."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core import site_settings
from apps.core.models import AuditRecord
from apps.publishing import actions as texts
from apps.publishing.models import Recording
from apps.publishing.recordings import files
from tests.publishing import recording_files as made
from tests.publishing.pictured import agreed, on_disk, read
from tests.publishing.recorded import (
    SPOKEN,
    begun,
    desk_of,
    put_out,
    save,
    send,
    under,
)
from tests.publishing.recording_files import SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swept", "files_apart")]


@pytest.fixture
def film(published, contributor, lead) -> Recording:
    """A film on a public project, that everybody may play."""
    return put_out(begun(published, contributor), contributor, lead)


class TestAdding:
    def test_it_is_kept_without_what_it_gave_away_as_a_draft(self, published, contributor):
        assert send(contributor, published).status_code == 302
        recording = Recording.objects.get()
        assert (recording.state, recording.sort, recording.media_type) == (
            "draft", "film", "video/mp4",
        )  # fmt: skip
        assert (recording.seconds, recording.author) == (2, contributor.user)
        (name,) = on_disk()
        assert name == files.path_of(recording.folder)
        assert SECRET not in read(name)
        assert len(read(name)) == recording.size
        assert AuditRecord.objects.get(act="added a recording").details["basis"] == "nobody"

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"title": " "}, "Enter a title"),
            ({"basis": None}, "Say who is seen or heard in it"),
            ({"basis": "team"}, "Choose one of the answers"),
            ({"basis": "crowd", "notice": " "}, "Say which notice was shown and where"),
            ({"basis": "consent"}, "Choose the consent of the people in it"),
        ],
    )
    def test_what_is_missing_is_said_and_the_words_stay(
        self, published, contributor, wrong, sentence
    ):
        answer = send(contributor, published, **{"title": "Typed before", **wrong})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert "Choose the file again" in page
        assert "title" in wrong or "Typed before" in page
        assert (Recording.objects.count(), on_disk()) == (0, [])

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"<html><script>alert(1)</script>", "no film and no sound"),
            (made.mp3(behind=b"PK\x03\x04 a zip"), "something in this file besides"),
            (made.mp4((b"vide", b"avc1"), (b"meta", b"mebx")), "where and when it was filmed"),
            (made.mp4(brand=b"qt  "), "QuickTime"),
            (made.mp4()[:-400], "damaged"),
        ],
    )
    def test_what_cannot_be_cleaned_is_refused_with_what_to_do(
        self, published, contributor, content, sentence
    ):
        answer = send(contributor, published, content, title="Typed before")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert "Typed before" in page
        assert (Recording.objects.count(), on_disk()) == (0, [])

    def test_a_file_larger_than_the_setting_is_never_kept(self, published, contributor):
        site_settings.store(name="recording_megabytes", value="1")
        answer = send(contributor, published, made.mp3() + bytes(1_100_000), title="Typed before")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "larger than 1 MB" in page
        assert "Typed before" in page
        assert on_disk() == []

    def test_a_film_that_calls_itself_sound_is_a_film(self, published, contributor):
        send(contributor, published, made.webm(), name="sound.mp3")
        recording = Recording.objects.get()
        assert (recording.sort, recording.media_type) == ("film", "video/webm")

    def test_a_consent_covers_what_the_file_is(self, published, contributor, partner_a, partner_b):
        sound = agreed(partner_a, picture=False, sound=True)
        answer = send(contributor, published, basis="consent", consent=sound.pk)
        assert "Choose a consent that covers film" in answer.content.decode()
        others = agreed(partner_b, video=True)
        answer = send(contributor, published, basis="consent", consent=others.pk)
        assert answer.status_code == 422
        filmed = agreed(partner_a, picture=False, video=True)
        assert send(contributor, published, basis="consent", consent=filmed.pk).status_code == 302
        assert Recording.objects.get().consent == filmed

    def test_sent_twice_it_is_kept_once(self, published, contributor):
        for _ in range(2):
            assert send(contributor, published, once="abc").status_code == 302
        assert Recording.objects.count() == 1

    def test_nobody_else_finds_the_pages(self, published, draft, outsider, visitor, contributor):
        for address in (under(published), under(published, "new"), under(draft)):
            assert outsider.get(address).status_code == 404
            assert visitor.get(address).status_code in (302, 404)
        assert contributor.get(under(draft)).status_code == 404  # not public yet
        assert contributor.get(under(published, "reading")).status_code == 404  # nothing to read

    def test_a_file_that_found_no_row_is_gone(self, published, contributor, monkeypatch):
        def fail(**_kwargs: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(texts, "create", fail)
        with pytest.raises(RuntimeError):
            begun(published, contributor)
        assert on_disk() == []


class TestWords:
    def test_words_and_captions_are_needed_before_review(self, published, contributor, lead):
        send(contributor, published)
        recording = Recording.objects.get()
        answer = contributor.post(desk_of(recording, "move", "submit"), {})
        page = answer.content.decode()
        assert "Write down what is said or shown in it" in page
        assert "Add captions" in page
        assert save(contributor, recording, "words", transcript=SPOKEN).status_code == 302
        assert save(contributor, recording, "captions", captions=made.VTT).status_code == 302
        put_out(recording, contributor, lead)

    def test_sound_needs_no_captions(self, published, contributor, lead):
        put_out(begun(published, contributor, made.mp3()), contributor, lead)

    def test_broken_captions_say_the_line_and_keep_what_was_typed(self, published, contributor):
        recording = begun(published, contributor)
        typed = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<script>alert(1)</script>\n"
        answer = save(contributor, recording, "captions", captions=typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Line 4: captions hold words only" in page
        assert "&lt;script&gt;alert(1)" in page
        recording.refresh_from_db()
        assert recording.captions == made.VTT

    def test_captions_come_from_a_file(self, published, contributor):
        recording = begun(published, contributor, captions="")
        file = SimpleUploadedFile("words.vtt", made.VTT.encode())
        answer = contributor.post(desk_of(recording, "captions"), {"file": file})
        assert answer.status_code == 302
        recording.refresh_from_db()
        assert recording.captions == made.VTT
        for content in (b"1\n00:00:01,000", b"\xff\xfe\x00", b""):
            file = SimpleUploadedFile("words.vtt", content)
            answer = contributor.post(desk_of(recording, "captions"), {"file": file})
            assert answer.status_code == 422
        recording.refresh_from_db()
        assert recording.captions == made.VTT

    def test_words_people_read_are_not_taken_from_something_public(self, film, contributor):
        assert save(contributor, film, "words", transcript=" ").status_code == 422
        assert save(contributor, film, "captions", captions=" ").status_code == 422
