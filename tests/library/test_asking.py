"""Who writes to us from a page need not say which: the link carries it, and only our own pages."""

import html
import re

import pytest

from apps.core import versions
from apps.partners.models import Partner
from apps.projects.models import Project
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db
CONTACT = "/contact/"


def about(response):
    """What the page says one writes about, as (address, title), and the subject of the e-mail."""
    page = html.unescape(response.content.decode())
    shown = re.findall(r'You are writing about: <a href="([^"]+)">([^<]+)</a>', page)
    return shown, re.findall(r'mailto:[^"?]+\?subject=([^"]+)"', page)


@pytest.mark.parametrize(
    ("address", "title", "subject"),
    [
        ("/our-work/ppg-toolkit/", "PPG Toolkit", "About%20PPG%20Toolkit"),
        ("/partners/actearly/", "ActEarly", "About%20ActEarly"),
        ("/our-work/", "Our work", "About%20Our%20work"),
        (
            "/what-is-co-production/", "What is co-production?",
            "About%20What%20is%20co-production%3F",
        ),
    ],
)  # fmt: skip
def test_the_page_one_came_from_is_named_and_stands_in_the_subject(
    content, visitor, address, title, subject
):
    response = visitor.get(CONTACT, {"about": address})
    assert about(response) == ([(address, title)], [subject])
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "", "x", "/", "/contact/", "/our-work/nothing-here/", "/our-work/?place=leeds",
        "/staff/components/", "//example.org/our-work/", "https://example.org/our-work/",
        "javascript:alert(1)", "/our-work/<script>alert(1)</script>/", "\x00", "/our-work/" * 500,
        "/our-work/ppg-toolkit/\n",
    ],
)  # fmt: skip
def test_anything_else_changes_nothing(content, visitor, address):
    plain = visitor.get(CONTACT).content
    assert visitor.get(CONTACT, {"about": address}).content == plain


def test_what_is_not_public_is_not_named(content, visitor):
    Project.objects.filter(slug="ppg-toolkit").update(state="draft")
    Partner.objects.filter(slug="actearly").update(public=False)
    versions.raise_public()
    for address in ("/our-work/ppg-toolkit/", "/partners/actearly/"):
        assert about(visitor.get(CONTACT, {"about": address})) == ([], [])


def test_a_hostile_title_stays_a_title(content, visitor):
    ProjectFactory(slug="one", title='"><script>alert(1)</script>&body=x\r\nBcc: y@example.org')
    versions.raise_public()
    page = visitor.get(CONTACT, {"about": "/our-work/one/"}).content.decode()
    assert "<script>alert" not in page
    assert (
        "subject=About%20%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%26body%3Dx%0D%0ABcc" in page
    )


@pytest.mark.parametrize(
    "address",
    ["/our-work/stroke-co-creation/", "/partners/future-nhs/", "/what-is-co-production/"],
)
def test_every_link_to_us_carries_the_page(content, visitor, address):
    main = visitor.get(address).content.decode().split("<main")[1].split("</main>")[0]
    links = re.findall(r'href="(/contact/[^"]*)"', main)
    assert links
    assert set(links) == {f"/contact/?about={address}"}
