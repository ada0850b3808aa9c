"""Numbers into shapes: the geometry of charts, which templates draw without a script."""

from dataclasses import dataclass

WIDTH = 100.0  # per cent of the drawing
NARROWEST = 1.0


@dataclass(frozen=True)
class Part:
    """A stretch of a stacked bar: its code (for colour), name, number, and where it lies."""

    code: str
    name: str
    number: int
    x: float
    width: float


def bar(parts: list[tuple[str, str, int]], gap: float = 0.25) -> list[Part]:
    """A stacked bar of counts, parts of nothing left out; widths add up to ``WIDTH`` with gaps."""
    shown = [part for part in parts if part[2]]
    total = sum(number for _, _, number in shown)
    if not total:
        return []
    room = WIDTH - gap * (len(shown) - 1)
    wide = [max(NARROWEST, room * number / total) for _, _, number in shown]
    scale = room / sum(wide)
    x, drawn = 0.0, []
    for (code, name, number), width in zip(shown, wide, strict=True):
        drawn.append(Part(code, name, number, round(x, 2), round(width * scale, 2)))
        x += width * scale + gap
    return drawn
