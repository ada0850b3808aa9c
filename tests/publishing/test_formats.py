"""Accessible versions: written, checked with people, published by another, honest about the text
they were made from, and gone with their page."""

import re

import pytest
from django.core.exceptions import ValidationError

from apps.core import clock
from apps.core.actors import SystemActor
from apps.involvement.actions import merging
from apps.library.models import Page
from apps.publishing import actions, search, workflow
from apps.publishing.formats import actions as formats
from apps.publishing.formats import staff
from apps.publishing.models import (
    AccessibleVersion,
    EasyReadLine,
    Picture,
    Request,
    State,
    WorkingCopy,
)
from apps.publishing.models.format import page_number
from apps.publishing.workflow import Blocked, NotAllowed
from tests.factories import PUBLISHED, ActivityFactory, PartFactory, ProjectFactory

pytestmark = pytest.mark.django_db
BY = SystemActor("tests")
EASY = {"form": "easy_read", "language": "en-GB"}
URDU = {"form": "language", "language": "ur"}
CHECKED = {"checked_with": "five members of a self-advocacy group", "checked_on": "2026-11-02"}
LINES = ["We asked people about signs.", "They said: the signs are too high."]
TITLE = "نشانیاں"


def begin(person, page, **asked):
    """Begin a version over HTTP; the row."""
    answer = person.post(f"/staff/formats/for/{page.record_kind}/{page.pk}/", asked)
    assert answer.status_code == 302, answer.content.decode()
    return AccessibleVersion.objects.latest("pk")


def rows_of(sentences, **more):
    post = {"lines-TOTAL_FORMS": len(sentences), "lines-INITIAL_FORMS": 0}
    for at, sentence in enumerate(sentences):
        post |= {f"lines-{at}-sentence": sentence, f"lines-{at}-position": at + 1}
    return post | more


def write(person, version, section, **answers):
    """Send one section as its page would."""
    _data, count = actions.text_of(AccessibleVersion.objects.get(pk=version.pk))
    address = f"/staff/formats/{version.pk}/edit/{section}/"
    return person.post(address, {"edit_count": count, **answers})


def about(version, **changes):
    held = {name: getattr(version, name) for name in ("title", "form", "language", "made_from")}
    return held | changes


def move(person, version, name, **more):
    return person.post(f"/staff/formats/{version.pk}/move/{name}/", more)


def fresh(version):
    return AccessibleVersion.objects.get(pk=version.pk)


def page_moves_on(project, summary="New summary.", by=BY):
    """A change of the page is published."""
    _data, count = actions.text_of(project)
    actions.save(item=project, changes={"summary": summary}, edit_count=count, by=by)
    workflow.move(project, "submit", by=by)
    workflow.move(project, "publish", by=by)
    project.refresh_from_db()


def put_out(page, **asked):
    """A version before the public, made by no person of the tests."""
    version = formats.begin(page=page, by=BY, form=asked["form"], language=asked["language"])
    words = {"title": "Signs", "body": "Words.", "link": "https://films.example.org/1",
             "transcript": "What is signed.", **asked}  # fmt: skip
    if asked["form"] == "easy_read":
        words["lines"] = [
            {"position": n, "sentence": sentence, "picture": ""}
            for n, sentence in enumerate(LINES, start=1)
        ]
        words |= CHECKED
    actions.save(item=version, changes=words, edit_count=version.edit_count, by=BY)
    workflow.move(version, "submit", by=BY)
    workflow.move(version, "publish", by=BY)
    return fresh(version)


def listed(visitor, address):
    """The links of the “Other formats” of a page."""
    page = visitor.get(address).content.decode()
    return re.findall(r'<a class="formats__link" href="([^"]+)"', page)


