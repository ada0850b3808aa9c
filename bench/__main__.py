"""``make bench``: sizes S, M and L on both databases into bench/results.md; ``--xl`` for growth."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.postgresql import postgresql_programs, throw_away_postgresql
from tests.serving import Portal, served

SIZES = {"S": 100, "M": 1_000, "L": 10_000}
GROWTH = {"M": 1_000, "L": 10_000, "XL": 100_000}
HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "var" / "bench"


@contextlib.contextmanager
def database(engine: str) -> Iterator[dict[str, str]]:
    """Environment for a SQLite file (served's own) or a throw-away PostgreSQL."""
    if engine == "SQLite":
        yield {}
        return
    url = os.environ.get("TEST_DATABASE_URL")
    programs = postgresql_programs()
    if url or not programs:
        yield {"DATABASE_URL": url or ""}
        return
    with throw_away_postgresql(programs) as made:
        yield {"DATABASE_URL": made}


def measure(engine: str, size: str, number: int, *, growth: bool) -> Path:
    """Serve ``number`` projects and measure them in a process of its own; the file with
    the result."""
    out = FOLDER / f"{engine}-{size}.json"
    with (
        database(engine) as environment,
        served(content=False, settings="bench.settings", **environment) as portal,
    ):
        run(portal, "data", str(number))
        run(portal, "measure", portal.address, str(portal.processes[0].pid), str(out), size,
            "growth" if growth else "")  # fmt: skip
    return out


def run(portal: Portal, *words: str) -> None:
    """A step of the bench against the served portal's database."""
    subprocess.run([sys.executable, "-m", "bench.step", *words], env=portal.environment, check=True)


def main() -> None:
    """Measure all sizes on all databases that are here, then write the table."""
    from bench.report import write  # noqa: PLC0415 - after the run, not needed by --help

    growth = "--xl" in sys.argv
    engines = ["SQLite"]
    if os.environ.get("TEST_DATABASE_URL") or postgresql_programs():
        engines.append("PostgreSQL")
    FOLDER.mkdir(parents=True, exist_ok=True)
    results = []
    for engine in engines:
        for size, number in (GROWTH if growth else SIZES).items():
            start = time.monotonic()
            results.append((engine, size, measure(engine, size, number, growth=growth)))
            print(f"{engine} {size} ({number:,}): {time.monotonic() - start:.0f} s", flush=True)
    table = HERE / ("growth.md" if growth else "results.md")
    write(table, results, growth=growth)
    print(table.read_text())


if __name__ == "__main__":
    main()
