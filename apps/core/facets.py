"""Which rows of a public list match which filters, and how many, without asking the database.

One whole number per choice, in which bit *i* stands for the *i*-th row of the list. "Or" within
a group and "and" between groups are then two machine operations, and a count is a popcount. Built
from a few narrow queries once in a process, and followed record by record from then on
(docs/adr/0003-facet-bitmaps.md).
"""

import bisect
import copy
import threading
from collections import defaultdict
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    MutableSequence,
    Sequence,
)
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

from apps.core import versions
from apps.core.versions import PageKey

NOT_STATED = "not-stated"
NOT_STATED_NAME = "Not stated"
BLOCK = 512  # octets that are skipped at once on the way to a later page


@dataclass
class Group:
    """The choices of one filter, in order, each with the bits of the rows that have it."""

    name: str
    label: str
    labels: dict[str, str]
    bits: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, name: str, label: str, labels: dict[str, str], pairs: Iterable[tuple[int, str]]
    ) -> "Group":
        """A group from (position, value) pairs; a choice that no row has is kept."""
        found = bitmaps(pairs)
        return cls(name, label, labels, {value: found.get(value, 0) for value in labels})

    @cached_property
    def octets(self) -> dict[str, bytes]:
        """The same bits as bytes: one row is looked up without moving the whole number."""
        return {
            value: bits.to_bytes((bits.bit_length() + 7) // 8, "little")
            for value, bits in self.bits.items()
        }

    def has(self, value: str, at: int) -> bool:
        """Whether the row at this position has the value."""
        octets, byte = self.octets[value], at >> 3
        return byte < len(octets) and bool(octets[byte] >> (at & 7) & 1)

    def union(self, values: Iterable[str]) -> int:
        """Rows that have any of these."""
        joined = 0
        for value in values:
            joined |= self.bits.get(value, 0)
        return joined


class FacetIndex:
    """All rows of a list, newest first, and which of them has what.

    ``keys`` go up along the list: by them a row that changes finds its place, and a long list is
    paged. ``kind`` is the word of its records; those of the kinds ``apart`` change nothing in it.
    A subclass reads its rows by itself, all of them or ``only`` some.
    """

    kind: ClassVar[str] = ""
    apart: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self,
        ids: list[int],
        groups: Iterable[Group],
        years: Iterable[tuple[int, int]],
        keys: MutableSequence[Any],
    ) -> None:
        self.ids = ids
        self.everything = (1 << len(ids)) - 1
        self.groups = {group.name: group for group in groups}
        self.years = bitmaps(years)
        self.keys = keys

    def followed(self, changed: Collection[int]) -> Self | None:
        """The same list after these rows changed, came or went; None where there are other
        choices now. The cost is that of the rows, and of moving the bits behind them."""
        part = type(self)(only=changed)  # type: ignore[call-arg] # a subclass takes it, as said above
        if any(part.groups[name].labels != group.labels for name, group in self.groups.items()):
            return None
        after = copy.copy(self)
        for name in [*vars(after)]:
            if isinstance(getattr(type(self), name, None), cached_property):
                delattr(after, name)
        after.ids, after.keys = self.ids[:], self.keys[:]
        steps = after._leave(
            sorted(self.position_of[pk] for pk in changed if pk in self.position_of)
        )
        steps += after._join(part)
        after.everything = (1 << len(after.ids)) - 1
        after.groups = {
            name: replace(group, bits=spliced(group.bits, steps, part.groups[name].bits))
            for name, group in self.groups.items()
        }
        years = spliced(self.years, steps, part.years)
        after.years = {year: bits for year, bits in years.items() if bits}
        after.take(part, changed)
        return after

    def take(self, part: Self, changed: Collection[int]) -> None:
        """What a list holds besides, from the index of the rows that changed."""

    def _leave(self, positions: list[int]) -> list["Step"]:
        """Take rows out of the list, the last first."""
        for at in reversed(positions):
            del self.ids[at], self.keys[at]
        return [(at, None) for at in reversed(positions)]

    def _join(self, part: "FacetIndex") -> list["Step"]:
        """Put the rows of a part into the list, each at its place."""
        steps: list[Step] = []
        for row, (pk, key) in enumerate(zip(part.ids, part.keys, strict=True)):
            at = bisect.bisect_left(self.keys, key)
            self.ids.insert(at, pk)
            self.keys.insert(at, key)
            steps.append((at, row))
        return steps

    @cached_property
    def position_of(self) -> dict[int, int]:
        """Where each row stands in the list."""
        return {pk: position for position, pk in enumerate(self.ids)}

    def in_years(self, first: int | None, last: int | None) -> int:
        """Rows whose dates overlap these years; those without a date are not among them."""
        joined = 0
        for year, bits in self.years.items():
            if (first is None or year >= first) and (last is None or year <= last):
                joined |= bits
        return joined

    def of_ids(self, ids: Iterable[int]) -> int:
        """The bits of these rows."""
        positions = (self.position_of[pk] for pk in ids if pk in self.position_of)
        return bitmaps((at, "") for at in positions).get("", 0)

    def ordered(self, bits: int, sort: str) -> Iterator[int]:
        """The ids of the rows in ``bits``, newest first."""
        return (self.ids[at] for at in positions(bits))

    def page(self, bits: int, sort: str, start: int, size: int) -> list[int]:
        """``size`` ids from the ``start``-th on."""
        return [self.ids[at] for at in islice(positions(bits, skip=start), size)]

    def before(self, bits: int, key: int) -> int:
        """How many rows in ``bits`` stand ahead of a key, which need not be there any more."""
        return (bits & ((1 << bisect.bisect_left(self.keys, key)) - 1)).bit_count()

    def labels_of(self, pk: int, group: str) -> list[str]:
        """The names a row has in a group, in the order of the choices."""
        at, choices = self.position_of[pk], self.groups[group]
        return [label for value, label in choices.labels.items() if choices.has(value, at)]

    def values_of(self, pk: int, group: str) -> list[str]:
        """The values a row has in a group."""
        at, choices = self.position_of[pk], self.groups[group]
        return [value for value in choices.labels if choices.has(value, at)]


