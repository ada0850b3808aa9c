"""The feed and what machines read in a page: valid, public, gone in the same moment, and true."""

import datetime
import json
import re
from xml.etree import ElementTree

import pytest

from apps.core import versions
from apps.core.actors import SystemActor
from apps.core.dates import PartialDate
from apps.projects.models import ProjectPartner
from apps.publishing import workflow
from tests.factories import PUBLISHED, PartFactory, PartnerFactory, PlaceFactory, ProjectFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://portal.example.org"
CANARY = "Kanarienvogel"


@pytest.fixture(autouse=True)
def known_site(settings):
    settings.SITE_URL = SITE


def feed(visitor):
    response = visitor.get("/feeds/updates.xml")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert not response.cookies
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own portal wrote it


def entries(visitor):
    return [entry.find(f"{ATOM}title").text for entry in feed(visitor).findall(f"{ATOM}entry")]


def linked(visitor, project):
    page = visitor.get(project.get_absolute_url()).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return json.loads(blocks[0]) if blocks else None


def test_the_feed_holds_what_is_public_and_nothing_else(visitor):
    ProjectFactory(title="Seen", slug="seen", summary="Said < in public.")
    for state in ("draft", "in_review"):
        ProjectFactory(title=CANARY, state=state)
    ProjectFactory(title=CANARY, state="withdrawn", withdrawn_reason="x")
    ProjectFactory(title=CANARY, is_example=True)
    tree = feed(visitor)
    entry = tree.find(f"{ATOM}entry")
    assert entries(visitor) == ["Seen"]
    assert entry.find(f"{ATOM}link").get("href") == f"{SITE}/our-work/seen/"
    assert entry.find(f"{ATOM}id").text == f"{SITE}/our-work/seen/"
    assert entry.find(f"{ATOM}updated").text == "2026-03-01T12:00:00+00:00"
    assert entry.find(f"{ATOM}summary").text == "Said &lt; in public."
    assert entry.find(f"{ATOM}category").get("term") == "Project"
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{SITE}/", "self": f"{SITE}/feeds/updates.xml"}
    assert tree.find(f"{ATOM}id").text and tree.find(f"{ATOM}updated").text


def test_newest_first_and_fifty_at_most(visitor, django_assert_max_num_queries):
    for number in range(55):
        at = PUBLISHED + datetime.timedelta(hours=number)
        ProjectFactory(title=f"P{number}", published_at=at)
    with django_assert_max_num_queries(12):  # one for each kind, however long
        titles = entries(visitor)
    assert titles == [f"P{number}" for number in range(54, 4, -1)]


def test_an_empty_feed_is_whole_and_the_same_all_day(visitor):
    first = feed(visitor).find(f"{ATOM}updated").text
    versions.store.key = None
    assert feed(visitor).find(f"{ATOM}updated").text == first
    assert entries(visitor) == []


def test_withdrawn_is_gone_from_the_feed_in_the_same_moment(visitor):
    project = ProjectFactory(title="Taken back", slug="taken-back")
    assert entries(visitor) == ["Taken back"]
    workflow.move(project, "withdraw", by=SystemActor("test"), note="Asked for by a partner.")
    assert entries(visitor) == []
    assert visitor.get(project.get_absolute_url()).status_code == 410
    assert "taken-back" not in visitor.get("/sitemap-project.xml").content.decode()


