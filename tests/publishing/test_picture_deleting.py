"""A picture that is deleted is gone with its files, and no other is."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core import clock
from apps.core.models import AuditRecord
from apps.publishing.models import Picture, Version
from apps.publishing.pictures import actions, files
from apps.publishing.pictures.encoding import encode
from apps.showcase.models import CaseStudy
from tests.publishing.picture_files import jpeg
from tests.publishing.pictured import desk_of, on_disk, placed, rows_of, send, under

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]


class TestDeleting:
    def test_of_a_draft_at_once_with_its_files_and_from_every_version(
        self, story, contributor, commits
    ):
        send(contributor, story)
        picture = Picture.objects.get()
        assert len(on_disk()) == 2
        with commits(execute=True):
            assert contributor.post(under(story, picture.pk, "delete")).status_code == 302
            assert len(on_disk()) == 2
        assert on_disk() == []
        assert not Picture.objects.exists()
        assert rows_of(story) == []
        versions = Version.objects.filter(kind="story", object_id=story.pk)
        assert [version.data["pictures"] for version in versions] == [[]] * versions.count()
        assert AuditRecord.objects.filter(act="deleted a picture").exists()
        number = versions.get(why="added a picture").number
        address = f"{desk_of(story)}versions/{number}/"
        assert contributor.post(address, follow=True).status_code == 200

    def test_asking_changes_nothing(self, story, contributor):
        picture = placed(story)
        assert contributor.get(under(story, picture.pk, "delete")).status_code == 200
        assert Picture.objects.count() == 1

    def test_of_a_withdrawn_story(self, told, contributor, commits):
        picture = placed(told)
        CaseStudy.objects.filter(pk=told.pk).update(
            state="withdrawn", withdrawn_reason="Asked for.", withdrawn_on=clock.today()
        )
        assert contributor.get(under(told, "new")).status_code == 404
        with commits(execute=True):
            contributor.post(under(told, picture.pk, "delete"))
        assert on_disk() == []

    def test_with_its_story_when_the_due_work_comes_by(self, story, told, commits):
        placed(story)
        kept = placed(told)
        story.delete()
        with commits(execute=True):
            assert actions.drop_leaving() == "1 deleted"
        assert list(Picture.objects.all()) == [kept]
        assert len(on_disk()) == len(kept.widths)

    def test_what_a_process_left_behind_goes_after_a_day(self, story, time_machine):
        picture = placed(story)
        stray = files.keep(encode(SimpleUploadedFile("x.jpg", jpeg(300, 200))))
        time_machine.move_to(clock.now() + datetime.timedelta(hours=23), tick=False)
        assert actions.drop_leaving() == ""
        time_machine.shift(datetime.timedelta(hours=2))
        assert actions.drop_leaving() == "1 strays deleted"
        assert not [name for name in on_disk() if name.startswith(stray)]
        assert len(on_disk()) == len(picture.widths)
