"""The index of the log: which activities match which filters (``core.facets`` says how)."""

import datetime
import re
from array import array
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet

from apps.core import clock
from apps.core.facets import NOT_STATED, NOT_STATED_NAME, FacetIndex, Group, Kept, through
from apps.involvement import measures, promises, standings
from apps.involvement.models import Activity, ActivityPartner
from apps.involvement.promises import PUBLIC_OF, PUBLIC_STATES
from apps.partners.models import Community, Partner
from apps.projects.levels import WAYS
from apps.publishing.filtering import choices
from apps.publishing.models import PUBLIC_STATES as READABLE

DAYS = 10**12  # keys: the day, then the year and number of the reference
YEARS = 10**8
OLDEST = "oldest"  # the other order


class Listed(NamedTuple):
    """What the index reads of an activity."""

    pk: int
    reference: str
    first: datetime.date | None
    last: datetime.date | None
    until: datetime.date | None
    level: str
    partner: int
    state: str
    standing: str


def key_of(day: datetime.date | None, reference: str = "") -> int:
    """Where an activity stands: newest first, what has no date last. Without a reference: the end
    of what is on that day."""
    year, number = reference.split("-")[-2:] if reference else ("0", "0")
    return -((day or datetime.date.min).toordinal() * DAYS + int(year) * YEARS + int(number))


def place_of(key: int) -> str:
    """A key as it stands in an address: ``2026-05-04.2026-0012``."""
    day, reference = divmod(-key, DAYS)
    year, number = divmod(reference, YEARS)
    return f"{datetime.date.fromordinal(day).isoformat()}.{year:04}-{number:04}"


def key_at(place: str) -> int | None:
    """The key of a place in an address; None where it names no day."""
    day, _, reference = place.partition(".")
    if reference and not re.fullmatch(r"[0-9]{4}-[0-9]{4,8}", reference):
        return None
    try:
        return key_of(datetime.date.fromisoformat(day), reference)
    except ValueError:
        return None


class ActivityFacets(FacetIndex):
    """Everything on the register, newest first, and who of it has what.

    What is no longer public keeps its line and its place among the promises while it owes an
    answer: its way, places, partners and year count, whom it sought and its topics do not.
    """

    kind = "activity"
    apart = frozenset(
        ["project", "opportunity", "page", "response", "story", "format", "recording"]
    )

    def __init__(self, only: Collection[int] | None = None) -> None:
        listed = Activity.objects.on_register()
        rows = sorted(
            map(
                Listed._make,
                (listed if only is None else listed.filter(pk__in=only))
                .annotate(standing=standings.state())
                .values_list(
                    "pk", "reference", "when_first", "when_last", "until_last", "claimed_level",
                    "partner", "state", "standing",
                ),
            ),
            key=lambda row: key_of(row.first, row.reference),
        )  # fmt: skip
        at = {row.pk: position for position, row in enumerate(rows)}
        readable = {pk: at[pk] for pk, *_, state, _ in rows if state in READABLE}
        groups = [
            Group.of(
                "level",
                "Way of involving people",
                {way.code: way.name for way in WAYS} | {NOT_STATED: NOT_STATED_NAME},
                ((i, row.level or NOT_STATED) for i, row in enumerate(rows)),
            ),
            Group.of(
                "promise",
                "When people hear back",
                PUBLIC_STATES,
                ((i, PUBLIC_OF[promises.PromiseState(row.standing)]) for i, row in enumerate(rows)),
            ),
            through(
                "place", "Place", choices.places(), _pairs(Activity.places, "place", only), at,
                not_stated=True,
            ),
            through("partner", "Partner", *_partners(rows, only), at),
            through(
                "topic", "Topic", choices.topics(), _pairs(Activity.topics, "topic", only), readable
            ),
            through(
                "community", "Whom we sought",
                {c.pk: (c.slug, c.name) for c in Community.objects.all()},
                _pairs(Activity.communities, "community", only), readable,
            ),
        ]  # fmt: skip
        super().__init__(
            [row.pk for row in rows],
            groups,
            _years(rows),
            array("q", (key_of(row.first, row.reference) for row in rows)),
        )
        self.unpublished = measures.unpublished()

    def take(self, part: Self, changed: Collection[int]) -> None:
        """How many are not published by now."""
        self.unpublished = part.unpublished

    def ordered(self, bits: int, sort: str) -> Iterator[int]:
        """The ids of the activities in ``bits``, newest or oldest first."""
        found = super().ordered(bits, sort)
        return reversed(list(found)) if sort == OLDEST else found

    def page(self, bits: int, sort: str, start: int, size: int) -> list[int]:
        """``size`` ids from the ``start``-th on."""
        if sort != OLDEST:
            return super().page(bits, sort, start, size)
        end = bits.bit_count() - start
        return super().page(bits, sort, max(0, end - size), min(size, max(0, end)))[::-1]


def _pairs(
    relation: Any, other: str, only: Collection[int] | None
) -> QuerySet[Any, tuple[int, int]]:
    rows: QuerySet[Any] = relation.through.objects.values_list("activity_id", f"{other}_id")
    return rows if only is None else rows.filter(activity__in=only)


def _partners(
    rows: list[Listed], only: Collection[int] | None
) -> tuple[choices.Choices, list[tuple[int, int]]]:
    """Partners to choose from, and who has a part in what: the owner, and each other once."""
    public = Partner.objects.public().values_list("pk", "slug", "name")
    pairs = {(row.pk, row.partner) for row in rows}
    others = ActivityPartner.objects.values_list("activity_id", "partner_id")
    pairs.update(others if only is None else others.filter(activity__in=only))
    return {pk: (slug, name) for pk, slug, name in public}, list(pairs)


def _years(rows: list[Listed]) -> Iterator[tuple[int, int]]:
    latest = clock.today().year + 10
    for at, row in enumerate(rows):
        until = row.until or row.last
        if row.first and until:
            for year in range(row.first.year, min(until.year, latest) + 1):
                yield at, year


kept = Kept(ActivityFacets)
