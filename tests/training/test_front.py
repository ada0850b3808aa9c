"""What is open stands on the front page: training that can be booked, and views asked for until
a day."""

import datetime

from apps.core import versions
from apps.involvement.models import Opportunity
from apps.training.models import Course, Session


def panel(visitor):
    """The words of the panel; empty where there is none."""
    page = visitor.get("/").content.decode()
    return page.partition('aria-labelledby="open-now"')[2].partition("</section>")[0]


def opportunity(**more):
    """A public way to take part, until a day."""
    given = {
        "title": "Tell us about waiting rooms", "slug": "waiting-rooms", "state": "published",
        "revision": 1, "published_at": "2026-05-01T10:00Z", "closes_on": datetime.date(2026, 6, 9),
    } | more  # fmt: skip
    return Opportunity.objects.create(**given)


def test_a_session_stands_there_until_its_day_and_leads_to_booking(visitor, session, travel):
    words = panel(visitor)
    assert "Working together" in words and "Tuesday 16 June 2026" in words
    assert session.get_absolute_url() in words
    travel(days=14)
    assert "16 June" in panel(visitor)
    travel(days=1)  # its day: the page is kept until midnight, the session is not ahead so long
    assert panel(visitor) == ""


def test_what_can_not_be_booked_stays_away(visitor, session):
    for changes in (
        {"state": "scheduled"}, {"state": "on_hold", "reason": "Snow"},
        {"state": "open", "booking_closes_on": datetime.date(2026, 5, 30)},
        {"booking_opens_on": datetime.date(2026, 6, 9), "booking_closes_on": None},
    ):  # fmt: skip
        Session.objects.update(**changes)
        versions.raise_public()
        assert panel(visitor) == "", changes
    Session.objects.update(booking_opens_on=None)
    versions.raise_public()
    assert "Working together" in panel(visitor)
    Course.objects.update(is_example=True)
    versions.raise_public()
    assert panel(visitor) == ""


def test_the_nearest_day_stands_first_and_what_is_always_open_elsewhere(visitor, session):
    opportunity()
    opportunity(slug="always", title="Always here", closes_on=None, always_open=True)
    opportunity(slug="held", title="On hold", on_hold_because="Nobody is there")
    opportunity(slug="example", title="An example", is_example=True)
    words = panel(visitor)
    assert words.index("Tell us about waiting rooms") < words.index("Working together")
    for absent in ("Always here", "On hold", "An example"):
        assert absent not in words
