"""Pictures of a story: who adds them, when people see them, and when nobody does any more."""

import datetime
import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core import clock
from apps.core.models import AuditRecord
from apps.publishing import actions as texts
from apps.publishing import types, workflow
from apps.publishing.models import Consent, Correction, Picture, Version, WorkingCopy
from apps.publishing.pictures import actions, files, showing
from apps.publishing.pictures.encoding import encode
from apps.publishing.workflow import NotAllowed
from apps.showcase.models import CaseStudy, StoryPicture, StoryWriter
from tests.factories import PUBLISHED, ProjectFactory
from tests.personas import Person
from tests.publishing.picture_files import from_a_phone, jpeg, noise, png_that_says

pytestmark = pytest.mark.django_db
WORDS = {
    "shows": "something",
    "alt": "Six people hold up drawings of a sign.",
    "caption": "The third morning.",
    "credit": "Ann Example",
    "basis": "nobody",
    "heading": "together",
}
SMALL = jpeg(600, 400)
COLUMNS = {"alt": "Six people.", "decorative": False, "caption": "", "credit": "",
           "basis": "nobody", "consent": None, "notice": ""}  # fmt: skip
TEXT = {
    "summary": "People rewrote the signs.", "why": "Signs were hard to read.",
    "who": "Six visitors.", "together": "Three mornings.", "changed": "Twelve signs.",
    "not_changed": "The map.", "power": "They chose.", "hard": "Time.", "use_this": "Walk round.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


@pytest.fixture(autouse=True)
def commits(django_capture_on_commit_callbacks):
    """What is to happen after a commit happens here too."""
    return django_capture_on_commit_callbacks


def tell(partner, **columns) -> CaseStudy:
    story = CaseStudy.objects.create(
        title="Signs people can read", sort_key="signs", project=ProjectFactory(), **TEXT, **columns
    )
    StoryWriter.objects.create(story=story, partner=partner)
    return story


@pytest.fixture
def story(partner_a, contributor) -> CaseStudy:
    """A draft of partner A."""
    return tell(partner_a, author=contributor.user)


@pytest.fixture
def told(partner_a) -> CaseStudy:
    """A story that everybody reads."""
    return tell(partner_a, state="published", slug="signs", revision=1, published_at=PUBLISHED)


def agreed(partner, **columns) -> Consent:
    """Somebody agreed to a picture on this website, for a year."""
    year = clock.today() + datetime.timedelta(days=365)
    given = {"state": "given", "given_on": clock.today(), "on_portal": True, "picture": True}
    return Consent.objects.create(
        **{"partner": partner, "label": "Carer A", "capacity": "self", "expires_on": year}
        | given | columns
    )  # fmt: skip


def desk_of(story: CaseStudy) -> str:
    return f"/staff/{types.of(story).area}/{story.pk}/"


def under(story: CaseStudy, *more: object) -> str:
    return desk_of(story) + "/".join(["pictures", *map(str, more), ""])


def send(person: Client, story: CaseStudy, content: bytes = b"", name="photo.jpg", **words):
    data = {**WORDS, **words, "file": SimpleUploadedFile(name, content or SMALL)}
    return person.post(under(story, "new"), {k: v for k, v in data.items() if v is not None})


def placed(story: CaseStudy, **columns) -> Picture:
    """A picture that stands in the story itself."""
    picture = Picture.objects.create(
        kind="story", object_id=story.pk, folder=files.keep(encode(SimpleUploadedFile(
            "x.jpg", SMALL))), width=600, height=400, widths=[480, 600],
        **COLUMNS | columns,
    )  # fmt: skip
    StoryPicture.objects.create(story=story, picture=picture, heading="together")
    return picture


def public(picture: Picture, width: int = 480) -> str:
    return f"/pictures/{picture.key}/{width}.webp"


def of_staff(picture: Picture, width: int = 480) -> str:
    return "/staff" + public(picture, width)


def on_disk() -> list[str]:
    root = Path(default_storage.location)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def read(name: str) -> bytes:
    return (Path(default_storage.location) / name).read_bytes()


def rows_of(story: CaseStudy) -> list:
    return texts.text_of(CaseStudy.objects.get(pk=story.pk))[0]["pictures"]


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


class TestWhoSeesIt:
    def test_everybody_that_of_a_published_story(self, told, visitor, django_assert_num_queries):
        picture = placed(told)
        answer = visitor.get(public(picture, 600))
        content = answer.content
        assert content == read(f"{picture.folder}/600.webp")
        assert answer["Content-Type"] == "image/webp"
        assert answer["Content-Length"] == str(len(content))
        assert answer["Content-Disposition"] == 'inline; filename="picture-600.webp"'
        assert answer["Cache-Control"] == "public, no-cache"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        tag = answer["ETag"]
        assert tag.startswith('W/"')
        with django_assert_num_queries(2):
            again = visitor.get(public(picture, 600), headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (tag, "public, no-cache")
        assert visitor.get(public(picture), headers={"if-none-match": tag}).status_code == 200
        assert visitor.head(public(picture)).status_code == 200
        assert visitor.post(public(picture)).status_code == 405

    @pytest.mark.parametrize("width", [0, 1, 481, 960, 99999999])
    def test_only_in_a_width_that_is_there(self, told, visitor, curator, width):
        picture = placed(told)
        assert visitor.get(public(picture, width)).status_code == 404
        assert curator.get(of_staff(picture, width)).status_code == 404

    def test_of_a_draft_its_writer_and_whoever_reviews_it(
        self, story, visitor, contributor, curator, outsider
    ):
        picture = placed(story)
        for person in (visitor, contributor, curator):
            assert person.get(public(picture)).status_code == 404
        for person in (contributor, curator):
            answer = person.get(of_staff(picture))
            assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert outsider.get(of_staff(picture)).status_code == 404

    @pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
    def test_nobody_outside_where_the_story_is_not_public(self, told, visitor, state):
        picture = placed(told)
        CaseStudy.objects.filter(pk=told.pk).update(state=state, withdrawn_reason="Asked for.")
        assert visitor.get(public(picture)).status_code == 404

    def test_one_that_the_text_does_not_place_is_not_found(self, told, visitor, contributor):
        picture = placed(told)
        StoryPicture.objects.all().delete()
        assert visitor.get(public(picture)).status_code == 404
        assert contributor.get(of_staff(picture)).status_code == 200

    def test_a_file_that_is_missing_is_not_found(self, told, visitor):
        picture = placed(told)
        files.drop(picture.folder, picture.widths)
        assert visitor.get(public(picture)).status_code == 404

    def test_a_consent_ends_by_the_clock_with_nobody_acting(
        self, told, visitor, contributor, partner_a, time_machine
    ):
        last = clock.today() + datetime.timedelta(days=20)
        consent = agreed(partner_a, expires_on=last + datetime.timedelta(days=1))
        picture = placed(told, basis="consent", consent=consent)
        tag = visitor.get(public(picture))["ETag"]
        time_machine.move_to(clock.end_of_day(last), tick=False)
        assert visitor.get(public(picture)).status_code == 200
        time_machine.shift(datetime.timedelta(minutes=1))
        assert visitor.get(public(picture)).status_code == 404
        assert visitor.get(public(picture), headers={"if-none-match": tag}).status_code == 404
        assert not Picture.objects.showable().exists()
        page = Person.signed_in(contributor.user).get(under(told)).content.decode()
        assert f"Not shown: the consent {consent.reference} has ended." in page

    def test_a_consent_taken_back_takes_files_and_words(
        self, told, visitor, contributor, curator, partner_a, commits
    ):
        consent = agreed(partner_a)
        picture = placed(told, basis="consent", consent=consent, caption="zqcaption")
        with commits(execute=True):
            Consent.objects.update(state="withdrawn", withdrawn_on=clock.today())
            actions.gone(consent.pictures.all())
            assert visitor.get(public(picture)).status_code == 404
            assert len(on_disk()) == 2  # it may still fail
        assert on_disk() == []
        assert curator.get(of_staff(picture)).status_code == 404
        page = contributor.get(under(told)).content.decode()
        assert "Not shown: its files are deleted." in page
        assert "zqcaption" not in page


class TestOnAPage:
    def test_as_plain_values_in_three_widths(self, story):
        picture = placed(story, caption="Words.", credit="Ann Example")
        assert showing.as_shown(picture) == {
            "src": public(picture, 600),
            "srcset": f"{public(picture, 480)} 480w, {public(picture, 600)} 600w",
            "sizes": showing.SIZES, "width": 600, "height": 400, "alt": "Six people.",
            "caption": "Words.", "credit": "Ann Example", "file": f"{picture.folder}/600.webp",
        }  # fmt: skip
        drawn = render_to_string("components/picture.html", {"picture": showing.as_shown(picture)})
        for said in ('width="600"', 'height="400"', 'alt="Six people."', 'loading="lazy"',
                     'decoding="async"', "srcset=", "sizes="):  # fmt: skip
            assert said in drawn
        assert showing.as_shown(picture, preview=True)["src"] == of_staff(picture, 600)

    def test_only_those_that_may_be_shown_today_under_their_headings(
        self, told, partner_a, curator, django_assert_num_queries
    ):
        here, there = placed(told), placed(told)
        told.pictures.filter(picture=there).update(heading="why")
        placed(told, basis="consent", consent=agreed(partner_a, expires_on=clock.today()))
        actions.hide_now(picture=placed(told), why="Asked.", by=curator.user)
        with django_assert_num_queries(1):
            found = showing.by_heading(told)
        assert {name: [one["src"] for one in shown] for name, shown in found.items()} == {
            "together": [public(here, 600)], "why": [public(there, 600)],
        }  # fmt: skip

    def test_for_a_day_for_whoever_reads_a_page_by_a_link(self, story, visitor, time_machine):
        picture = placed(story)
        shown = showing.as_shown(picture, by_link=True)["src"]
        answer = visitor.get(shown)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert not answer.cookies
        assert visitor.get(shown.replace("600.webp", "960.webp")).status_code == 404
        token = shown.split("/")[3]
        for wrong in (token[:-1], "x", f"{picture.key.hex}:1"):
            assert visitor.get(shown.replace(token, wrong)).status_code == 404
        time_machine.move_to(clock.now() + datetime.timedelta(days=1), tick=False)
        assert visitor.get(shown).status_code == 200
        Picture.objects.update(hidden_on=clock.today(), hidden_because="Asked.")
        assert visitor.get(shown).status_code == 404
        Picture.objects.update(hidden_on=None, hidden_because="")
        time_machine.shift(datetime.timedelta(days=1))
        assert visitor.get(shown).status_code == 404


class TestHiding:
    def test_gone_in_the_same_request_from_its_address(self, told, visitor, curator, lead):
        picture = placed(told)
        tag = visitor.get(public(picture))["ETag"]
        answer = lead.post(under(told, picture.pk, "hide"), {"why": "Somebody asked us to."})
        assert answer.status_code == 302
        for headers in ({}, {"if-none-match": tag}):
            assert visitor.get(public(picture), headers=headers).status_code == 404
        assert "Somebody asked us to." in lead.get(under(told)).content.decode()
        assert lead.get(of_staff(picture)).status_code == 200
        assert AuditRecord.objects.filter(act="hid a picture").count() == 1
        correction = Correction.objects.get()
        assert (correction.what, correction.made_by) == ("A picture was hidden", lead.user)
        assert "A picture was hidden" in curator.get("/staff/review/").content.decode()

    def test_shown_again_by_a_curator_only(self, told, visitor, curator, lead, administrator):
        picture = placed(told)
        actions.hide_now(picture=picture, why="Asked.", by=lead.user)
        for person in (lead, administrator):
            assert person.post(under(told, picture.pk, "show")).status_code == 404
            assert "Show again" not in person.get(under(told)).content.decode()
        assert visitor.get(public(picture)).status_code == 404
        assert curator.post(under(told, picture.pk, "show")).status_code == 302
        assert visitor.get(public(picture)).status_code == 200

    def test_only_by_whom_it_lies_in_reach_of(self, told, contributor, outsider, partner_b):
        picture = placed(told)
        assert "Hide now" not in contributor.get(under(told)).content.decode()
        for person in (contributor, outsider):
            address = under(told, picture.pk, "hide")
            assert person.post(address, {"why": "I like it not."}).status_code == 404
        assert Picture.objects.get().hidden_on is None

    def test_a_reason_is_needed(self, told, lead):
        picture = placed(told)
        answer = lead.post(under(told, picture.pk, "hide"), {"why": " "})
        assert answer.status_code == 422
        assert "Write in a sentence why it is hidden" in answer.content.decode()
        assert Picture.objects.get().hidden_on is None


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
            actions.drop_leaving()
        assert visitor.get(public(picture)).status_code == 200

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
