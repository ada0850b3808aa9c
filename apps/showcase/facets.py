"""Which projects match which filters, and how many, without asking the database each time.

One whole number per choice, in which bit *i* stands for the *i*-th project of the list. "Or" within
a group and "and" between groups are then two machine operations, and a count is a popcount. Built
from four narrow queries, once for each public number and process (docs/adr/0003-facet-bitmaps.md).
"""

import datetime
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from django.db.models import F

from apps.core import clock
from apps.partners.models import Partner, Place
from apps.projects.levels import NOT_STATED, NOT_STATED_NAME, WAYS
from apps.projects.models import Project, ProjectPartner
from apps.publishing.models import State, Topic

GROUPS = {
    "level": "Way of involving people",
    "place": "Place",
    "topic": "Topic",
    "partner": "Partner",
    "kind": "Kind",
    "status": "Status",
}


@dataclass
class Group:
    """The choices of one filter, in order, each with the bits of the projects that have it."""

    name: str
    label: str
    labels: dict[str, str]
    bits: dict[str, int] = field(default_factory=dict)

    @cached_property
    def octets(self) -> dict[str, bytes]:
        """The same bits as bytes: one project is looked up without moving the whole number."""
        return {
            value: bits.to_bytes((bits.bit_length() + 7) // 8, "little")
            for value, bits in self.bits.items()
        }

    def has(self, value: str, at: int) -> bool:
        """Whether the project at this position has the value."""
        octets, byte = self.octets[value], at >> 3
        return byte < len(octets) and bool(octets[byte] >> (at & 7) & 1)

    def union(self, values: Iterable[str]) -> int:
        """Projects that have any of these."""
        joined = 0
        for value in values:
            joined |= self.bits.get(value, 0)
        return joined


class FacetIndex:
    """All current projects, newest first, and who of them has what."""

    def __init__(self) -> None:
        rows = list(
            Project.objects.current()
            .order_by(F("start_first").desc(nulls_last=True), "sort_key", "id")
            .values_list(
                "id", "claimed_level", "kind", "status", "start_first", "start_last", "end_last"
            )
        )
        self.ids = [row[0] for row in rows]
        self.everything = (1 << len(rows)) - 1
        at = {pk: position for position, pk in enumerate(self.ids)}
        partners, self.parts = _partners(at)
        self.groups = {
            "level": _group(
                "level",
                {way.code: way.name for way in WAYS} | {NOT_STATED: NOT_STATED_NAME},
                ((i, row[1] or NOT_STATED) for i, row in enumerate(rows)),
            ),
            "place": _places(at),
            "topic": _topics(at),
            "partner": partners,
            "kind": _group(
                "kind", dict(Project.Kind.choices), ((i, row[2]) for i, row in enumerate(rows))
            ),
            "status": _group(
                "status", dict(Project.Status.choices), ((i, row[3]) for i, row in enumerate(rows))
            ),
        }
        self.years = _bitmaps(_years(rows))

    @cached_property
    def position_of(self) -> dict[int, int]:
        """Where each project stands in the list."""
        return {pk: position for position, pk in enumerate(self.ids)}

    @cached_property
    def by_title(self) -> list[int]:
        """Positions in the order of titles."""
        order = Project.objects.current().order_by("sort_key", "id").values_list("id", flat=True)
        return [self.position_of[pk] for pk in order if pk in self.position_of]

    def in_years(self, first: int | None, last: int | None) -> int:
        """Projects whose dates overlap these years; those without a date are not among them."""
        joined = 0
        for year, bits in self.years.items():
            if (first is None or year >= first) and (last is None or year <= last):
                joined |= bits
        return joined

    def of_ids(self, ids: Iterable[int]) -> int:
        """The bits of these projects."""
        positions = (self.position_of[pk] for pk in ids if pk in self.position_of)
        return _bitmaps((at, "") for at in positions).get("", 0)

    def ordered(self, bits: int, sort: str) -> Iterator[int]:
        """The ids of the projects in ``bits``, newest first or by title."""
        if sort == "title":
            flags = f"{bits:0{len(self.ids)}b}"[::-1] if self.ids else ""
            return (self.ids[at] for at in self.by_title if flags[at] == "1")
        return (self.ids[at] for at in _positions(bits))

    def page(self, bits: int, sort: str, start: int, size: int) -> list[int]:
        """``size`` ids from the ``start``-th on."""
        if sort == "title":
            return list(islice(self.ordered(bits, sort), start, start + size))
        return [self.ids[at] for at in islice(_positions(bits, skip=start), size)]

    def labels_of(self, project_id: int, group: str) -> list[str]:
        """The names a project has in a group, in the order of the choices."""
        at, choices = self.position_of[project_id], self.groups[group]
        return [label for value, label in choices.labels.items() if choices.has(value, at)]


def _positions(bits: int, skip: int = 0) -> Iterator[int]:
    """Where the ones are, from the least, after the first ``skip`` of them."""
    octets = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for at, octet in enumerate(octets):
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


def _bitmaps(pairs: Iterable[tuple[int, object]]) -> dict:
    """From (position, value) pairs: the bits of each value."""
    positions = defaultdict(list)
    for at, value in pairs:
        positions[value].append(at)
    bitmaps = {}
    for value, held in positions.items():
        octets = bytearray(max(held) // 8 + 1)
        for at in held:
            octets[at >> 3] |= 1 << (at & 7)
        bitmaps[value] = int.from_bytes(octets, "little")
    return bitmaps


def _group(name: str, labels: dict[str, str], pairs: Iterable[tuple[int, object]]) -> Group:
    bitmaps = _bitmaps(pairs)
    return Group(name, GROUPS[name], labels, {value: bitmaps.get(value, 0) for value in labels})


def _known(at: dict[int, int], pairs: Iterable[tuple[int, int]], slugs: dict[int, str]) -> Iterator:
    return (
        (at[project], slugs[other]) for project, other in pairs if project in at and other in slugs
    )


def _places(at: dict[int, int]) -> Group:
    places = list(Place.objects.exclude(kind=Place.Kind.NEIGHBOURHOOD))
    places.sort(key=lambda place: (place.kind == Place.Kind.SYSTEM, place.position))
    pairs = Project.places.through.objects.filter(project__state=State.PUBLISHED)
    return _group(
        "place",
        {place.slug: place.label for place in places} | {NOT_STATED: NOT_STATED_NAME},
        _with_not_stated(
            at,
            _known(
                at,
                pairs.values_list("project_id", "place_id"),
                {place.pk: place.slug for place in places},
            ),
        ),
    )


def _with_not_stated(at: dict[int, int], pairs: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    held = list(pairs)
    having = {position for position, _ in held}
    return held + [(position, NOT_STATED) for position in at.values() if position not in having]


def _topics(at: dict[int, int]) -> Group:
    topics = list(Topic.objects.all())
    pairs = Project.topics.through.objects.filter(project__state=State.PUBLISHED)
    return _group(
        "topic",
        {topic.slug: topic.name[:1].upper() + topic.name[1:] for topic in topics},
        _known(
            at,
            pairs.values_list("project_id", "topic_id"),
            {topic.pk: topic.slug for topic in topics},
        ),
    )


def _partners(at: dict[int, int]) -> tuple[Group, dict[int, list[tuple[str, str]]]]:
    """The partners to choose from, and for each project who had which part, as (role, name)."""
    partners = {partner.pk: partner for partner in Partner.objects.public().only("slug", "name")}
    parts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    pairs = []
    for project, partner, role, credit_name in ProjectPartner.objects.filter(
        project__state=State.PUBLISHED
    ).values_list("project_id", "partner_id", "role", "credit_name"):
        if project in at and partner in partners:
            pairs.append((at[project], partners[partner].slug))
            parts[project].append((role, partners[partner].name))
        elif credit_name:
            parts[project].append((role, credit_name))
    labels = {partner.slug: partner.name for partner in partners.values()}
    return _group("partner", labels, pairs), parts


def _years(rows: list[tuple]) -> Iterator[tuple[int, int]]:
    for at, (_, _, _, _, first, last, end) in enumerate(rows):
        until: datetime.date | None = end or last
        if first and until:
            for year in range(first.year, min(until.year, clock.today().year + 10) + 1):
                yield at, year


_lock = threading.Lock()
_kept: tuple[int, FacetIndex] | None = None


def index(number: int) -> FacetIndex:
    """The index for a public number; one thread builds it while others wait."""
    global _kept
    if _kept is None or _kept[0] != number:
        with _lock:
            if _kept is None or _kept[0] != number:
                _kept = (number, FacetIndex())
    return _kept[1]


def forget() -> None:
    """Build anew next time (tests change databases under one process)."""
    global _kept
    _kept = None
