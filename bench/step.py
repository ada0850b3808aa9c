"""What runs with Django set up, against the database of the served portal: make data, measure."""

import json
import os
import sys
import time
from pathlib import Path

import brotli
import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core import versions
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing import search
from bench import data
from bench.measure import Reader, pss_megabytes, run, throughput, workers
from bench.scenarios import UNIT, all_scenarios

MIXED_REQUESTS = int(os.environ.get("BENCH_MIXED", "6000"))


def measure(address: str, master: int, out: Path, size: str, *, growth: bool) -> None:
    """All scenarios, then bytes, queries, throughput and memory, as JSON."""
    scenarios = all_scenarios()
    wanted = ("P3", "P4", "P4p", "P4t", "P5") if growth else ()
    if growth:
        scenarios = [scenario for scenario in scenarios if scenario.name in wanted]
    reader = Reader(address)
    reader.get("/our-work/")  # templates and index warm
    run(address, master, UNIT, scenarios)
    result = {
        "size": size,
        "projects": Project.objects.current().count(),
        "unit_ms": sorted(UNIT.milliseconds)[len(UNIT.milliseconds) // 2],
        "scenarios": [
            {
                "name": s.name, "what": s.what, "ratio": s.ratio, "target": s.target,
                "gate": s.gate, "low": min(s.ratios), "high": max(s.ratios),
                "ms": sorted(s.milliseconds)[len(s.milliseconds) // 2],
            }
            for s in scenarios
        ],
    }  # fmt: skip
    if not growth:
        result |= {
            "queries": queries(),
            "bytes": weights(reader),
            "throughput": {p: throughput(address, p) for p in ("/our-work/", "/bench/fortunes/")},
            "memory": memory(reader, master),
            "publish_ms": publishing(),
        }
    out.write_text(json.dumps(result))


def queries() -> dict[str, int]:
    """Statements of a cold page, the version key's SELECT not counted."""
    client, found = Client(headers={"host": "localhost"}), {}
    slug = Project.objects.filter(slug__startswith="made").first()
    partner = Partner.objects.filter(parts__isnull=False).first()
    for path in (
        "/", "/our-work/?n=q", f"/our-work/{slug.slug}/", f"/partners/{partner.slug}/",
        "/partners/", "/what-is-co-production/", "/search/?q=quarterly",
    ):  # fmt: skip
        client.get("/our-work/?n=warm")
        versions.store.pages.clear()
        reset_queries()
        with CaptureQueriesContext(connection) as held:
            client.get(path)
        found[path.split("?")[0]] = len(held) - 1
    return found


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
    status, again, body = reader.get("/our-work/", **{"If-None-Match": headers["ETag"]})
    repeat = sum(len(f"{name}: {value}\r\n") for name, value in again.items()) + len(body)
    return {name: len(body) for name, body in parts.items()} | {"repeat": repeat, "status": status}


def publishing() -> float:
    """P12: this process's time to put one record into the index and say so, in milliseconds."""
    spent = []
    for project in Project.objects.filter(slug__startswith="made")[:60]:
        start = time.process_time()
        with transaction.atomic():
            search.put(project)
            versions.raise_public()
        spent.append(time.process_time() - start)
    return sorted(spent)[len(spent) // 2] * 1000


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
        case ["measure", address, master, out, size, growth]:
            measure(address, int(master), Path(out), size, growth=bool(growth))
