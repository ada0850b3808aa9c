"""A web worker stays small however long it serves (performance target M1)."""

import random

import pytest

from bench.measure import Reader, pss_megabytes, workers
from tests.serving import served

pytestmark = pytest.mark.assure
REQUESTS = 100_000


def test_a_hundred_thousand_mixed_requests_leave_the_worker_small():
    dice = random.Random(1)
    pages = ["/", "/our-work/", "/partners/", "/what-is-co-production/", "/about/", "/nothing/"]
    with served() as portal, Reader(portal.address) as reader:
        settled = 0.0
        for number in range(REQUESTS):
            path = dice.choice(pages)
            # One in twenty is an address nobody asked for before: drawn anew, kept, pushed out.
            reader.get(f"{path}?n={number}" if number % 20 == 0 else path)
            if number == REQUESTS * 4 // 10:  # the store of pages is full by then
                settled = max(map(pss_megabytes, workers(portal.processes[0].pid)))
        last = max(map(pss_megabytes, workers(portal.processes[0].pid)))
    assert last <= 130, f"{last:.0f} MB"
    assert last <= settled * 1.05, f"{settled:.0f} MB, then {last:.0f} MB"
