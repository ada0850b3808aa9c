"""What machines read of the portal's own pages, which is what people read there."""

import json
import re

import pytest

from apps.core import site_settings
from apps.library.models import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("slug", "kind"),
    [("about", "AboutPage"), ("contact", "ContactPage"), ("what-is-co-production", "WebPage")],
)
def test_a_page_says_what_it_is_and_who_publishes_it(content, visitor, settings, slug, kind):
    settings.SITE_URL = "https://portal.example.org"
    site_settings.store(name="partnership", value="Our <portal>")
    html = visitor.get(f"/{slug}/").text
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert found["@type"] == kind
    assert found["url"] == f"https://portal.example.org/{slug}/"
    assert found["publisher"]["@type"] == "Organization"
    assert found["publisher"]["name"] == "Our <portal>"
    page = Page.objects.filter(slug=slug).first()
    assert found["name"] == (page.title if page else re.search(
        r"<title>(.*?) [–|-]", html)[1].strip())  # fmt: skip
