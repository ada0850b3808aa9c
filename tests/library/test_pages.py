"""Small pages: text with a review date, whom to ask, words explained with their sources."""

import html
import re

import pytest

from apps.core import versions
from apps.library.models import Page

pytestmark = pytest.mark.django_db


def text(response):
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return html.unescape(plain)


@pytest.mark.parametrize(
    "slug", ["about", "accessibility", "privacy", "cookies", "contact", "glossary"]
)
def test_each_page_has_one_heading_and_its_review_date(content, visitor, slug):
    page = visitor.get(f"/{slug}/").content.decode()
    assert page.count("<h1>") == 1
    assert "last reviewed on 24 November 2026" in page


def test_contact_has_the_support_address_and_the_national_workspace(content, visitor):
    page = text(visitor.get("/contact/"))
    assert "For support and to know more about co-production" in page
    assert re.search(r"\S+@\S+", page)
    assert "for anyone who has access" in page
    assert "This offers events, and a share space." in page


def test_the_glossary_explains_abbreviations_and_keeps_both_sources(content, visitor):
    page = text(visitor.get("/glossary/"))
    assert "VCSE Voluntary, Community and Social Enterprise" in page
    assert "Written by The Coalition for Personalised Care, quoted by NHS England" in page


def test_an_abbreviation_is_explained_at_its_first_use(content, visitor):
    page = visitor.get("/our-work/patient-participation-group-ppg-network/").content.decode()
    assert "Patient Participation Group (PPG) Network" in page
    page = visitor.get("/our-work/maternity-development-workshop/").content.decode()
    assert page.count('<abbr title="Voluntary, Community and Social Enterprise">') <= 1


@pytest.mark.parametrize(("state", "status"), [("draft", 410), ("withdrawn", 410)])
def test_a_page_that_is_not_public_is_not_shown(content, visitor, state, status):
    Page.objects.filter(slug="about").update(state=state, withdrawn_reason="Out of date.")
    versions.raise_public()
    response = visitor.get("/about/")
    assert response.status_code == status
    assert "Three rules" not in response.content.decode()


def test_a_hostile_body_shows_as_text(content, visitor):
    Page.objects.filter(slug="about").update(body="<script>alert(1)</script> [x](javascript:y)")
    versions.raise_public()
    page = visitor.get("/about/").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
