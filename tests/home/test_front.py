"""The front page on the real content alone: nothing empty, no zero, nothing added up."""

import re

import pytest

from apps.core import versions
from apps.projects.models import Project
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_says_what_for_whom_and_one_thing_to_do(content, visitor):
    page = text(visitor.get("/"))
    assert "How people shape health and care in West Yorkshire" in page
    assert "Patients, carers and communities work with health and care services" in page
    assert "See the work" in page


def test_the_real_content_has_no_empty_panel_and_no_zero(content, visitor):
    page = text(visitor.get("/"))
    assert "One network, two things it led to" in page
    assert "8 of 11 projects do not name one of the five ways" in page
    assert not re.search(r"\b0 projects?\b", page)
    assert page.count("No work recorded yet") == 4  # Calderdale and Kirklees, tile and list


def test_large_numbers_stand_in_the_sources_words_and_never_add_up(content, visitor):
    page = text(visitor.get("/"))
    for words in ("More than 100 people", "Over 100 community groups", "Nineteen speakers"):
        assert words in page
    for sum_ in ("119", "219", "200"):
        assert sum_ not in page


def test_the_whole_quotation_stands_with_its_source(content, visitor):
    page = text(visitor.get("/"))
    assert "In understanding that co-production is about a fundamental shift" in page
    assert "redistributed in the process of co-production”" in page
    assert "Taken from Trauma informed Co-production" in page


def test_examples_are_neither_shown_nor_counted(content, visitor):
    ProjectFactory(title="Example: made up", is_example=True, claimed_level="inform")
    versions.raise_public()
    page = text(visitor.get("/"))
    assert "made up" not in page
    assert "8 of 11" in page


def test_a_fresh_site_still_reads_well(db, visitor):
    page = text(visitor.get("/"))
    assert "How people shape health and care" in page
    assert "No project is here yet" in page
    assert "quotation" not in page


def test_the_finding_changes_when_all_name_a_way(content, visitor):
    Project.objects.update(claimed_level="engage")
    versions.raise_public()
    assert "All 11 projects name one of the five ways" in text(visitor.get("/"))


def test_the_menu_has_only_what_exists(content, visitor):
    page = visitor.get("/").content.decode()
    links = set(re.findall(r'<a [^>]*href="(/[^"#?]*)', page))
    for link in links:
        assert visitor.get(link).status_code == 200, link
    assert "/training/" not in links
    assert "/resources/" in links


def test_the_footer_leads_to_what_is_new_and_to_signing_in(content, visitor):
    footer = visitor.get("/").content.decode().split("<footer")[1]
    assert '<a href="/accounts/login/">Staff sign in</a>' in footer
    new = re.search(r'<a href="([^"]+)">New and changed</a>', footer)[1]
    assert visitor.get(new).status_code == 200
