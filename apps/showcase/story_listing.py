"""The stories as a list: which of them match which filters, and their cards."""

import datetime
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from apps.core import clock
from apps.core.facets import NOT_STATED, NOT_STATED_NAME, FacetIndex, Group, Kept, through
from apps.core.paging import Pages
from apps.partners.models import Partner
from apps.projects.levels import WAYS
from apps.publishing.filtering import choices
from apps.publishing.filtering.listing import Listing
from apps.publishing.models import PUBLIC_STATES
from apps.showcase.models import CaseStudy

NUMBERS = 10**10  # keys: the place among the featured, the day, then the number of the row
LAST = 10**4  # more than can be featured


class Listed(NamedTuple):
    """What the index reads of a story. The way it claims is that of the public activity it comes
    from, else of the public project."""

    pk: int
    featured: int | None
    published_at: datetime.datetime
    activity: str | None  # its state
    of_activity: str | None
    project: str | None
    of_project: str | None
    around: str | None  # the project of the activity
    of_around: str | None

    @property
    def level(self) -> str:
        """The way of involving people."""
        claims = (
            (self.activity, self.of_activity),
            (self.project, self.of_project),
            (self.around if self.activity in PUBLIC_STATES else None, self.of_around),
        )
        said = next((level for state, level in claims if state in PUBLIC_STATES), "")
        return said or NOT_STATED


def key_of(row: Listed) -> int:
    """Where a story stands: those that curators feature, in their order, then the newest."""
    day = clock.day_of(row.published_at).toordinal()
    place = row.featured if row.featured is not None else LAST
    return place * NUMBERS * 10**7 - (day * NUMBERS + row.pk)


class StoryFacets(FacetIndex):
    """Every story that people can read today."""

    kind = "story"
    apart = frozenset(["activity", "opportunity", "page", "response", "format"])

    def __init__(self, only: Collection[int] | None = None) -> None:
        shown = CaseStudy.objects.current()
        found = (shown if only is None else shown.filter(pk__in=only)).values_list(
            "pk", "featured", "published_at",
            "activity__state", "activity__claimed_level",
            "project__state", "project__claimed_level",
            "activity__project__state", "activity__project__claimed_level",
        )  # fmt: skip
        rows = sorted(map(Listed._make, found), key=key_of)
        at = {row.pk: position for position, row in enumerate(rows)}
        super().__init__(
            [row.pk for row in rows],
            [
                Group.of(
                    "level",
                    "Way of involving people",
                    {way.code: way.name for way in WAYS} | {NOT_STATED: NOT_STATED_NAME},
                    ((i, row.level) for i, row in enumerate(rows)),
                ),
                through(
                    "place", "Place", choices.places(),
                    _pairs("project__places", "activity__places"), at, not_stated=True,
                ),
                through("partner", "Partner", _partners(), _pairs("writers__partner"), at),
                through("topic", "Topic", choices.topics(), _pairs("topics"), at),
            ],
            ((i, clock.day_of(row.published_at).year) for i, row in enumerate(rows)),
            list(map(key_of, rows)),
        )  # fmt: skip


def _pairs(*paths: str) -> Iterator[tuple[int, int]]:
    """(story, what it has) over these relations, each once."""
    shown = CaseStudy.objects.current().order_by()
    found = {pair for path in paths for pair in shown.values_list("pk", path).distinct()}
    return (pair for pair in sorted(found, key=str) if pair[1] is not None)


def _partners() -> dict[int, tuple[str, str]]:
    public = Partner.objects.public().values_list("pk", "slug", "name")
    return {pk: (slug, name) for pk, slug, name in public}


kept = Kept(StoryFacets)


class StoryListing(Listing):
    """The stories that fit a wish."""

    kind = "story"
    list_name = "showcase:stories"
    one, many = "story", "stories"
    empty = (
        "A story says why something was needed, who was asked and how, what changed and what did "
        "not, and how power was shared. It is told together with the people in it."
    )
    open_groups = ("topic", "place")

    def cards(self, pages: Pages) -> list[CaseStudy]:
        """The stories of a page, in their order."""
        ids: Any = self.facets.page(self.matching, self.wish.sort, pages.start, pages.size)
        rows = CaseStudy.objects.for_cards().in_bulk(ids)
        return [rows[pk] for pk in ids if pk in rows]
