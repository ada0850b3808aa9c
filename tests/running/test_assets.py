"""The built style sheets and script: complete, of one piece, and without another's brand."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.core.management.commands import build_assets

pytestmark = pytest.mark.any_database

BUILD = build_assets.BUILD


def test_a_second_build_leaves_everything_as_it_is():
    before = {path: path.stat().st_mtime_ns for path in BUILD.rglob("*")}
    call_command("build_assets", "--dev", "--strict")
    assert {path: path.stat().st_mtime_ns for path in BUILD.rglob("*")} == before


def test_a_changed_source_is_built_anew(tmp_path):
    source = tmp_path / "portal.scss"
    source.write_text("a { color: red }")
    stamp = build_assets.Stamp(tmp_path / ".stamp", source.read_text(), [source])
    assert not stamp.holds()
    stamp.keep()
    assert stamp.holds()
    assert not build_assets.Stamp(stamp.path, "something else", [source]).holds()
    assert not build_assets.Stamp(stamp.path, stamp.digest, [tmp_path / "gone.css"]).holds()


def test_the_script_switches_first_and_is_of_one_piece():
    script = (BUILD / "portal.js").read_text()
    assert script.splitlines()[0] == build_assets.SWITCH.strip()
    assert "\ninitAll();" in script
    assert not re.search(r"\b(import|export)\b|sourceMappingURL", script)


def test_the_folder_holds_only_what_pages_use():
    sheets = "".join((BUILD / f"{name}.css").read_text() for name in build_assets.SHEETS)
    pictures = {path.relative_to(BUILD).as_posix() for path in (BUILD / "images").iterdir()}
    assert pictures == set(build_assets.ICON.findall(sheets))
    others = {path.name for path in BUILD.iterdir()} - {"images", ".stamp"}
    assert others == {"portal.css", "staff.css", "rate.css", "portal.js", "staff.js"}


@pytest.mark.parametrize("name", ["portal.css", "staff.css", "rate.css", "portal.js", "staff.js"])
def test_nothing_comes_from_another_host_or_brand(name):
    text = (BUILD / name).read_text()
    assert not re.search(r"@font-face|Frutiger|url\([\"']?(https?:)?//", text, re.IGNORECASE)
    assert not re.search(r"nhsuk-icon-(mask|180|192|512)|opengraph|favicon", text)


def test_without_npm_it_says_so_and_the_site_still_runs(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(build_assets, "find_node", lambda: None)
    monkeypatch.setattr(build_assets.subprocess, "run", lambda *words, **options: None)
    monkeypatch.setattr(build_assets, "NODE_MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(build_assets, "STATIC", tmp_path)
    monkeypatch.setattr(build_assets, "BUILD", tmp_path / "build")
    call_command("build_assets")
    said = capsys.readouterr().err
    assert "Install Node.js" in said
    assert {path.name for path in (tmp_path / "build").iterdir()} == {
        "portal.css", "staff.css", "rate.css", "portal.js", "staff.js",
    }  # fmt: skip
    with pytest.raises(CommandError, match="Install Node.js"):
        call_command("build_assets", "--strict")


def test_an_old_node_is_not_taken(monkeypatch, tmp_path: Path):
    for name, says in (("node", "v18.20.4"), ("npm", "9.2.0")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {says}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(build_assets.sys, "prefix", str(tmp_path / "venv"))
    assert build_assets.find_node() is None
