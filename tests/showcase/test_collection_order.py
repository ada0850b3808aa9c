"""Ordering stories by keyboard: after each press one is where one was, and nothing is offered or
deleted by mistake."""

import pytest

from apps.showcase.actions import collections as acts
from apps.showcase.models import CaseStudy, Collection
from tests.showcase.test_story_reading import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def ordered(curator) -> tuple[Collection, list[CaseStudy]]:
    """A collection of the first two of three stories."""
    stories = [tell("One"), tell("Two"), tell("Three")]
    found = acts.save(collection=None, title="Signs", intro="", public=True, by=curator.user)
    for story in stories[:2]:
        acts.put_in(collection=found, story=story, by=curator.user)
    return found, stories


def test_each_press_leads_back_to_its_row(ordered, curator):
    collection, (one, two, three) = ordered
    here = f"/staff/collections/{collection.pk}/"

    def after(rest, **sent):
        answer = curator.post(f"{here}{rest}", sent)
        assert answer.status_code == 302
        return answer["Location"]

    assert after(f"move/{two.pk}/", to="up") == f"{here}#story-{two.pk}"
    assert after("put-in/", story=three.pk) == f"{here}#story-{three.pk}"
    assert after(f"move/{one.pk}/", to="out") == f"{here}#order"
    assert after("put-in/", story="") == f"{here}#order"
    page = curator.get(here).content.decode()
    assert f'<li id="story-{two.pk}" tabindex="-1">' in page
    assert '<h2 id="order" tabindex="-1">' in page and f'id="story-{one.pk}"' not in page


def test_what_is_in_already_is_not_offered(ordered, curator):
    collection, (one, two, three) = ordered
    page = curator.get(f"/staff/collections/{collection.pk}/").content.decode()
    assert f'<option value="{three.pk}">' in page
    assert f'<option value="{one.pk}">' not in page and f'<option value="{two.pk}">' not in page
    # A page that was open for long may still ask for it.
    curator.post(f"/staff/collections/{collection.pk}/put-in/", {"story": one.pk})
    assert list(collection.places.values_list("story", flat=True)) == [one.pk, two.pk]


def test_what_stands_first_is_ordered_in_the_same_way(ordered, curator):
    _collection, (one, two, _three) = ordered
    here = "/staff/collections/"
    for story in (one, two):
        answer = curator.post(f"{here}first/", {"story": story.pk})
        assert answer["Location"] == f"{here}#story-{story.pk}"
    page = curator.get(here).content.decode()
    assert f'<li id="story-{two.pk}" tabindex="-1">' in page
    assert f'<option value="{two.pk}">' not in page
    up = curator.post(f"{here}first/{two.pk}/", {"to": "up"})
    assert up["Location"] == f"{here}#story-{two.pk}"
    out = curator.post(f"{here}first/{two.pk}/", {"to": "out"})
    assert out["Location"] == f"{here}#order"


def test_deleting_asks_once(ordered, curator, contributor):
    collection, _stories = ordered
    here = f"/staff/collections/{collection.pk}/delete/"
    assert f'href="{here}"' in curator.get(f"/staff/collections/{collection.pk}/").text
    page = curator.get(here)
    assert page.status_code == 200 and "Delete this collection?" in page.text
    assert Collection.objects.exists()
    assert contributor.get(here).status_code == contributor.post(here).status_code == 404
    answer = curator.post(here)
    assert answer["Location"] == "/staff/collections/" and not Collection.objects.exists()
    assert CaseStudy.objects.count() == 3
