"""Loaded by pytest before Django: the suite runs in the environment "test", also when called plainly."""

import os

os.environ.setdefault("ENVIRONMENT", "test")
