"""People outside the team read a draft by a link and say what they think."""

import datetime

import pytest
import time_machine
from django.test import Client

from apps.core import clock
from apps.core.actors import SystemActor
from apps.showcase.models import CaseStudy
from tests.personas import Person

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


def test_a_reviewer_reads_the_draft_by_a_link_and_says_so(
    story: CaseStudy, contributor: Person, outsider: Person, visitor: Client
) -> None:
    page = f"/staff/case-studies/{story.pk}/reviewers/new/"
    assert outsider.post(page, {"name": "x"}).status_code == 404
    contributor.post(page, {"name": "a carer of the Friday group"})
    review = story.reviews.get()
    desk = contributor.get(f"/staff/case-studies/{story.pk}/").content.decode()
    link = "/review/" + desk.split("/review/")[1].split()[0]
    draft = visitor.get(link).content.decode()
    assert "What stands under why." in draft and "The bar code stays." in draft
    assert visitor.post(link, {"said": "change"}).status_code == 422
    visitor.post(link, {"said": "change", "words": "Say who decided"})
    review.refresh_from_db()
    assert (review.said, review.words) == ("change", "Say who decided")
    assert "Say who decided" in contributor.get(f"/staff/case-studies/{story.pk}/").content.decode()
    contributor.post(f"/staff/case-studies/{story.pk}/reviewers/{review.pk}/end/")
    assert visitor.get(link).status_code == 404


def test_a_reviewers_link_ends_by_itself(
    story: CaseStudy, contributor: Person, visitor: Client
) -> None:
    contributor.post(f"/staff/case-studies/{story.pk}/reviewers/new/", {"name": "a carer"})
    desk = contributor.get(f"/staff/case-studies/{story.pk}/").content.decode()
    link = "/review/" + desk.split("/review/")[1].split()[0]
    assert visitor.get(link).status_code == 200
    day = clock.today() + datetime.timedelta(days=30)
    with time_machine.travel(datetime.datetime(day.year, day.month, day.day, 12), tick=False):
        assert visitor.get(link).status_code == 404
