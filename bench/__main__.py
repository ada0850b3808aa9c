"""``make bench``: sizes S, M and L on both databases into bench/results.md; ``--xl`` for growth.

A part of it (``--engine``, ``--size``, ``--only``, ``--rounds``) is shown and not kept.
"""

import argparse
import contextlib
import json
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
ALL = SIZES | GROWTH
ENGINES = ["SQLite", "PostgreSQL"]
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


def measure(engine: str, size: str, wanted: argparse.Namespace) -> Path:
    """Serve so many projects and measure them in a process of its own; the file with the
    result."""
    out = FOLDER / f"{engine}-{size}.json"
    plan = {
        "size": size, "growth": wanted.xl, "only": wanted.only, "rounds": wanted.rounds,
    }  # fmt: skip
    with (
        database(engine) as environment,
        served(content=False, settings="bench.settings", **environment) as portal,
    ):
        run(portal, "data", str(ALL[size]))
        server = str(portal.processes[0].pid)
        run(portal, "measure", portal.address, server, str(out), json.dumps(plan))
    return out


def run(portal: Portal, *words: str) -> None:
    """A step of the bench against the served portal's database."""
    subprocess.run([sys.executable, "-m", "bench.step", *words], env=portal.environment, check=True)


def arguments() -> argparse.Namespace:
    """What is to be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--xl", action="store_true", help="how it grows, up to 100,000 projects")
    parser.add_argument("--engine", choices=ENGINES, help="one database only")
    parser.add_argument("--size", choices=ALL, nargs="+", help="these sizes only")
    parser.add_argument(
        "--only", type=lambda text: text.split(","), metavar="P6,P7", help="these scenarios only"
    )
    parser.add_argument("--rounds", type=int, help="instead of 5")
    return parser.parse_args()


def main() -> None:
    """Measure what is wanted, by default all sizes on all databases that are here; then write
    the table."""
    from bench.report import write  # noqa: PLC0415 - after the run, not needed by --help

    wanted = arguments()
    engines = [wanted.engine] if wanted.engine else ENGINES
    if not (os.environ.get("TEST_DATABASE_URL") or postgresql_programs()):
        engines = [engine for engine in engines if engine != "PostgreSQL"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    results = []
    for engine in engines:
        for size in wanted.size or (GROWTH if wanted.xl else SIZES):
            start = time.monotonic()
            results.append((engine, size, measure(engine, size, wanted)))
            taken = time.monotonic() - start
            print(f"{engine} {size} ({ALL[size]:,}): {taken:.0f} s", flush=True)
    part = wanted.engine or wanted.size or wanted.only or wanted.rounds
    name = "growth.md" if wanted.xl else "results.md"
    table = (FOLDER if part else HERE) / name
    write(table, results, growth=wanted.xl)
    print(table.read_text())


if __name__ == "__main__":
    main()