def test_a_browser_that_has_the_feed_is_told_so(visitor):
    tag = visitor.get("/feeds/updates.xml").headers["ETag"]
    assert visitor.get("/feeds/updates.xml", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("sign", ["\x0b", "\x00", "\ufffe", "&", "]]>", "<x>", "𝕬", "‮"])
def test_no_sign_in_a_title_breaks_the_feed(visitor, sign, settings):
    if sign == "\x00":
        pytest.skip("PostgreSQL keeps no such sign, so none gets here")
    ProjectFactory(title=f"A{sign}B")
    kept = "" if sign in ("\x0b", "\ufffe") else sign
    assert entries(visitor) == [f"A{kept}B"]


def test_linked_data_holds_the_facts_of_the_page_and_no_other(visitor):
    project = ProjectFactory(
        title='Stroke </script><script>"work" & more', slug="stroke", summary="People wrote it.",
        source_excerpt=CANARY, note=CANARY,
    )  # fmt: skip
    project.start = PartialDate.parse("2022-04")
    project.save()
    project.places.add(PlaceFactory(name="Leeds"))
    PartFactory(project=project, partner=PartnerFactory(name="A", slug="a"))
    PartFactory(project=project, partner=PartnerFactory(name="Money", slug="money"), role="funder")
    PartFactory(project=project, partner=PartnerFactory(name="Hidden", public=False))
    PartFactory(project=project, partner=PartnerFactory(name="Paid", slug="p"), role="commissioner")
    ProjectPartner.objects.create(project=project, credit_name="Jo Person", role="lead")
    graph = linked(visitor, project)["@graph"]
    address = f"{SITE}/our-work/stroke/"
    assert graph[0] == {
        "@type": "Project", "@id": address, "url": address, "name": project.title,
        "description": "People wrote it.", "areaServed": ["Leeds"],
        "member": [{"@type": "Organization", "name": "A", "url": f"{SITE}/partners/a/"}],
        "funder": [{"@type": "Organization", "name": "Money", "url": f"{SITE}/partners/money/"}],
    }  # fmt: skip
    steps = [(step["name"], step["item"]) for step in graph[1]["itemListElement"]]
    assert steps == [
        ("Home", f"{SITE}/"), ("Our work", f"{SITE}/our-work/"), (project.title, address),
    ]  # fmt: skip


def test_what_is_not_stated_is_left_out(visitor):
    facts = linked(visitor, ProjectFactory(title="Bare", slug="bare"))["@graph"][0]
    assert set(facts) == {"@type", "@id", "name", "url"}


@pytest.mark.parametrize(
    ("start", "note", "stated"),
    [("2022", "", "2022"), ("2022-04", "", "2022-04"), ("2022-04", "commissioned", None)],
)
def test_an_event_begins_when_it_is_stated_to_and_no_day_is_made_up(visitor, start, note, stated):
    event = ProjectFactory(kind="event", start_note=note)
    event.start = PartialDate.parse(start)
    event.save()
    facts = linked(visitor, event)["@graph"][0]
    assert facts["@type"] == "Event"
    assert facts.get("startDate") == stated


def test_an_example_tells_machines_nothing(visitor):
    assert linked(visitor, ProjectFactory(is_example=True)) is None


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "/"),
        ("/our-work/?level=inform&page=2", "/our-work/"),
        ("/partners/?place=kirklees", "/partners/"),
        ("/our-work/stroke-co-creation/", "/our-work/stroke-co-creation/"),
        ("/about/", "/about/"),
        ("/what-is-co-production/choose/?next=1", "/what-is-co-production/choose/"),
    ],
)
def test_each_page_names_its_one_address_its_feed_and_its_picture(
    content, visitor, address, canonical
):
    page = visitor.get(address).content.decode()
    assert f'<link rel="canonical" href="{SITE}{canonical}">' in page
    assert 'type="application/atom+xml" href="/feeds/updates.xml"' in page
    picture = re.search(
        rf'property="og:image" content="{SITE}(/static/img/share/[^"]+\.png)"', page
    )
    assert picture


@pytest.mark.parametrize("address", ["/nothing/<b>/", "/our-work/nothing/", "/ask/wrong/site/"])
def test_an_error_and_a_form_have_no_canonical_address(content, visitor, address):
    page = visitor.get(address).content.decode()
    assert "canonical" not in page
    assert "og:image" not in page


def test_words_for_a_share_stand_only_where_there_is_a_summary(visitor):
    bare = visitor.get(ProjectFactory(summary="").get_absolute_url()).content.decode()
    assert "og:title" not in bare and "og:description" not in bare
    told = visitor.get(ProjectFactory(title="T", summary="So").get_absolute_url()).content.decode()
    assert '<meta property="og:title" content="T">' in told
    assert '<meta property="og:description" content="So">' in told


@pytest.mark.parametrize(
    "address",
    ["/", "/our-work/", "/our-work/stroke-co-creation/", "/partners/", "/partners/future-nhs/",
     "/partners/west-yorkshire-health-and-care-partnership/", "/what-is-co-production/",
     "/about/", "/contact/", "/glossary/", "/ask/format/site/"],
)  # fmt: skip
def test_a_title_begins_with_the_heading(content, visitor, address):
    page = visitor.get(address).content.decode()
    heading = re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)[1])
    assert re.search(r"<title>(.*?)</title>", page, re.S)[1].startswith(heading)


def test_the_sitemap_dates_partners_records_and_the_pages_made_of_them(content, visitor):
    for part in ("pages", "partners", "project", "page"):
        assert "<lastmod>2" in visitor.get(f"/sitemap-{part}.xml").content.decode(), part
    assert "/ask/" not in visitor.get("/sitemap-pages.xml").content.decode()
    assert "Disallow: /ask/" in visitor.get("/robots.txt").content.decode()


def test_share_pictures_are_small():
    from pathlib import Path  # noqa: PLC0415

    pictures = list((Path(__file__).parents[2] / "static" / "img" / "share").glob("*.png"))
    assert len(pictures) == 5
    for picture in pictures:
        data = picture.read_bytes()
        assert len(data) <= 40_000
        assert (data[16:20], data[20:24]) == ((1200).to_bytes(4, "big"), (630).to_bytes(4, "big"))
