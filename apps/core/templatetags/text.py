"""How words stand on a page."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_with_hyphen = re.compile(r"\b([Cc]o-\w+)")


@register.filter
def unbroken(text: str) -> SafeString:
    """Escape the text and keep "co-production" and its like
    together: they never break in a heading."""
    return mark_safe(  # noqa: S308 - escaped on this line
        _with_hyphen.sub(r'<span class="one-word">\1</span>', escape(text))
    )
