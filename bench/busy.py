"""C1: eight people who log at once while eight read, on SQLite, where one writes at a time."""

import threading
import time

from bench import staff
from bench.measure import Reader, throughput

SECONDS = 60.0
BEFORE = 15.0  # the readers alone
WRITERS = READERS = 8
LOG, LIST = "/staff/log/", "/our-work/"


def busy(address: str) -> dict[str, float]:
    """How many notes were saved, how many failed (the portal says "locked" by a fault), the
    longest of them, and how long readers waited without and with the writers. Milliseconds."""
    headers = staff.signed_in(staff.contributor())
    alone = throughput(address, LIST, BEFORE, READERS)
    until = time.monotonic() + SECONDS
    saved: list[float] = []
    failed: list[int] = []

    def write(writer: int) -> None:
        with Reader(address) as reader:
            number = 10_000_000 * (writer + 1)
            while time.monotonic() < until:
                number += 1
                start = time.perf_counter()
                status, _, _ = reader.ask("POST", LOG, staff.quick_log(number), headers)
                saved.append(time.perf_counter() - start)
                if status != 302:
                    failed.append(status)

    writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]

    def all_write() -> None:
        for writer in writers:
            writer.start()

    beside = throughput(address, LIST, SECONDS, READERS, all_write)
    for writer in writers:
        writer.join()
    return {
        "saved": len(saved) - len(failed),
        "failed": len(failed),
        "longest": max(saved) * 1000,
        "alone": alone["p99"],
        "beside": beside["p99"],
    }
