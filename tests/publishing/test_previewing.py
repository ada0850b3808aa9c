"""Looking at what becomes of a text in Markdown before it is saved, with or without a script."""

import re

import pytest

from apps.core import clock
from apps.library.models import Page
from apps.publishing import ahead
from apps.publishing.models import Version
from tests.factories import PUBLISHED

pytestmark = pytest.mark.django_db
BODY = "## Who reads it\n\n- **Staff** alone\n\n<script>alert(1)</script>"
TYPED = {"title": "Privacy, anew", "lede": "", "body": BODY, "preview": "1"}


@pytest.fixture
def page(db) -> Page:
    return Page.objects.create(
        title="Privacy", slug="privacy", body="As it was.", reviewed_on=clock.today(),
        review_on=clock.today(), state="published", revision=1, published_at=PUBLISHED,
    )  # fmt: skip


def shown(html: str) -> str:
    found = re.search(
        r'<section class="will-read" aria-label="([^"]+)">(.*?)</section>', html, re.S
    )
    assert found
    return f"{found[1]}|{found[2]}"


def test_a_text_is_shown_as_it_will_read_and_nothing_is_saved(page, curator):
    address = f"/staff/pages/{page.pk}/edit/text/"
    opened = curator.get(address).content.decode()
    assert re.search(r'<button [^>]*type="submit" name="preview"', opened)
    assert "will-read" not in opened
    began = re.search(r'name="began" value="([^"]*)"', opened)[1]
    response = curator.post(address, {**TYPED, "edit_count": "0", "began": began})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<h2>Who reads it</h2>" in shown(html)
    assert "<strong>Staff</strong> alone" in shown(html)
    assert shown(html).startswith("How it will read: Text|")
    assert "<script>alert" not in html
    assert "Nothing is saved yet." in html
    assert 'value="Privacy, anew"' in html
    assert "## Who reads it" in html, "everything typed is kept"
    assert f'name="edit_count" value="{page.edit_count}"' in html
    assert f'name="began" value="{began}"' in html
    page.refresh_from_db()
    assert (page.body, page.edit_count) == ("As it was.", 0)
    assert ahead.copy_of(page) is None
    assert not Version.objects.exists()


def test_what_is_wrong_is_said_beside_the_preview(page, curator):
    response = curator.post(f"/staff/pages/{page.pk}/edit/text/", {**TYPED, "title": ""})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Enter a title" in html
    assert "<h2>Who reads it</h2>" in shown(html)


def test_a_part_of_a_story_is_looked_at_in_the_same_way(story, lead):
    assert story.why
    address = f"/staff/case-studies/{story.pk}/edit/why/"
    html = lead.post(address, {"why": "It was *hard*.", "preview": "1"}).content.decode()
    assert "<em>hard</em>" in shown(html)
    story.refresh_from_db()
    assert story.why == "Signs were hard to read."


def test_a_correction_is_looked_at_before_it_is_public(page, curator):
    address = f"/staff/pages/{page.pk}/correct/text/"
    typed = {"title": "Privacy", "lede": "", "body": "As it *was*.", "what": "spelling"}
    response = curator.post(address, {**typed, "preview": "1", "edit_count": "0"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<em>was</em>" in shown(html)
    assert '<option value="spelling" selected>' in html
    page.refresh_from_db()
    assert page.body == "As it was."


def test_a_section_without_markdown_offers_no_preview(page, curator):
    assert 'name="preview"' not in curator.get(f"/staff/pages/{page.pk}/edit/dates/").text


def test_an_empty_text_says_so(page, curator):
    typed = {**TYPED, "body": "", "edit_count": "0"}
    html = curator.post(f"/staff/pages/{page.pk}/edit/text/", typed).content.decode()
    assert "Nothing is written here yet." in shown(html)
