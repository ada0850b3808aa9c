"""The traps of the source: what it says and what it does not say, pinned fact by fact."""

import datetime
import re

import pytest
from django.conf import settings

from apps.core import counts
from apps.library.models import (
    Card,
    GlossaryTerm,
    Quotation,
    Resource,
    ResourceItem,
    ResourceMaker,
)
from apps.partners.models import Contact, Partner, Place
from apps.projects import levels
from apps.projects.models import Project, ProjectCount, ProjectLink, ProjectMention, ProjectPartner
from apps.publishing.models import Audience

CONTENT = settings.BASE_DIR / "content"


@pytest.fixture(autouse=True)
def loaded(content: None) -> None:
    """Each of these looks at the partnership's own content."""


def project(slug: str) -> Project:
    return Project.objects.get(slug=slug)


def parts(slug: str) -> list[tuple[str, str]]:
    """(who, role) in a project, in order."""
    rows = ProjectPartner.objects.filter(project__slug=slug).select_related("partner")
    return [(str(row.partner or row.credit_name), row.role) for row in rows]


# 1, 14: levels and summaries ----------------------------------------------------------------------


def test_three_of_eleven_state_a_level_and_the_others_stay_not_stated() -> None:
    stated = Project.objects.exclude(claimed_level="").values_list("title", "claimed_level")
    assert sorted(stated) == [
        ("PPG Toolkit", "co-production"),
        ("PPG emails project", "co-production"),
        ("Patient Participation Group (PPG) Network", "co-production"),
    ]
    assert Project.objects.filter(claimed_level="").count() == 8


def test_own_words_are_kept_and_never_turned_into_a_level() -> None:
    own = Project.objects.exclude(own_label="").values_list("slug", "own_label", "claimed_level")
    assert sorted(own) == [
        ("actearly-co-production-strategy", "appreciative enquiry", ""),
        ("maternity-development-workshop", "workshop", ""),
        ("stroke-co-creation", "co-creation", ""),
    ]


def test_eight_projects_have_no_summary_and_are_public_all_the_same() -> None:
    assert Project.objects.current().count() == 11
    assert Project.objects.exclude(summary="").count() == 3
    for without in Project.objects.filter(summary=""):
        assert without.source_excerpt


# 2: numbers ---------------------------------------------------------------------------------------


def test_the_three_numbers_keep_their_words_and_never_add_up() -> None:
    rows = ProjectCount.objects.order_by("-value", "id")
    assert [(str(row.count), row.words, row.featured) for row in rows] == [
        ("more than 100 people", "More than 100 people", True),
        ("more than 100 groups", "over 100 community groups", True),
        ("19 speakers", "Nineteen speakers", True),
    ]
    people, groups, speakers = (row.count for row in rows)
    for pair in ((people, groups), (people, speakers)):
        with pytest.raises(ValueError, match="do not add up"):
            counts.add(pair)
    assert "never added" in ProjectCount.objects.get(value=19).note


# 3: dates -----------------------------------------------------------------------------------------


def test_no_day_is_invented() -> None:
    dates = {p.slug: (str(p.start), p.start_words) for p in Project.objects.all() if p.start}
    assert dates == {
        "wakefield-co-production-conference": (
            "2022",
            "During national co-production week in 2022",
        ),
        "trauma-informed-co-production-guidance": ("2022", "worked together in 2022"),
        "actearly-co-production-strategy": ("2022", "In 2022 Bradford was involved"),
        "stroke-co-creation": ("April 2022", "in April 2022"),
    }
    stroke = project("stroke-co-creation")
    assert stroke.start_note == "commissioned"
    assert (stroke.start.first, stroke.start.last) == (
        datetime.date(2022, 4, 1),
        datetime.date(2022, 4, 30),
    )
    assert not Project.objects.exclude(end_first=None).exists()


# 4, 5, 8: who had which part ----------------------------------------------------------------------


