"""Our work: what somebody filters for is what they get, and every next step is an address."""

import csv
import datetime
import io
import re

import openpyxl
import pytest

from apps.core import clock, versions
from apps.core.dates import PartialDate
from apps.projects.models import Project
from tests.factories import PartFactory, PlaceFactory, ProjectFactory

pytestmark = pytest.mark.django_db
LIST = "/our-work/"


def titles(response):
    found = re.findall(r'card__title"><a[^>]*>(.*?)</a>', response.content.decode())
    return [re.sub("<[^>]+>", "", title) for title in found]


def counts(response, group):
    found = re.findall(
        rf'name="{group}" value="([^"]+)".*?choice__count">(\d+)', response.content.decode(), re.S
    )
    return {value: int(number) for value, number in found}


def test_the_stroke_work_is_found_by_words_and_by_filter(content, visitor):
    assert titles(visitor.get(LIST, {"q": "stroke"})) == ["Stroke Co-creation"]
    assert titles(visitor.get(LIST, {"topic": "stroke"})) == ["Stroke Co-creation"]
    assert titles(visitor.get(LIST, {"q": "Survivors RECOVERY"})) == ["Stroke Co-creation"]


@pytest.mark.parametrize(
    "words", ["co-production", "Coproduction", "co production", "co‑production"]
)
def test_a_way_is_found_by_its_name_however_it_is_spelt(content, visitor, words):
    found = set(titles(visitor.get(LIST, {"q": words})))
    assert found >= {
        "Patient Participation Group (PPG) Network", "PPG emails project", "PPG Toolkit",
        "ActEarly Co-production Strategy", "Co-production training",
    }  # fmt: skip
    assert len(found) == 9


def test_within_a_group_any_between_groups_all(content, visitor):
    either = visitor.get(LIST, {"place": ["bradford", "wakefield"]})
    assert set(titles(either)) == {
        "ActEarly Co-production Strategy",
        "Wakefield co-production conference",
        "Peer Leaders / Strategic Co-production Group",
    }
    both = visitor.get(LIST, {"place": ["bradford", "wakefield"], "kind": "event"})
    assert titles(both) == ["Wakefield co-production conference"]


def test_a_place_means_that_place_and_the_whole_area_is_its_own_choice(content, visitor):
    whole = titles(visitor.get(LIST, {"place": "west-yorkshire"}))
    assert "Stroke Co-creation" in whole
    assert "PPG Toolkit" not in whole


def test_counts_beside_choices_belong_to_the_rest_of_the_search(content, visitor):
    response = visitor.get(LIST, {"place": "leeds", "level": "co-production"})
    assert counts(response, "level") == {
        "inform": 0, "consult": 0, "engage": 0, "co-design": 0, "co-production": 3, "not-stated": 1,
    }  # fmt: skip
    assert counts(response, "place")["leeds"] == 3
    assert counts(response, "place")["bradford"] == 0


def test_the_result_stands_in_the_title_and_the_heading(content, visitor):
    page = visitor.get(LIST, {"place": "leeds", "level": "co-production"}).content.decode()
    assert "<title>Our work: 3 projects, Co-production, Leeds – " in page
    assert '<h2 id="results">3 projects</h2>' in page


def test_each_chip_takes_just_its_own_filter_away(content, visitor):
    page = visitor.get(LIST, {"place": "leeds", "level": "co-production"}).content.decode()
    chips = dict(re.findall(r'class="chip" href="([^"]+)"><span[^>]*>[^<]*</span>([^<]+)', page))
    assert {label: address for address, label in chips.items()} == {
        "Co-production": "?place=leeds",
        "Leeds": "?level=co-production",
    }


def test_not_stated_is_a_choice_and_offered_beside_the_others(content, visitor):
    assert len(titles(visitor.get(LIST, {"level": "not-stated"}))) == 8
    page = visitor.get(LIST, {"place": "leeds", "level": "co-production"}).content.decode()
    assert "1 more project does not name one of the five ways" in page


def test_years_overlap_and_what_has_no_date_is_not_among_them(content, visitor):
    found = set(titles(visitor.get(LIST, {"from": "2022", "to": "2022"})))
    assert found == {
        "Stroke Co-creation",
        "Trauma informed co-production guidance",
        "ActEarly Co-production Strategy",
        "Wakefield co-production conference",
    }
    assert titles(visitor.get(LIST, {"from": "2023"})) == []


def test_a_span_of_years_matches_each_year_in_it(db, visitor):
    project = ProjectFactory(title="Long one")
    project.start, project.end = PartialDate.parse("2019-05"), PartialDate.parse("2021")
    project.save()
    versions.raise_public()
    for year, found in {"2018": [], "2019": ["Long one"], "2020": ["Long one"], "2022": []}.items():
        assert titles(visitor.get(LIST, {"from": year, "to": year})) == found


@pytest.mark.parametrize(
    "query",
    [
        "level=nonsense", "place=%00", "from=abcd", "from=99999", "to=-1", "topic=%27%22--",
        "kind=<script>alert(1)</script>", "partner=%ff%fe",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_left_out_and_said_but_not_echoed(content, visitor, query):
    response = visitor.get(f"{LIST}?{query}")
    page = response.content.decode()
    assert response.status_code == 200
    assert "is not one we know, so it was left out" in page
    assert "11 projects" in page
    for echo in ("nonsense", "alert(1)", "abcd", "99999"):
        assert echo not in page


@pytest.mark.parametrize("page", ["0", "-1", "999", "abc", "1e9", "٣", "9" * 400])
def test_a_page_out_of_range_is_page_one(content, visitor, page):
    assert "page 1 of 2" in visitor.get(LIST, {"page": page}).content.decode()


def test_pages_hold_ten_and_every_project_stands_on_one(content, visitor):
    first, second = (titles(visitor.get(LIST, {"page": n})) for n in (1, 2))
    assert (len(first), len(second)) == (10, 1)
    assert len({*first, *second}) == 11


def test_sorted_by_title(content, visitor):
    found = titles(visitor.get(LIST, {"sort": "title"}))
    assert found == sorted(found, key=str.casefold)


def test_newest_first_and_undated_last(content, visitor):
    assert titles(visitor.get(LIST))[0] == "Stroke Co-creation"
    assert "Working with Voluntary" in titles(visitor.get(LIST, {"page": 2}))[0]


@pytest.mark.parametrize("state", ["draft", "in_review", "archived", "withdrawn"])
def test_only_published_projects_are_listed_or_counted(content, visitor, state):
    Project.objects.filter(slug="ppg-toolkit").update(state=state, withdrawn_reason="A reason")
    versions.raise_public()
    response = visitor.get(LIST, {"place": "leeds"})
    assert "PPG Toolkit" not in titles(response)
    assert counts(response, "place")["leeds"] == 3


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_takes_three_queries_beside_its_index(
    db, visitor, items, django_assert_num_queries
):
    for _ in range(items):
        PartFactory(project=ProjectFactory())
    versions.raise_public()
    visitor.get("/our-work/?kind=event")  # the index of this number is built
    with django_assert_num_queries(1 + 3):
        assert len(titles(visitor.get(LIST))) == items


def test_a_card_says_who_had_which_part(content, visitor):
    page = visitor.get(LIST, {"q": "stroke"}).content.decode()
    assert (
        "commissioned by NHS Leadership Academy North East &amp; Yorkshire; in partnership with "
        "West Yorkshire Health and Care Partnership, West Yorkshire Integrated Stroke Delivery "
        "Network; designed and facilitated by New Citizenship Project"
    ) in page
    page = visitor.get(LIST, {"topic": "trauma-informed-practice"}).content.decode()
    assert "written by Lisa Cherry" in page


def test_a_card_says_what_is_not_stated(content, visitor):
    page = visitor.get(LIST, {"place": "not-stated"}).content.decode()
    assert "<li>Place not stated</li>" in page
    assert "<li>Date not stated</li>" in page


def test_a_partner_that_is_not_public_is_on_no_card(db, visitor):
    PartFactory(project=ProjectFactory(), partner__public=False, partner__name="Hidden body")
    versions.raise_public()
    assert "Hidden body" not in visitor.get(LIST).content.decode()


def test_csv_holds_what_the_filters_found(content, visitor, settings):
    settings.SITE_URL = "https://portal.example.org"
    response = visitor.get(LIST, {"place": "leeds", "format": "csv"})
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body, newline="")))
    assert {row["Title"] for row in rows} == {
        "Co-production training", "Patient Participation Group (PPG) Network",
        "PPG emails project", "PPG Toolkit",
    }  # fmt: skip
    network = next(row for row in rows if "Network" in row["Title"])
    assert network["Way of involving people"] == "Co-production"
    assert network["Led to"] == "PPG emails project; PPG Toolkit"
    assert network["Date"] == "Not stated"
    assert network["Way of involving, in the source's words"] == (
        "co-produced / continue to co-produce"
    )
    assert network["Page"] == (
        "https://portal.example.org/our-work/patient-participation-group-ppg-network/"
    )


def test_what_is_not_stated_is_no_blank_and_communities_are_named(content, visitor):
    response = visitor.get(LIST, {"format": "csv"})
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = {row["Title"]: row for row in csv.DictReader(io.StringIO(body, newline=""))}
    sector = rows["Working with Voluntary, Community and Social Enterprise Sector"]
    assert sector["Places"] == "Not stated"
    assert rows["Stroke Co-creation"]["Communities"] == "Stroke survivors and their families"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({}, "our-work-2026-11-24"),
        ({"sort": "title"}, "our-work-2026-11-24"),
        ({"place": "leeds"}, "our-work-filtered-2026-11-24"),
        ({"q": "stroke"}, "our-work-filtered-2026-11-24"),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_named_for_its_day_and_says_when_it_is_filtered(
    content, visitor, monkeypatch, query, name, kind
):
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 24))
    response = visitor.get(LIST, query | {"format": kind})
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}.{kind}"'
    response.close()


def test_excel_holds_real_dates_and_the_words_for_the_unknown(content, visitor):
    response = visitor.get(LIST, {"q": "stroke", "format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    sheet = book["Our work"]
    row = dict(zip([c.value for c in sheet[1]], [c.value for c in sheet[2]], strict=True))
    assert row["Title"] == "Stroke Co-creation"
    assert row["Way of involving people"] == "Not stated"
    assert row["Date"] == "April 2022"
    assert row["Date, first day it could be"].isoformat() == "2022-04-01T00:00:00"
    assert "Read me" in book.sheetnames


def test_a_project_in_a_new_place_joins_the_filter(content, visitor):
    project = ProjectFactory(title="Somewhere new")
    project.places.add(PlaceFactory(name="Todmorden", slug="todmorden"))
    versions.raise_public()
    assert titles(visitor.get(LIST, {"place": "todmorden"})) == ["Somewhere new"]
