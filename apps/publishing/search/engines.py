"""Which database's index is meant: each is a module with the same functions."""

from typing import Any

from django.db import connection

from apps.publishing.search import postgresql, sqlite


def engine() -> Any:
    """The module for the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite
