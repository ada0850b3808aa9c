"""The five ways on a page: drawing and name always together, never the drawing alone."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.projects.glyphs import FIVE_MARKS, FLUSH_GLYPHS, GLYPHS
from apps.projects.levels import BY_CODE, NOT_STATED, name_of

register = template.Library()


@register.simple_tag
def glyph(code: str, *, flush: bool = False) -> SafeString:
    """The drawing of a way; "" draws Not stated. ``flush`` crops it to stand at the left edge."""
    return (FLUSH_GLYPHS if flush else GLYPHS)[code or NOT_STATED]


@register.simple_tag
def five_mark(code: str) -> SafeString:
    """The small mark of cards and fact boxes: the drawing on its place among five, and its name."""
    way = BY_CODE.get(code)
    where = (
        format_html(
            '<span class="nhsuk-u-visually-hidden">, the {} of five ways</span>', way.ordinal
        )
        if way
        else ""
    )
    return format_html(
        '<span class="way">{} <span class="way__name">{}{}</span></span>',
        FIVE_MARKS[code or NOT_STATED],
        name_of(code),
        where,
    )


@register.filter
def level_name(code: str) -> str:
    """The name of a way, or "Not stated"."""
    return name_of(code)
