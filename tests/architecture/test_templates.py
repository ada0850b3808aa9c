"""Templates keep to their own house, and carry no script or style inside."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = sorted(p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*.html"))
SHARED = (
    "components/", "base.html", "base_staff.html", "plain.html", "nhsuk/", "django/", "allauth/",
)  # fmt: skip


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_inline_script_or_style(name):
    text = (ROOT / name).read_text()
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.S):
        data = "application/ld+json" in attributes or "application/json" in attributes
        assert data or not body.strip(), "script inside the page"
    assert not re.search(r"<style|\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text


@pytest.mark.parametrize("name", TEMPLATES)
def test_includes_stay_at_home(name):
    text = (ROOT / name).read_text()
    home = name.split("/")[0] + "/" if "/" in name else ""
    for other in re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)", text):
        assert other.startswith(SHARED) or (home and other.startswith(home)), other


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_fetched_from_elsewhere(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=[\"']https?:", text)
