"""Readings of answers and stories, and people in films of stories: they see it first, and take it
back."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core import clock, links, versions
from apps.publishing.models import Recording
from apps.showcase import consents
from apps.showcase.actions import answers
from apps.showcase.actions import consents as ledger
from apps.showcase.models import CaseStudy
from tests.publishing import recording_files as made
from tests.publishing.pictured import on_disk
from tests.publishing.recorded import SPOKEN, begun, body_of, desk_of, public, put_out, under
from tests.showcase.conftest import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]


@pytest.fixture
def files_apart(settings, tmp_path) -> None:
    """A storage of its own."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


@pytest.fixture
def told(story, contributor, curator, consent) -> CaseStudy:
    """A story that everybody reads; its carer agreed to film and sound too."""
    consent.sound = consent.video = True
    consent.save()
    answers.answer(story=story, consent=consent, said="right")
    return publish(story, contributor, curator)


def read_aloud(person, story, content=b"", **words):
    data = {"transcript": "A letter sent people to the wrong door.", "read_by": "a member of the "
            "team", "basis": "team"} | words  # fmt: skip
    data["file"] = SimpleUploadedFile("reading.m4a", content or made.m4a())
    return person.post(under(story, "reading"), data)


class TestReading:
    def test_the_form_opens_the_recorder_and_begins_with_the_text(self, told, contributor):
        page = contributor.get(under(told, "reading")).content.decode()
        assert 'accept="audio/*"' in page
        assert "capture" in page
        assert "Carers and clerks wrote a new one." in page
        assert "a member of the team" in page

    def test_words_that_are_somebodys_own_are_not_put_in(self, told, contributor, consent):
        CaseStudy.objects.filter(pk=told.pk).update(summary_consent=consent)
        page = contributor.get(under(told, "reading")).content.decode()
        assert "Carers and clerks wrote a new one." not in page

    def test_it_is_played_on_the_page_once_somebody_else_published_it(
        self, told, contributor, curator, visitor
    ):
        assert read_aloud(contributor, told).status_code == 302
        recording = Recording.objects.get()
        assert (recording.reading, recording.sort, recording.seconds) == (True, "sound", 2)
        put_out(recording, contributor, curator)
        page = visitor.get(told.get_absolute_url()).content.decode()
        assert "Read by a member of the team" in page
        assert "A letter sent people to the wrong door." in page
        assert "Older than the page" not in page

    def test_it_is_older_than_the_page_after_an_edit_until_somebody_says_it_fits(
        self, told, contributor, curator, visitor
    ):
        read_aloud(contributor, told)
        recording = put_out(Recording.objects.get(), contributor, curator)
        CaseStudy.objects.filter(pk=told.pk).update(revision=2)
        told.refresh_from_db()
        versions.raise_public()
        assert "Older than the page" in visitor.get(told.get_absolute_url()).content.decode()
        assert "Older than the page" in contributor.get(under(told)).content.decode()
        answer = contributor.post(desk_of(recording, "up-to-date"), {"seen": "1"})
        assert answer.status_code == 302
        assert "changed again" in contributor.get(desk_of(recording)).content.decode()
        contributor.post(desk_of(recording, "up-to-date"), {"seen": "2"})
        assert "Older than the page" in visitor.get(told.get_absolute_url()).content.decode()
        for who, move in ((contributor, "submit"), (curator, "publish")):
            who.post(desk_of(recording, "move", move), {"meant": "on"})
        assert "Older than the page" not in visitor.get(told.get_absolute_url()).content.decode()

    def test_a_long_one_is_kept_and_said_to_be_long(self, told, contributor):
        answer = read_aloud(contributor, told, made.mp3(130))
        page = contributor.get(answer.url).content.decode()
        assert "This reading lasts 2 minutes 10 seconds" in page

    def test_a_film_that_calls_itself_mp3_is_no_reading(self, told, contributor):
        answer = read_aloud(contributor, told, made.webm(), transcript="Typed before")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "This is a film, whatever its name says" in page
        assert "Typed before" in page
        assert on_disk() == []

    def test_hiding_a_passage_takes_the_reading_down(self, told, contributor, curator, visitor):
        read_aloud(contributor, told)
        recording = put_out(Recording.objects.get(), contributor, curator)
        film = put_out(begun(told, contributor), contributor, curator)
        block = told.blocks.get()
        answer = curator.post(f"/staff/case-studies/{told.pk}/hide/{block.pk}/", {"why": "Asked."})
        assert answer.status_code == 302
        assert visitor.get(public(recording)).status_code == 404
        assert visitor.get(public(film)).status_code == 200

    def test_it_ends_on_the_day_on_which_a_consent_of_its_page_ends(
        self, told, contributor, curator, visitor, consent, time_machine
    ):
        read_aloud(contributor, told)
        recording = put_out(Recording.objects.get(), contributor, curator)
        noon = datetime.datetime.combine(consent.expires_on, datetime.time(12))
        time_machine.move_to(noon - datetime.timedelta(days=1), tick=False)
        assert visitor.get(public(recording)).status_code == 200
        time_machine.move_to(noon, tick=False)
        assert visitor.get(public(recording)).status_code == 404
        assert public(recording) not in visitor.get(told.get_absolute_url()).content.decode()


