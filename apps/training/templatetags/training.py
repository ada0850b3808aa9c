"""What the lists of training look up while they are drawn."""

from django import template

register = template.Library()
NOBODY = {"attended": 0, "missed": 0}


@register.simple_tag
def came_of(came: dict[int, dict[str, int]], pk: int) -> dict[str, int]:
    """How many came to a session, and how many did not."""
    return came.get(pk, NOBODY)
