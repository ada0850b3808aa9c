"""The hour of the weekly mails, also in the weeks in which clocks change."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import clock, site_settings, week

LONDON = ZoneInfo("Europe/London")
pytestmark = pytest.mark.django_db
MOMENTS = st.datetimes(
    datetime.datetime(2026, 1, 1), datetime.datetime(2028, 12, 31), timezones=st.just(datetime.UTC)
)


@given(MOMENTS)
def test_the_last_hour_is_seven_in_london_and_within_the_week(moment):
    hour = week.last_hour(moment)
    local = hour.astimezone(LONDON)
    assert (local.hour, local.minute, f"{local:%A}") == (7, 0, "Tuesday")
    assert hour <= moment
    assert moment - hour <= datetime.timedelta(days=7, hours=1)


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_on_a_sunday_on_which_clocks_change_it_is_seven_by_the_clock(night):
    site_settings.store(name="weekly_mail_day", value="Sunday")
    hour = week.hour_of(week.day_of(datetime.date.fromisoformat(night)))
    assert hour.astimezone(LONDON).isoformat()[:16] == f"{night}T07:00"
    assert clock.day_of(hour) == datetime.date.fromisoformat(night)
    just_before = hour - datetime.timedelta(minutes=1)
    assert week.last_hour(hour) == hour
    assert week.last_hour(just_before).astimezone(LONDON).hour == 7
    assert week.last_hour(just_before) < hour
