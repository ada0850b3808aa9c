"""The table that people read: what is met, by how much, and what is not."""

import datetime
import json
import math
import os
import platform
from pathlib import Path

import django

P8 = ("P3", "P4", "P4p", "P4t", "P5")
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
        "What holds back the missed ones: [docs/speed.md](../docs/speed.md).",
        "",
    ]
    lines += growth_table(data) if growth else size_tables(data)
    path.write_text("\n".join(lines) + "\n")


def verdict(row: dict, rows: list[dict]) -> str:
    """Met, missed, or nothing to hold it against."""
    if row["target"] is None:
        return "reported"
    unit = next((other["ratio"] for other in rows if other["name"] == row["of"]), None)
    if row["of"] and unit is None:
        return f"{row['of']} was not measured"
    word = held(row["ratio"] / (unit or 1), row["target"])
    word = f"{word}: {row['ratio'] / unit:.1f} × {row['of']}" if unit else word
    return word if row["gate"] else f"{word} (stretch)"


def held(figure: float, target: float) -> str:
    """Whether a figure keeps its target, with the slack that all targets have."""
    return "met" if figure <= target * SLACK else "**missed**"


def size_tables(data: list) -> list[str]:
    """One table a database with the sizes side by side, then the figures that have no ratio."""
    lines = []
    for engine in dict.fromkeys(engine for engine, _, _ in data):
        runs = [(size, result) for name, size, result in data if name == engine]
        heads = " | ".join(f"{size} ({r['projects']:,})" for size, r in runs)
        lines += [f"## {engine}", "", f"| | scenario | target | {heads} | at the largest |",
                  "| --- | --- | --: |" + " --: |" * len(runs) + " --- |"]  # fmt: skip
        rows = runs[-1][1]["scenarios"]
        for at, row in enumerate(rows):
            cells = " | ".join(
                f"{r['scenarios'][at]['ratio']:.2f} ({r['scenarios'][at]['low']:.2f}–"
                f"{r['scenarios'][at]['high']:.2f})"
                for _, r in runs
            )
            unit = f"× {row['of']}" if row["of"] else "F"
            target = f"{row['target']:g} {unit}" if row["target"] else "–"
            said = verdict(row, rows)
            lines.append(f"| {row['name']} | {row['what']} | {target} | {cells} | {said} |")
        lines += ["", *others(runs), ""]
    return lines + across(data)


def others(runs: list) -> list[str]:
    """What has no ratio, at the largest size; a part that was not measured is left out."""
    result = runs[-1][1]
    lines = []
    if result["unit_ms"]:
        lines.append("- F itself: " + ", ".join(f"{s} {r['unit_ms']:.2f} ms" for s, r in runs))
    if "statements" in result:
        lines += statements(runs[-1][0], result["statements"])
    if weight := result.get("bytes"):
        lines += weights(weight)
    for path, t in result.get("throughput", {}).items():
        lines.append(
            f"- 8 connections on {path}: {t['rps']:.0f} a second, half within {t['p50']:.1f} ms, "
            f"99 % within {t['p99']:.1f} ms (the client shares the machine)"
        )
    if wait := result.get("expiry"):
        kept = held(max(wait["drawn"], wait["p99"] / wait["p50"] / 3), 1)
        lines.append(
            f"- P10, an edit each second while 16 connections ask for the list: drawn "
            f"{wait['drawn']:g} times an edit, half within {wait['p50']:.1f} ms, 99 % within "
            f"{wait['p99']:.1f} ms; targets once, and 3 times: {kept}"
        )
    if "publish_ms" in result:
        lines.append(
            "- P12, publishing one item: "
            + ", ".join(f"{s} {r['publish_ms']:.2f} ms" for s, r in runs)
            + "; target 1.2 times from 1,000 to 100,000 (bench/growth.md)"
        )
    lines += log_lines(runs)
    if memory := result.get("memory"):
        lines.append(
            f"- M1, memory of the worker: {memory['before']:.0f} MB, after {memory['requests']:,} "
            f"mixed requests {memory['after']:.0f} MB; target 130 MB: "
            f"{'met' if memory['after'] <= 130 else '**missed**'} (growth: make assure)"
        )
    return lines


def log_lines(runs: list) -> list[str]:
    """A2 across sizes, E1 and E2: the log and what is taken away of it."""
    lines, (size, result) = [], runs[-1]
    held_rows = f"{result['activities']:,} activities"
    two = [row["ratio"] for _, r in runs for row in r["scenarios"] if row["name"] == "A2"]
    if len(two) > 1:
        times = two[-1] / two[-2]
        lines.append(
            f"- A2, any two filters of the log at {size} ({held_rows}): {times:.2f} times "
            f"{runs[-2][0]}; target 1.5: {held(times, 1.5)}"
        )
    if out := result.get("export"):
        times = out["quick"] / out["plain"]
        lines.append(
            f"- E1, {out['rows']:,} activities as CSV: {out['quick']:,.0f} rows a second of this "
            f"process, {times:.1f} times list(queryset), {out['memory']:.0f} MB more; targets 4 "
            f"(PostgreSQL 10) and 80: {held(max(4 / times, out['memory'] / 80), 1)}"
        )
        first = [(s, r["export"]["first_ms"]) for s, r in runs if "export" in r]
        told = ", ".join(f"{s} {ms:.1f} ms" for s, ms in first)
        lines.append(
            f"- E2, first byte of that file: {told}; target 2 times the least: "
            f"{held(first[-1][1] / first[0][1], 2)}"
        )
    return lines + by_the_clock(result)


