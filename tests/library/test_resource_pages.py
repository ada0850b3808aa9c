"""Finding and reading resources: the list with its filters, the page, machines, panels."""

import json
import re

import pytest

from apps.core import clock, versions
from apps.library.models import Resource, ResourceFile, ResourceItem, ResourceMaker
from apps.library.search_texts import resource_text
from apps.publishing import search
from apps.publishing.models import AccessibleVersion, Audience
from tests.factories import PUBLISHED, PartFactory, PartnerFactory, ProjectFactory
from tests.library.conftest import lives

pytestmark = pytest.mark.django_db
TRAUMA = "/resources/trauma-informed-co-production-guidance/"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def titles(response):
    page = response.content.decode()
    found = re.findall(r'card__title"><a[^>]*>(.*?)</a>', page)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def make(title, **columns):
    """A published resource that says its address is not given."""
    slug = title.lower().replace(" ", "-")
    values = {"kind": "slides", "address_not_given": True, "sort_key": title.lower(), **columns}
    return Resource.objects.create(
        title=title, slug=slug, state="published", revision=1, published_at=PUBLISHED, **values
    )


def easy_read_of(resource):
    """A published Easy Read version, checked with people."""
    version = AccessibleVersion.objects.create(
        kind="resource", object_id=resource.pk, form="easy_read", title="Asking, made easy",
        checked_with="Five members of a group", checked_on=clock.today(), slug="easy-read-asking",
        state="published", revision=1, published_at=PUBLISHED, made_from_revision=1,
    )  # fmt: skip
    version.lines.create(sentence="Ask people.", position=1)
    versions.raise_public(("format", version.pk), ("resource", resource.pk))
    return version


def test_all_thirteen_are_listed_newest_first_and_what_has_no_date_by_title(content, visitor):
    page = visitor.get("/resources/")
    assert "<title>Resources: 13 resources, page 1 of 2" in page.content.decode()
    assert titles(page)[:4] == [
        "ActEarly Co-production Strategy",
        "Trauma informed co-production guidance",
        "Working in Partnership with People and Communities Guidance",
        "Conference newsletter",
    ]
    assert len(titles(page)) + len(titles(visitor.get("/resources/?page=2"))) == 13
    assert titles(visitor.get("/resources/?sort=title"))[0] == "ActEarly Co-production Strategy"


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("kind=slides", 3), ("kind=slides&kind=video", 4), ("format=ask", 12), ("format=page", 1),
        ("partner=nhs-england", 2), ("level=co-production", 1), ("level=not-stated", 12),
        ("from=2022&to=2022", 3), ("q=maternity", 1), ("q=Lisa+Cherry", 1), ("format=easy_read", 0),
        ("kind=guidance&partner=nhs-england", 1),
    ],
)  # fmt: skip
def test_a_filter_counts_what_it_shows(content, visitor, query, number):
    page = text(visitor.get(f"/resources/?{query}"))
    assert f"{number} resource{'' if number == 1 else 's'}" in page


def test_what_is_for_whom_and_on_what_is_found(db, visitor):
    audience = Audience.objects.create(name="Members of the public", slug="public", position=1)
    found = make("For everybody")
    found.audiences.add(audience)
    make("For nobody in particular")
    versions.raise_public()
    assert titles(visitor.get("/resources/?audience=public")) == ["For everybody"]


def test_a_filter_that_would_find_nothing_whatever_is_chosen_is_not_offered(content, visitor):
    page = visitor.get("/resources/").text
    assert 'name="kind"' in page
    assert 'name="audience"' not in page and 'name="topic"' not in page
    Resource.objects.first().audiences.set([Audience.objects.first()])
    versions.raise_public(("resource", Resource.objects.first().pk))
    assert 'name="audience"' in visitor.get("/resources/").text


def test_a_sign_of_the_text_is_one_for_machines_as_well(db, visitor):
    row = make("Tea and talk", summary="Tea & **cake**, less than 5 < 6")
    versions.raise_public(("resource", row.pk))
    page = visitor.get(row.get_absolute_url()).text
    assert '<meta name="description" content="Tea &amp; cake, less than 5 &lt; 6">' in page
    assert "Tea &amp; cake" in visitor.get("/resources/").text
    assert resource_text(row).summary == "Tea & cake, less than 5 < 6"


def test_an_easy_read_version_is_found_by_the_filter_and_read(public, visitor):
    assert titles(visitor.get("/resources/?format=easy_read")) == []
    easy_read_of(public)
    page = visitor.get("/resources/?format=easy_read")
    assert titles(page) == ["Asking well"]
    assert "Also in: Easy Read" in text(page)
    assert 'href="/formats/easy-read-asking/"' in visitor.get(lives(public)).content.decode()


def test_the_list_follows_one_record_without_being_built_anew(public, visitor, curator):
    assert titles(visitor.get("/resources/")) == ["Asking well"]
    curator.post(f"/staff/resources/{public.pk}/move/archive/", {"note": "It is old."})
    assert titles(visitor.get("/resources/")) == []
    assert "No longer current" in text(visitor.get(lives(public)))
    curator.post(f"/staff/resources/{public.pk}/move/restore/", {"note": ""})
    assert titles(visitor.get("/resources/")) == ["Asking well"]


def test_empty_says_what_would_be_here_and_what_to_do(db, visitor):
    page = text(visitor.get("/resources/"))
    assert "No resource is here yet" in page
    assert "Ask us for what you need" in page


def test_nothing_found_names_a_way_on(content, visitor):
    page = text(visitor.get("/resources/?kind=video&partner=nhs-england"))
    assert "0 resources" in page
    assert "Without" in page


