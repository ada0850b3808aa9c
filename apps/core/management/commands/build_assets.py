"""``manage.py build_assets``: style sheets and page script from their sources into static/build/.

Nothing third-party is committed, so they are made at set-up; pages then fetch them from us alone.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static"
BUILD = STATIC / "build"
NODE_MODULES = ROOT / "node_modules"
DESIGN_SYSTEM = NODE_MODULES / "nhsuk-frontend" / "dist" / "nhsuk"
SHEETS = ["portal", "staff", "rate"]
OLDEST_NODE = (20, 19)  # what Sass asks for

# The design system turns itself on only where scripts run; people without them keep the fallbacks.
SWITCH = 'document.body.classList.add("js-enabled", "nhsuk-frontend-supported");\n'
LAST_LINES = re.compile(r"export\s*\{[^}]*\};?\s*(//# sourceMappingURL=.*)?\s*\Z")
ICON = re.compile(r"url\([\"']?\./(images/[^\"')]+)[\"']?\)")


class NoNode(Exception):
    """This machine can't build: there is no npm, and none could be installed."""


@dataclass(frozen=True)
class Node:
    """A Node.js that is new enough, and the npm that came with it."""

    node: str
    npm: str


class Command(BaseCommand):
    """Builds only what changed; a second run is done at once."""

    help = "Builds style sheets and the page script into static/build/."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dev", action="store_true", help="also what the browser tests need")
        parser.add_argument("--strict", action="store_true", help="fail if npm can't be had")

    def handle(self, *args: Any, **options: Any) -> None:
        packages, build = packages_wanted(dev=options["dev"]), build_wanted()
        if packages.holds() and build.holds():
            return
        try:
            node = find_node() or self.fetch_node()
            if not packages.holds():
                self.stdout.write("Installing the design system and Sass by npm")
                install_packages(node, dev=options["dev"])
                packages.keep()
            if not build.holds():
                self.stdout.write("Building style sheets and script into static/build/")
                build_all(node)
                build.keep()
        except NoNode as reason:
            if options["strict"]:
                raise CommandError(str(reason)) from reason
            self.stderr.write(f"{reason} The site runs on its plain style sheet until then.")
            build_plain()

    def fetch_node(self) -> Node:
        """npm from the Python package index, into this virtual environment."""
        self.stdout.write("No npm that is new enough: installing one from the Python package index")
        pip_install = [sys.executable, "-m", "pip", "install", "-qq", "--require-hashes"]
        if sys.prefix != sys.base_prefix:
            subprocess.run([*pip_install, "-r", "requirements-assets.lock"], cwd=ROOT, check=False)
        if node := find_node():
            return node
        raise NoNode(
            "The style sheets were not built: they need npm with Node.js 20.19 or newer, and it "
            "could not be installed. Install Node.js, or check the network, and start again."
        )


@dataclass(frozen=True)
class Stamp:
    """Says whether what was made still fits what it was made from."""

    path: Path
    digest: str
    products: list[Path]

    def holds(self) -> bool:
        """The products are there and their sources are the same as then."""
        made = self.path.exists() and all(product.exists() for product in self.products)
        return made and self.path.read_text() == self.digest

    def keep(self) -> None:
        """Remember what the products were made from."""
        self.path.write_text(self.digest)


def packages_wanted(*, dev: bool) -> Stamp:
    """npm's packages; those with the tools for tests satisfy a run without them too."""
    locks = digest_of([ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"])
    with_tools = Stamp(NODE_MODULES / ".stamp", f"dev {locks}", [DESIGN_SYSTEM])
    if dev or with_tools.holds():
        return with_tools
    return Stamp(NODE_MODULES / ".stamp", locks, [DESIGN_SYSTEM])


def build_wanted() -> Stamp:
    """The built files, from our sources, the locked packages and this very file."""
    sources = [Path(__file__), ROOT / "package-lock.json"]
    for folder in ("css", "js"):
        sources += sorted(path for path in (STATIC / folder).rglob("*") if path.is_file())
    products = [
        BUILD / "portal.js",
        BUILD / "staff.js",
        *(BUILD / f"{sheet}.css" for sheet in SHEETS),
    ]
    return Stamp(BUILD / ".stamp", digest_of(sources), products)


def digest_of(paths: list[Path]) -> str:
    """One hash over names and contents."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def find_node() -> Node | None:
    """Node.js with npm from the path, else from this virtual environment."""
    for folder in (None, str(Path(sys.prefix) / "bin")):
        node, npm = shutil.which("node", path=folder), shutil.which("npm", path=folder)
        if node and npm and version_of(node) >= OLDEST_NODE:
            return Node(node, npm)
    return None


def version_of(node: str) -> tuple[int, ...]:
    """As numbers: v22.20.0 is (22, 20, 0); a Node.js that doesn't run is ()."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return tuple(int(part) for part in re.findall(r"\d+", answer.stdout))


def run(*command: str | Path) -> None:
    """Run a tool quietly; if it fails, show what it said. Raises ``CommandError``."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        name = " ".join(Path(word).name for word in command[:3])
        raise CommandError(f"{done.stdout}{done.stderr}\n{name} failed; what it said stands above.")


def install_packages(node: Node, *, dev: bool) -> None:
    """Exactly what package-lock.json says; optional packages are only for watching files."""
    run(node.npm, "ci", "--omit=optional", *([] if dev else ["--omit=dev"]))


def build_all(node: Node) -> None:
    """Everything into a fresh folder, then in one move to its place: no half-built site."""
    with tempfile.TemporaryDirectory(dir=STATIC, prefix=".build-") as scratch:
        new = Path(scratch) / "build"
        new.mkdir()
        compile_sheets(node, new)
        copy_icons(new)
        (new / "portal.js").write_text(joined_script())
        (new / "staff.js").write_text(own_scripts("js/staff"))
        put_in_place(new)


def compile_sheets(node: Node, folder: Path) -> None:
    """Sass to CSS. The design system's own deprecation warnings are not ours to mend."""
    sheets = [f"{STATIC / 'css' / sheet}.scss:{folder / sheet}.css" for sheet in SHEETS]
    run(
        node.node, NODE_MODULES / "sass" / "sass.js", f"--load-path={NODE_MODULES}",
        "--style=compressed", "--no-source-map", "--no-charset", "--quiet-deps", *sheets,
    )  # fmt: skip


def copy_icons(folder: Path) -> None:
    """Only the pictures that the sheets name; the package brings a brand that isn't ours."""
    (folder / "images").mkdir()
    for sheet in SHEETS:
        for name in set(ICON.findall((folder / f"{sheet}.css").read_text())):
            shutil.copyfile(DESIGN_SYSTEM / "assets" / name, folder / name)


def joined_script() -> str:
    """The switch, the design system's script, its start, our own: one file without an import."""
    package = (DESIGN_SYSTEM / "nhsuk-frontend.min.js").read_text()
    package, ends = LAST_LINES.subn("", package)
    if ends != 1 or re.search(r"\bimport\b", package):
        raise CommandError("The design system's script has a new shape: see joined_script().")
    return "\n".join([SWITCH, package, "initAll();", own_scripts("js")])


def own_scripts(folder: str) -> str:
    """Our own small scripts of a folder, one after the other."""
    return "\n".join(path.read_text() for path in sorted((STATIC / folder).glob("*.js")))


def build_plain() -> None:
    """A legible site where nothing could be compiled: the plain sheet, and our own script."""
    with tempfile.TemporaryDirectory(dir=STATIC, prefix=".build-") as scratch:
        new = Path(scratch) / "build"
        new.mkdir()
        plain = STATIC / "css" / "base.css"
        for sheet in ("portal", "rate"):
            (new / f"{sheet}.css").write_text(plain.read_text() if plain.exists() else "")
        (new / "staff.css").write_text("")
        (new / "portal.js").write_text(own_scripts("js"))
        (new / "staff.js").write_text(own_scripts("js/staff"))
        put_in_place(new)


def put_in_place(new: Path) -> None:
    """Replace static/build/ by the new folder."""
    shutil.rmtree(BUILD, ignore_errors=True)
    new.rename(BUILD)
