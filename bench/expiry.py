"""P10: what readers feel when something was published, while sixteen of them ask at once."""

import time

from apps.core import versions
from bench.measure import Reader, throughput

EDITS = 5
READERS = 16


def expiry(address: str) -> dict[str, float]:
    """How often the list was drawn after each of some edits, one a second, and how long readers
    waited."""

    def edit() -> None:
        for _ in range(EDITS):
            time.sleep(0.9)
            versions.raise_public()

    with Reader(address) as reader:
        reader.get("/our-work/")
        before = int(reader.get("/bench/drawn/")[2])
        found = throughput(address, "/our-work/", EDITS + 0.5, READERS, edit)
        drawn = int(reader.get("/bench/drawn/")[2]) - before
    return {"drawn": drawn / EDITS, **found}
