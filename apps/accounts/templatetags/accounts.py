"""The code that an authenticator app scans, drawn into the page itself, as the policy asks."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def drawing(svg: str, words: str) -> SafeString:
    """The drawing without its XML head, with words for who can't see it."""
    path = re.search(r'<path d="([A-Za-z0-9 .,\-]+)"', svg)
    box = re.search(r'viewBox="([0-9 .]+)"', svg)
    if path is None or box is None:
        return mark_safe("")
    return format_html(
        '<svg viewBox="{}" width="220" height="220" role="img" aria-label="{}">'
        '<path d="{}" fill="currentColor" fill-rule="nonzero"/></svg>',
        box[1], words, path[1],
    )  # fmt: skip