def test_from_the_first_line_to_the_flag_and_back(published, contributor, lead, curator, visitor):
    version = begin(contributor, published, **EASY)
    assert (version.title, version.state, version.is_older) == ("Signs", State.DRAFT, False)
    assert str(version) == "Draft of an Easy Read version: Signs"
    assert write(contributor, version, "lines", **rows_of(LINES)).status_code == 302
    assert move(contributor, version, "submit").status_code == 302

    refused = move(lead, version, "publish")
    assert refused.status_code == 422
    assert "Say with which people with learning disabilities it was checked" in refused.text
    assert fresh(version).state == State.IN_REVIEW
    assert visitor.get("/formats/easy-read-signs/").status_code == 404

    day = {"checked_on_0": "2", "checked_on_1": "11", "checked_on_2": "2026"}
    who = {"checked_with": CHECKED["checked_with"]}
    assert write(contributor, version, "checked", **who, **day).status_code == 302
    assert move(contributor, version, "publish").status_code == 302
    assert fresh(version).state == State.IN_REVIEW, "who wrote it can’t publish it"
    move(lead, version, "publish")
    assert fresh(version).state == State.PUBLISHED

    address = "/formats/easy-read-signs/"
    page = visitor.get(address).text
    assert re.findall(r"<p>(We asked.*?|They said.*?)</p>", page) == LINES
    assert "Checked with five members of a self-advocacy group, 2 November 2026" in page
    assert "older text" not in page
    assert listed(visitor, "/our-work/signs/") == [address, "/ask/format/project-signs/"]

    page_moves_on(published)
    assert (
        "<strong>This was made from an older text of the page</strong>" in visitor.get(address).text
    )
    project_page = visitor.get("/our-work/signs/").text
    assert re.search(r"Easy Read</a>\s*<span class=\"meta\">older than the page", project_page)
    for person in (contributor, lead, curator):
        older = person.get("/staff/formats/?show=older").text
        assert "1 version</h2>" in older and "Easy Read: Signs" in older

    desk = contributor.get(f"/staff/formats/{version.pk}/").text
    seen = re.search(r'name="seen" value="(\d+)"', desk)[1]
    contributor.post(f"/staff/formats/{version.pk}/up-to-date/", {"seen": seen})
    assert WorkingCopy.objects.filter(kind="format", object_id=version.pk).exists()
    assert "older text" in visitor.get(address).text, "nobody has looked at it yet"
    move(contributor, version, "submit")
    review = lead.get(f"/staff/formats/{version.pk}/review/").text
    assert "the page as it was on" in review
    move(lead, version, "publish")
    assert "older text" not in visitor.get(address).text
    assert "older than the page" not in visitor.get("/our-work/signs/").text
    assert "0 versions</h2>" in curator.get("/staff/formats/?show=older").text


def test_what_was_withdrawn_takes_its_versions_along_at_once(published, lead, visitor):
    version = put_out(published, **EASY)
    address = version.get_absolute_url()
    for place in ("/sitemap-format.xml", "/feeds/updates.xml", "/search/?q=asked"):
        assert address in visitor.get(place).text
    workflow.move(published, "withdraw", by=lead.user, note="A partner asked us to.")
    gone = visitor.get(address)
    assert (gone.status_code, "A partner asked us to." in gone.text) == (410, True)
    assert "Signs" not in gone.text
    for place in ("/sitemap-format.xml", "/feeds/updates.xml", "/search/?q=asked"):
        assert address not in visitor.get(place).text
    assert search.search("asked signs").total == 0
    assert visitor.get("/ask/wrong/format-easy-read-signs/").status_code == 404
    assert AccessibleVersion.objects.public().count() == 0

    workflow.move(published, "reopen", by=lead.user, note="A mistake.")
    assert visitor.get(address).status_code == 404
    assert fresh(version).state == State.PUBLISHED, "it comes back with its page"
    workflow.move(published, "submit", by=BY)
    workflow.move(published, "publish", by=BY)
    assert visitor.get(address).status_code == 200
    assert search.search("asked signs", kinds=["format"]).total == 1
    search.rebuild()
    assert search.search("asked signs", kinds=["format"]).total == 1


def test_nothing_of_a_version_is_found_while_its_page_is_not_current(published, visitor):
    version = put_out(published, **EASY)
    workflow.move(published, "archive", by=BY)
    assert search.search("asked", kinds=["format"]).total == 0
    assert visitor.get(version.get_absolute_url()).status_code == 200
    workflow.move(version, "archive", by=BY)
    workflow.move(version, "restore", by=BY)
    assert search.search("asked", kinds=["format"]).total == 0, "its page is not current"
    workflow.move(published, "restore", by=BY)
    assert search.search("asked", kinds=["format"]).total == 1


def test_a_withdrawn_version_says_why_and_leaves_the_page(published, lead, visitor):
    version = put_out(published, **EASY)
    workflow.move(version, "withdraw", by=lead.user, note="A picture was wrong.")
    gone = visitor.get(version.get_absolute_url())
    assert (gone.status_code, "A picture was wrong." in gone.text) == (410, True)
    assert listed(visitor, "/our-work/signs/") == ["/ask/format/project-signs/"]


