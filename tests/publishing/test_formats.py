"""Accessible versions: written, checked with people, published by another, and gone with their
page."""

import re

import pytest

from apps.publishing import search, workflow
from apps.publishing.models import AccessibleVersion, State, WorkingCopy
from apps.publishing.workflow import Blocked
from tests.factories import PUBLISHED, PartFactory, ProjectFactory
from tests.publishing.formatted import (
    BY,
    CHECKED,
    EASY,
    LINES,
    TITLE,
    URDU,
    about,
    begin,
    fresh,
    listed,
    move,
    page_moves_on,
    put_out,
    rows_of,
    write,
)

pytestmark = pytest.mark.django_db


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
    assert visitor.get(address).status_code == 410  # not shown at the moment
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
    with django_assert_num_queries(1 + 10 + bool(number)):
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
