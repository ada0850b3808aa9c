"""Draws a component for the gallery, by name and with the values of a state."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def shown(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    """The component as a page would include it."""
    return render_to_string(f"components/{name}", values, request=context["request"])
