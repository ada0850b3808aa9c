"""``{% explained text %}``: a text of ours with its abbreviations
explained on first use of the page."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from apps.core import abbreviations

register = template.Library()


@register.simple_tag(takes_context=True)
def explained(context: Context, text: str) -> SafeString:
    """Escape the text and explain each abbreviation that this page has not explained yet."""
    request: Any = context.get("request")
    if not hasattr(request, "seen_abbreviations"):
        request.seen_abbreviations = set()
    key = getattr(request, "page_key", None)
    return abbreviations.explain(
        str(text), seen=request.seen_abbreviations, number=key.public if key else -1
    )
