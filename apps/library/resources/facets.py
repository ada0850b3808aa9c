"""The index of resources: which of them match which filters, and those of each project and
partner, so that their pages ask nobody."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, Self

from apps.core import clock
from apps.core.facets import NOT_STATED, NOT_STATED_NAME, FacetIndex, Group, Kept, through
from apps.library.models import CheckedAddress, Resource, ResourceItem, ResourceMaker
from apps.partners.models import Partner
from apps.projects.levels import WAYS
from apps.publishing.filtering import choices
from apps.publishing.models import AccessibleVersion, Audience

NO_DAY = 2**32 - 1
ASK = "ask"  # of what nobody can open: one asks for it
FORMATS = {
    **{form.value: str(form.label) for form in AccessibleVersion.Form},
    **{form.value: str(form.label) for form in ResourceItem.Form},
    AccessibleVersion.Form.OTHER: "Another accessible format",
    ASK: "Not here: ask us for it",
}


class Listed(NamedTuple):
    """What the index reads of a resource."""

    pk: int
    slug: str
    title: str
    kind: str
    levels: list[str]
    first: datetime.date | None
    last: datetime.date | None
    sort_key: str
    address_not_given: bool


class Brief(NamedTuple):
    """A resource as pages beside it name it."""

    slug: str
    title: str
    kind: str
    year: int | None
    to_ask_for: bool
    named: bool  # whether there was ever something to open


def key_of(row: Listed) -> bytes:
    """Where a resource stands: newest first, what has no date last, then by title."""
    day = datetime.date.max.toordinal() - row.first.toordinal() if row.first else NO_DAY
    return b"%s%s\0%s" % (day.to_bytes(4), row.sort_key.encode(), row.pk.to_bytes(8))


class ResourceFacets(FacetIndex):
    """All current resources, newest first, and who of them has what."""

    kind = "resource"
    apart = frozenset(["activity", "opportunity", "page", "response", "story", "format", "project"])

    def __init__(self, only: Collection[int] | None = None) -> None:
        shown = Resource.objects.current()
        shown = shown if only is None else shown.filter(pk__in=only)
        columns = shown.values_list(
            "pk", "slug", "title", "kind", "levels", "issued_first", "issued_last", "sort_key",
            "address_not_given",
        )  # fmt: skip
        rows = sorted(map(Listed._make, columns), key=key_of)
        ids = [row.pk for row in rows]
        at = {pk: position for position, pk in enumerate(ids)}
        formats = _formats(at, only)
        to_ask_for = {position for position, form in formats if form == ASK}
        self.briefs = {
            row.pk: Brief(
                row.slug, row.title, str(Resource.Kind(row.kind).label),
                row.first.year if row.first else None, position in to_ask_for,
                not row.address_not_given,
            )
            for position, row in enumerate(rows)
        }  # fmt: skip
        partners, self.makers = _makers(at, only)
        self.projects = _of_projects(at, only)
        groups = [
            Group.of(
                "kind", "Kind", dict(Resource.Kind.choices),
                ((i, row.kind) for i, row in enumerate(rows)),
            ),
            through("topic", "Topic", choices.topics(), _pairs("topics", only), at),
            Group.of("format", "Format", FORMATS, formats),
            through("audience", "Whom it is for", _audiences(), _pairs("audiences", only), at),
            Group.of(
                "level",
                "Way of involving people",
                {way.code: way.name for way in WAYS} | {NOT_STATED: NOT_STATED_NAME},
                ((i, code) for i, row in enumerate(rows) for code in row.levels or [NOT_STATED]),
            ),
            partners,
        ]  # fmt: skip
        super().__init__(ids, groups, _years(rows), [key_of(row) for row in rows])

    def take(self, part: Self, changed: Collection[int]) -> None:
        """What is held beside the bits, of what changed."""
        for name in ("briefs", "makers", "projects"):
            held = {pk: row for pk, row in getattr(self, name).items() if pk not in changed}
            setattr(self, name, held | getattr(part, name))

    @cached_property
    def by_title(self) -> list[int]:
        """Positions in the order of titles."""
        order = Resource.objects.current().order_by("sort_key", "id").values_list("id", flat=True)
        return [self.position_of[pk] for pk in order if pk in self.position_of]

    @cached_property
    def of_project(self) -> dict[int, list[Brief]]:
        """The resources that came from each project, newest first."""
        return self._by(self.projects)

    @cached_property
    def of_partner(self) -> dict[int, list[Brief]]:
        """The resources that are from each partner, newest first."""
        rows = {pk: [who for who, _name in held if who] for pk, held in self.makers.items()}
        return self._by(rows)

    def _by(self, held: dict[int, Any]) -> dict[int, list[Brief]]:
        found: dict[int, list[Brief]] = defaultdict(list)
        for pk in self.ids:
            for other in dict.fromkeys(held.get(pk, ())):
                found[other].append(self.briefs[pk])
        return dict(found)

    def ordered(self, bits: int, sort: str) -> Iterator[int]:
        """The ids of the resources in ``bits``, newest first or by title."""
        if sort == "title":
            flags = f"{bits:0{len(self.ids)}b}"[::-1] if self.ids else ""
            return (self.ids[at] for at in self.by_title if flags[at] == "1")
        return super().ordered(bits, sort)

    def page(self, bits: int, sort: str, start: int, size: int) -> list[int]:
        """``size`` ids from the ``start``-th on."""
        if sort == "title":
            return list(islice(self.ordered(bits, sort), start, start + size))
        return super().page(bits, sort, start, size)


def _current(rows: Any, only: Collection[int] | None, path: str = "resource") -> Any:
    """The rows that hang on a published resource, or on ``only`` some of them."""
    found = rows.filter(**{f"{path}__in": Resource.objects.current().order_by().values("pk")})
    return found if only is None else found.filter(**{f"{path}__in": only})


def _pairs(relation: str, only: Collection[int] | None) -> Iterator[tuple[int, int]]:
    """(resource, what it has) over a many-to-many relation."""
    through_rows: Any = getattr(Resource, relation).through.objects
    column = {"topics": "topic_id", "audiences": "audience_id", "projects": "project_id"}[relation]
    pairs: Iterator[tuple[int, int]] = (
        _current(through_rows, only).values_list("resource_id", column).iterator()
    )
    return pairs


def _of_projects(at: dict[int, int], only: Collection[int] | None) -> dict[int, list[int]]:
    held: dict[int, list[int]] = defaultdict(list)
    for resource, project in _pairs("projects", only):
        if resource in at:
            held[resource].append(project)
    return dict(held)


def _audiences() -> choices.Choices:
    rows = Audience.objects.values_list("pk", "slug", "name")
    return {pk: (slug, name) for pk, slug, name in rows}


def _formats(at: dict[int, int], only: Collection[int] | None) -> list[tuple[int, str]]:
    """(position, form) of what people can open, accessible versions included; of what they cannot,
    that one asks for it."""
    broken = CheckedAddress.objects.broken().values("url")
    items = _current(ResourceItem.objects.exclude(url__in=broken), only)
    versions = AccessibleVersion.objects.current().filter(kind="resource")
    if only is not None:
        versions = versions.filter(object_id__in=only)
    of_items = [pair for pair in items.values_list("resource_id", "form") if pair[0] in at]
    of_versions = [pair for pair in versions.values_list("object_id", "form") if pair[0] in at]
    open_ones = {pk for pk, _ in of_items}
    found = [(at[pk], form) for pk, form in (*of_items, *of_versions)]
    return found + [(position, ASK) for pk, position in at.items() if pk not in open_ones]


def _makers(
    at: dict[int, int], only: Collection[int] | None
) -> tuple[Group, dict[int, list[tuple[int | None, str]]]]:
    """The partners to choose from, and for each resource whom it is from, as (partner, name)."""
    partners = {partner.pk: partner for partner in Partner.objects.public().only("slug", "name")}
    held: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    pairs = []
    rows = _current(ResourceMaker.objects.exclude(role=ResourceMaker.Role.FOR), only)
    for resource, partner, credit in rows.order_by("position", "pk").values_list(
        "resource_id", "partner_id", "credit_name"
    ):
        if resource not in at:
            continue
        if partner in partners:
            pairs.append((at[resource], partners[partner].slug))
            held[resource].append((partner, partners[partner].name))
        elif credit:
            held[resource].append((None, credit))
    labels = {partner.slug: partner.name for partner in partners.values()}
    return Group.of("partner", "From", labels, pairs), dict(held)


def _years(rows: Iterable[Listed]) -> Iterator[tuple[int, int]]:
    for at, row in enumerate(rows):
        if row.first and row.last:
            for year in range(row.first.year, min(row.last.year, clock.today().year + 10) + 1):
                yield at, year


kept = Kept(ResourceFacets)
