"""Dockerfile and compose.yaml read, where no engine can build them: what a container must have."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parent.parent.parent
Stage = list[tuple[str, str]]


@pytest.fixture
def stages() -> list[Stage]:
    """The Dockerfile as its stages, each a list of (instruction, rest)."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    found: list[Stage] = []
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        if line.startswith("FROM "):
            found.append([])
        if line:
            instruction, rest = line.split(" ", 1)
            found[-1].append((instruction, rest))
    return found


@pytest.fixture
def services() -> dict[str, Any]:
    """The services of compose.yaml by name."""
    return yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]


def what_follows(stage: Stage, instruction: str) -> list[str]:
    return [rest for name, rest in stage if name == instruction]


def test_image_and_compose_start_by_the_command_that_is_tested(stages, services):
    assert json.loads(what_follows(stages[-1], "CMD")[-1]) == ["bin/start"]
    assert services["web"]["command"] == ["bin/start"]
    assert (ROOT / "bin" / "start").stat().st_mode & 0o111


def test_the_container_does_not_run_as_root(stages):
    assert what_follows(stages[-1], "USER") == ["portal"]
    names = [name for name, _ in stages[-1]]
    assert "RUN" not in names[names.index("USER") :]


def test_the_image_asks_the_portal_for_its_health(stages):
    command = what_follows(stages[-1], "HEALTHCHECK")[0].split("CMD ", 1)[1]
    assert json.loads(command)[0] == "python"
    assert "/healthz" in command
    compile(json.loads(command)[2], "health check", "exec")


def test_packages_are_those_of_the_locks(stages):
    installs = [rest for stage in stages for rest in what_follows(stage, "RUN") if "pip" in rest]
    assert installs
    assert all("--require-hashes" in rest and ".txt" not in rest for rest in installs)


def test_what_the_image_copies_exists_and_reaches_the_builder(stages):
    sent = (ROOT / ".dockerignore").read_text().splitlines()
    for stage in stages:
        for rest in what_follows(stage, "COPY"):
            if rest.startswith("--from="):
                continue
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert (
                    any(line.startswith("!") and Path(source).match(line[1:]) for line in sent)
                    or f"!{source.split('/')[0]}" in sent
                ), source


def test_the_last_stage_holds_no_tools(stages):
    copied = " ".join(what_follows(stages[-1], "COPY"))
    assert "node" not in copied
    assert not re.search(r"\b(tests|bench|docs|var|\.env)\b", copied)


def test_no_secret_stands_in_compose(services):
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEY", name):
                assert str(value).startswith("${"), name


def test_web_waits_for_its_services_and_keeps_its_data(services):
    web = services["web"]
    assert web["environment"]["DATABASE_URL"].startswith("postgres://")
    for name in web["depends_on"]:
        assert "healthcheck" in services[name]
    volumes = yaml.safe_load((ROOT / "compose.yaml").read_text())["volumes"]
    for service in services.values():
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in volumes
