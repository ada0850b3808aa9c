"""Locks are current and portable: each direct pin stands in its lock, no download address in it."""

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parent.parent.parent
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^\s;\\]+)", re.MULTILINE)
REQUIREMENTS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))


def pins(name: str) -> dict[str, str]:
    """Version by package, names written the one way."""
    text = (ROOT / name).read_text()
    return {
        re.sub(r"[-_.]+", "-", pin["name"]).lower(): pin["version"] for pin in PIN.finditer(text)
    }


def test_each_requirements_file_has_its_lock():
    assert {Path(name).stem for name in REQUIREMENTS} == {Path(name).stem for name in LOCKS}


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_direct_pins_stand_in_the_lock(name):
    wanted = pins(name)
    locked = pins(name.replace(".txt", ".lock"))
    assert wanted
    assert {package: locked.get(package) for package in wanted} == wanted, "run: make lock"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_nothing_that_nobody_asked_for(name):
    """Each package says by whom it came; a direct pin that has gone leaves nothing behind."""
    source = name.replace(".lock", ".txt")
    text = (ROOT / name).read_text()
    asked = set(pins(source)) | (set(pins("requirements.txt")) if "dev" in name else set())
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    direct = {re.split(r"==|\[", entry)[0] for entry in entries if re.search(r"-r \S+\.txt", entry)}
    assert direct == asked, "run: make lock"


def test_a_pin_has_the_extras_that_other_packages_ask_of_it():
    """Without them pip 23 takes the newest release, not the pinned one, and refuses its hash."""
    text = (ROOT / "requirements-dev.lock").read_text()
    extras = {
        pin["name"]: set(re.findall(r"[\w-]+", pin["extras"] or ""))
        for pin in re.finditer(
            r"^(?P<name>[a-z0-9-]+)(\[(?P<extras>[^]]*)\])?==", text, re.MULTILINE
        )
    }
    asked = [
        Requirement(line) for name in extras if (package := installed(name))
        for line in package.requires or []
    ]  # fmt: skip
    missing = [
        str(one) for one in asked if one.extras and one.name in extras
        and (one.marker is None or one.marker.evaluate({"extra": ""}))
        and not one.extras <= extras[one.name]
    ]  # fmt: skip
    assert any(one.extras for one in asked)
    assert missing == [], "run: make lock"


def installed(name: str) -> Distribution | None:
    """What is known of a package here; a lock also pins what other systems need."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_is_checked_by_hash(name):
    text = (ROOT / name).read_text()
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_python_lock_holds_no_address(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"://|\s@\s|^--(?!hash)|file:|/\w+/", text, re.MULTILINE)


def test_the_npm_lock_holds_no_download_address():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert addresses(lock) == []
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def addresses(value: Any) -> list[str]:
    """Every address in it; where to thank a package's makers downloads nothing."""
    if isinstance(value, dict):
        found = [address for key, inner in value.items() if key != "funding"
                 for address in addresses(inner)]  # fmt: skip
        return found + (["resolved"] if "resolved" in value else [])
    if isinstance(value, list):
        return [address for inner in value for address in addresses(inner)]
    return [value] if isinstance(value, str) and "://" in value else []


def test_the_npm_lock_fits_package_json():
    package = json.loads((ROOT / "package.json").read_text())
    root = json.loads((ROOT / "package-lock.json").read_text())["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert root[kind] == package[kind], "run: make lock"
        assert all(re.fullmatch(r"[\d.]+", version) for version in package[kind].values())
