"""Arrows point down: an app imports, and points foreign keys at, only what stands below it."""

import ast
from pathlib import Path

import pytest
from django.apps import apps as registry

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parents[2]
RANKS = {
    "core": 0, "partners": 1, "accounts": 2, "publishing": 3, "projects": 4, "involvement": 5,
    "library": 6, "training": 6, "showcase": 6, "insights": 7, "home": 8,
}  # fmt: skip


def imported_apps(source: str) -> set[str]:
    """The names of our apps that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {n.split(".")[1] for n in names if n.startswith("apps.") and len(n.split(".")) > 1}
    return found & RANKS.keys()


def may_point(source: str, target: str) -> bool:
    return source == target or RANKS[target] < RANKS[source]


@pytest.mark.parametrize("app", sorted(RANKS))
def test_imports_point_down(app):
    folder = ROOT / "apps" / app
    for path in folder.rglob("*.py"):
        for other in imported_apps(path.read_text()):
            assert may_point(app, other), f"{path.relative_to(ROOT)} imports apps.{other}"


def test_every_app_has_a_rank():
    here = {p.name for p in (ROOT / "apps").iterdir() if (p / "__init__.py").exists()}
    assert here <= RANKS.keys()


def test_foreign_keys_point_down():
    for model in registry.get_models():
        if model._meta.app_label not in RANKS:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            forward = field.concrete if hasattr(field, "concrete") else False
            if target is None or not forward or target._meta.app_label not in RANKS:
                continue
            assert may_point(model._meta.app_label, target._meta.app_label), f"{model}.{field.name}"


@pytest.mark.parametrize(
    "planted",
    [
        "from apps.home import navigation",
        "import apps.home.theme",
        "def f():\n    from apps.home.views import front",
    ],
)
def test_a_planted_upward_import_is_found(planted):
    assert imported_apps(planted) == {"home"}
    assert not may_point("core", "home")


def test_siblings_are_blind_to_one_another():
    assert not may_point("showcase", "library")
    assert not may_point("library", "training")
