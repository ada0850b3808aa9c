"""The one door through which a number of an equality table becomes public or leaves in a file.

Small numbers are hidden and the others rounded, each on its own, totals too, so that no difference
of two of them tells of a single person (domain: "Equality monitoring").
"""

from collections.abc import Iterable

from apps.core import site_settings

LEAST_FLOOR = 5  # whatever else is set, fewer people than this are never counted in public


def disclosed(count: int) -> str:
    """How a count of people reads in public: 0, "fewer than 8", or rounded to 5."""
    floor = site_settings.number("equality_floor")
    if count == 0:
        return "0"
    return f"fewer than {floor}" if count < floor else str(rounded(count))


def rounded(count: int) -> int:
    """To the nearest step; a half goes up."""
    step = site_settings.number("equality_rounding")
    return (count + step // 2) // step * step


def keeps(floor: int, step: int) -> bool:
    """Whether these two numbers hide what they should: no small count is the only one that fits
    what is read of it, of another count and of their total; and nobody reads 0 of people."""
    if floor < LEAST_FLOOR or (floor + step // 2) // step == 0:
        return False

    def span(count: int) -> tuple[int, int]:
        """The least and the most that reads like this count."""
        if count == 0:
            return 0, 0
        if count < floor:
            return 1, floor - 1
        middle = (count + step // 2) // step * step
        return max(floor, middle - step // 2), middle - step // 2 + step - 1

    for small in range(1, floor):
        for other in range(floor + 3 * step):
            (least, most), (low, high) = span(other), span(small + other)
            alone = high - least, low - most  # the most and the least that the rest can be
            if min(floor - 1, alone[0]) - max(1, alone[1]) < 1:
                return False
    return True


def total(counts: Iterable[int]) -> str:
    """A total, worked out from the raw counts and disclosed on its own."""
    return disclosed(sum(counts))