class TestOtherLanguages:
    def test_it_is_named_and_written_in_its_own_way(self, published, contributor, visitor):
        version = begin(contributor, published, **URDU)
        assert version.title == "", "nobody translated the title yet"
        with pytest.raises(Blocked) as blocked:
            workflow.move(version, "submit", by=contributor.user)
        assert blocked.value.sentences == ["Write the title in Urdu.", "Write the text."]
        write(contributor, version, "about", **about(version, title=TITLE))
        write(contributor, version, "words", body=f"## {TITLE}\n\nہم نے لوگوں سے پوچھا۔ → “x”")
        workflow.move(version, "submit", by=contributor.user)
        workflow.move(version, "publish", by=BY)
        address = "/formats/urdu-signs/"
        page = visitor.get(address).text
        assert f'<h1 lang="ur" dir="rtl">{TITLE}</h1>' in page
        assert '<div class="prose version__text section" lang="ur" dir="rtl">' in page
        assert '<html lang="en-GB">' in page
        link = f'href="{address}" hreflang="ur" lang="ur" dir="rtl">اردو</a>'
        assert link in visitor.get("/our-work/signs/").text
        assert search.search("لوگوں", kinds=["format"]).total == 1

    @pytest.mark.parametrize(
        ("language", "says"),
        [("en-GB", "Select the language"), ("xx", "Choose one of the answers offered here")],
    )
    def test_an_unknown_one_or_english_is_refused_with_all_kept(
        self, published, contributor, language, says
    ):
        address = f"/staff/formats/for/project/{published.pk}/"
        answer = contributor.post(address, {"form": "language", "language": language})
        assert (answer.status_code, says in answer.text) == (422, True)
        assert 'value="language" checked' in re.sub(r'" id="[^"]*"', '"', answer.text)
        assert not AccessibleVersion.objects.exists()


class TestWhose:
    def test_another_partner_finds_nothing(self, published, contributor, outsider, trainer):
        version = begin(contributor, published, **EASY)
        for person in (outsider, trainer):
            for address in (f"/staff/formats/{version.pk}/",
                            f"/staff/formats/for/project/{published.pk}/",
                            f"/staff/formats/{version.pk}/edit/lines/",
                            f"/staff/formats/{version.pk}/preview/"):  # fmt: skip
                assert person.get(address).status_code == 404, address
            assert (
                person.post(f"/staff/formats/for/project/{published.pk}/", EASY).status_code == 404
            )
            assert write(person, version, "about", title="Mine").status_code == 404
            done = person.post(f"/staff/formats/{version.pk}/up-to-date/", {"seen": "1"})
            assert done.status_code == 404
        assert "Signs" not in outsider.get("/staff/formats/").text
        assert AccessibleVersion.objects.count() == 1

    def test_who_wrote_it_loses_it_with_the_page(self, published, contributor):
        version = begin(contributor, published, **EASY)
        published.parts.all().delete()
        assert contributor.get(f"/staff/formats/{version.pk}/").status_code == 404

    @pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN])
    def test_of_what_is_not_public_there_is_none(self, partner_a, contributor, state):
        project = ProjectFactory(state=state, withdrawn_reason="Why.")
        PartFactory(project=project, partner=partner_a)
        address = f"/staff/formats/for/project/{project.pk}/"
        assert contributor.get(address).status_code == 404
        assert contributor.post(address, EASY).status_code == 404
        assert not AccessibleVersion.objects.exists()

    @pytest.mark.parametrize("address", ["nonsense/1", "response/1", "format/1", "project/999999"])
    def test_a_pointer_to_nothing_is_not_found(self, curator, address):
        assert curator.get(f"/staff/formats/for/{address}/").status_code == 404

    def test_a_page_of_the_portal_is_the_curators(self, content, curator, contributor, visitor):
        about_page = Page.objects.get(slug="about")
        address = f"/staff/formats/for/page/{about_page.pk}/"
        assert contributor.get(address).status_code == 404
        version = begin(curator, about_page, **EASY)
        assert version.teams() == []
        put_out(about_page, form="large_print", language="en-GB")
        assert listed(visitor, "/about/") == [
            "/formats/large-print-about-this-portal/", "/ask/format/page-about/"
        ] or listed(visitor, "/about/")[0].startswith("/formats/large-print-")  # fmt: skip


