"""What is asked of every page in a browser, whoever it is for."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.serving import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def open_everything(page: Any) -> None:
    """Open what is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def axe_findings(page: Any) -> list[str]:
    """What axe finds wrong on the page as it stands."""
    # Nobody reads here what is in order, so axe need not describe it.
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response
    return [
        f"{v['id']}: {node['html'][:150]} {node['failureSummary'][:200]}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


def runs_off(page: Any) -> list[str]:
    """What stands beyond the right edge of the screen; nothing, if the page can't be scrolled
    sideways."""
    if page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0:
        return []
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e =>
          e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table-wide'))
          .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
    )
    return found or ["the page itself is too wide"]


def html_problems(texts: dict[str, str], folder: Path) -> list[str]:
    """What html-validate finds in pages, by their names."""
    program = ROOT / "node_modules" / ".bin" / "html-validate"
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # npm's own Node first
    if not program.exists() or shutil.which("node", path=here) is None:
        pytest.skip("html-validate is not installed: npm ci")
    for name, text in texts.items():
        (folder / f"{name.replace(' ', '-').replace(',', '')}.html").write_text(text)
    config = Path(__file__).parent / "htmlvalidate.json"
    done = subprocess.run(
        [program, "--config", config, "--formatter", "json", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": here},
    )
    problems = [
        f"{Path(file['filePath']).name}:{m['line']} {m['ruleId']}: {m['message']}"
        for file in json.loads(done.stdout or "[]")
        for m in file["messages"]
    ]
    assert problems or done.returncode == 0, done.stderr
    return problems