Step = tuple[int, int | None]  # a position; the row of a part that joins there, or None: one leaves


def spliced(
    held: Mapping[Any, int], steps: Sequence[Step], part: Mapping[Any, int]
) -> dict[Any, int]:
    """The bits of each value after rows left and joined; ``part`` has the bits of those joining."""
    found = {}
    for value in held.keys() | part.keys():
        bits, joining = held.get(value, 0), part.get(value, 0)
        for at, row in steps:
            below = bits & ((1 << at) - 1)
            if row is None:
                bits = below | bits >> at + 1 << at
            else:
                bits = below | bits >> at << at + 1 | (joining >> row & 1) << at
        if bits or value in held:
            found[value] = bits
    return {
        value: found[value] for value in [*held, *(found.keys() - held.keys())] if value in found
    }


def positions(bits: int, skip: int = 0) -> Iterator[int]:
    """Where the ones are, from the least, after the first ``skip`` of them."""
    octets = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    start = 0
    while skip and start < len(octets):
        ones = int.from_bytes(octets[start : start + BLOCK], "little").bit_count()
        if ones > skip:
            break
        skip -= ones
        start += BLOCK
    for at in range(start, len(octets)):
        octet = octets[at]
        ones = octet.bit_count()
        if ones <= skip:
            skip -= ones
            continue
        for offset in range(8):
            if octet >> offset & 1:
                if skip:
                    skip -= 1
                else:
                    yield at * 8 + offset


def bitmaps(pairs: Iterable[tuple[int, Any]]) -> dict[Any, int]:
    """From (position, value) pairs: the bits of each value."""
    held = defaultdict(list)
    for at, value in pairs:
        held[value].append(at)
    found = {}
    for value, where in held.items():
        octets = bytearray(max(where) // 8 + 1)
        for at in where:
            octets[at >> 3] |= 1 << (at & 7)
        found[value] = int.from_bytes(octets, "little")
    return found


def through(
    name: str,
    label: str,
    choices: Mapping[int, tuple[str, str]],
    pairs: Iterable[tuple[int, int]],
    at: Mapping[int, int],
    *,
    not_stated: bool = False,
) -> Group:
    """A group from a table between rows and choices, both by their keys: ``choices`` gives each
    its value and name, ``at`` each row its position; rows without any may be Not stated."""
    held = [(at[row], choices[one][0]) for row, one in pairs if row in at and one in choices]
    labels = dict(choices.values())
    if not_stated:
        having = {position for position, _ in held}
        held += [(position, NOT_STATED) for position in at.values() if position not in having]
        labels[NOT_STATED] = NOT_STATED_NAME
    return Group.of(name, label, labels, held)


class Followed(Protocol):
    """Anything that is kept under a page key and may follow what changes in the records of its
    ``kind``; those of the kinds ``apart`` change nothing in it."""

    @property
    def kind(self) -> str: ...

    @property
    def apart(self) -> Collection[str]: ...

    def followed(self, changed: Collection[int]) -> Self | None: ...


Index = TypeVar("Index", bound=Followed)


class Kept(Generic[Index]):
    """The index of one list under the newest key; one thread builds it, or follows what changed
    since, and others wait."""

    every: "list[Kept[Any]]" = []

    def __init__(self, build: Callable[[], Index]) -> None:
        self.build = build
        self.lock = threading.Lock()
        self.held: tuple[PageKey, Index] | None = None
        Kept.every.append(self)

    def under(self, key: PageKey) -> Index:
        """The index for a page key."""
        if self.held is None or self.held[0] != key:
            with self.lock:
                if self.held is None or self.held[0] != key:
                    self.held = (key, self._followed(key) or self.build())
        return self.held[1]

    def _followed(self, key: PageKey) -> Index | None:
        """The index held, with what changed since; None where that is not known to be all."""
        if self.held is None:
            return None
        before, index = self.held
        if (before.day, before.release) != (key.day, key.release):
            return None
        changed = versions.changes(before.public, key.public)
        if changed is None or {kind for kind, _ in changed} - {index.kind, *index.apart}:
            return None
        return index.followed({pk for kind, pk in changed if kind == index.kind})


def forget() -> None:
    """Build every index anew next time (tests change databases under one process)."""
    for kept in Kept.every:
        kept.held = None
