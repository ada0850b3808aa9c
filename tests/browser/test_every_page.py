"""Every page in every state: accessible, valid, whole on a small screen, and quiet in the
console."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import PAGES
from tests.serving import ROOT

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""

LARGE = "html{font-size:200% !important}"
BOTH = LARGE + SPACING


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def page(browser, request):
    context = browser.new_context(viewport={"width": request.param, "height": 900}, bypass_csp=True)
    page = context.new_page()
    yield page
    context.close()


def open_everything(page):
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(portal, page, name):
    page.goto(portal.address + PAGES[name])
    for state in ("closed", "open"):
        if state == "open":
            open_everything(page)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
        broken = [
            f"{v['id']}: {node['html'][:150]} {node['failureSummary'][:200]}"
            for v in found["violations"]
            for node in v["nodes"]
        ]
        assert broken == [], state


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_off_the_screen(portal, page, name):
    page.goto(portal.address + PAGES[name])
    open_everything(page)
    small, staff = page.viewport_size["width"] < 400, name.startswith(("form", "gallery"))
    changes = [
        "/* as it is */",
        SPACING,
        *([] if small and staff else [LARGE]),
        *([] if small else [BOTH]),
    ]
    for change in changes:
        tag = page.add_style_tag(content=change)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        culprits = page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter(e =>
              e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table-wide'))
              .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
        )
        assert wide <= 0, (change[:20], culprits)
        tag.evaluate("tag => tag.remove()")


@pytest.mark.parametrize("name", PAGES)
def test_the_console_is_quiet_and_nothing_is_fetched_from_elsewhere(portal, desktop, name):
    page, said, asked = desktop.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(portal.address + PAGES[name])
    page.wait_for_load_state("networkidle")
    expected = [line for line in said if "404" not in line and "422" not in line]
    assert expected == []
    assert [url for url in asked if not url.startswith(portal.address)] == []
    if not name.startswith(("form", "gallery")):  # only a form's own page has a cookie
        assert desktop.cookies() == []


def test_every_title_is_its_own(portal, desktop):
    page, titles = desktop.new_page(), {}
    for name, path in PAGES.items():
        page.goto(portal.address + path)
        titles.setdefault(page.title(), []).append(name)
        assert page.locator("h1").count() == 1, name
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


def test_every_page_is_valid_html(portal, desktop, tmp_path):
    program = ROOT / "node_modules" / ".bin" / "html-validate"
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # npm's own Node first
    if not program.exists() or shutil.which("node", path=here) is None:
        pytest.skip("html-validate is not installed: npm ci")
    for number, (name, path) in enumerate(PAGES.items()):
        answer = desktop.request.get(portal.address + path)
        folder = tmp_path / f"{number:02}"
        folder.mkdir()
        (folder / f"{name.replace(' ', '-').replace(',', '')}.html").write_text(answer.text())
    config = Path(__file__).parent / "htmlvalidate.json"
    done = subprocess.run(
        [program, "--config", config, "--formatter", "json", str(tmp_path)],
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
    assert problems == [], "\n".join(problems[:40])
    assert done.returncode == 0, done.stderr
