"""What staff pages show around their content."""

from typing import Any

from django import template
from django.template import Context

from apps.home import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_menu(context: Context) -> list[dict[str, Any]]:
    """The staff pages that the signed-in person may open."""
    request: Any = context["request"]
    return navigation.staff_menu(request.user, request.path)
