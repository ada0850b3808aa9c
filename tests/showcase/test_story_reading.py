"""Stories as people come to them and read them: on the front page, beside the work they come from,
as data for other machines, and what a page of one costs."""

import datetime
import json
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core import clock, versions
from apps.home.views.front import MOST_STORIES
from apps.publishing.models import Consent, Correction, News, Picture, Topic
from apps.showcase.actions import collections
from apps.showcase.models import HEADINGS, CaseStudy, StoryBlock, StoryPicture, StoryWriter
from tests.factories import ActivityFactory, PartnerFactory, ProjectFactory
from tests.personas import Person

pytestmark = pytest.mark.django_db
MOST_BYTES = 150_000  # of a story without its pictures
MOST_STATEMENTS = 13  # with films and sound, which most stories have none of


def tell(title: str, days: int = 0, **columns: Any) -> CaseStudy:
    """A published story; ``days`` ago."""
    made: CaseStudy = CaseStudy.objects.create(
        title=title, sort_key=title.casefold(), slug=title.casefold().replace(" ", "-"),
        published_at=clock.now() - datetime.timedelta(days=days),
        **{"summary": f"What happened in {title}.", "why": "Because."}
        | {"state": "published", "revision": 1}
        | columns,
    )  # fmt: skip
    versions.raise_public((made.record_kind, made.pk))
    return made


