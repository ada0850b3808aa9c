"""The answer to a wish: which rows, how many under each choice, and how to go on from there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from django.http import QueryDict
from django.urls import reverse

from apps.core.facets import NOT_STATED, FacetIndex, Group
from apps.core.paging import Pages
from apps.publishing import search
from apps.publishing.filtering.wishes import RECENT, Wish

MOST_CHOICES = 40  # in one group; those chosen and those with most rows come first


@dataclass(frozen=True)
class Listing:
    """What the list shows for a wish. Each list says of what kind its rows are in search, where it
    stands, what people call one and several, and which groups open by themselves."""

    kind: ClassVar[str]
    list_name: ClassVar[str]
    one: ClassVar[str]
    many: ClassVar[str]
    empty: ClassVar[str]  # what is said while there is nothing at all
    sorts: ClassVar[Mapping[str, str]] = {RECENT: "Most recent"}
    open_groups: ClassVar[tuple[str, ...]] = ("level", "place")
    whole: ClassVar[str] = ""  # what rows can be part of, as it stands in an address
    named_alone: ClassVar[tuple[str, ...]] = ("level", "place", "partner")  # chips need no group

    wish: Wish
    facets: Any
    matching: int
    by_group: dict[str, int]
    rest: int
    whole_name: str = ""  # of what all rows are part

    @classmethod
    def part_of(cls, value: str) -> tuple[str, Iterable[int]] | None:
        """The name of the thing that rows can be part of, and the ids of its rows; None where
        there is no such thing."""
        return None

    @classmethod
    def found(cls, words: str) -> Iterable[int]:
        """The ids of the rows that have these words, as the index of search holds them."""
        return search.matching(words, kind=cls.kind)

    @classmethod
    def answer(cls, wish: Wish, facets: FacetIndex) -> Self:
        """Find the matching rows; asks the index of search only where words are looked for, and
        the database only for the rows of one thing."""
        name, part = "", cls.part_of(wish.whole[1]) if wish.whole else None
        if wish.whole and part is None:
            wish = replace(wish, whole=None, left_out=True)
        by_group = {
            name: facets.groups[name].union(wish.chosen[name])
            for name in facets.groups
            if name in wish.chosen
        }
        rest = facets.everything
        if wish.first_year or wish.last_year:
            rest &= facets.in_years(wish.first_year, wish.last_year)
        if wish.words:
            rest &= facets.of_ids(cls.found(wish.words))
        if part is not None:
            name, ids = part
            rest &= facets.of_ids(ids)
        matching = rest
        for bits in by_group.values():
            matching &= bits
        return cls(wish, facets, matching, by_group, rest, name)

    @classmethod
    def of(cls, query: QueryDict, facets: FacetIndex) -> Self:
        """The answer to an address."""
        return cls.answer(Wish.read(query, facets, cls.sorts, cls.whole), facets)

    @property
    def total(self) -> int:
        """How many rows match."""
        return self.matching.bit_count()

    def without_group(self, name: str) -> int:
        """What would match if nothing were chosen in this group: its choices are counted
        on that."""
        bits = self.rest
        for other, held in self.by_group.items():
            if other != name:
                bits &= held
        return bits

    def groups(self) -> list[dict[str, Any]]:
        """The filter panel: each group with its choices and their counts; none that says nothing
        of any row there is."""
        groups = self.facets.groups.values()
        return [
            self.group(group)
            for group in groups
            if group.name in self.wish.chosen or any(group.bits.values())
        ]

    def group(self, group: Group) -> dict[str, Any]:
        """One group of the panel; a choice without rows stays visible."""
        scope = self.without_group(group.name)
        chosen = self.wish.chosen.get(group.name, ())
        choices = [
            (value, label, (scope & group.bits[value]).bit_count(), value in chosen)
            for value, label in group.labels.items()
        ]
        if len(choices) > MOST_CHOICES:
            kept = sorted(choices, key=lambda c: (not c[3], -c[2]))[:MOST_CHOICES]
            choices = [choice for choice in choices if choice in kept]
        return {
            "name": group.name,
            "label": group.label,
            "open": group.name in self.open_groups or bool(chosen),
            "choices": choices,
            "cut": len(group.labels) > len(choices),
            "one": self.one,
            "many": self.many,
        }

    def chips(self) -> list[tuple[str, str]]:
        """(label, address without it) for everything chosen."""
        wish, chips = self.wish, []
        if wish.words:
            chips.append((f"“{wish.words}”", wish.address(words="") or "?"))
        if wish.whole:
            label = f"{wish.whole[0].capitalize()}: {self.whole_name}"
            chips.append((label, wish.address(whole=None) or "?"))
        for name, values in wish.chosen.items():
            group = self.facets.groups[name]
            prefix = "" if name in self.named_alone else f"{group.label}: "
            chips += [(prefix + group.labels[v], wish.without(name, v)) for v in values]
        if wish.first_year:
            chips.append((f"From {wish.first_year}", wish.address(first_year=None) or "?"))
        if wish.last_year:
            chips.append((f"To {wish.last_year}", wish.address(last_year=None) or "?"))
        return chips

    def also_not_stated(self) -> tuple[int, str] | None:
        """How many more match if Not stated is let in beside the ways chosen, and that address."""
        chosen = self.wish.chosen.get("level", ())
        if not chosen or NOT_STATED in chosen:
            return None
        bits = self.without_group("level") & self.facets.groups["level"].bits[NOT_STATED]
        more = {**self.wish.chosen, "level": (*chosen, NOT_STATED)}
        return (bits.bit_count(), self.wish.address(chosen=more)) if bits else None

    def pages(self) -> Pages:
        """The page asked for."""
        return Pages.of(self.wish.page, self.total)

    def panel(self) -> dict[str, Any]:
        """What the page of every such list shows around its rows."""
        wish = self.wish
        return {
            "listing": self,
            "wish": wish,
            "total": self.total,
            "list_address": reverse(self.list_name),
            "groups": self.groups(),
            "chips": self.chips(),
            "sorts": self.sorts,
            "also_not_stated": self.also_not_stated() if self.total else None,
            "downloads": {kind: wish.address(format=kind) for kind in ("xlsx", "csv")},
        }
