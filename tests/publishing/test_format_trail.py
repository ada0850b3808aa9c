"""The way back from an accessible version leads through the pages above the one it is made from."""

import re

import pytest
from django.urls import resolve

from apps.publishing import types
from apps.publishing.models import AccessibleVersion
from tests.factories import PUBLISHED

pytestmark = pytest.mark.django_db


def test_an_easy_read_story_leads_back_through_our_work_and_stories(told, visitor):
    AccessibleVersion.objects.create(
        kind="story", object_id=told.pk, form="easy_read", language="en-GB", title="Signs",
        made_from_revision=1, made_from_on=PUBLISHED.date(), state="published", revision=1,
        published_at=PUBLISHED, slug="signs-easy", checked_with="a group",
        checked_on=PUBLISHED.date(),
    )  # fmt: skip
    version = AccessibleVersion.objects.get()
    page = visitor.get(version.get_absolute_url()).content.decode()
    trail = re.search(r'<nav class="breadcrumbs.*?</nav>', page, re.S)
    assert trail
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', trail[0]) == [
        ("/", "Home"), ("/our-work/", "Our work"), ("/case-studies/", "Stories"),
        (told.get_absolute_url(), told.title),
    ]  # fmt: skip


def test_what_stands_above_a_page_is_there():
    above = {address for one in types.registered.values() for address, _label in one.above}
    assert "/case-studies/" in above
    assert all(resolve(address) for address in above)