def page_of(visitor: Client, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def cards(page: str) -> list[str]:
    """The titles of the cards of a page, in their order."""
    return re.findall(r'card__title"><a href="/case-studies/[^"]+">([^<]+)</a>', page)


class TestTheFrontPage:
    def test_has_no_panel_while_no_story_is_told(self, visitor):
        tell("Example: made up", is_example=True)
        page = page_of(visitor, "/")
        assert "told with the people in them" not in page
        assert "made up" not in page

    def test_tells_those_that_curators_chose_first_then_the_newest(self, visitor, curator):
        for days, title in enumerate(("Newest", "Newer", "Old", "Oldest")):
            tell(title, days)
        assert cards(page_of(visitor, "/")) == ["Newest", "Newer", "Old"][:MOST_STORIES]
        for title in ("Oldest", "Old"):
            story = CaseStudy.objects.get(title=title)
            curator.post("/staff/collections/first/", {"story": story.pk})
        assert cards(page_of(visitor, "/")) == ["Oldest", "Old", "Newest"]
        collections.move_featured(story=story.pk, to=collections.UP, by=curator.user)
        assert cards(page_of(visitor, "/")) == ["Old", "Oldest", "Newest"]

    def test_lets_one_go_on_the_day_its_consent_ends(self, visitor, partner_a):
        until = clock.today() + datetime.timedelta(days=9)
        consent = Consent.objects.create(
            partner=partner_a, label="Ann", capacity="self", on_portal=True, words=True,
            state="given", given_on=clock.today(), expires_on=until,
        )  # fmt: skip
        tell("Told by one", summary_consent=consent)
        assert cards(page_of(visitor, "/")) == ["Told by one"]
        noon = datetime.datetime.combine(until, datetime.time(12), datetime.UTC)
        with time_machine.travel(noon, tick=False):
            assert "Told by one" not in page_of(visitor, "/")


class TestBesideTheWork:
    def test_a_project_names_stories_of_it_and_of_its_activities(self, visitor):
        project = ProjectFactory(slug="letters")
        tell("Of the project", project=project)
        tell("Of the afternoon", activity=ActivityFactory(project=project))
        tell("Of a draft", activity=ActivityFactory(project=project, state="draft", slug=None))
        tell("Of another", project=ProjectFactory())
        side = page_of(visitor, "/our-work/letters/").partition('id="stories"')[2]
        found = re.findall(r'href="(/case-studies/[^"]+)"', side.partition("</section>")[0])
        assert sorted(found) == ["/case-studies/of-the-afternoon/", "/case-studies/of-the-project/"]

    def test_an_activity_names_the_stories_told_of_it(self, visitor):
        activity = ActivityFactory(reference="INV-2026-0007", slug="inv-2026-0007")
        versions.raise_public()
        assert 'id="told"' not in page_of(visitor, "/involvement/INV-2026-0007/")
        tell("Of the afternoon", activity=activity)
        tell("Not yet", activity=activity, state="withdrawn", withdrawn_reason="x")
        page = page_of(visitor, "/involvement/INV-2026-0007/")
        assert "Of the afternoon" in page and "Not yet" not in page

    def test_a_story_names_others_of_its_project_then_of_its_topics(self, visitor, content):
        project, topic = ProjectFactory(), Topic.objects.earliest("pk")
        here = tell("Here", project=project)
        alike = tell("Of the same topic")
        for story in (here, alike):
            story.topics.add(topic)
        tell("Of its afternoon", 5, activity=ActivityFactory(project=project))
        tell("Of neither")
        side = page_of(visitor, here.get_absolute_url()).partition('id="related"')[2]
        found = re.findall(r'href="(/case-studies/[^"]+)"', side.partition("</section>")[0])
        assert found == ["/case-studies/of-its-afternoon/", "/case-studies/of-the-same-topic/"]

    def test_what_is_no_longer_public_lends_neither_its_name_nor_its_way(self, visitor):
        hidden = ActivityFactory(
            title="A private afternoon", claimed_level="engage", state="draft", slug=None
        )
        tell("Here", activity=hidden, project=ProjectFactory(claimed_level="consult"))
        for path in ("/case-studies/", "/case-studies/here/"):
            page = page_of(visitor, path)
            assert "A private afternoon" not in page
            assert "the second of five ways" in page and "the third of five ways" not in page
        assert cards(page_of(visitor, "/case-studies/?level=consult")) == ["Here"]
        assert cards(page_of(visitor, "/case-studies/?level=engage")) == []

    def test_who_took_part_stands_in_the_words_of_the_log(self, visitor):
        few = ActivityFactory(
            took_part_value=3, took_part_qualifier="exactly", took_part_unit="people"
        )
        tell("Here", activity=few)
        facts = page_of(visitor, "/case-studies/here/").partition("Who took part")[2]
        assert facts.startswith("</dt><dd>A few people</dd>")


def graph(page: str) -> dict[str, Any]:
    """What the page says of itself to other machines, by type."""
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert text
    held = json.loads(text[1])
    assert held["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in held["@graph"]}


class TestForOtherMachines:
    def test_an_article_of_its_partners_about_the_work(self, visitor, settings):
        partner = PartnerFactory(name="Anytown Forum", slug="anytown", public=True)
        story = tell(
            "Here", project=ProjectFactory(title="Letters", slug="letters"), revision=2,
            summary="What was done.",
        )  # fmt: skip
        StoryWriter.objects.create(story=story, partner=partner, who="Ann Example")
        first = datetime.datetime(2026, 3, 4, 9, tzinfo=datetime.UTC)
        News.objects.create(kind="story", object_id=story.pk, at=first)
        mended = clock.today() + datetime.timedelta(days=1)
        Correction.objects.create(
            kind="story", object_id=story.pk, made_on=mended, what="spelling", look_by=mended
        )
        page = page_of(visitor, story.get_absolute_url())
        assert "Published on 4 March 2026." in page and "Ann Example" in page
        article = graph(page)["Article"]
        site = settings.SITE_URL
        assert article["headline"] == "Here"
        assert article["description"] == "What was done."
        assert article["inLanguage"] == "en-GB"
        assert (article["datePublished"], article["dateModified"]) == (
            "2026-03-04", mended.isoformat(),
        )  # fmt: skip
        assert article["author"] == [
            {"@type": "Organization", "name": "Anytown Forum", "url": f"{site}/partners/anytown/"}
        ]
        assert article["about"] == [
            {"@type": "Thing", "name": "Letters", "url": f"{site}/our-work/letters/"}
        ]
        assert article["publisher"]["@type"] == "Organization"
        assert "Ann Example" not in json.dumps(article)

    def test_a_summary_that_rests_on_a_consent_is_not_handed_on(self, visitor, partner_a):
        consent = Consent.objects.create(
            partner=partner_a, label="Ann", capacity="self", on_portal=True, words=True,
            state="given", given_on=clock.today(),
            expires_on=clock.today() + datetime.timedelta(days=9),
        )  # fmt: skip
        tell("Here", summary_consent=consent)
        assert "description" not in graph(page_of(visitor, "/case-studies/here/"))["Article"]


def long_story(partner: Any, things: int) -> CaseStudy:
    """A story with so many paragraphs, passages, pictures and writers under its headings."""
    text = "\n\n".join(["People sat down together and read the letter aloud. " * 12] * things)
    fields = [*(name for name in HEADINGS if name != "changed"), "changed", "not_changed"]
    story = tell("Long", project=ProjectFactory(), **dict.fromkeys(fields, text))
    consent = Consent.objects.create(
        partner=partner, label="A", capacity="self", on_portal=True, words=True, state="given",
        given_on=clock.today(), expires_on=clock.today() + datetime.timedelta(days=99),
    )  # fmt: skip
    for number in range(things):
        StoryWriter.objects.create(story=story, partner=PartnerFactory())
        StoryBlock.objects.create(story=story, heading="why", body="We asked.", consent=consent)
        picture = Picture.objects.create(
            kind="story", object_id=story.pk, folder="x", width=1600, height=900,
            widths=[480, 960, 1600], alt=f"Picture {number}", basis="nobody",
        )  # fmt: skip
        StoryPicture.objects.create(story=story, picture=picture, heading="why")
        tell(f"Other {number}", project=story.project)
    versions.raise_public()
    return story


def weight(visitor: Client, address: str) -> int:
    """The bytes of what is sent for an address to a browser that takes brotli."""
    answer: Any = visitor.get(address, headers={"accept-encoding": "br"})
    assert answer.status_code == 200, address
    return len(b"".join(answer)) if answer.streaming else len(answer.content)


class TestWhatAPageCosts:
    @pytest.mark.parametrize("things", [1, 8])
    def test_as_many_statements_whatever_stands_in_it(self, visitor, partner_a, things):
        path = long_story(partner_a, things).get_absolute_url()
        visitor.get("/about/")
        versions.raise_public()
        with CaptureQueriesContext(connection) as asked:
            assert page_of(visitor, path).count("<img") == things
        found = [one["sql"] for one in asked if "core_versionnumber" not in one["sql"]]
        assert len(found) <= 1 + MOST_STATEMENTS, "\n".join(found)  # the settings once more

    def test_a_long_story_with_all_it_loads_is_light_but_for_its_pictures(self, visitor, partner_a):
        path = long_story(partner_a, 6).get_absolute_url()
        page = page_of(visitor, path)
        assert page.count("<img") == 6
        parts = re.findall(
            r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"', page
        )
        addresses = ["".join(pair) for pair in parts]
        assert len(addresses) >= 3  # styles, colours, script
        bytes_of = {address: weight(visitor, address) for address in (path, *addresses)}
        assert sum(bytes_of.values()) < MOST_BYTES, bytes_of
        assert bytes_of[path] < len(page) / 3  # it came compressed, like the rest


def test_a_list_with_collections_takes_three_statements(visitor, curator: Person, content):
    topic = Topic.objects.earliest("pk")
    for number in range(5):
        story = tell(f"Story {number}", project=ProjectFactory())
        story.topics.add(topic)
        StoryWriter.objects.create(story=story, partner=PartnerFactory())
    collections.save(collection=None, title="Letters", intro="", public=True, by=curator.user)
    visitor.get("/case-studies/")
    with CaptureQueriesContext(connection) as asked:
        assert len(cards(page_of(visitor, "/case-studies/?from=2020"))) == 5
    found = [one["sql"] for one in asked if "core_versionnumber" not in one["sql"]]
    assert len(found) <= 3, "\n".join(found)