class TestPeople:
    @pytest.fixture
    def film(self, told, contributor, consent) -> Recording:
        return begun(told, contributor, basis="consent", consent=str(consent.pk))

    def link(self, consent) -> str:
        return f"/consent/{links.standing('consent', consent.reference, consent.link_version)}/"

    def test_nobody_is_shown_before_they_have_seen_it(
        self, told, film, contributor, curator, consent, visitor
    ):
        contributor.post(desk_of(film, "move", "submit"), {"meant": "on"})
        page = curator.get(desk_of(film)).content.decode()
        assert "has not seen this as it is now" in page
        own = visitor.get(self.link(consent)).content.decode()
        start = own.index("/recordings/by-link/")
        address = own[start : own.index('"', start)]
        answer = visitor.get(address, headers={"Range": "bytes=0-9"})
        assert answer.status_code == 206
        assert len(body_of(answer)) == 10
        visitor.post(self.link(consent), {"story": told.pk, "said": "right"})
        answer = curator.post(desk_of(film, "move", "publish"), {"meant": "on"})
        assert answer.status_code == 302
        assert visitor.get(public(film)).status_code == 200

    def test_the_link_to_the_file_ends_with_the_day_after(
        self, film, consent, visitor, time_machine
    ):
        own = visitor.get(self.link(consent)).content.decode()
        start = own.index("/recordings/by-link/")
        address = own[start : own.index('"', start)]
        time_machine.move_to(clock.now() + datetime.timedelta(days=2), tick=False)
        assert visitor.get(address).status_code == 404
        assert visitor.get("/recordings/by-link/nonsense/file").status_code == 404

    def test_taking_it_back_takes_it_everywhere_in_the_same_request(
        self, told, film, contributor, curator, consent, visitor, django_capture_on_commit_callbacks
    ):
        answers.answer(story=told, consent=consent, said="right")
        put_out(film, contributor, curator)
        assert SPOKEN in visitor.get(told.get_absolute_url()).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            ledger.take_back(consent=consent)
        assert visitor.get(public(film)).status_code == 404
        assert visitor.get(public(film, "captions.vtt")).status_code == 404
        page = visitor.get(told.get_absolute_url()).content.decode()
        assert SPOKEN not in page
        assert public(film) not in page
        assert on_disk() == []
        film.refresh_from_db()
        assert (film.state, film.transcript) == ("withdrawn", "")

    def test_taking_back_film_alone_leaves_the_words(
        self, told, film, contributor, curator, consent, visitor
    ):
        answers.answer(story=told, consent=consent, said="right")
        put_out(film, contributor, curator)
        ledger.take_back(consent=consent, parts={"video"})
        assert visitor.get(public(film)).status_code == 404
        assert told.blocks.get().body in visitor.get(told.get_absolute_url()).content.decode()

    def test_other_words_of_a_film_ask_for_another_yes(self, told, film, consent):
        answers.answer(story=told, consent=consent, said="right")
        assert consents.said(told, consent) is not None
        Recording.objects.filter(pk=film.pk).update(transcript="Other words.")
        assert consents.said(told, consent) is None
