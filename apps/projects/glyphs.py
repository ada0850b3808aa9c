"""The signature of the portal: an open ring is services, a solid disc is people.

Five drawings of the same two circles; only their relation changes. Boxes are 48 by 24, the centre
line at 12. Drawn once when the module loads, since lists show dozens of them.
"""

from django.utils.safestring import SafeString, mark_safe

from apps.projects.levels import NOT_STATED, WAYS

_RING = '<circle cx="{x}" cy="12" r="8" fill="none" stroke="currentColor" stroke-width="2.5"/>'
_DISC = '<circle cx="{x}" cy="12" r="9.25" fill="currentColor"/>'
_APART = _RING.format(x="9.25") + _DISC.format(x="38.75")
_ARROW = '<path d="{d}" fill="none" stroke="currentColor" stroke-width="2.25"/>'
_TWO_RINGS = (
    '<g fill="none" stroke="currentColor" stroke-width="2.5">'
    '<circle cx="19.5" cy="12" r="8"/><circle cx="28.5" cy="12" r="8"/></g>'
)
_SHAPES = {
    "inform": _APART + _ARROW.format(d="M20.5 12H26.5M23.5 8.5 27 12 23.5 15.5"),
    "consult": _APART
    + _ARROW.format(d="M20.5 9.5H27M23.6 6 27.1 9.5M27.5 14.5H21M24.4 18 20.9 14.5"),
    "engage": _RING.format(x="14.75") + _DISC.format(x="33.25"),
    "co-design": _TWO_RINGS
    + '<path d="M24 5.386A8 8 0 1 1 24 18.614A8 8 0 0 0 24 5.386Z" fill="currentColor"/>',
    "co-production": _TWO_RINGS
    + '<path d="M24 5.386A8 8 0 0 1 24 18.614A8 8 0 0 1 24 5.386Z" fill="currentColor"/>',
    NOT_STATED: (
        '<g fill="none" stroke="currentColor" stroke-width="2.5" stroke-dasharray="3.1 3.18">'
        '<circle cx="9.25" cy="12" r="8"/><circle cx="38.75" cy="12" r="8"/></g>'
    ),
}
# Where the drawing begins and ends in its box, for places where it must stand flush left.
_EDGES = {"engage": (5.5, 42.5), "co-design": (10.25, 37.75), "co-production": (10.25, 37.75)}
_MARK_WIDTH, _DOT = 118.0, 3.25


def _svg(css: str, box: str, size: str, inside: str) -> SafeString:
    return mark_safe(  # noqa: S308 - constants of this module only
        f'<svg class="{css}" viewBox="{box}"{size} aria-hidden="true" focusable="false">'
        f"{inside}</svg>"
    )


def _glyph(code: str, *, flush: bool) -> SafeString:
    left, right = _EDGES.get(code, (0, 48)) if flush else (0, 48)
    return _svg(f"glyph glyph--{code}", f"{left:g} 2 {right - left:g} 20", "", _SHAPES[code])


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _five_mark(code: str, position: int) -> SafeString:
    left, right = _EDGES.get(code, (0, 48))
    width = right - left
    gap = (_MARK_WIDTH - width) / 4
    start = (position - 1) * gap
    before = [i * gap + _DOT for i in range(position - 1)]
    after = [_MARK_WIDTH - _DOT - i * gap for i in range(5 - position)]
    lines = []
    if before:
        lines.append((_DOT, start - 3))
    if after:
        lines.append((start + width + 3, _MARK_WIDTH - _DOT))
    inside = "".join(
        f'<path class="five-mark__line" d="M{_number(a)} 10H{_number(b)}"/>' for a, b in lines
    )
    inside += "".join(
        f'<circle class="five-mark__dot" cx="{_number(x)}" cy="10" r="{_DOT}"/>'
        for x in before + after
    )
    inside += f'<g transform="translate({_number(start - left)} -2)">{_SHAPES[code]}</g>'
    return _svg(f"five-mark glyph--{code}", "0 0 118 20", ' width="118" height="20"', inside)


def _five_mark_not_stated() -> SafeString:
    gap = (_MARK_WIDTH - 9) / 4
    inside = f'<path class="five-mark__dashes" d="M5 10H{_number(_MARK_WIDTH - 5)}"/>' + "".join(
        f'<circle class="five-mark__hole" cx="{_number(4.5 + i * gap)}" cy="10" r="3.75"/>'
        for i in range(5)
    )
    return _svg(f"five-mark glyph--{NOT_STATED}", "0 0 118 20", ' width="118" height="20"', inside)


GLYPHS = {code: _glyph(code, flush=False) for code in _SHAPES}
FLUSH_GLYPHS = {code: _glyph(code, flush=True) for code in _SHAPES}
FIVE_MARKS = {way.code: _five_mark(way.code, way.position) for way in WAYS}
FIVE_MARKS[NOT_STATED] = _five_mark_not_stated()
