"""The index of projects: which of them match which filters (``core.facets`` says how)."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet

from apps.core import clock
from apps.core.facets import FacetIndex, Group, Kept, through
from apps.partners.models import Partner
from apps.projects.levels import NOT_STATED, NOT_STATED_NAME, WAYS
from apps.projects.models import Project, ProjectPartner
from apps.publishing.filtering import choices
from apps.publishing.models import State

NO_DAY = 2**32 - 1


class Listed(NamedTuple):
    """What the index reads of a project."""

    pk: int
    level: str
    kind: str
    status: str
    first: datetime.date | None
    last: datetime.date | None
    end: datetime.date | None
    sort_key: str


def key_of(row: Listed) -> bytes:
    """Where a project stands: newest first, what has no date last, then by title."""
    day = datetime.date.max.toordinal() - row.first.toordinal() if row.first else NO_DAY
    return b"%s%s\0%s" % (day.to_bytes(4), row.sort_key.encode(), row.pk.to_bytes(8))


class ProjectFacets(FacetIndex):
    """All current projects, newest first, and who of them has what."""

    kind = "project"
    apart = frozenset(["activity", "opportunity", "page", "response", "story", "format"])

    def __init__(self, only: Collection[int] | None = None) -> None:
        listed = Project.objects.current()
        rows = sorted(
            map(
                Listed._make,
                (listed if only is None else listed.filter(pk__in=only)).values_list(
                    "pk", "claimed_level", "kind", "status", "start_first", "start_last",
                    "end_last", "sort_key",
                ),
            ),
            key=key_of,
        )  # fmt: skip
        ids = [row.pk for row in rows]
        at = {pk: position for position, pk in enumerate(ids)}
        partners, self.parts = _partners(at, only)
        groups = [
            Group.of(
                "level",
                "Way of involving people",
                {way.code: way.name for way in WAYS} | {NOT_STATED: NOT_STATED_NAME},
                ((i, row.level or NOT_STATED) for i, row in enumerate(rows)),
            ),
            through(
                "place", "Place", choices.places(),
                of_public(Project.places, only).values_list("project_id", "place_id"), at,
                not_stated=True,
            ),
            through(
                "topic", "Topic", choices.topics(),
                of_public(Project.topics, only).values_list("project_id", "topic_id"), at,
            ),
            partners,
            Group.of(
                "kind", "Kind", dict(Project.Kind.choices),
                ((i, row.kind) for i, row in enumerate(rows)),
            ),
            Group.of(
                "status", "Status", dict(Project.Status.choices),
                ((i, row.status) for i, row in enumerate(rows)),
            ),
        ]  # fmt: skip
        super().__init__(ids, groups, _years(rows), [key_of(row) for row in rows])

    def take(self, part: Self, changed: Collection[int]) -> None:
        """Who had which part in what changed."""
        self.parts = {pk: held for pk, held in self.parts.items() if pk not in changed}
        self.parts |= part.parts

    @cached_property
    def by_title(self) -> list[int]:
        """Positions in the order of titles."""
        order = Project.objects.current().order_by("sort_key", "id").values_list("id", flat=True)
        return [self.position_of[pk] for pk in order if pk in self.position_of]

    def ordered(self, bits: int, sort: str) -> Iterator[int]:
        """The ids of the projects in ``bits``, newest first or by title."""
        if sort == "title":
            flags = f"{bits:0{len(self.ids)}b}"[::-1] if self.ids else ""
            return (self.ids[at] for at in self.by_title if flags[at] == "1")
        return super().ordered(bits, sort)

    def page(self, bits: int, sort: str, start: int, size: int) -> list[int]:
        """``size`` ids from the ``start``-th on."""
        if sort == "title":
            return list(islice(self.ordered(bits, sort), start, start + size))
        return super().page(bits, sort, start, size)


def of_public(relation: Any, only: Collection[int] | None) -> QuerySet[Any]:
    """The rows between published projects, or ``only`` some of them, and what they have."""
    found: QuerySet[Any] = relation.through.objects.filter(project__state=State.PUBLISHED)
    return found if only is None else found.filter(project__in=only)


def _partners(
    at: dict[int, int], only: Collection[int] | None
) -> tuple[Group, dict[int, list[tuple[str, str]]]]:
    """The partners to choose from, and for each project who had which part, as (role, name)."""
    partners = {partner.pk: partner for partner in Partner.objects.public().only("slug", "name")}
    parts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    pairs = []
    rows = ProjectPartner.objects.filter(project__state=State.PUBLISHED)
    if only is not None:
        rows = rows.filter(project__in=only)
    for project, partner, role, credit_name in rows.values_list(
        "project_id", "partner_id", "role", "credit_name"
    ):
        if project in at and partner in partners:
            pairs.append((at[project], partners[partner].slug))
            parts[project].append((role, partners[partner].name))
        elif credit_name:
            parts[project].append((role, credit_name))
    labels = {partner.slug: partner.name for partner in partners.values()}
    return Group.of("partner", "Partner", labels, pairs), parts


def _years(rows: list[Listed]) -> Iterator[tuple[int, int]]:
    for at, row in enumerate(rows):
        until = row.end or row.last
        if row.first and until:
            for year in range(row.first.year, min(until.year, clock.today().year + 10) + 1):
                yield at, year


kept = Kept(ProjectFacets)
