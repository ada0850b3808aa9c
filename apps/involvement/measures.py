"""Figures of the log, each defined once."""

import datetime
import statistics

from apps.core import clock, site_settings
from apps.involvement.models import Activity

LAST = 200


def seconds_to_log() -> tuple[int, int] | None:
    """(median seconds from opening the quick form to saving, of how many), of the last 200; None
    before the first."""
    rows = Activity.objects.exclude(seconds_to_log=None).order_by("-pk")
    found = [int(n or 0) for n in rows.values_list("seconds_to_log", flat=True)[:LAST]]
    return (round(statistics.median(found)), len(found)) if found else None


def unpublished_since() -> datetime.date:
    """Activities held before this day should stand in the log by now."""
    return clock.today() - datetime.timedelta(days=site_settings.number("unpublished_notice"))


def unpublished() -> int:
    """Activities held more than 60 days ago and not published, of the whole partnership: neither
    a draft nor a withdrawal hides them. What was imported was never promised."""
    held = Activity.objects.filter(happened=Activity.Happened.HELD)
    return held.filter(when_last__lt=unpublished_since()).still_to_publish().count()
