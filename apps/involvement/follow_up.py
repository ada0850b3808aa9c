"""One question at a time about what somebody logged: on which days it is asked, and when that ends.

Nothing is kept for it: the days follow from when it was logged, and a record that was saved since a
question was asked has answered it.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from apps.core import clock
from apps.involvement.models import Activity

DAYS = (2, 14, 90)  # after it was logged
MOST_UNANSWERED = 2  # in a row; then nobody is asked again
# How long an answer takes, in minutes: ours, said so that nobody puts off what is quick.
MINUTES = {"when": 1, "who": 1, "said": 1, "promise": 1, "way": 2, "summary": 5}


@dataclass(frozen=True)
class FollowUp:
    """The easiest question that an activity leaves open, and since when it is asked."""

    activity: Activity
    part: str
    words: str
    since: datetime.date

    @property
    def minutes(self) -> int:
        """How long the answer takes."""
        return MINUTES[self.part]


def first_day(activity: Activity) -> datetime.date:
    """The day from which the days are counted: when it was logged, or the last day of what was
    only planned then."""
    logged = timezone.localdate(activity.created_at)
    planned = activity.happened == Activity.Happened.PLANNED and activity.last_day
    return max(logged, activity.last_day) if planned and activity.last_day else logged


def asked_since(activity: Activity, today: datetime.date) -> datetime.date | None:
    """The day of the question that waits for an answer; None before the first, once the record was
    saved since, and after two that nobody answered."""
    begin, saved = first_day(activity), timezone.localdate(activity.updated_at)
    days = [begin + datetime.timedelta(days=number) for number in DAYS]
    unanswered = [day for day in days if saved < day <= today]
    return unanswered[-1] if 0 < len(unanswered) <= MOST_UNANSWERED else None


def questions(drafts: Iterable[Activity], today: datetime.date | None = None) -> list[FollowUp]:
    """The question that each draft asks on a day, easiest first."""
    found = _asked(drafts, today or clock.today())
    return sorted(found, key=lambda one: (one.minutes, one.since, one.activity.pk))


def _asked(drafts: Iterable[Activity], today: datetime.date) -> Iterator[FollowUp]:
    for activity in drafts:
        since = asked_since(activity, today)
        if since and (missing := activity.still_to_add()):
            yield FollowUp(activity, *missing[0], since)
