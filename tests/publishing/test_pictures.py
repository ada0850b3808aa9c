"""Adding pictures to a story: what is kept, what is refused, who may."""

import re

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from apps.core.models import AuditRecord
from apps.publishing.models import Picture, Version
from tests.publishing.picture_files import from_a_phone, jpeg, noise, png_that_says
from tests.publishing.pictured import (
    WORDS,
    agreed,
    of_staff,
    on_disk,
    placed,
    read,
    rows_of,
    send,
    under,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]


class TestAdding:
    def test_it_is_kept_without_what_it_gave_away_and_placed_last(self, story, contributor):
        first = placed(story)
        assert send(contributor, story, from_a_phone()).status_code == 302
        picture = Picture.objects.latest("pk")
        assert (picture.width, picture.height, picture.widths) == (800, 1200, [480, 800])
        assert picture.author == contributor.user
        assert (picture.alt, picture.decorative) == (WORDS["alt"], False)
        assert (picture.caption, picture.credit) == (WORDS["caption"], WORDS["credit"])
        assert rows_of(story) == [
            {"picture": str(first.pk), "heading": "together"},
            {"picture": str(picture.pk), "heading": "together"},
        ]
        held = [name for name in on_disk() if name.startswith(picture.folder)]
        assert held == [f"{picture.folder}/480.webp", f"{picture.folder}/800.webp"]
        assert re.fullmatch(r"pictures/\d{4}/[0-9a-f-]{36}", picture.folder)
        for name in held:
            assert b"zq" not in read(name)
        assert AuditRecord.objects.get(act="added a picture").details["picture"] == picture.pk
        assert Version.objects.filter(object_id=story.pk).latest("number").why == "added a picture"

    def test_one_that_decorates_needs_no_words(self, story, contributor):
        assert send(contributor, story, shows="nothing", alt="Typed before").status_code == 302
        picture = Picture.objects.get()
        assert (picture.alt, picture.decorative) == ("", True)

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"alt": "  "}, "Describe what the picture shows, or say that it decorates"),
            ({"shows": None}, "Say whether it shows something, or only decorates"),
            ({"basis": None}, "Say who is in it"),
            ({"basis": "crowd", "notice": " "}, "Say which notice was shown and where"),
            ({"basis": "consent"}, "Choose the consent of the people in it"),
            ({"heading": "elsewhere"}, "Choose"),
        ],
    )
    def test_what_is_missing_is_said_and_the_words_stay(self, story, contributor, wrong, sentence):
        answer = send(contributor, story, **wrong)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert "Choose the file again" in page
        assert "The third morning." in page
        assert "Ann Example" in page
        assert "<title>Error: " in page
        assert not Picture.objects.exists()
        assert on_disk() == []

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("notes.jpg", b"Just words", "This is no JPEG, PNG or WebP picture."),
            ("drawing.svg", b"<svg><script>1</script></svg>", "Save it as a PNG"),
            ("moves.gif", b"GIF89a/*<script>*/" + b"\0" * 60, "This is a GIF. Save it as a PNG"),
            ("huge.png", png_that_says(60_000, 60_000), "larger than 50 megapixels"),
            ("half.jpg", jpeg()[:2000], "damaged, or not all of it arrived"),
            ("large.png", b"\x89PNG\r\n\x1a\n" + b"0" * 10 * 1024 * 1024, "larger than 10 MB"),
        ],
        ids=["words", "drawing", "gif", "huge", "half", "large"],
    )
    def test_a_file_that_will_not_do_says_what_will(
        self, story, contributor, name, content, sentence
    ):
        answer = send(contributor, story, content, name)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert "The third morning." in answer.content.decode()
        assert not Picture.objects.exists()
        assert on_disk() == []

    def test_without_a_file(self, story, contributor):
        answer = contributor.post(under(story, "new"), WORDS)
        assert answer.status_code == 422
        assert "Choose a picture" in answer.content.decode()

    def test_pressed_twice_it_is_there_once(self, story, contributor):
        page = contributor.get(under(story, "new")).content.decode()
        once = re.search(r'name="once" value="(.+?)"', page)[1]
        assert [send(contributor, story, once=once).status_code for _ in "ab"] == [302, 302]
        assert Picture.objects.count() == len(rows_of(story)) == 1
        assert len(on_disk()) == 2

    def test_where_the_transaction_fails_no_file_stays(self, story, contributor, monkeypatch):
        def fails(**anything):
            raise IntegrityError

        monkeypatch.setattr("apps.core.audit.note", fails)
        with pytest.raises(IntegrityError):
            send(contributor, story)
        assert not Picture.objects.exists()
        assert on_disk() == []

    def test_where_the_disk_is_full_no_part_stays(self, story, contributor, monkeypatch):
        save, written = FileSystemStorage._save, []

        def fills_up(storage, name, content):
            if written:
                raise OSError("No space left on device")
            written.append(name)
            return save(storage, name, content)

        monkeypatch.setattr(FileSystemStorage, "_save", fills_up)
        with pytest.raises(OSError, match="No space"):
            send(contributor, story)
        assert written
        assert on_disk() == []
        assert not Picture.objects.exists()

    def test_somebody_else_s_story_is_not_found(self, story, told, outsider, visitor):
        picture = placed(story)
        for address in (under(story), under(story, "new"), under(story, picture.pk),
                        under(story, picture.pk, "delete"), under(story, picture.pk, "hide"),
                        of_staff(picture)):  # fmt: skip
            assert outsider.get(address).status_code == 404
            assert visitor.get(address).status_code == 302
        assert send(outsider, story).status_code == 404
        assert outsider.post(under(story, picture.pk, "delete")).status_code == 404
        assert Picture.objects.count() == 1

    def test_a_large_file_comes_by_way_of_the_disk(self, story, contributor, settings):
        content = noise()
        assert len(content) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        assert send(contributor, story, content).status_code == 302
        assert Picture.objects.get().widths == [480, 960, 1400]

    @pytest.mark.parametrize("which", ["story", "told"])
    def test_the_list_asks_as_often_for_many(self, request, which, contributor, partner_a):
        here = request.getfixturevalue(which)
        consent, asked = agreed(partner_a), []
        contributor.get(under(here))  # the first request of a day notes it
        for number in (1, 2):
            for _ in range(number):
                placed(here, basis="consent", consent=consent)
                send(contributor, here)
            with CaptureQueriesContext(connection) as queries:
                page = contributor.get(under(here)).content.decode()
            assert page.count("Delete<") == Picture.objects.count()
            asked.append(len(queries))
        assert asked[0] == asked[1]
        assert asked[0] < 25

    def test_a_picture_is_found_under_its_own_story_only(self, story, told, contributor):
        picture = placed(story)
        for page in ((), ("delete",)):
            assert contributor.get(under(told, picture.pk, *page)).status_code == 404
            assert contributor.get(under(story, 10**30, *page)).status_code == 404

    def test_a_kind_that_takes_none_has_no_such_pages(self, draft, contributor):
        assert contributor.get(f"/staff/projects/{draft.pk}/pictures/").status_code == 404
