"""The page about roles says what the table of permissions says."""

from pathlib import Path

import pytest

from apps.accounts import permissions
from apps.accounts.permissions import PERMISSIONS, Role

pytestmark = pytest.mark.any_database

PAGE = Path(__file__).resolve().parents[2] / "docs" / "roles.md"


def test_the_page_is_current():
    """To write it anew: delete it and run this."""
    if not PAGE.exists():
        PAGE.write_text(permissions.table())
    assert PAGE.read_text() == permissions.table()


def test_every_permission_belongs_to_an_app_and_to_somebody():
    for name, (words, by_role) in PERMISSIONS.items():
        app, _, verb = name.partition(".")
        assert app and "_" in verb or verb == "review", name
        assert words and by_role, name
        assert set(by_role) <= set(Role), name


def test_only_administrators_look_after_people():
    for name in ("accounts.manage_people", "home.change_settings", "home.read_audit"):
        assert set(PERMISSIONS[name][1]) == {Role.ADMINISTRATOR}
