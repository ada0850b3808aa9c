"""The register as a list: its rows, and the steps through a long one."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db.models import prefetch_related_objects

from apps.core.facets import NOT_STATED_NAME
from apps.core.paging import Pages
from apps.involvement import promises
from apps.involvement.facets import OLDEST, key_at, key_of, place_of
from apps.involvement.models import Activity, PromiseCover, ask_once
from apps.projects.models import Project
from apps.publishing.filtering.listing import Listing
from apps.publishing.models import PUBLIC_STATES, State

PAGE_SIZE = 20
# Words that begin a sentence with a capital and stand within one without; a name keeps its own.
PLAIN_FIRST = frozenset(
    ["A", "An", "The", "It", "We", "Our", "They", "This", "People", "Somebody", "Some"]
)
NUMBERED = 1000  # results with numbered pages; a longer list is paged by place
SHOWN = (
    "reference", "slug", "title", "claimed_level", "when_first", "when_last", "when_precision",
    "when_words", "mode", "took_part_value", "took_part_qualifier", "took_part_unit", "state",
    "withdrawn_on", "withdrawn_reason", "is_example", "heard",
)  # fmt: skip


class Register(Listing):
    """The activities that answer a wish."""

    kind = "activity"
    list_name = "involvement:register"
    one, many = "activity", "activities"
    empty = (
        "Each time people are asked, it will stand here: what was asked, what people said, and "
        "what came of it."
    )
    sorts: ClassVar[Mapping[str, str]] = {"recent": "Newest first", OLDEST: "Oldest first"}
    whole = "project"
    open_groups = ("level", "promise", "place")
    named_alone = ("level", "place", "partner", "promise")

    @classmethod
    def part_of(cls, value: str) -> tuple[str, Iterable[int]] | None:
        """A public project, and its activities."""
        project = Project.objects.public().filter(slug=value.replace("\0", "")).first()
        if project is None:
            return None
        return project.title, project.activities.values_list("pk", flat=True)

    @property
    def long(self) -> bool:
        """Whether it has too many pages for numbers."""
        return self.total > NUMBERED

    def pages(self) -> Pages:
        """The numbered page asked for; of a long list the first."""
        return Pages.of(1 if self.long else self.wish.page, self.total, PAGE_SIZE)

    @property
    def start(self) -> int:
        """How many activities stand before the page."""
        key = key_at(self.wish.beside) if self.long and self.wish.step else None
        if key is None:
            return self.pages().start
        ahead = self.facets.before(self.matching, key)
        upto = self.facets.before(self.matching, key + 1)
        if self.wish.sort == OLDEST:
            ahead, upto = self.total - upto, self.total - ahead
        return upto if self.wish.step == "after" else max(0, ahead - PAGE_SIZE)

    def ids(self) -> list[int]:
        """The activities of the page, in order."""
        found: list[int] = self.facets.page(self.matching, self.wish.sort, self.start, PAGE_SIZE)
        return found

    def rows(self) -> list[dict[str, Any]]:
        """What the page shows, as plain values, in two queries whatever their number."""
        ids = self.ids()
        found = Activity.objects.only(*SHOWN).in_bulk(ids)
        ask_once(found.values())
        covers = PromiseCover.objects.filter(
            activity__in=ids, promise__answered_on=None, promise__cancelled_on=None
        )
        due = dict(covers.values_list("activity_id", "promise__due"))
        return [
            row(
                found[pk],
                places=self.facets.labels_of(pk, "place"),
                standing=self.facets.values_of(pk, "promise")[0],
                due=due.get(pk),
            )
            for pk in ids
            if pk in found
        ]

    def pager(self) -> dict[str, Any]:
        """Numbers, or for a long list the pages before and after this one and a jump by year."""
        if not self.long:
            return self.pages().links(lambda number: self.wish.address(page=number) or "?")
        ids = self.ids()
        keys = [self.facets.keys[self.facets.position_of[pk]] for pk in ids]
        more = bool(ids) and self.start + len(ids) < self.total
        return {
            "numbers": [],
            "previous": self.wish.address(before=place_of(keys[0])) if keys and self.start else "",
            "next": self.wish.address(after=place_of(keys[-1])) if more else "",
            "years": self.jumps(),
        }

    def jumps(self) -> list[tuple[int, str]]:
        """(year, address of the page where it begins) for each year that has something."""
        found = []
        for year in sorted(self.facets.years, reverse=True):
            newest = self.facets.before(self.matching, key_of(datetime.date(year + 1, 1, 1)))
            oldest = self.facets.before(self.matching, key_of(datetime.date(year, 1, 1)))
            if oldest > newest:
                day = f"{year}-01-01" if self.wish.sort == OLDEST else f"{year + 1}-01-01"
                found.append((year, self.wish.address(after=day)))
        return found


def row(
    activity: Activity, *, places: list[str], standing: str, due: datetime.date | None
) -> dict[str, Any]:
    """An activity on the register: of what is no longer public only that it was, and what it
    owes."""
    promise = {"promise": promises.in_words(standing, due), "late": standing == "overdue"}
    if activity.state not in PUBLIC_STATES:
        return {"reference": activity.reference, "withdrawn": withdrawn(activity, due), **promise}
    if activity.without_place:
        places = [place for place in places if place != NOT_STATED_NAME] + [activity.without_place]
    return {
        "address": activity.get_absolute_url(),
        "title": activity.title,
        "level": activity.claimed_level,
        "when": activity.when,
        "places": places,
        "took_part": activity.took_part_in_public,
        "heard": activity.heard,
        "archived": activity.state == State.ARCHIVED,
        "is_example": activity.is_example,
        **promise,
    }


def withdrawn(activity: Activity, due: datetime.date | None) -> str:
    """The one line that stays of an activity that still owes an answer."""
    said = "No longer in the log."
    if activity.withdrawn_on:
        because = activity.withdrawn_reason.rstrip(". ")
        if because.partition(" ")[0] in PLAIN_FIRST:
            because = because[0].lower() + because[1:]
        said = f"Withdrawn on {activity.withdrawn_on:%-d %B %Y}, because {because}."
    return f"{said} An answer was promised by {due:%-d %B %Y}." if due else said


def cards(activities: list[Activity]) -> list[dict[str, Any]]:
    """The same rows for a few activities of another page, in at most three queries: whether a
    response heard them is asked of those alone that no promise tells of."""
    prefetch_related_objects(activities, "places", "promises")
    prefetch_related_objects([one for one in activities if not one.promises.all()], "responses")
    found = []
    ask_once(activities)
    for activity in activities:
        standing = promises.standing(activity)
        found.append(
            row(
                activity,
                places=[place.label for place in activity.places.all()] or [NOT_STATED_NAME],
                standing=promises.PUBLIC_OF[standing.state],
                due=standing.promise.due if standing.promise else None,
            )
        )
    return found
