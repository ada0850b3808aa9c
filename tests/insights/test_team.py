"""What a lead's team owes: each number is the length of the list it leads to."""

import datetime
import re

import pytest

from apps.core import clock
from apps.involvement.actions import rating
from apps.involvement.models import Response
from apps.publishing.models import State
from tests.factories import ActivityFactory, owe

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing(partner_a, partner_b) -> None:
    """Two overdue, one late, one due soon and one without a promise; one is another partner's."""
    today = clock.today()
    for days in (-40, -30, -3, 5):
        activity = ActivityFactory(partner=partner_a, claimed_level="engage")
        owe(activity, today + datetime.timedelta(days=days))
    ActivityFactory(partner=partner_a, claimed_level="engage")
    owe(ActivityFactory(partner=partner_b, claimed_level="engage"),
        today - datetime.timedelta(days=50))  # fmt: skip
    answered = ActivityFactory(partner=partner_a, claimed_level="engage")
    owe(answered, today, answered_on=today)


def test_each_number_is_the_length_of_its_list(owing, lead):
    page = lead.get("/staff/insights/").content.decode()
    found = dict(re.findall(r'<dt>([^<:]+)[^<]*</dt><dd><a href="[^"]+">(\d+)<', page))
    assert found == {
        "Overdue": "2", "Late": "1", "Due in the next 14 days": "1",
        "Held, and no promise made": "1",
    }  # fmt: skip
    for address, number in re.findall(r'<dd><a href="([^"]+)">(\d+)<', page):
        listed = lead.get(address.replace("&amp;", "&")).content.decode()
        assert re.search(rf">{number} activit", listed), address
    said = re.sub(r"<[^>]+>", "", page)
    assert "1 of 5 promised answers is out" in said or "1 of 5 promised answers are out" in said


def test_answers_that_wait_lead_to_the_queue(lead, contributor, partner_a):
    activity = ActivityFactory(partner=partner_a)
    answer = Response.objects.create(
        state=State.IN_REVIEW, closing="all_possible", author=contributor.user,
        submitted_by=contributor.user, submitted_at=clock.now(),
    )  # fmt: skip
    answer.activities.add(activity)
    page = lead.get("/staff/insights/").content.decode()
    assert '<a href="/staff/review/?kind=answers">1<' in page


def test_what_people_felt_far_from_the_claim_is_worth_a_talk(lead, contributor, partner_a):
    far = ActivityFactory(partner=partner_a, claimed_level="co-production", title="Far apart")
    near = ActivityFactory(partner=partner_a, claimed_level="consult", title="Near by")
    for activity in (far, near):
        asked = rating.open_round(activity=activity, by=contributor.user)
        for code in rating.give_codes(round=asked, number=5, by=contributor.user):
            rating.rate(code=code, answers={"felt": "engage"})
        rating.close(round=asked, by=contributor.user)
    page = lead.get("/staff/insights/").content.decode()
    assert "Worth a talk" in page
    assert "Far apart" in page
    assert "Near by" not in page


def test_it_is_for_whoever_publishes_answers(contributor, curator, lead):
    assert contributor.get("/staff/insights/").status_code == 404
    assert curator.get("/staff/insights/").status_code == 404
    assert "What we owe" in lead.get("/staff/").content.decode()
