"""Figures of the log, each defined once."""

import datetime
import statistics
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from apps.core import clock, site_settings
from apps.involvement import promises
from apps.involvement.models import Activity, Promise, PromiseCover

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
    covers = PromiseCover.objects.filter(activity__in=activities)
    held = Promise.objects.filter(cancelled_on=None, pk__in=covers.values("promise"))
    kept = Q(answered_on__isnull=False)
    in_time = kept & Q(answered_on__lte=F("due"), overdue_since=None)
    over = Q(answered_on=None) & (
        Q(overdue_since__isnull=False) | Q(due__lt=promises.overdue_before())
    )
    found = held.aggregate(
        all=Count("pk"), kept=Count("pk", filter=kept), in_time=Count("pk", filter=in_time),
        overdue=Count("pk", filter=over),
    )  # fmt: skip
    return Promised(
        in_time=found["in_time"],
        late=found["kept"] - found["in_time"],
        owed=found["all"] - found["kept"] - found["overdue"],
        overdue=found["overdue"],
    )


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