def test_commissioner_partner_designer_and_facilitator_are_told_apart() -> None:
    assert parts("stroke-co-creation") == [
        ("NHS Leadership Academy North East & Yorkshire", "commissioner"),
        ("West Yorkshire Health and Care Partnership", "partner"),
        ("West Yorkshire Integrated Stroke Delivery Network", "partner"),
        ("New Citizenship Project", "designer"),
        ("New Citizenship Project", "facilitator"),
    ]
    assert parts("maternity-development-workshop") == [
        ("Local Maternity & Neonatal System", "origin"),
        ("Harnessing the Power of Communities", "origin"),
    ]


def test_the_only_person_named_is_the_author_with_her_title() -> None:
    credits = ProjectPartner.objects.filter(partner=None).values_list(
        "project__slug", "credit_name", "credit_title", "role"
    )
    assert sorted(credits) == [
        ("co-production-training", "Volunteers", "", "co-presenter"),
        (
            "trauma-informed-co-production-guidance",
            "Lisa Cherry",
            "Schools, Services and Systems Change Consultant",
            "author",
        ),
    ]


def test_bradford_is_a_place_and_no_partner() -> None:
    assert parts("actearly-co-production-strategy") == [("ActEarly", "owner")]
    assert [p.name for p in project("actearly-co-production-strategy").places.all()] == ["Bradford"]
    assert not Partner.objects.filter(name__contains="Bradford").exists()
    assert not Partner.objects.filter(place__slug="bradford").exists()


def test_group_members_stay_words() -> None:
    part = ProjectPartner.objects.get(role="provider")
    assert str(part.partner) == "NHS England"
    assert part.role_words.startswith("have completed or are in the process of completing")
    assert not project("peer-leaders-strategic-co-production-group").counts.exists()


# 6: what led to what ------------------------------------------------------------------------------


def test_the_network_led_to_two_things_and_continues() -> None:
    links = ProjectLink.objects.values_list("source__title", "kind", "target__title")
    assert list(links) == [
        ("Patient Participation Group (PPG) Network", "led_to", "PPG emails project"),
        ("Patient Participation Group (PPG) Network", "led_to", "PPG Toolkit"),
    ]
    stated = Project.objects.exclude(status="not_stated").values_list("title", "status")
    assert list(stated) == [("Patient Participation Group (PPG) Network", "ongoing")]


# 7, 10: training and resources --------------------------------------------------------------------


def test_training_stands_on_the_projects_that_mention_it() -> None:
    rows = ProjectMention.objects.filter(kind="training")
    assert {row.title: row.project.slug for row in rows} == {
        "Co-production training": "co-production-training",
        "Other sessions in the Leeds training range": "co-production-training",
        "Involvement training": "co-production-training",
        "Peer Leadership Development Programme": "peer-leaders-strategic-co-production-group",
    }
    notes = {row.title: row.note for row in rows}
    on_hold = notes["Other sessions in the Leeds training range"]
    assert "“other sessions are currently on hold”" in on_hold
    for audience in Audience.objects.all():
        assert audience.name in notes["Co-production training"]
    assert notes["Peer Leadership Development Programme"].startswith("Free, by NHS England.")


def test_resources_stand_by_title_and_only_the_toolkit_has_an_address() -> None:
    held = {row.title: row for row in Resource.objects.current()}
    assert sorted(held) == [
        "ActEarly Co-production Strategy",
        "Conference newsletter",
        "Conference video",
        "Experience of care co-production workspace",
        "Harnessing the Power of Communities presentation",
        "Maternity Development Workshop report",
        "NHS England infographic: ways to involve people and communities",
        "PPG Toolkit",
        "Slides for co-production training",
        "Slides for involvement training",
        "Stroke Co-creation slides",
        "Trauma informed co-production guidance",
        "Working in Partnership with People and Communities Guidance",
    ]
    assert [row.resource.title for row in ResourceItem.objects.all()] == ["PPG Toolkit"]
    without = {title for title, row in held.items() if row.address_not_given}
    assert without == set(held) - {"PPG Toolkit"}
    assert not ProjectMention.objects.filter(kind="resource").exists()


def test_a_year_stands_only_where_the_source_gives_one() -> None:
    dated = {row.title: str(row.issued) for row in Resource.objects.exclude(issued_first=None)}
    assert dated == {
        "ActEarly Co-production Strategy": "2022",
        "Trauma informed co-production guidance": "2022",
        "Working in Partnership with People and Communities Guidance": "2022",
    }


