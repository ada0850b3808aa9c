"""A3: the counts beside the filters of the log, against four live GROUP BYs for the same numbers.
On PostgreSQL the waiting for its answers counts too: both sides are taken by the clock."""

import statistics
import time
from collections.abc import Callable

from django.db.models import Count
from django.http import QueryDict

from apps.involvement.facets import ActivityFacets
from apps.involvement.models import Activity
from apps.involvement.register import Register

TIMES = 5


def counts() -> dict[str, float]:
    """Milliseconds of both ways, each the median of some turns, and how many activities there
    are."""
    index = ActivityFacets()
    listing = Register.of(QueryDict(), index)
    kept, live = [], []
    for _ in range(TIMES):
        kept.append(spent(listing.groups))
        live.append(spent(grouped))
    return {
        "rows": len(index.ids),
        "kept": statistics.median(kept),
        "live": statistics.median(live),
    }


def grouped() -> list[list[tuple[object, int]]]:
    """Four of the groups, as one writes them first."""
    listed = Activity.objects.on_register().order_by()
    return [
        list(listed.values_list(name).annotate(number=Count("pk")))
        for name in ("claimed_level", "partner", "places", "topics")
    ]


def spent(do: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000
