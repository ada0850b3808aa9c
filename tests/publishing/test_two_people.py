"""Two people with one section open: nobody overwrites what another wrote without seeing it."""

import re

import pytest

from apps.projects.models import Project
from apps.publishing import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(published) -> str:
    return f"/staff/projects/{published.pk}/edit/about/"


def opened(person, address: str) -> dict[str, str]:
    """The form as the person's browser holds it."""
    page = person.get(address).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    data, _ = actions.text_of(Project.objects.get(title="Signs"))
    section = actions.document_of(Project()).section("about")
    return {**hidden, **dict(section.as_post(data).lists())}


def test_what_i_did_not_touch_stays_theirs(published, contributor, lead, address):
    mine, theirs = opened(lead, address), opened(contributor, address)
    contributor.post(address, {**theirs, "summary": "Their summary."})
    late = lead.post(address, {**mine, "title": "My title"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "My title" in page
    assert str(contributor.user) in page
    assert "Left blank" not in page
    again = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert lead.post(address, {**again, "keep": "mine"}).status_code == 302
    data, _ = actions.text_of(published)
    assert (data["title"], data["summary"]) == ("My title", "Their summary.")


def test_a_form_that_came_back_wrong_still_notices(published, contributor, lead, address):
    mine, theirs = opened(lead, address), opened(contributor, address)
    contributor.post(address, {**theirs, "summary": "Their summary."})
    wrong = lead.post(address, {**mine, "title": "", "summary": "Mine"})
    assert wrong.status_code == 422
    count = re.search(r'name="edit_count" value="(\d+)"', wrong.content.decode())
    mended = {**mine, "summary": "Mine", "edit_count": count[1]}
    assert lead.post(address, mended).status_code == 409


def test_typing_carried_on_later_still_notices(published, contributor, lead, address):
    mine, theirs = opened(lead, address), opened(contributor, address)
    lead.post(address.replace("edit", "typing"), {**mine, "summary": "Mine"})
    contributor.post(address, {**theirs, "summary": "Their summary."})
    page = lead.get(f"{address}?carry-on=1").content.decode()
    count = re.search(r'name="edit_count" value="(\d+)"', page)
    late = lead.post(address, {**mine, "summary": "Mine", "edit_count": count[1]})
    assert late.status_code == 409


def test_a_small_correction_that_came_late_overwrites_nothing(published, lead, curator, address):
    address = address.replace("edit", "correct")
    held = re.search(r'name="edit_count" value="(\d+)"', lead.get(address).content.decode())
    form = {"title": "Signs", "kind": "project", "what": "spelling", "edit_count": held[1]}
    curator.post(address, {**form, "summary": "Old summary!"})
    late = lead.post(address, {**form, "summary": "Old summery."})
    assert late.status_code == 422
    assert "open this page anew" in late.content.decode()
    again = re.search(r'name="edit_count" value="(\d+)"', late.content.decode())
    assert (
        lead.post(address, {**form, "summary": "Old summery.", "edit_count": again[1]}).status_code
        == 422
    )
    published.refresh_from_db()
    assert published.summary == "Old summary!"