class TestWhatIsRefused:
    @pytest.fixture
    def version(self, published, contributor):
        return begin(contributor, published, form="bsl", language="en-GB")

    @pytest.mark.parametrize(
        "link", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/a", "no address"]
    )
    def test_a_link_that_leads_to_no_page(self, version, contributor, link):
        answer = write(contributor, version, "link", link=link, transcript="Kept words.")
        assert answer.status_code == 422
        assert "Enter an address that begins with https:// or http://" in answer.text
        assert "Kept words." in answer.text
        assert fresh(version).link == ""

    def test_a_film_without_words(self, version, contributor):
        write(contributor, version, "link", link="https://films.example.org/1", transcript="")
        with pytest.raises(Blocked, match="Write down what is said or shown"):
            workflow.move(version, "submit", by=contributor.user)

    def test_scripts_are_words(self, version, contributor, visitor):
        hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
        write(contributor, version, "link", link="https://films.example.org/?a=1&b=\"x",
              transcript=hostile)  # fmt: skip
        write(contributor, version, "link", link="https://films.example.org/1", transcript=hostile)
        workflow.move(version, "submit", by=contributor.user)
        workflow.move(version, "publish", by=BY)
        page = visitor.get("/formats/bsl-video-signs/").text
        assert "<script>alert" not in page and "<img" not in page and 'href="javascript' not in page
        assert 'href="https://films.example.org/1"' in page
        assert "films.example.org, another site" in page

    def test_more_lines_than_a_form_holds(self, version, contributor):
        answer = write(contributor, version, "lines", **rows_of(["A line."] * 61))
        assert answer.status_code == 422
        assert not fresh(version).lines.exists()
        assert write(contributor, version, "lines", **rows_of(["A line."] * 60)).status_code == 302
        assert fresh(version).lines.count() == 60

    def test_a_picture_of_another_record(self, version, contributor, published):
        one = Picture.objects.create(
            kind="project", object_id=published.pk, width=10, height=10, decorative=True,
            basis="nobody",
        )  # fmt: skip
        post = rows_of(["A line."], **{"lines-0-picture": one.pk})
        answer = write(contributor, version, "lines", **post)
        assert (answer.status_code, "offered here" in answer.text) == (422, True)
        line = EasyReadLine(version=version, sentence="A line.", picture=one)
        with pytest.raises(ValidationError, match="Choose a picture of this version, or none"):
            line.clean()

    def test_a_day_of_checking_that_has_not_come(self, version, contributor):
        day = clock.add_months(clock.today(), 1)
        post = {"checked_with": "A group", "checked_on_0": day.day, "checked_on_1": day.month,
                "checked_on_2": day.year}  # fmt: skip
        answer = write(contributor, version, "checked", **post)
        assert (answer.status_code, "Enter a day that has passed" in answer.text) == (422, True)

    @pytest.mark.parametrize("given", ["", "x", "1 2026-02-30", "9999999999 2026-01-01"])
    def test_a_page_that_lost_what_it_was_made_from(self, version, contributor, given):
        before = fresh(version).made_from
        assert write(contributor, version, "about",
                     **about(version, title="T", made_from=given)).status_code == 422  # fmt: skip
        assert fresh(version).made_from == before

    def test_a_second_one_like_it(self, version, contributor, published):
        address = f"/staff/formats/for/project/{published.pk}/"
        answer = contributor.post(address, {"form": "bsl", "language": "en-GB"})
        assert (answer.status_code, "There is one already" in answer.text) == (422, True)
        assert AccessibleVersion.objects.count() == 1

    def test_a_published_one_stays_what_it_is(self, published, lead):
        version = put_out(published, **EASY)
        answer = write(lead, version, "about", **about(version, form="large_print"))
        assert answer.status_code == 422
        assert "What was published as Easy Read stays Easy Read" in answer.text

    def test_easy_read_stays_checked(self, published, lead):
        version = put_out(published, **EASY)
        nobody = {"checked_with": "", "checked_on_0": "", "checked_on_1": "", "checked_on_2": ""}
        answer = write(lead, version, "checked", **nobody)
        assert answer.status_code == 422
        assert "people read this as Easy Read" in answer.text
        assert lead.get(f"/staff/formats/{version.pk}/").status_code == 200
        assert not WorkingCopy.objects.exists()

    def test_its_page_goes_while_somebody_writes(self, version, published, contributor, lead):
        write(contributor, version, "link", link="https://films.example.org/1", transcript="Words.")
        workflow.move(published, "withdraw", by=lead.user, note="Asked for.")
        desk = contributor.get(f"/staff/formats/{version.pk}/")
        assert (desk.status_code, "which is not public" in desk.text) == (200, True)
        workflow.move(version, "submit", by=contributor.user)
        with pytest.raises(Blocked, match="not public"):
            workflow.move(version, "publish", by=lead.user)
        with pytest.raises(NotAllowed, match="not public any more"):
            formats.bring_up_to_date(version=version, seen="1", by=contributor.user)


