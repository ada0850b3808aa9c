"""What runs with Django set up, against the database of the served portal: make data, measure."""

import json
import os
import sys
from pathlib import Path

import brotli
import django
from django.db import connection

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from apps.involvement.models import Activity
from apps.projects.models import Project
from apps.publishing.models import SearchDocument
from bench import data, training
from bench.busy import busy
from bench.counts import counts
from bench.expiry import expiry
from bench.export import export
from bench.measure import ROUNDS, Reader, pss_megabytes, run, throughput, workers
from bench.publication import publishing
from bench.scenarios import BOOK, GROWTH, UNIT, all_scenarios
from bench.statements import statements

MIXED_REQUESTS = int(os.environ.get("BENCH_MIXED", "6000"))


def measure(address: str, master: int, out: Path, plan: dict) -> None:
    """The scenarios of the plan, then what has no ratio, as JSON."""
    only = plan["only"] or (GROWTH if plan["growth"] else [])
    scenarios = [s for s in all_scenarios() if not only or s.name in only]
    reader = Reader(address)
    for page in ("/our-work/", "/involvement/", "/case-studies/"):
        reader.get(page)  # templates and index warm
    run(address, master, UNIT, scenarios, plan["rounds"] or ROUNDS)
    result = {
        "size": plan["size"],
        "projects": Project.objects.current().count(),
        "documents": SearchDocument.objects.count(),
        "activities": Activity.objects.on_register().count(),
        "unit_ms": sorted(UNIT.milliseconds)[len(UNIT.milliseconds) // 2]
        if UNIT.milliseconds
        else None,
        "scenarios": [
            {
                "name": s.name, "what": s.what, "ratio": s.ratio, "target": s.target, "of": s.of,
                "gate": s.gate, "low": min(s.ratios), "high": max(s.ratios),
                "ms": sorted(s.milliseconds)[len(s.milliseconds) // 2],
            }
            for s in scenarios
        ],
    }  # fmt: skip
    others = {
        "P9": ("statements", statements),
        "W": ("bytes", lambda: weights(reader)),
        "T": ("throughput", lambda: loads(address)),
        "P10": ("expiry", lambda: expiry(address)),
        "M1": ("memory", lambda: memory(reader, master)),
        "P12": ("publish_ms", publishing),
        "E": ("export", lambda: export(reader)),
        "A3": ("counts", counts),
        "B2": ("rush", lambda: training.rush(address, master, BOOK)),
    }
    if connection.vendor == "sqlite":  # last, since it writes
        others["C1"] = ("busy", lambda: busy(address))
    for name, (key, measured) in others.items():
        if not only or name in only:
            result[key] = measured()
    out.write_text(json.dumps(result))


def loads(address: str) -> dict[str, dict[str, float]]:
    """How many readers a page of the store and the unit page serve in a second."""
    return {path: throughput(address, path) for path in ("/our-work/", "/bench/fortunes/")}


def weights(reader: Reader) -> dict[str, int]:
    """Bytes over the wire of a first view of the list, in brotli, and of a repeat view."""
    _, headers, page = reader.get("/our-work/")
    text = brotli.decompress(page).decode()
    links = [part.split('"')[0] for part in text.split('href="')[1:]]
    css = next(link for link in links if "portal" in link and link.endswith(".css"))
    theme = next(link for link in links if link.startswith("/theme-"))
    script = text.split('src="')[1].split('"')[0]
    parts = {"html": page, **{n: reader.get(p)[2] for n, p in
             (("css", css), ("theme", theme), ("script", script))}}  # fmt: skip
    story = reader.get("/case-studies/made-story-0/")[2]
    status, again, body = reader.get("/our-work/", **{"If-None-Match": headers["ETag"]})
    repeat = sum(len(f"{name}: {value}\r\n") for name, value in again.items()) + len(body)
    return {name: len(body) for name, body in parts.items()} | {
        "story": len(story), "repeat": repeat, "status": status,
    }  # fmt: skip


def memory(reader: Reader, master: int) -> dict[str, float]:
    """PSS of the worker before and after many mixed requests."""
    before = max(map(pss_megabytes, workers(master)))
    pages = ["/", "/our-work/", "/partners/", "/what-is-co-production/", "/about/"]
    for number in range(MIXED_REQUESTS):
        path = pages[number % len(pages)]
        reader.get(path if number % 3 else f"{path}?n={number}")
    return {"requests": MIXED_REQUESTS, "before": before,
            "after": max(map(pss_megabytes, workers(master)))}  # fmt: skip


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["data", number]:
            data.make(int(number))
        case ["measure", address, master, out, plan]:
            measure(address, int(master), Path(out), json.loads(plan))
