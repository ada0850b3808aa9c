"""A dictionary's value by a key that is not a Python name."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def get(mapping: dict[str, Any], key: str) -> Any:
    """The value under ``key``, or None."""
    return mapping.get(key)
