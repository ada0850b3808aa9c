"""The directory of partners: who they are, what they did, and honest empty places."""

import re

import pytest

from apps.core import versions
from apps.partners.models import Partner, PartnerName
from tests.factories import PartFactory, PartnerFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_all_partners_from_a_to_z(content, visitor):
    page = visitor.get("/partners/").content.decode()
    found = re.findall(r'card__title"><a href="/partners/([^/]+)/', page)
    assert len(found) == 13
    assert found == sorted(found)


def test_partners_are_reached_from_our_work_and_lead_back(content, visitor):
    assert '<a class="link-alone" href="/partners/">' in visitor.get("/our-work/").content.decode()
    for address in ("/partners/", "/partners/actearly/"):
        trail = visitor.get(address).content.decode().split('class="breadcrumbs')[1]
        links = re.findall(r'href="([^"]+)"', trail.split("</nav>")[0])
        assert links == ["/", "/our-work/", "/partners/"][: 2 if address == "/partners/" else 3]


def test_what_a_partner_does_stands_in_the_sources_words(content, visitor):
    quoted = re.findall(r'card__line">(.)', visitor.get("/partners/").content.decode())
    assert set(quoted) == {"“"}


@pytest.mark.parametrize("place", ["kirklees", "calderdale"])
def test_a_place_without_partners_says_so_well(content, visitor, place):
    page = text(visitor.get("/partners/", {"place": place}))
    assert f"Nothing from {place.capitalize()} is here yet" in page
    assert "That does not mean nothing happens there." in page


def test_an_unknown_place_shows_all_and_says_why(content, visitor):
    page = text(visitor.get("/partners/", {"place": "<atlantis>"}))
    assert "13 partners" in page
    assert "not one we know" in page
    assert "atlantis" not in page


def test_a_partner_with_two_parts_in_one_project_counts_it_once(content, visitor):
    page = text(visitor.get("/partners/new-citizenship-project/"))
    assert "1 project, by the part they had" in page
    assert "Designed Stroke Co-creation" in page
    assert "Facilitated Stroke Co-creation" in page
    assert "This project does not name one of the five ways" in page


def test_the_mix_of_ways_is_stated_as_a_finding_with_a_table(content, visitor):
    page = text(visitor.get("/partners/leeds-health-and-care-partnership/"))
    assert "1 of 4 does not name one of the five ways" in page
    assert re.search(r"Co-production 3 Not stated 1", page.split("Show as a table")[1])


def test_a_partner_without_projects_has_an_empty_state(content, visitor):
    page = text(visitor.get("/partners/future-nhs/"))
    assert "No project is recorded here yet" in page


def test_an_earlier_name_is_shown(content, visitor):
    PartnerName.objects.create(partner=Partner.objects.get(slug="actearly"), name="Acting Early")
    versions.raise_public()
    assert "Earlier: Acting Early" in text(visitor.get("/partners/actearly/"))


def test_drafts_of_a_partner_are_neither_shown_nor_counted(db, visitor):
    partner = PartnerFactory(slug="one")
    PartFactory(partner=partner, project=ProjectFactory(title="Secret draft", state="draft"))
    versions.raise_public()
    for address in ("/partners/", "/partners/one/"):
        page = text(visitor.get(address))
        assert "Secret draft" not in page
        assert "1 project" not in page


def test_a_partner_that_is_not_public_is_not_found(db, visitor):
    PartnerFactory(slug="hidden", name="Hidden body", public=False)
    versions.raise_public()
    assert visitor.get("/partners/hidden/").status_code == 404
    assert "Hidden body" not in text(visitor.get("/partners/"))
    assert "hidden" not in visitor.get("/sitemap-partners.xml").content.decode()


@pytest.mark.parametrize("items", [1, 3])
def test_the_directory_takes_the_same_queries(db, visitor, items, django_assert_num_queries):
    for _ in range(items):
        PartFactory()
    versions.raise_public()
    visitor.get("/about/")
    with django_assert_num_queries(1 + 3):
        visitor.get("/partners/")


@pytest.mark.parametrize("items", [1, 50])
def test_a_partners_page_takes_the_same_queries(db, visitor, items, django_assert_num_queries):
    partner = PartnerFactory(slug="one")
    for _ in range(items):
        PartFactory(partner=partner)
    versions.raise_public()
    visitor.get("/resources/")  # a process that works holds the index of resources
    with django_assert_num_queries(1 + 5):
        visitor.get("/partners/one/")
