"""The table that people read: what is met, by how much, and what is not."""

import datetime
import json
import math
import os
import platform
from pathlib import Path

import django

SLACK = 1.25  # a target is broken at this many times its figure


def write(path: Path, results: list[tuple[str, str, Path]], *, growth: bool) -> None:
    """Write the results of a run as Markdown."""
    data = [(engine, size, json.loads(file.read_text())) for engine, size, file in results]
    lines = [
        "# How it grows" if growth else "# How quick it is",
        "",
        f"Measured on {datetime.date.today():%d %B %Y}, {os.cpu_count()} processors, Python "
        f"{platform.python_version()}, Django {django.__version__}. Figures are the server's CPU "
        "per request as a ratio to **F**, a plain page (one query, 20 rows, one template, all "
        "middleware) measured in turn with each scenario: the median of 5 rounds, least and most "
        "beside it. The database server's own CPU is not counted for PostgreSQL.",
        "",
    ]
    lines += growth_table(data) if growth else size_tables(data)
    path.write_text("\n".join(lines) + "\n")


def verdict(row: dict) -> str:
    """Met, missed, or nothing to hold it against."""
    if row["target"] is None:
        return "reported"
    word = "met" if row["ratio"] <= row["target"] * SLACK else "**missed**"
    return word if row["gate"] else f"{word} (stretch)"


def size_tables(data: list) -> list[str]:
    """One table a database with the sizes side by side, then the figures that have no ratio."""
    lines = []
    for engine in dict.fromkeys(engine for engine, _, _ in data):
        runs = [(size, result) for name, size, result in data if name == engine]
        heads = " | ".join(f"{size} ({r['projects']:,})" for size, r in runs)
        lines += [f"## {engine}", "", f"| | scenario | target | {heads} | at the largest |",
                  "| --- | --- | --: |" + " --: |" * len(runs) + " --- |"]  # fmt: skip
        for at, row in enumerate(runs[-1][1]["scenarios"]):
            cells = " | ".join(
                f"{r['scenarios'][at]['ratio']:.2f} ({r['scenarios'][at]['low']:.2f}–"
                f"{r['scenarios'][at]['high']:.2f})"
                for _, r in runs
            )
            target = f"{row['target']:g} F" if row["target"] else "–"
            lines.append(f"| {row['name']} | {row['what']} | {target} | {cells} | {verdict(row)} |")
        lines += ["", *others(runs), ""]
    return lines + across(data)


def others(runs: list) -> list[str]:
    """Queries, bytes, throughput and memory at the largest size."""
    size, result = runs[-1]
    weight, load, memory = result["bytes"], result["throughput"], result["memory"]
    first = weight["html"] + weight["css"] + weight["theme"] + weight["script"]
    queries = ", ".join(f"{path} {number}" for path, number in result["queries"].items())
    return [
        "- F itself: " + ", ".join(f"{s} {r['unit_ms']:.2f} ms" for s, r in runs),
        f"- P9, statements of a cold page at {size}, the version key not counted: {queries}",
        f"- W1, first view of the list: {first:,} bytes in 4 requests (page {weight['html']:,}, "
        f"style {weight['css']:,}, colours {weight['theme']:,}, script {weight['script']:,}); "
        f"targets 42,000 and 5,000 for the page",
        f"- W2, page and styles: {weight['html'] + weight['css'] + weight['theme']:,} bytes; "
        "target 28,000",
        f"- W3, repeat view: {weight['repeat']:,} bytes ({weight['status']}); target 1,000",
        *(
            f"- 8 connections on {path}: {t['rps']:.0f} a second, half within {t['p50']:.1f} ms, "
            f"99 % within {t['p99']:.1f} ms (the client shares the machine)"
            for path, t in load.items()
        ),
        "- P12, putting one record into the index: "
        + ", ".join(f"{s} {r['publish_ms']:.2f} ms" for s, r in runs)
        + "; target 1.2 times from 1,000 to 100,000",
        f"- M1, memory of the worker: {memory['before']:.0f} MB, after {memory['requests']:,} "
        f"mixed requests {memory['after']:.0f} MB; targets 130 MB and 5 % growth over 100,000",
    ]


def across(data: list) -> list[str]:
    """T1: each scenario on PostgreSQL against SQLite, at the largest size both have."""
    by_engine = {engine: result for engine, _, result in data}
    if len(by_engine) < 2:
        return ["PostgreSQL was not there, so T1 was not measured."]
    lite, post = by_engine["SQLite"], by_engine["PostgreSQL"]
    pairs = zip(lite["scenarios"], post["scenarios"], strict=True)
    cells = [f"{a['name']} {b['ms'] / a['ms']:.2f}" for a, b in pairs]
    return ["## T1: PostgreSQL against SQLite, time of the web process, target within 2", "",
            ", ".join(cells)]  # fmt: skip


def growth_table(data: list) -> list[str]:
    """P8: by which power of the number of projects the cost grows."""
    lines = []
    for engine in dict.fromkeys(engine for engine, _, _ in data):
        runs = [result for name, _, result in data if name == engine]
        heads = " | ".join(f"{r['projects']:,}" for r in runs)
        lines += [f"## {engine}", "", f"| | scenario | {heads} | exponent | target 0.10 |",
                  "| --- | --- |" + " --: |" * (len(runs) + 1) + " --- |"]  # fmt: skip
        for at, row in enumerate(runs[0]["scenarios"]):
            ratios = [r["scenarios"][at]["ratio"] for r in runs]
            power = math.log(ratios[-1] / ratios[0]) / math.log(
                runs[-1]["projects"] / runs[0]["projects"]
            )
            cells = " | ".join(f"{ratio:.2f}" for ratio in ratios)
            word = "met" if power <= 0.10 * SLACK else "**missed**"
            lines.append(f"| {row['name']} | {row['what']} | {cells} | {power:.3f} | {word} |")
        lines.append("")
    return lines