class TestOlder:
    def test_a_small_correction_makes_nothing_older(self, published, lead, visitor):
        version = put_out(published, **EASY)
        published.refresh_from_db()
        actions.correct(
            item=published, changes={"summary": "Old summery."}, what="spelling",
            edit_count=published.edit_count, by=lead.user,
        )  # fmt: skip
        assert not fresh(version).is_older
        assert "older" not in visitor.get(version.get_absolute_url()).text

    def test_up_to_date_is_said_of_the_text_one_looked_at(self, published, contributor):
        version = put_out(published, **EASY)
        page_moves_on(published)
        seen = str(page_number("project", published.pk))
        page_moves_on(published, "And once more.")
        with pytest.raises(NotAllowed, match="changed again just now"):
            formats.bring_up_to_date(version=version, seen=seen, by=contributor.user)
        assert AccessibleVersion.objects.older().get() == version

    def test_an_answer_put_out_later_is_part_of_the_page(self, partner_a, lead, visitor):
        activity = ActivityFactory(partner=partner_a, title="Café")
        version = put_out(activity, **EASY)
        address = version.get_absolute_url()
        assert address in listed(visitor, activity.get_absolute_url())
        answer = activity.responses.create(
            title="Café", you_said="Dark.", we_did="Lamps.", closing="all_possible",
            slug="a-1", state=State.DRAFT,
        )  # fmt: skip
        assert not fresh(version).is_older
        workflow.move(answer, "submit", by=BY)
        workflow.move(answer, "publish", by=BY)
        assert fresh(version).is_older
        assert "older text" in visitor.get(address).text
        assert AccessibleVersion.objects.older().get() == version
        seen = str(page_number("activity", activity.pk))
        formats.bring_up_to_date(version=version, seen=seen, by=BY)
        workflow.move(version, "submit", by=BY)
        workflow.move(version, "publish", by=BY)
        assert not fresh(version).is_older
        workflow.move(answer, "withdraw", by=BY, note="Wrong.")
        assert fresh(version).is_older
        assert "older text" in visitor.get(address).text

    def test_said_twice_it_makes_one_change(self, published, contributor):
        version = put_out(published, **EASY)
        seen = str(page_number("project", published.pk))
        formats.bring_up_to_date(version=version, seen=seen, by=contributor.user)
        assert not WorkingCopy.objects.exists()
        page_moves_on(published)
        seen = str(page_number("project", published.pk))
        for _ in range(2):
            formats.bring_up_to_date(version=version, seen=seen, by=contributor.user)
        assert WorkingCopy.objects.get().edit_count == version.edit_count + 1

    def test_of_two_activities_that_become_one_it_follows_the_one_that_stays(
        self, partner_a, lead, visitor
    ):
        goes, stays = (ActivityFactory(partner=partner_a, title=t) for t in ("Café", "Tea"))
        version = put_out(goes, **EASY)
        merging.merge(source=goes, target=stays, by=lead.user)
        version = fresh(version)
        assert (version.page, version.is_older) == (stays, True)
        assert version.get_absolute_url() in listed(visitor, stays.get_absolute_url())


