"""The CPU a server spends on a request, told by the kernel, and what its answers weigh."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROUNDS = 5
Form = Callable[[int], str]  # n → the body of a POST


def cpu_seconds(pids: list[int]) -> float:
    """Time on a processor of all threads of these processes, to the nanosecond."""
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            total += int(task.read_text().split()[0])
    return total / 1e9


def workers(master: int) -> list[int]:
    """The worker processes of a gunicorn master."""
    found = []
    for task in Path(f"/proc/{master}/task").glob("*/children"):
        found += [int(pid) for pid in task.read_text().split()]
    return found


def pss_megabytes(pid: int) -> float:
    """The memory of a process, shared pages by their share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss line")


class Reader:
    """One kept connection that asks and reads; closed at the end of a ``with``."""

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a page as they came over the wire."""
        return self.ask("GET", path, None, headers)

    def ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        """The same for any method; a connection left idle is opened anew."""
        given = {"Accept-Encoding": "br", **headers}
        if body is not None:
            given["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, given)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self.connection.close()
            self.connection.request(method, path, body, given)
            response = self.connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()


@dataclass
class Scenario:
    """A kind of request: how its n-th address reads, what is expected, how often a round asks."""

    name: str
    what: str
    path: Callable[[int], str]  # n → address
    target: float | None = None  # in F, or in the cost of the scenario ``of``
    status: int = 200
    times: int = 40
    tagged: bool = False
    gate: bool = True
    before: Callable[[], None] | None = None  # ahead of each request, outside the measurement
    of: str = ""
    form: Form | None = None
    headers: dict[str, str] = field(default_factory=dict)
    more_headers: Callable[[int], dict[str, str]] = lambda n: {}  # of the n-th request
    ratios: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The median over the rounds."""
        return statistics.median(self.ratios)


def run(
    address: str, master: int, unit: Scenario, scenarios: list[Scenario], rounds: int = ROUNDS
) -> None:
    """Some rounds; in each the unit page before every scenario, so that both meet the same
    machine."""
    reader, count = Reader(address), 0
    for _ in range(rounds):
        for scenario in scenarios:
            base = _cost(reader, master, unit, range(unit.times))
            cost = _cost(reader, master, scenario, range(count, count + scenario.times))
            count += scenario.times
            scenario.ratios.append(cost / base)
            scenario.milliseconds.append(cost * 1000)
            unit.milliseconds.append(base * 1000)


def _cost(reader: Reader, master: int, scenario: Scenario, numbers: range) -> float:
    pids = workers(master)
    headers = dict(scenario.headers)
    if scenario.tagged:
        _, answer, _ = reader.get(scenario.path(0))
        headers |= {"If-None-Match": answer["ETag"]}
    elif not scenario.before:  # what an earlier scenario made stale is not counted
        reader.get(scenario.path(numbers[0]), **headers)
    spent = 0.0
    start = cpu_seconds(pids)
    for number in numbers:
        if scenario.before:
            scenario.before()
            start = cpu_seconds(pids)
        body = scenario.form(number) if scenario.form else None
        asked = headers | scenario.more_headers(number)
        status, _, _ = reader.ask("POST" if body else "GET", scenario.path(number), body, asked)
        if status != scenario.status:
            raise RuntimeError(f"{scenario.path(number)} answered {status}")
        if scenario.before:
            spent += cpu_seconds(pids) - start
    return (spent if scenario.before else cpu_seconds(pids) - start) / len(numbers)


def throughput(
    address: str,
    path: str,
    seconds: float = 2.0,
    readers: int = 8,
    meanwhile: Callable[[], None] = lambda: None,
) -> dict[str, float]:
    """Requests a second and waiting times with several connections, while something else may be
    done; the client shares the machine."""
    times: list[float] = []
    until = time.monotonic() + seconds

    def ask() -> None:
        with Reader(address) as reader:
            while time.monotonic() < until:
                start = time.perf_counter()
                reader.get(path)
                times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=ask) for _ in range(readers)]
    for thread in threads:
        thread.start()
    meanwhile()
    for thread in threads:
        thread.join()
    times.sort()
    return {
        "rps": len(times) / seconds,
        "p50": times[len(times) // 2] * 1000,
        "p99": times[int(len(times) * 0.99)] * 1000,
    }
