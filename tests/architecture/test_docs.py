"""What is written about the project is true: variables, commands, folders, links."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(
    r"""(?:env\.\w+|given|required_in_production|environ\.get|environ\.setdefault)\(\s*"([A-Z_]+)\""""
)
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV", "PATH", "HOME", "NO_COLOR", "TERM"}


def test_the_example_environment_lists_every_variable_that_is_read():
    sources = [ROOT / "coprod_portal" / "settings.py", ROOT / "bin" / "start"]
    read = {name for path in sources for name in READ.findall(path.read_text())} - NOT_OURS
    listed = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert read <= listed, read - listed
    compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text()))
    assert compose <= listed, compose - listed
    assert len(read) > 15


def test_every_variable_of_the_example_has_a_comment_above():
    lines = (ROOT / ".env.example").read_text().splitlines()
    for above, line in zip(lines, lines[1:], strict=False):
        if re.match(r"[A-Z_]+=", line):
            assert above.startswith("#") or re.match(r"[A-Z_]+=", above), line


@pytest.mark.parametrize(
    "page",
    ["README.md", "CONTRIBUTING.md", "UPGRADING.md", "docs/running.md", "docs/architecture.md"],
)
def test_commands_and_files_that_a_page_names_exist(page):
    text = (ROOT / page).read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    for target in re.findall(r"`(?:PORT=\d+ )?make ([a-z-]+)`", text):
        assert target in targets, target
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        if not link.startswith("http"):
            assert ((ROOT / page).parent / link).exists(), link


def test_every_decision_has_a_number_of_its_own():
    names = [path.name for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert len({name[:4] for name in names}) == len(names)


def test_the_repository_names_no_place_of_one_machine():
    import subprocess  # noqa: PLC0415

    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    for name in filter(None, files):
        path = ROOT / name
        if path.suffix in {".png", ".lock"} or not path.exists():
            continue
        text = path.read_text(errors="replace")
        assert str(ROOT.parent) + "/" not in text or ROOT.parent == Path("/"), name
        assert "../" + "shared" not in text, name