class TestLines:
    def test_a_line_goes_after_the_line_whose_number_it_gets(self, published, contributor):
        version = begin(contributor, published, **EASY)
        write(contributor, version, "lines", **rows_of(["One.", "Two.", "Three."]))
        post = rows_of(["One.", "Two.", "Three.", "After one."], **{"lines-3-position": "1"})
        write(contributor, version, "lines", **post)
        assert [line.sentence for line in fresh(version).lines.all()] == [
            "One.", "After one.", "Two.", "Three."
        ]  # fmt: skip
        post = rows_of(["One.", "After one.", "Two.", "Three."], **{"lines-1-position": "4"})
        write(contributor, version, "lines", **post)
        assert [(line.position, line.sentence) for line in fresh(version).lines.all()] == [
            (1, "One."), (2, "Two."), (3, "Three."), (4, "After one.")
        ]  # fmt: skip

    def test_long_sentences_and_missing_pictures_are_hints(self, published, contributor, lead):
        version = begin(contributor, published, **EASY)
        write(contributor, version, "lines", **rows_of(["word " * 16, "Short."]))
        desk = contributor.get(f"/staff/formats/{version.pk}/").text
        assert "Line 1 has 16 words. Could it be two sentences?" in desk
        assert "Lines 1, 2 have no picture." in desk
        assert workflow.move(version, "submit", by=contributor.user).state == State.IN_REVIEW

    def test_a_line_without_a_sentence_stops_it(self, published, contributor):
        """As one stands there that was made for a picture."""
        version = begin(contributor, published, **EASY)
        actions.save(
            item=version, changes={"lines": [{"sentence": "One."}, {"picture": ""}]},
            edit_count=version.edit_count, by=contributor.user,
        )  # fmt: skip
        desk = contributor.get(f"/staff/formats/{version.pk}/").text
        assert "Write the sentence of line 2, or delete it." in desk
        with pytest.raises(Blocked, match="Write the sentence of line 2"):
            workflow.move(version, "submit", by=contributor.user)

    def test_a_desk_shows_only_what_its_kind_is_made_of(self, published, contributor):
        version = begin(contributor, published, form="large_print", language="en-GB")
        desk = contributor.get(f"/staff/formats/{version.pk}/").text
        assert re.findall(r'answers__head"><h2>(.*?)</h2>', desk) == [
            "Its page", "What it is", "Text", "Checked with people"
        ]  # fmt: skip

    def test_a_picture_that_is_gone_leaves_its_line(self, published, contributor):
        version = begin(contributor, published, **EASY)
        line = EasyReadLine(version=version, sentence="A line.", position=1, picture_id=999_999)
        line.clean()
        line.save()
        assert [(x.sentence, x.picture) for x in version.lines.all()] == [("A line.", None)]


class TestAsked:
    def test_a_request_leads_to_the_form_for_what_was_asked(
        self, published, lead, outsider, visitor
    ):
        visitor.post(
            "/ask/format/project-signs/", {"format_wanted": "easy-read", "reply_by": "none"}
        )
        asked = Request.objects.get()
        address = f"/staff/formats/for/project/{published.pk}/?form=easy_read"
        assert f'href="{address}"' in lead.get(f"/staff/requests/{asked.reference}/").text
        page = re.sub(r'" id="[^"]*"', '"', lead.get(address).text)
        assert 'value="easy_read" checked' in page
        assert staff.for_request(asked, outsider.user) == ""

    def test_there_is_none_for_the_site_or_for_a_partner(self, lead, partner_a):
        for kind, pk in (("site", None), ("partner", partner_a.pk)):
            asked = Request.objects.receive(
                kind="format", format_wanted="bsl", reply_by="none", item_kind=kind, object_id=pk
            )
            assert staff.for_request(asked, lead.user) == ""

    def test_the_desk_of_a_page_leads_to_its_versions(self, published, draft, contributor):
        put_out(published, **EASY)
        link = f'href="/staff/formats/for/project/{published.pk}/">Other formats (1)</a>'
        assert link in contributor.get(f"/staff/projects/{published.pk}/").text
        assert "Other formats (" not in contributor.get(f"/staff/projects/{draft.pk}/").text


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_takes_the_same_queries(
    published, partner_a, curator, number, django_assert_max_num_queries
):
    for n in range(number):
        project = ProjectFactory(published_at=PUBLISHED)
        PartFactory(project=project, partner=partner_a)
        put_out(project, form="large_print", language="en-GB", title=f"Large {n}")
    curator.get("/staff/formats/")
    with django_assert_max_num_queries(8):
        assert curator.get("/staff/formats/").text.count("to-do__title") == number


@pytest.mark.parametrize("number", [0, 3])
def test_a_page_asks_once_for_its_versions(published, visitor, number, django_assert_num_queries):
    forms = ["large_print", "audio", "bsl"][:number]
    for form in forms:
        put_out(published, form=form, language="en-GB")
    visitor.get(ProjectFactory(summary="Warms up the glossary.").get_absolute_url())
    with django_assert_num_queries(1 + 9 + bool(number)):
        assert visitor.get("/our-work/signs/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_a_version_is_one_page_of_few_queries(
    published, visitor, number, django_assert_max_num_queries
):
    for form in ["large_print", "audio", "bsl"][:number]:
        put_out(published, form=form, language="en-GB")
    visitor.get("/about/")
    with django_assert_max_num_queries(8):
        assert visitor.get("/formats/large-print-signs/").status_code == 200
