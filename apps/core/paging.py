"""Pages of a list whose length is known, with the few numbers worth showing."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pages:
    """Page ``number`` of ``total`` items, ``size`` a page; a page out of range is page 1."""

    number: int
    total: int
    size: int = 10

    @classmethod
    def of(cls, asked: int, total: int, size: int = 10) -> "Pages":
        """The page asked for, or the first."""
        last = max(1, -(-total // size))
        return cls(asked if 1 <= asked <= last else 1, total, size)

    @property
    def last(self) -> int:
        """The number of pages, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """How many items stand before this page."""
        return (self.number - 1) * self.size

    def links(self, address: Callable[[int], str]) -> dict[str, object]:
        """What the pager shows: previous, next, and first, last and the neighbours; None
        is a gap."""
        near = {1, self.last, self.number - 1, self.number, self.number + 1}
        numbers = sorted(n for n in near if 1 <= n <= self.last)
        items: list[dict[str, object] | None] = []
        for at, number in enumerate(numbers):
            if at and number - numbers[at - 1] > 1:
                items.append(None)
            current = number == self.number
            items.append({"number": number, "address": address(number), "current": current})
        return {
            "numbers": items,
            "previous": address(self.number - 1) if self.number > 1 else "",
            "next": address(self.number + 1) if self.number < self.last else "",
        }
