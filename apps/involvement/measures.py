"""Figures of the log, each defined once."""

import datetime
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from apps.core import clock, site_settings
from apps.involvement import promises
from apps.involvement.models import Activity, Promise, PromiseCover, RatingRound

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


# What became of a promise: by names, as rows of lists and numbers of figures alike.
BECAME: dict[str, Callable[[], Q]] = {
    "made": Q,
    "answered": lambda: Q(answered_on__isnull=False),
    "in time": lambda: Q(answered_on__lte=F("due"), overdue_since=None),
    "late": lambda: (
        Q(answered_on__gt=F("due")) | Q(answered_on__isnull=False, overdue_since__isnull=False)
    ),
    "overdue": lambda: (
        Q(answered_on=None)
        & (Q(overdue_since__isnull=False) | Q(due__lt=promises.overdue_before()))
    ),
}


def made_to(activities: Any) -> "QuerySet[Promise]":
    """The promises for these activities, each once, that were not cancelled."""
    covers = PromiseCover.objects.filter(activity__in=activities)
    return Promise.objects.filter(cancelled_on=None, pk__in=covers.values("promise"))


def promised(activities: Any) -> Promised:
    """What became of the promises for these activities, which were published once."""
    names = ("made", "in time", "late", "overdue")
    counts = {name.replace(" ", "_"): Count("pk", filter=BECAME[name]()) for name in names[1:]}
    found = made_to(activities).aggregate(made=Count("pk"), **counts)
    return Promised(
        in_time=found["in_time"],
        late=found["late"],
        owed=found["made"] - found["in_time"] - found["late"] - found["overdue"],
        overdue=found["overdue"],
    )


@dataclass(frozen=True)
class Answering:
    """Of the people asked how it felt, how many answered: people that got a slip, and answers by
    code or on paper. It says nothing of what they felt."""

    asked: int = 0
    answered: int = 0

    @property
    def percent(self) -> int:
        """Of a hundred asked, how many answered."""
        return round(100 * self.answered / self.asked) if self.asked else 0


def askings(activities: Any) -> "QuerySet[RatingRound]":
    """The askings how it felt about these activities that are closed and gave out slips."""
    rows = RatingRound.objects.filter(closed_on__isnull=False, issued__gt=0)
    return rows.filter(activities__in=activities).distinct()


def answered_of(asked: RatingRound) -> int:
    """How many answered a closed asking: those kept, or, where too few did to keep any, the codes
    that were used."""
    return int(asked.answers or asked.used)


def answering(activities: Any) -> Answering:
    """How many answered of those asked, over the askings of these activities."""
    rows = list(askings(activities))
    return Answering(sum(int(one.issued) for one in rows), sum(map(answered_of, rows)))


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
