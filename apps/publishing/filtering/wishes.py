"""What somebody asked the list for, read from the address, and the address of every next step."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from apps.core import clock
from apps.core.facets import FacetIndex
from apps.publishing import search
from apps.publishing.search.words import Term

YEARS = range(1900, 2101)
RECENT = "recent"
STEPS = ("after", "before")  # in a long list: on from a place in it, or back from one
PLACE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\.[0-9]{4}-[0-9]{4,8})?")


@dataclass(frozen=True)
class Wish:
    """Words, chosen values by group, years, sort and page; ``left_out`` says whether something was
    not understood. ``whole`` is the one thing that rows must be part of, as (name in the address,
    value), where the list knows such a thing. ``step`` is "after" or "before" the place ``beside``,
    for lists that are paged by place; ``order`` names the groups of the list."""

    words: str
    chosen: Mapping[str, tuple[str, ...]]
    first_year: int | None
    last_year: int | None
    sort: str
    page: int
    left_out: bool
    order: tuple[str, ...] = ()
    step: str = ""
    beside: str = ""
    whole: tuple[str, str] | None = None

    @classmethod
    def read(
        cls,
        query: QueryDict,
        facets: FacetIndex,
        sorts: Collection[str] = (RECENT,),
        whole: str = "",
    ) -> "Wish":
        """Read an address; what is unknown is left out and said so, never echoed."""
        chosen, unknown = {}, False
        for group in facets.groups:
            asked = query.getlist(group)[:100]
            known = [value for value in facets.groups[group].labels if value in asked]
            unknown = unknown or any(value and value not in known for value in asked)
            if known:
                chosen[group] = tuple(known)
        years = [_year(query.get(name, "")) for name in ("from", "to")]
        unknown = unknown or "bad" in years
        first, last = (year if isinstance(year, int) else None for year in years)
        if first and last and first > last:
            first, last = last, first
        sort = query.get("sort", "")
        page = query.get("page", "")
        step = next((name for name in STEPS if PLACE.fullmatch(query.get(name, ""))), "")
        return cls(
            words=search.clean(query.get("q", "")),
            chosen=chosen,
            first_year=first,
            last_year=last,
            sort=sort if sort in sorts else RECENT,
            page=int(page) if re.fullmatch(r"[0-9]{1,6}", page) else 1,
            left_out=unknown,
            order=tuple(facets.groups),
            step=step,
            beside=query.get(step, ""),
            whole=(whole, query.get(whole, "")) if query.get(whole) else None,
        )

    @property
    def terms(self) -> list[Term]:
        """The words that search looks for, without those that say nothing."""
        return search.terms(self.words)

    @property
    def filtered(self) -> int:
        """How many filters are chosen."""
        years = int(self.first_year is not None) + int(self.last_year is not None)
        others = int(bool(self.words)) + int(self.whole is not None)
        return sum(map(len, self.chosen.values())) + years + others

    def address(self, **changes: Any) -> str:
        """The query of this wish with changes, in one lasting order; page 1 and defaults
        left out."""
        pairs: list[tuple[str, object]] = []
        words = changes.get("words", self.words)
        if words:
            pairs.append(("q", words))
        if whole := changes.get("whole", self.whole):
            pairs.append(whole)
        chosen: Mapping[str, tuple[str, ...]] = changes.get("chosen", self.chosen)
        pairs += [(group, value) for group in self.order for value in chosen.get(group, ())]
        for name, value in (
            ("from", changes.get("first_year", self.first_year)),
            ("to", changes.get("last_year", self.last_year)),
        ):
            if value:
                pairs.append((name, value))
        sort = changes.get("sort", self.sort)
        if sort != RECENT:
            pairs.append(("sort", sort))
        if changes.get("page", 1) != 1:
            pairs.append(("page", changes["page"]))
        pairs += [(name, changes[name]) for name in (*STEPS, "format") if changes.get(name)]
        return f"?{urlencode(pairs)}" if pairs else ""

    def without(self, group: str, value: str) -> str:
        """The address with one choice removed."""
        left = tuple(held for held in self.chosen.get(group, ()) if held != value)
        return self.address(chosen={**self.chosen, group: left}) or "?"

    def file_name(self, what: str, kind: str) -> str:
        """A name by which somebody knows later that it is not everything, and of when it is."""
        return f"{what}-{'filtered-' if self.filtered else ''}{clock.today():%Y-%m-%d}.{kind}"


def _year(text: str) -> int | str | None:
    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"[0-9]{4}", text) and int(text) in YEARS:
        return int(text)
    return "bad"
