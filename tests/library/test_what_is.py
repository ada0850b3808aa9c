"""What co-production is: the exact words, who wrote them, and honest gaps."""

import html
import re

import pytest

from apps.projects.levels import WAYS

pytestmark = pytest.mark.django_db
ADDRESS = "/what-is-co-production/"


def text(response):
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return html.unescape(plain)


def test_five_ways_in_order_with_their_exact_definitions_and_source(content, visitor):
    page = text(visitor.get(ADDRESS))
    places = [page.index(way.definition) for way in WAYS]
    assert places == sorted(places)
    assert (
        "NHS England infographic, as given by West Yorkshire Health and Care Partnership." in page
    )
    assert "All are important and valuable." in page


def test_the_definition_keeps_its_two_steps(content, visitor):
    page = text(visitor.get(ADDRESS))
    assert "The Coalition for Personalised Care defines co-production as: “a way of working" in page
    assert (
        "Written by The Coalition for Personalised Care, quoted by NHS England in Working in "
        "Partnership with People and Communities Guidance 2022."
    ) in page


def test_engage_says_when_it_fits_what_comes_back_and_that_no_example_is_known(content, visitor):
    page = visitor.get(ADDRESS).content.decode()
    engage = text_of(page, "engage")
    assert "We went where people are" in engage
    assert "Fits when" in engage
    assert "What people should get back" in engage
    assert "No example in our records yet." in engage


def test_co_production_shows_a_real_example(content, visitor):
    page = visitor.get(ADDRESS).content.decode()
    assert "Patient Participation Group (PPG) Network" in text_of(page, "co-production")


def text_of(page, code):
    part = page.split(f'id="{code}"')[1].split("</details>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))


def test_nothing_on_the_page_ranks_the_ways(content, visitor):
    page = text(visitor.get(ADDRESS)).casefold()
    for word in ("ladder", "best way", "highest", "lowest", "maturity"):
        assert word not in page
