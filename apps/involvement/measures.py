"""Figures of the log, each defined once."""

import datetime
import statistics
from dataclasses import dataclass
from typing import Any

from apps.core import clock, site_settings
from apps.involvement import promises
from apps.involvement.models import Activity, Promise

LAST = 200


def seconds_to_log() -> tuple[int, int] | None:
    """(median seconds from opening the quick form to saving, of how many), of the last 200; None
    before the first."""
    rows = Activity.objects.exclude(seconds_to_log=None).order_by("-pk")
    found = [int(n or 0) for n in rows.values_list("seconds_to_log", flat=True)[:LAST]]
    return (round(statistics.median(found)), len(found)) if found else None


@dataclass(frozen=True)
class Promised:
    """Promises made, each once, by what became of them; those of withdrawn activities too."""

    in_time: int = 0
    late: int = 0
    owed: int = 0
    overdue: int = 0

    @property
    def made(self) -> int:
        """How many in all."""
        return self.in_time + self.late + self.owed + self.overdue

    @property
    def answered(self) -> int:
        """How many answers are out, in time or late."""
        return self.in_time + self.late


def promised(activities: Any) -> Promised:
    """What became of the promises for these activities, which were published once."""
    held = Promise.objects.filter(cancelled_on=None, activities__in=activities).distinct()
    grace_ended = promises.overdue_before()
    found = {"in_time": 0, "late": 0, "owed": 0, "overdue": 0}
    for due, missed, answered in held.values_list("due", "overdue_since", "answered_on"):
        if answered:
            found["in_time" if answered <= due and not missed else "late"] += 1
        else:
            found["overdue" if missed or due < grace_ended else "owed"] += 1
    return Promised(**found)


def promised_in_public() -> Promised:
    """The same of the whole partnership, from the first publication on, without examples."""
    return promised(Activity.objects.filter(revision__gte=1, is_example=False).values("pk"))


def unpublished_since() -> datetime.date:
    """Activities held before this day should stand in the log by now."""
    return clock.today() - datetime.timedelta(days=site_settings.number("unpublished_notice"))


def unpublished() -> int:
    """Activities held more than 60 days ago and not published, of the whole partnership: neither
    a draft nor a withdrawal hides them. What was imported was never promised."""
    held = Activity.objects.filter(happened=Activity.Happened.HELD)
    return held.filter(when_last__lt=unpublished_since()).still_to_publish().count()
