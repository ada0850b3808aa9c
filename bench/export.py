"""E1 and E2: the log taken away as CSV, against a list of records with all that hangs on them."""

import time
from pathlib import Path

from apps.core import tables
from apps.involvement import datasets
from apps.involvement.facets import ActivityFacets
from apps.involvement.models import Activity
from bench.measure import Reader

SAMPLE = 5000  # records of the other way: it holds all of them at once


def export(reader: Reader) -> dict[str, float]:
    """Rows a second of both ways, the memory that the download adds, and milliseconds until its
    first byte over the wire."""
    index = ActivityFacets()
    before, start = memory(), time.process_time()
    most = before
    found = datasets.rows(index.ordered(index.everything, "recent"), index)
    for number, _ in enumerate(tables.csv_chunks(datasets.ACTIVITIES, found)):
        if number % 20 == 0:
            most = max(most, memory())
    quick = len(index.ids) / (time.process_time() - start)
    rows = Activity.objects.on_register()[:SAMPLE]
    start = time.process_time()
    plain = [as_records_do(activity) for activity in list(rows)]
    return {
        "rows": len(index.ids),
        "quick": quick,
        "plain": len(plain) / (time.process_time() - start),
        "memory": most - before,
        "first_ms": first_byte(reader),
    }


def as_records_do(activity: Activity) -> list[str]:
    """A line of some of the same columns, read off a record: what one writes first."""
    promises = activity.promises.all()
    cells = [
        activity.reference, activity.title, activity.when, activity.partner, activity.project,
        *activity.places.all(), *activity.topics.all(), *activity.communities.all(),
        *activity.parts.all(), *promises, activity.heard, activity.public_summary,
    ]  # fmt: skip
    return [tables.harmless(str(cell)) for cell in cells]


def memory() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def first_byte(reader: Reader) -> float:
    """The least of some tries."""
    found = []
    for number in range(7):
        reader.connection.close()  # what was left of the last one is not waited for,
        time.sleep(0.5)  # but the server takes a moment to see that
        reader.connection.connect()
        start = time.perf_counter()
        reader.connection.request("GET", f"/involvement/?format=csv&n={number}")
        response = reader.connection.getresponse()
        response.read(1)
        found.append(time.perf_counter() - start)
    reader.connection.close()
    return min(found) * 1000
