"""Loaded by pytest before Django: the suite runs in the
environment "test", also when called plainly."""

import os
from pathlib import Path

os.environ.setdefault("ENVIRONMENT", "test")
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parents[1] / "var" / "test"))
