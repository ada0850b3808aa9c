"""Pictures of a story: who adds them, on what they rest, how they change and go."""

import datetime
import re

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.core import clock
from apps.core.models import AuditRecord
from apps.publishing import actions as texts
from apps.publishing import workflow
from apps.publishing.models import Correction, Picture, Version, WorkingCopy
from apps.publishing.pictures import actions, files
from apps.publishing.pictures.encoding import encode
from apps.publishing.workflow import NotAllowed
from apps.showcase.models import CaseStudy
from tests.publishing.picture_files import from_a_phone, jpeg, noise, png_that_says
from tests.publishing.pictured import (
    COLUMNS,
    WORDS,
    agreed,
    desk_of,
    of_staff,
    on_disk,
    placed,
    public,
    read,
    rows_of,
    send,
    tell,
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


class TestWhatItRestsOn:
    def test_a_consent_of_the_story_s_partner_that_holds(self, story, contributor, partner_a):
        consent = agreed(partner_a)
        page = contributor.get(under(story, "new")).content.decode()
        assert f"{consent.reference}: Carer A" in page
        answer = send(contributor, story, basis="consent", consent=consent.reference)
        assert answer.status_code == 302
        assert Picture.objects.get().consent == consent
        assert f"Rests on {consent.reference} until" in (
            contributor.get(under(story)).content.decode()
        )

    @pytest.mark.parametrize(
        "columns",
        [
            {"on_portal": False},
            {"picture": False, "words": True},
            {"state": "asked"},
            {"state": "handed_in"},
            {"state": "withdrawn", "withdrawn_on": datetime.date(2026, 1, 1)},
            {"state": "replaced"},
            {"expires_on": "today"},
            {"partner": "other"},
        ],
        ids=lambda columns: "-".join(map(str, columns)),
    )
    def test_no_other_one(self, story, contributor, partner_a, partner_b, columns):
        swap = {"today": clock.today(), "other": partner_b}
        given = {"partner": partner_a} | {
            name: swap.get(value, value) if isinstance(value, str) else value
            for name, value in columns.items()
        }
        consent = agreed(**given)
        assert consent.reference not in contributor.get(under(story, "new")).content.decode()
        answer = send(contributor, story, basis="consent", consent=consent.reference)
        assert answer.status_code == 422
        words = COLUMNS | {"basis": "consent", "consent": consent}
        with pytest.raises(NotAllowed):
            actions.add(
                item=story, encoded=encode(SimpleUploadedFile("x", jpeg())), words=words,
                by=contributor.user,
            )  # fmt: skip
        assert not Picture.objects.exists()
        assert on_disk() == []

    def test_a_crowd_keeps_its_notice(self, story, contributor):
        send(contributor, story, basis="crowd", notice="A sign on both doors.")
        assert Picture.objects.get().notice == "A sign on both doors."

    @pytest.mark.parametrize(
        "columns",
        [
            {"basis": "crowd", "notice": ""},
            {"basis": "consent", "consent": None},
            {"alt": "", "decorative": False},
            {"alt": "Words", "decorative": True},
            {"hidden_on": datetime.date(2026, 1, 1)},
        ],
        ids=lambda columns: "-".join(columns),
    )
    def test_the_database_holds_what_must_hold(self, story, columns):
        picture = placed(story)
        with pytest.raises(IntegrityError), transaction.atomic():
            Picture.objects.filter(pk=picture.pk).update(**columns)


class TestChanging:
    def test_in_a_draft_by_its_writer_who_counts_as_one(self, story, contributor, partner_a, lead):
        picture = placed(story)
        consent = agreed(partner_a)
        page = lead.get(under(story, picture.pk)).content.decode()
        assert "Six people." in page
        words = {**WORDS, "alt": "Seven people.", "basis": "consent", "consent": consent.reference}
        assert lead.post(under(story, picture.pk), words).status_code == 302
        picture.refresh_from_db()
        assert (picture.alt, picture.consent) == ("Seven people.", consent)
        assert lead.user.pk in workflow.writers(CaseStudy.objects.get(pk=story.pk))

    def test_wrong_words_come_back(self, story, contributor):
        picture = placed(story)
        answer = contributor.post(under(story, picture.pk), {**WORDS, "alt": ""})
        assert answer.status_code == 422
        assert "The third morning." in answer.content.decode()

    def test_a_consent_that_ended_may_stay_while_words_are_mended(
        self, story, contributor, partner_a
    ):
        consent = agreed(partner_a, expires_on=clock.today())
        picture = placed(story, basis="consent", consent=consent)
        words = {**WORDS, "basis": "consent", "consent": consent.reference}
        assert contributor.post(under(story, picture.pk), words).status_code == 302
        picture.refresh_from_db()
        assert (picture.alt, picture.consent) == (WORDS["alt"], consent)

    def test_of_what_people_see_whoever_publishes_and_somebody_looks_again(
        self, told, contributor, curator
    ):
        picture = placed(told)
        assert contributor.post(under(told, picture.pk), WORDS).status_code == 302
        picture.refresh_from_db()
        assert picture.alt == "Six people."
        assert "Who is in it?" not in curator.get(under(told, picture.pk)).content.decode()
        sent = {**WORDS, "basis": "crowd", "notice": "None."}
        assert curator.post(under(told, picture.pk), sent).status_code == 302
        picture.refresh_from_db()
        assert (picture.alt, picture.basis) == (WORDS["alt"], "nobody")
        assert Correction.objects.get().what == "The words beside a picture"
        with pytest.raises(NotAllowed):
            actions.change(
                picture=picture, words={"basis": "crowd", "notice": "x"}, by=curator.user
            )

    def test_words_that_name_somebody_are_meant_or_not_put_before_people(self, told, curator):
        picture = placed(told)
        sent = {**WORDS, "caption": "Ring Ann on 0113 496 0000"}
        answer = curator.post(under(told, picture.pk), sent)
        assert answer.status_code == 422
        assert "looks like" in answer.content.decode()
        assert curator.post(under(told, picture.pk), {**sent, "meant": "on"}).status_code == 302

    def test_who_changes_the_words_of_a_change_does_not_publish_it(
        self, told, contributor, curator
    ):
        send(contributor, told)
        picture = Picture.objects.get()
        words = {**WORDS, "alt": "Other words."}
        assert curator.post(under(told, picture.pk), words).status_code == 302
        assert curator.user.pk in workflow.writers(CaseStudy.objects.get(pk=told.pk))
        assert not Correction.objects.exists()


class TestASecondPerson:
    def test_a_picture_added_to_what_is_public_waits_for_one(
        self, told, contributor, curator, visitor
    ):
        assert send(contributor, told).status_code == 302
        picture = Picture.objects.get()
        assert visitor.get(public(picture)).status_code == 404
        assert not told.pictures.exists()
        assert "once somebody else publishes" in contributor.get(under(told)).content.decode()
        workflow.move(told, "submit", by=contributor.user)
        with pytest.raises(NotAllowed):
            workflow.move(told, "publish", by=contributor.user)
        assert curator.get(of_staff(picture)).status_code == 200
        workflow.move(told, "publish", by=curator.user)
        assert visitor.get(public(picture)).status_code == 200
        assert [row.heading for row in told.pictures.all()] == ["together"]

    def test_one_taken_out_stays_until_then_and_its_files_go_afterwards(
        self, told, contributor, curator, visitor, commits
    ):
        picture = placed(told)
        assert "as a change" in contributor.get(under(told, picture.pk, "delete")).content.decode()
        contributor.post(under(told, picture.pk, "delete"))
        assert rows_of(told) == []
        assert visitor.get(public(picture)).status_code == 200
        assert "It leaves the text once" in contributor.get(under(told)).content.decode()
        assert actions.drop_leaving() == ""
        workflow.move(told, "submit", by=contributor.user)
        workflow.move(told, "publish", by=curator.user)
        assert visitor.get(public(picture)).status_code == 404
        with commits(execute=True):
            assert actions.drop_leaving() == "1 deleted"
        assert not Picture.objects.exists()
        assert on_disk() == []
        assert actions.drop_leaving() == ""

    def test_a_change_given_up_keeps_the_picture(self, told, contributor, visitor, commits):
        picture = placed(told)
        actions.delete(picture=picture, by=contributor.user)
        texts.drop_change(item=told, by=contributor.user)
        with commits(execute=True):
            assert actions.drop_leaving() == ""
        assert visitor.get(public(picture)).status_code == 200
        assert not Picture.objects.get().leaving

    @pytest.mark.parametrize("which", ["story", "told"])
    def test_another_story_s_picture_can_not_be_placed(
        self, request, which, partner_b, contributor, lead
    ):
        """A row made up by hand, in a draft and in a change of something public."""
        here = request.getfixturevalue(which)
        theirs = placed(tell(partner_b))
        rows = {
            "pictures-TOTAL_FORMS": "1", "pictures-INITIAL_FORMS": "0",
            "pictures-0-picture": str(theirs.pk), "pictures-0-heading": "together",
            "edit_count": str(here.edit_count),
        }  # fmt: skip
        answer = contributor.post(f"{desk_of(here)}edit/pictures/", rows)
        assert answer.status_code == 422
        changes = {"pictures": [{"picture": str(theirs.pk), "heading": "together"}]}
        with pytest.raises(NotAllowed, match="Choose pictures of this"):
            texts.save(item=here, changes=changes, edit_count=here.edit_count, by=contributor.user)
        assert not here.pictures.exists()
        assert not WorkingCopy.objects.exists()


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
