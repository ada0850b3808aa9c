"""An empty list says why it is empty, as exactly as that is known, and how to go on."""

import html
import re

import pytest

from apps.core import versions
from apps.projects.models import Project

pytestmark = pytest.mark.django_db
LIST = "/our-work/"


def empty(response):
    """Heading and sentence of the empty state, and its links as label → address."""
    page = html.unescape(response.content.decode()).split('<div class="empty">')[1]
    page = page.split("</section>")[0]
    links = {label: address for address, label in re.findall(r'href="([^"]+)">([^<]+)</a>', page)}
    heading, text = re.findall(r"<(?:h3[^>]*|p)>([^<]+)</", page)
    return heading, text, links


def test_a_way_that_nobody_names_leads_to_those_that_name_none(content, visitor):
    heading, text, links = empty(visitor.get(LIST, {"level": "engage"}))
    assert heading == "No project here says Engage"
    assert text == "8 projects do not name one of the five ways."
    assert links == {
        "Show those 8": "?level=not-stated",
        "What Engage means": "/what-is-co-production/#engage",
        "Without this filter: 11 projects": "?",
    }


def test_beside_other_filters_the_rest_stays(content, visitor):
    heading, text, links = empty(visitor.get(LIST, {"level": ["consult", "engage"], "q": "ppg"}))
    assert heading == "No project that matches the rest says Consult or Engage"
    assert text == "That does not mean nothing happens. It means no record here says so."
    assert links["Without this filter: 3 projects"] == "?q=ppg"
    heading, text, links = empty(visitor.get(LIST, {"level": "engage", "place": "leeds"}))
    assert text == "1 project does not name one of the five ways."
    assert links["Show that one"] == "?level=not-stated&place=leeds"


@pytest.mark.parametrize("more", [{}, {"level": "inform"}, {"q": "stroke"}])
def test_an_empty_place_is_no_verdict_on_the_place(content, visitor, more):
    heading, text, links = empty(visitor.get(LIST, {"place": "kirklees"} | more))
    assert heading == "Nothing from Kirklees is here yet"
    assert text == "That does not mean nothing happens there."
    assert links == {
        "Tell us about it": "/ask/tell-us/site/",
        "See 3 projects for the whole of West Yorkshire": "?place=west-yorkshire",
    }


def test_an_area_without_work_is_not_offered(content, visitor):
    Project.places.through.objects.filter(place__slug="west-yorkshire").delete()
    versions.raise_public()
    places = ["kirklees", "calderdale", "west-yorkshire"]
    heading, _, links = empty(visitor.get(LIST, {"place": places}))
    assert heading == "Nothing from West Yorkshire or Calderdale or Kirklees is here yet"
    assert list(links) == ["Tell us about it"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("zzzz", "No project has the word “zzzz”"),
        ("co-zzzz stroke", "No project has all of the words “co-zzzz stroke”"),
        ("?!", "There is no word to look for in “?!”"),
    ],
)
def test_words_that_nobody_uses_stand_in_one_pair_of_quotation_marks(content, visitor, words, said):
    heading, text, links = empty(visitor.get(LIST, {"q": words}))
    assert heading == said
    assert text
    assert links == {"Show all projects (11)": LIST}


def test_filters_that_are_empty_together_name_the_one_whose_removal_brings_back_most(
    content, visitor
):
    heading, text, links = empty(visitor.get(LIST, {"place": "leeds", "topic": "stroke"}))
    assert heading == "No project matches all of this"
    assert text == "Without the filter “Topic: Stroke” there are 4 projects."
    assert links == {"Remove the filter “Topic: Stroke”": "?place=leeds"}
    _, text, links = empty(visitor.get(LIST, {"place": "leeds", "q": "zzzz"}))
    assert text == "Without the word “zzzz” there are 4 projects."
    assert links == {"Remove the word “zzzz”": "?place=leeds"}


def test_filters_of_which_none_helps_alone_lead_to_everything(content, visitor):
    heading, text, links = empty(
        visitor.get(LIST, {"topic": "stroke", "kind": "group", "place": "leeds"})
    )
    assert heading == "No project matches all of this"
    assert text == "That does not mean nothing happens. It means no record here says so."
    assert links == {"Show all projects (11)": LIST}


def test_without_any_project_the_list_says_what_would_be_here(db, visitor):
    response = visitor.get(LIST)
    heading, text, _ = empty(response)
    assert "0 projects" in response.content.decode()
    assert heading == "No project is here yet"
    assert text == "When people and services do something together, it will be here."
