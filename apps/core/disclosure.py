"""The one door through which a number of an equality table becomes public or leaves in a file.

Small numbers are hidden and the others rounded, each on its own, totals too, so that no difference
of two of them tells of a single person (domain: "Equality monitoring").
"""

from collections.abc import Iterable

from apps.core import site_settings


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


def total(counts: Iterable[int]) -> str:
    """A total, worked out from the raw counts and disclosed on its own."""
    return disclosed(sum(counts))