def by_the_clock(result: dict) -> list[str]:
    """A3 and C1: what is held against itself, not against F."""
    lines = []
    if of := result.get("counts"):
        lines.append(
            f"- A3, all counts beside the filters of {of['rows']:,} activities: {of['kept']:.2f} "
            f"ms, four live GROUP BYs {of['live']:.0f} ms: {of['live'] / of['kept']:.0f} times; "
            "target at 1,000,000 (stretch): 300 times on SQLite, 50 on PostgreSQL"
        )
    if of := result.get("rush"):
        units = of["ms"] / result["unit_ms"] if result["unit_ms"] else 0
        kept = held(max(units / 12, 2 * (of["failed"] + abs(of["lost"]))), 1)
        lines.append(
            f"- B2, 50 bookings a second for a minute: {of['sent']:,} sent, {of['failed']} failed, "
            f"{of['lost']} lost, half within {of['p50']:.0f} ms, 99 % within {of['p99']:.0f} ms, "
            f"each {units:.1f} F of the server; this disk is flushed {of['fsyncs']:.0f} times a "
            f"second; targets 0, 0 and 12 F: {kept}"
        )
    if of := result.get("busy"):
        times = of["beside"] / of["alone"]
        kept = held(max(times / 3, 2 * of["failed"]), 1)
        lines.append(
            f"- C1, eight who log at once beside eight who read, 60 s: {of['saved']:,} saved, "
            f"{of['failed']} failed, the longest took {of['longest']:.0f} ms; readers’ 99 % within "
            f"{of['beside']:.0f} ms, without writers {of['alone']:.0f} ms: {times:.1f} times; "
            f"targets 0 and 3 times: {kept}"
        )
    return lines


def statements(size: str, rows: list[dict]) -> list[str]:
    """P9: each page with its number of statements, and with one row where that was asked."""
    told, wrong = [], []
    for row in rows:
        one = "" if row["one"] is None else f" (with one row {row['one']})"
        told.append(f"{row['path']} {row['many']}{one}")
        if row["many"] > row["most"] or row["one"] not in (None, row["many"]):
            wrong.append(f"{row['path']} (at most {row['most']})")
    return [
        f"- P9, statements of a cold page at {size}, the version key not counted: "
        + ", ".join(told)
        + "; "
        + ("**missed**: " + ", ".join(wrong) if wrong else "met")
    ]


def weights(weight: dict) -> list[str]:
    """W1 to W3: bytes over the wire."""
    first = weight["html"] + weight["css"] + weight["theme"] + weight["script"]
    return [
        f"- W1, first view of the list: {first:,} bytes in 4 requests (page {weight['html']:,}, "
        f"style {weight['css']:,}, colours {weight['theme']:,}, script {weight['script']:,}); "
        f"targets 42,000 and 5,000 for the page",
        f"- W2, page and styles: {weight['html'] + weight['css'] + weight['theme']:,} bytes; "
        "target 28,000",
        f"- A story with its styles, script and colours, without its pictures: "
        f"{first - weight['html'] + weight['story']:,} bytes; target 150,000",
        f"- W3, repeat view: {weight['repeat']:,} bytes ({weight['status']}); target 1,000",
    ]


def across(data: list) -> list[str]:
    """T1: each scenario on PostgreSQL against SQLite, at the largest size both have."""
    by_engine = {engine: result for engine, _, result in data}
    if len(by_engine) < 2:
        return ["One database only, so T1 was not measured."]
    lite, post = by_engine["SQLite"], by_engine["PostgreSQL"]
    pairs = zip(lite["scenarios"], post["scenarios"], strict=True)
    cells = [f"{a['name']} {b['ms'] / a['ms']:.2f}" for a, b in pairs]
    return ["## T1: PostgreSQL against SQLite, time of the web process, target within 2", "",
            ", ".join(cells)]  # fmt: skip


def growth_table(data: list) -> list[str]:
    """P8: by which power of the number of projects the cost grows; P7 and P12 at the largest."""
    lines = []
    for engine in dict.fromkeys(engine for engine, _, _ in data):
        runs = [result for name, _, result in data if name == engine]
        heads = " | ".join(f"{r['projects']:,}" for r in runs)
        lines += [f"## {engine}", "", f"| | scenario | {heads} | exponent | target |",
                  "| --- | --- |" + " --: |" * (len(runs) + 1) + " --- |"]  # fmt: skip
        for at, row in enumerate(runs[-1]["scenarios"]):
            ratios = [r["scenarios"][at]["ratio"] for r in runs]
            power = exponent(runs, ratios)
            cells = " | ".join(f"{ratio:.2f}" for ratio in ratios)
            said = f"0.10: {held(power, 0.10)}" if row["name"] in P8 else "–"
            if row["of"]:
                said = f"{row['target']:g} × {row['of']}: {verdict(row, runs[-1]['scenarios'])}"
            lines.append(f"| {row['name']} | {row['what']} | {cells} | {power:.3f} | {said} |")
        if "publish_ms" in runs[-1]:
            spent = [r["publish_ms"] for r in runs]
            times = spent[-1] / spent[0]
            lines.append(
                "| P12 | publishing one item, milliseconds | "
                + " | ".join(f"{ms:.2f}" for ms in spent)
                + f" | {exponent(runs, spent):.3f} | {times:.2f} of at most 1.2 times: "
                f"{held(times, 1.2)} |"
            )
        told = ", ".join(f"{r['documents']:,}" for r in runs)
        lines += ["", f"- Documents in search: {told}", *by_the_clock(runs[-1]), ""]
    return lines


def exponent(runs: list[dict], figures: list[float]) -> float:
    """By which power of the number of projects these figures grow, from the least to the most."""
    if len(runs) < 2:
        return 0.0
    sizes = runs[-1]["projects"] / runs[0]["projects"]
    return math.log(figures[-1] / figures[0]) / math.log(sizes)
