"""A copy of the content files that a test may change."""

import shutil
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A copy of the content that a test may spoil."""
    settings.CONTENT_DIR = tmp_path / "content"
    shutil.copytree(settings.BASE_DIR / "content", settings.CONTENT_DIR)
    return Path(settings.CONTENT_DIR)