def test_resources_are_from_whom_the_source_says_and_from_nobody_else() -> None:
    from_nobody = Resource.objects.exclude(makers__role="from").values_list("title", flat=True)
    assert set(from_nobody) == {
        "ActEarly Co-production Strategy", "Maternity Development Workshop report",
        "Stroke Co-creation slides",
    }  # fmt: skip
    author = ResourceMaker.objects.get(role="author")
    assert (author.credit_name, author.credit_title) == (
        "Lisa Cherry", "Schools, Services and Systems Change Consultant",
    )  # fmt: skip
    assert author.resource.title == "Trauma informed co-production guidance"
    made_for = ResourceMaker.objects.get(role="for")
    assert str(made_for.partner) == "ActEarly"


def test_one_resource_is_for_people_with_access_only() -> None:
    restricted = Resource.objects.get(access="restricted")
    assert restricted.title == "Experience of care co-production workspace"
    assert restricted.access_words == "for anyone who has access"
    assert restricted.source_heading == "Support"
    assert restricted.source_words.endswith("This offers events, and a share space.")


def test_no_card_is_made_up() -> None:
    assert not Card.objects.exists()


def test_the_national_workspace_stays_a_contact_too() -> None:
    workspace = Contact.objects.get(scope="national")
    assert "infographic" in levels.SOURCE
    assert workspace.label == "Experience of care co-production workspace"
    assert "for anyone who has access" in workspace.purpose
    assert workspace.offers == "This offers events, and a share space."
    assert (workspace.email, workspace.phone) == ("", "")


def test_only_the_addresses_that_the_source_prints_are_links() -> None:
    printed = set(re.findall(r"https://[^\s)]+", (CONTENT / "source.txt").read_text()))
    held = {row.link for row in Project.objects.exclude(link="")}
    held |= {row.url for row in ProjectMention.objects.exclude(url="")}
    held |= {row.url for row in ResourceItem.objects.exclude(url="")}
    assert held == printed
    assert len(printed) == 3
    assert not Partner.objects.exclude(url="").exists()


# 9: a definition with two sources -----------------------------------------------------------------


def test_the_definition_keeps_who_wrote_it_and_who_quoted_it() -> None:
    quoted = Quotation.objects.get(key="def-c4pc")
    assert quoted.attribution == "The Coalition for Personalised Care"
    assert quoted.quoted_in == (
        "NHS England in Working in Partnership with People and Communities Guidance 2022"
    )
    term = GlossaryTerm.objects.get(term="Co-production")
    assert (term.definition, term.author, term.quoted_in) == (
        quoted.text,
        quoted.attribution,
        quoted.quoted_in,
    )
    trauma = Quotation.objects.get(key="q-trauma")
    assert trauma.project == project("trauma-informed-co-production-guidance")


# 11: places ---------------------------------------------------------------------------------------


def test_calderdale_and_kirklees_are_places_without_work() -> None:
    work = {place.name: place.projects.count() for place in Place.objects.all()}
    assert work == {
        "West Yorkshire": 3,
        "Bradford": 1,
        "Calderdale": 0,
        "Kirklees": 0,
        "Leeds": 4,
        "Wakefield": 2,
    }
    assert not Partner.objects.filter(place__slug__in=["calderdale", "kirklees"]).exists()
    assert Project.objects.filter(places=None).count() == 1


def test_tiles_lie_two_over_three_without_touching() -> None:
    tiles = Place.objects.exclude(tile_col=None).values_list("name", "tile_col", "tile_row")
    rows: dict[int, list[tuple[int, str]]] = {}
    for name, column, row in tiles:
        rows.setdefault(row, []).append((column, name))
    assert {row: [name for _, name in sorted(held)] for row, held in rows.items()} == {
        1: ["Bradford", "Leeds"],
        2: ["Calderdale", "Kirklees", "Wakefield"],
    }
    for held in rows.values():
        columns = sorted(column for column, _ in held)
        assert all(two - one >= 2 for one, two in zip(columns, columns[1:], strict=False))
        assert columns[-1] <= 5