def test_a_filter_that_we_do_not_know_is_left_out_and_said(content, visitor):
    page = visitor.get("/resources/?kind=slides&format=nonsense%00", follow=True)
    assert page.status_code == 200
    assert "left out" in text(page)


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_takes_three_queries_whatever_stands_in_it(
    db, visitor, number, django_assert_num_queries
):
    for at in range(number):
        one = make(f"Slides {at}")
        ResourceMaker.objects.create(resource=one, partner=PartnerFactory(), role="from")
        ResourceItem.objects.create(resource=one, url=f"https://example.org/{at}", form="page")
    versions.raise_public()
    visitor.get("/resources/?q=warm")
    with django_assert_num_queries(1 + 2):
        assert len(titles(visitor.get("/resources/"))) == min(number, 10)


@pytest.mark.parametrize("number", [1, 20])
def test_a_page_takes_the_same_queries_whatever_hangs_on_it(
    db, visitor, number, django_assert_num_queries
):
    one = make("Asking", kind="guidance", address_not_given=False)
    for at in range(number):
        ResourceMaker.objects.create(resource=one, partner=PartnerFactory(), role="from")
        file = ResourceFile.objects.create(resource=one, name="a.pdf", ending="pdf", size=9)
        ResourceItem.objects.create(resource=one, file=file, form="pdf", position=at)
        one.projects.add(ProjectFactory())
        one.cards.create(kind="ask", text=f"Who {at}?", words="ours")
    versions.raise_public()
    visitor.get("/about/")
    with django_assert_num_queries(1 + 9):
        assert visitor.get("/resources/asking/").status_code == 200


def test_the_page_says_whom_it_is_from_and_who_wrote_it(content, visitor):
    page = text(visitor.get(TRAUMA))
    assert "Lisa Cherry, Schools, Services and Systems Change Consultant" in page
    assert "West Yorkshire Violence Reduction Unit" in page
    assert "Guidance ·" in page
    assert "2022" in page
    assert "Licence Not stated" in page
    assert "Way of involving people Not stated" in page


def test_what_only_some_can_open_says_so_in_the_source_s_words(content, visitor):
    page = text(visitor.get("/resources/experience-of-care-co-production-workspace/"))
    assert "Not everybody can open this. It is “for anyone who has access”." in page
    assert "Under the heading “Support”." in page
    assert "This offers events, and a share space." in page


def test_of_twelve_the_address_is_not_given_and_the_toolkit_has_one(content, visitor):
    without = 0
    for resource in Resource.objects.all():
        page = visitor.get(lives(resource)).content.decode()
        without += "Address not given in our source." in page
        assert 'href=""' not in page
    assert without == 12
    toolkit = visitor.get("/resources/ppg-toolkit/")
    assert "Web page On another site: www.healthandcareleeds.org" in text(toolkit)


def test_machines_read_the_facts_and_no_person(content, visitor):
    page = visitor.get(TRAUMA).content.decode()
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.S)[1])
    facts, trail = data["@graph"]
    assert facts["@type"] == "LearningResource"
    assert facts["name"] == "Trauma informed co-production guidance"
    assert facts["datePublished"] == "2022"
    assert len(facts["publisher"]) == 2
    assert "Cherry" not in json.dumps(data)
    assert [step["name"] for step in trail["itemListElement"]][1] == "Resources"


def test_it_stands_in_the_sitemap_the_feed_and_search(content, visitor):
    assert TRAUMA in visitor.get("/sitemap-resource.xml").content.decode()
    assert TRAUMA in visitor.get("/feeds/updates.xml").content.decode()
    assert search.search("infographic", kinds=["resource"]).total == 1
    assert "Resources" in text(visitor.get("/search/?q=toolkit"))


def test_projects_and_partners_show_what_is_theirs(content, visitor):
    project = visitor.get("/our-work/stroke-co-creation/").content.decode()
    assert '<a href="/resources/stroke-co-creation-slides/">' in project
    assert "/ask/give-us-this/resource-stroke-co-creation-slides/?of=" in project
    toolkit = visitor.get("/our-work/ppg-toolkit/").content.decode()
    assert "Address not given" not in toolkit.split('id="resources"')[1].split("</section>")[0]
    partner = visitor.get("/partners/nhs-england/").content.decode()
    assert "/resources/working-in-partnership-with-people-and-communities-guidance/" in partner
    assert 'id="resources"' not in visitor.get("/partners/lmns/").content.decode()


def test_a_panel_holds_nothing_of_a_draft(public, resource, contributor, partner_a, visitor):
    project = ProjectFactory(title="Letters", slug="letters")
    PartFactory(project=project, partner=partner_a)
    hidden = Resource.objects.create(title="Hidden plans", kind="report", sort_key="hidden")
    hidden.projects.add(project)
    public.projects.add(project)
    versions.raise_public()
    page = visitor.get("/our-work/letters/").content.decode()
    assert "Asking well" in page
    assert "Hidden plans" not in page


def test_hostile_words_show_as_words(db, visitor):
    hostile = "<script>alert(1)</script>{{ 7|add:7 }}\"'><img src=x onerror=alert(1)>"
    one = make("hostile", summary=hostile, source_words=hostile, licence=hostile)
    Resource.objects.filter(pk=one.pk).update(title=hostile)
    ResourceItem.objects.create(
        resource=one, words=hostile[:150], url="https://example.org/?a=%22%3E", form="page"
    )
    versions.raise_public()
    for address in ("/resources/hostile/", "/resources/"):
        page = visitor.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page


@pytest.mark.parametrize("address", ["/resources/none-yet/", "/resources/none-yet/file/",
                                     "/resources/none-yet/cards/"])  # fmt: skip
def test_what_is_not_there_is_not_found(db, visitor, address):
    assert visitor.get(address).status_code == 404
