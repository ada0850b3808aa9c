"""Films and sound as people play them: published by somebody else, in parts, and gone at once."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import clock
from apps.core.models import AuditRecord
from apps.publishing import workflow
from apps.publishing.models import Consent, Recording, Version
from apps.publishing.recordings import actions, files
from tests.factories import ProjectFactory
from tests.publishing import recording_files as made
from tests.publishing.pictured import agreed, on_disk
from tests.publishing.recorded import (
    SPOKEN,
    begun,
    body_of,
    desk_of,
    public,
    put_out,
    under,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swept", "files_apart")]


@pytest.fixture
def film(published, contributor, lead) -> Recording:
    """A film on a public project, that everybody may play."""
    return put_out(begun(published, contributor), contributor, lead)


class TestPublishing:
    def test_whoever_added_it_does_not_publish_it(self, published, lead):
        recording = begun(published, lead)
        lead.post(desk_of(recording, "move", "submit"), {"meant": "on"})
        with pytest.raises(workflow.NotAllowed, match="someone else publishes it"):
            workflow.move(recording, "publish", by=lead.user, meant=True)

    def test_the_page_shows_it_with_its_words_and_nothing_begins_by_itself(self, film, visitor):
        page = visitor.get("/our-work/signs/").content.decode()
        assert 'preload="none"' in page
        assert "autoplay" not in page
        assert f'src="{public(film)}" type="video/mp4"' in page
        assert f'src="{public(film, "captions.vtt")}"' in page
        assert SPOKEN in page
        assert "2 seconds" in page
        assert "bytes" in page or "KB" in page

    def test_before_it_is_public_only_staff_of_its_page_play_it(
        self, published, contributor, lead, outsider, visitor
    ):
        recording = begun(published, contributor)
        assert visitor.get(public(recording)).status_code == 404
        assert SPOKEN not in visitor.get("/our-work/signs/").content.decode()
        staff = f"/staff/recordings/file/{recording.key}/file"
        assert contributor.get(staff).status_code == 200
        assert contributor.get(staff).headers["Cache-Control"] == "private, no-store"
        assert lead.get(staff).status_code == 200
        assert outsider.get(staff).status_code == 404
        assert SPOKEN in lead.get(desk_of(recording, "preview")).content.decode()
        assert "Watch or listen" in lead.get(desk_of(recording, "preview")).content.decode()

    def test_only_pages_that_have_one_ask_for_it(self, film, visitor):
        visitor.get("/our-work/signs/")
        other = ProjectFactory(slug="other", summary="Another.")
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get(other.get_absolute_url()).status_code == 200
        assert not [q for q in asked if "publishing_recording" in q["sql"]]

    def test_it_goes_and_comes_with_its_page(self, film, published, visitor, lead):
        workflow.move(published, "withdraw", by=lead.user, note="Not ours.")
        assert visitor.get(public(film)).status_code == 404
        assert not Recording.objects.public().exists()


class TestServing:
    def test_whole_and_in_parts(self, film, visitor):
        whole = visitor.get(public(film))
        content = body_of(whole)
        assert whole.status_code == 200
        assert whole.headers["Content-Type"] == "video/mp4"
        assert whole.headers["X-Content-Type-Options"] == "nosniff"
        assert whole.headers["Accept-Ranges"] == "bytes"
        assert whole.headers["Cache-Control"] == "public, no-cache"
        assert len(content) == film.size == int(whole.headers["Content-Length"])
        for asked, start, stop in (
            ("bytes=0-99", 0, 100), ("bytes=100-", 100, film.size), ("bytes=-50", film.size - 50,
            film.size), (f"bytes=10-{film.size * 2}", 10, film.size),
        ):  # fmt: skip
            part = visitor.get(public(film), headers={"Range": asked})
            assert part.status_code == 206
            assert part.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{film.size}"
            assert body_of(part) == content[start:stop]

    def test_parts_that_are_not_there_and_other_wishes(self, film, visitor):
        gone = visitor.get(public(film), headers={"Range": f"bytes={film.size}-"})
        assert gone.status_code == 416
        assert gone.headers["Content-Range"] == f"bytes */{film.size}"
        for asked in ("bytes=5-1", "bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=x-9"):
            assert visitor.get(public(film), headers={"Range": asked}).status_code == 200

    def test_a_browser_that_has_it_is_told_so_and_a_part_of_another_file_is_whole(
        self, film, visitor
    ):
        tag = visitor.get(public(film)).headers["ETag"]
        assert visitor.get(public(film), headers={"If-None-Match": tag}).status_code == 304
        other = visitor.get(public(film), headers={"Range": "bytes=0-9", "If-Range": '"other"'})
        assert other.status_code == 200
        same = visitor.get(public(film), headers={"Range": "bytes=0-9", "If-Range": tag})
        assert same.status_code == 206

    def test_captions_are_text_of_their_own_kind(self, film, visitor):
        answer = visitor.get(public(film, "captions.vtt"))
        assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
        assert answer.content.decode() == made.VTT
        assert visitor.get(public(film, "film.html")).status_code == 404

    def test_head_sends_nothing(self, film, visitor):
        answer = visitor.head(public(film))
        assert answer.headers["Content-Length"] == str(film.size)
        assert body_of(answer) == b""


class TestGoing:
    def test_one_person_hides_it_at_once(self, film, contributor, lead, visitor):
        assert "Hide now" not in contributor.get(under(film.page)).content.decode()
        address = desk_of(film, "move", "withdraw")
        assert address in lead.get(under(film.page)).content.decode()
        page = lead.get(address).content.decode()
        assert "</span>Hide now</h1>" in page
        assert "Nobody outside can play it from this moment" in page
        assert lead.post(address, {"note": "A name is said."}).status_code == 302
        tag = f'"{film.key.hex}"'
        for headers in ({}, {"If-None-Match": tag}, {"Range": "bytes=0-9"}):
            assert visitor.get(public(film), headers=headers).status_code == 404
        assert visitor.get(public(film, "captions.vtt")).status_code == 404
        assert SPOKEN not in visitor.get("/our-work/signs/").content.decode()

    def test_it_is_gone_on_the_day_its_consent_ends(
        self, published, contributor, lead, partner_a, visitor, time_machine
    ):
        consent = agreed(partner_a, picture=False, video=True)
        film = put_out(
            begun(published, contributor, basis="consent", consent=str(consent.pk)),
            contributor, lead,
        )  # fmt: skip
        last = consent.expires_on - datetime.timedelta(days=1)
        time_machine.move_to(datetime.datetime.combine(last, datetime.time(12)), tick=False)
        assert visitor.get(public(film)).status_code == 200
        assert public(film) in visitor.get("/our-work/signs/").content.decode()
        time_machine.shift(datetime.timedelta(days=1))
        assert visitor.get(public(film)).status_code == 404
        assert visitor.get(public(film, "captions.vtt")).status_code == 404
        assert public(film) not in visitor.get("/our-work/signs/").content.decode()
        contributor.force_login(contributor.user)
        assert "its consent does not hold" in contributor.get(under(published)).content.decode()

    def test_what_a_person_takes_back_goes_with_its_words_and_its_file(
        self, published, contributor, lead, partner_a, visitor, commits
    ):
        consent = agreed(partner_a, picture=False, video=True)
        film = put_out(
            begun(published, contributor, basis="consent", consent=str(consent.pk)),
            contributor, lead,
        )  # fmt: skip
        waiting = begun(published, contributor, basis="consent", consent=str(consent.pk))
        consent.state, consent.withdrawn_on = Consent.State.WITHDRAWN, clock.today()
        consent.save()
        with commits(execute=True):
            actions.taken_back(consent=consent, by=lead.user)
        assert on_disk() == []
        assert visitor.get(public(film)).status_code == 404
        for recording in (film, waiting):
            recording.refresh_from_db()
            assert (recording.transcript, recording.captions, recording.title) == ("", "", "")
        assert film.state == "withdrawn"
        assert waiting.state == "draft"
        for version in Version.objects.filter(kind="recording"):
            assert SPOKEN not in str(version.data)
        assert contributor.get(desk_of(film)).status_code == 200
        assert contributor.get(desk_of(waiting)).status_code == 200
        before = AuditRecord.objects.filter(act="erased a recording").count()
        actions.taken_back(consent=consent, by=lead.user)
        assert AuditRecord.objects.filter(act="erased a recording").count() >= before

    def test_a_consent_for_sound_does_not_hold_for_film(self, published, contributor, partner_a):
        consent = agreed(partner_a, picture=False, video=True)
        film = begun(published, contributor, basis="consent", consent=str(consent.pk))
        Consent.objects.filter(pk=consent.pk).update(video=False, sound=True)
        assert not Recording.objects.holding().filter(pk=film.pk).exists()
        film = Recording.objects.get(pk=film.pk)
        assert "not given for film here" in " ".join(film.blockers())

    def test_drafts_are_deleted_and_what_is_public_is_not(
        self, published, film, contributor, commits
    ):
        draft = begun(published, contributor)
        assert contributor.get(desk_of(film, "delete")).status_code == 404
        with pytest.raises(workflow.NotAllowed):
            actions.delete(recording=film, by=contributor.user)
        assert contributor.get(desk_of(draft, "delete")).status_code == 200
        with commits(execute=True):
            assert contributor.post(desk_of(draft, "delete")).status_code == 302
        assert on_disk() == [files.path_of(film.folder)]
        assert not Version.objects.filter(kind="recording", object_id=draft.pk).exists()

    def test_what_a_process_left_behind_goes_after_a_day(
        self, published, contributor, time_machine
    ):
        kept = begun(published, contributor)
        begun(published, contributor, made.mp3())
        Recording.objects.exclude(pk=kept.pk).delete()
        time_machine.move_to(clock.now() + datetime.timedelta(hours=23), tick=False)
        assert actions.drop_leftovers() == ""
        time_machine.shift(datetime.timedelta(hours=2))
        assert actions.drop_leftovers() == "1 strays deleted"
        assert on_disk() == [files.path_of(kept.folder)]
