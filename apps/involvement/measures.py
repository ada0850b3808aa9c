"""Figures of the log, each defined once."""

import statistics

from apps.involvement.models import Activity

LAST = 200


def seconds_to_log() -> tuple[int, int] | None:
    """(median seconds from opening the quick form to saving, of how many), of the last 200; None
    before the first."""
    rows = Activity.objects.exclude(seconds_to_log=None).order_by("-pk")
    found = list(rows.values_list("seconds_to_log", flat=True)[:LAST])
    return (round(statistics.median(found)), len(found)) if found else None
