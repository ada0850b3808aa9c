"""How words stand on a page."""

import json
import re
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from apps.core.wording import Piece, changed_words

register = template.Library()
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
_with_hyphen = re.compile(r"\b([Cc]o-\w+)")


@register.filter
def unbroken(text: str) -> SafeString:
    """Escape the text and keep "co-production" and its like
    together: they never break in a heading."""
    return mark_safe(  # noqa: S308 - escaped on this line
        _with_hyphen.sub(r'<span class="one-word">\1</span>', escape(text))
    )


@register.filter
def sentence(words: str) -> str:
    """The words with a full stop, where they end in no sign of their own."""
    words = words.strip()
    return words if not words or words[-1] in ".!?…" else f"{words}."


@register.filter
def is_drawn(text: str) -> bool:
    """Whether it is mark-up of ours already, not words."""
    return isinstance(text, SafeString)


@register.filter
def marked_against(lines: list[str], others: list[str]) -> list[Piece]:
    """An answer in pieces, each with whether the other answer lacks it."""
    return changed_words("\n".join(lines), "\n".join(others))


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """A data block for search engines. No sign in it can end the block or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - above
