"""A project's page says who had which part, what is not stated, and what came of it."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import versions
from apps.projects.models import Project, ProjectLink
from apps.publishing.models import Correction
from tests.factories import ActivityFactory, ProjectFactory, owe

pytestmark = pytest.mark.django_db
STROKE = "/our-work/stroke-co-creation/"
NETWORK = "/our-work/patient-participation-group-ppg-network/"


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_who_commissioned_it_is_not_who_facilitated_it(content, visitor):
    page = text(visitor.get(STROKE))
    assert re.search(r"NHS Leadership Academy North East &amp; Yorkshire commissioned it", page)
    assert re.search(r"New Citizenship Project designed it, facilitated it", page)
    assert "Author" not in page


def test_a_way_that_is_not_stated_says_so_and_keeps_its_own_word(content, visitor):
    page = text(visitor.get(STROKE))
    assert "Not stated" in page
    assert "Its own word for it: “co-creation”. We do not turn that into one of the five." in page
    assert "Co-design" not in page.split("Way of involving people")[1].split("Who")[0]


def test_the_date_is_that_of_the_commission(content, visitor):
    assert "April 2022 (commissioned)" in text(visitor.get(STROKE))


def test_what_the_source_does_not_say_stands_in_one_line(content, visitor):
    page = text(visitor.get(STROKE))
    assert (
        "Our source does not say how many people took part, whether people were paid or had "
        "their costs met or how it felt to them . Can you tell us?"
    ).replace(" .", ".") in page.replace(" .", ".")
    assert page.count("Can you tell us?") == 1


def test_what_the_network_led_to_and_came_from_link_both_ways(content, visitor):
    page = visitor.get(NETWORK).content.decode()
    assert "One network, two things it led to" in page
    assert 'href="/our-work/ppg-toolkit/"' in page
    assert NETWORK in visitor.get("/our-work/ppg-toolkit/").content.decode()


def test_what_it_led_to_comes_first_in_what_came_of_it(content, visitor):
    came = text(visitor.get(NETWORK)).split("What came of it")[1]
    assert came.index("One network, two things it led to") < came.index("Our source does not say")
    led_nowhere = text(visitor.get("/our-work/ppg-toolkit/"))
    assert led_nowhere.index("It came from Patient") < led_nowhere.index("What came of it")


@pytest.mark.parametrize(
    ("status", "past"),
    [
        ("planned", False), ("ongoing", False), ("on_hold", False), ("finished", True),
        ("not_stated", True),
    ],
)  # fmt: skip
def test_only_what_is_over_is_called_past(db, visitor, status, past):
    ProjectFactory(slug="one", status=status)
    versions.raise_public()
    page = text(visitor.get("/our-work/one/"))
    assert ("No answer was promised for this past work." in page) is past
    assert "Our source does not say what people said, or what was done about it." in page


def test_a_draft_in_the_family_is_not_named(content, visitor):
    Project.objects.filter(slug="ppg-toolkit").update(state="draft")
    versions.raise_public()
    page = visitor.get(NETWORK).content.decode()
    assert "ppg-toolkit" not in page
    assert "This network led to PPG emails project" in page


def test_a_person_is_credited_by_name_and_title(content, visitor):
    page = text(visitor.get("/our-work/trauma-informed-co-production-guidance/"))
    assert "Lisa Cherry, Schools, Services and Systems Change Consultant wrote it" in page


def test_people_and_speakers_are_shown_apart(content, visitor):
    page = text(visitor.get("/our-work/wakefield-co-production-conference/"))
    assert "Who took part More than 100 people" in page
    assert "Who spoke Nineteen speakers" in page
    assert "119" not in page


def test_a_resource_without_an_address_is_named_and_no_dead_link(content, visitor):
    page = visitor.get(STROKE).content.decode()
    assert "Stroke Co-creation slides" in page
    assert "Address not given in our source." in page


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_what_is_not_public_is_not_found(content, visitor, signed_in, state):
    Project.objects.filter(slug="stroke-co-creation").update(state=state, revision=0)
    versions.raise_public()
    for persona in (visitor, signed_in):
        assert persona.get(STROKE).status_code == 404


def test_a_withdrawn_project_says_so_with_its_reason_and_nothing_else(content, visitor):
    Project.objects.filter(slug="stroke-co-creation").update(
        state="withdrawn", withdrawn_reason="The partners asked us to."
    )
    versions.raise_public()
    response = visitor.get(STROKE)
    page = response.content.decode()
    assert response.status_code == 410
    assert "This page was withdrawn" in page
    assert "The partners asked us to." in page
    assert "Stroke" not in page
    assert "stroke" not in visitor.get("/sitemap-project.xml").content.decode()


def test_an_archived_project_stays_readable_and_is_marked(content, visitor):
    Project.objects.filter(slug="stroke-co-creation").update(state="archived")
    versions.raise_public()
    assert "No longer current" in text(visitor.get(STROKE))


def statements(visitor, path):
    """How often a page that is in no store asks the database, not counting the version key."""
    visitor.get("/about/")
    versions.raise_public()
    visitor.get("/resources/")  # a process that works holds the index of resources
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get(path).status_code == 200
    return sum("core_versionnumber" not in query["sql"] for query in asked)


@pytest.mark.parametrize("related", [1, 50])
def test_a_page_takes_the_same_queries_whatever_hangs_on_it(db, visitor, related):
    project = ProjectFactory(slug="one")
    for number in range(related):
        other = ProjectFactory()
        ProjectLink.objects.create(source=project, target=other, kind="led_to", position=number)
        project.counts.create(value=1, qualifier="exactly", unit="people", words="one")
        project.mentions.create(kind="resource", title=f"r{number}")
    assert statements(visitor, "/our-work/one/") == 10  # the settings of the site once more


@pytest.mark.parametrize("logged", [1, 12])
def test_a_page_with_activities_stays_within_twelve_statements(db, visitor, logged):
    project = ProjectFactory(slug="one")
    for _ in range(logged):
        owe(ActivityFactory(project=project), datetime.date(2026, 8, 3))
    assert statements(visitor, "/our-work/one/") <= 1 + 12  # the settings once more
    page = text(visitor.get("/our-work/one/"))
    assert f"All activities in this project ({logged})" in page
    assert page.count("Overdue since 3 August") == min(logged, 3)


def test_a_correction_is_dated(db, visitor):
    project = ProjectFactory(slug="one")
    for day in (4, 9):
        Correction.objects.create(
            kind="project", object_id=project.pk, made_on=datetime.date(2026, 5, day),
            what="spelling", look_by=datetime.date(2026, 5, 20),
        )  # fmt: skip
    versions.raise_public()
    page = text(visitor.get("/our-work/one/"))
    assert "Corrected on 9 May 2026" in page and "4 May" not in page


def test_hostile_words_are_shown_as_words(db, visitor):
    hostile = "<script>alert(1)</script>{{ 7|add:7 }}\"'><img src=x onerror=alert(1)>"
    ProjectFactory(
        slug="hostile", title=hostile, summary=hostile, purpose=hostile, source_excerpt=hostile,
        own_label=hostile[:100], level_words=hostile, strapline=hostile,
    )  # fmt: skip
    versions.raise_public()
    for address in ("/our-work/hostile/", "/our-work/", "/"):
        page = visitor.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page


def test_an_example_says_so_above_its_title_and_on_its_card(db, visitor):
    ProjectFactory(slug="made-up", title="Example: made up", is_example=True)
    versions.raise_public()
    for address in ("/our-work/made-up/", "/our-work/"):
        page = visitor.get(address).content.decode()
        assert page.index("Example: not a real record") < page.index(
            "</a></h3>" if address[1:] == "our-work/" else "</h1>"
        )
    assert "made-up" not in visitor.get("/").content.decode()
    assert "made-up" not in visitor.get("/sitemap-project.xml").content.decode()
