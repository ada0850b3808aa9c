"""What changed: every answer that people can read, newest first, and the filters over them."""

import datetime
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from apps.core.facets import NOT_STATED, NOT_STATED_NAME, FacetIndex, Group, Kept, through
from apps.core.paging import Pages
from apps.involvement import promises, thread
from apps.involvement.models import Activity, Response
from apps.involvement.models.response import with_corrections
from apps.partners.models import Partner
from apps.projects.levels import WAYS
from apps.publishing import search
from apps.publishing.filtering import choices
from apps.publishing.filtering.listing import Listing
from apps.publishing.models import PUBLIC_STATES, State

NUMBERS = 10**10  # keys: the day, then the number of the row
COULD_NOT = {"yes": "With a “could not”"}


class Listed(NamedTuple):
    """What the index reads of an answer."""

    pk: int
    day: datetime.date
    could_not: str


class AnswerFacets(FacetIndex):
    """Every answer that people can read. An activity that changes names its answers, so that other
    changes of activities are none here."""

    kind = "response"
    apart = frozenset(
        ["activity", "project", "opportunity", "page", "story", "format", "recording"]
    )

    def __init__(self, only: Collection[int] | None = None) -> None:
        shown = Response.objects.current()
        found = (shown if only is None else shown.filter(pk__in=only)).values_list(
            "pk", "given_on", "could_not_because"
        )
        rows = sorted(map(Listed._make, found), key=key_of)
        at = {row.pk: position for position, row in enumerate(rows)}
        levels = _pairs("claimed_level", only)
        super().__init__(
            [row.pk for row in rows],
            [
                Group.of(
                    "level",
                    "Way of involving people",
                    {way.code: way.name for way in WAYS} | {NOT_STATED: NOT_STATED_NAME},
                    ((at[pk], level or NOT_STATED) for pk, level in levels if pk in at),
                ),
                Group.of(
                    "could-not",
                    "What could not be done",
                    COULD_NOT,
                    ((i, "yes") for i, row in enumerate(rows) if row.could_not),
                ),
                through(
                    "place", "Place", choices.places(), _pairs("places", only), at,
                    not_stated=True,
                ),
                through("partner", "Partner", _partners(), _pairs("partner", only), at),
                through("topic", "Topic", choices.topics(), _pairs("topics", only), at),
            ],
            ((i, row.day.year) for i, row in enumerate(rows)),
            array("q", map(key_of, rows)),
        )  # fmt: skip


def key_of(row: Listed) -> int:
    """Where an answer stands: newest first."""
    return -(row.day.toordinal() * NUMBERS + row.pk)


def _pairs(what: str, only: Collection[int] | None) -> QuerySet[Any, tuple[int, Any]]:
    """(answer, what its activities that are public have), each once."""
    rows = Response.activities.through.objects.filter(activity__state__in=PUBLIC_STATES)
    if only is not None:
        rows = rows.filter(response__in=only)
    pairs: QuerySet[Any, tuple[int, Any]] = rows.values_list(
        "response_id", f"activity__{what}"
    ).distinct()
    return pairs


def _partners() -> dict[int, tuple[str, str]]:
    public = Partner.objects.public().values_list("pk", "slug", "name")
    return {pk: (slug, name) for pk, slug, name in public}


kept = Kept(AnswerFacets)


class WhatChanged(Listing):
    """The answers that fit a wish."""

    kind = "response"
    list_name = "involvement:what-changed"
    one, many = "answer", "answers"
    empty = (
        "When the people who asked have said what they did with it, and what they could not do, "
        "it will stand here."
    )
    open_groups = ("could-not", "place")
    named_alone = ("level", "place", "partner", "could-not")

    @classmethod
    def found(cls, words: str) -> Iterable[int]:
        """Answers stand on the pages of their activities, and are found there."""
        activities = search.matching(words, kind=Activity.record_kind)
        rows = Response.activities.through.objects.filter(activity__in=list(activities))
        return rows.values_list("response_id", flat=True)

    @property
    def examples(self) -> int:
        """How many of the answers that fit are examples, and no real record."""
        ids = Response.objects.current().filter(Q(is_example=True) | Q(activities__is_example=True))
        found = self.facets.of_ids(ids.values_list("pk", flat=True))
        return int((found & self.matching).bit_count())

    def cards(self, pages: Pages) -> list["Card"]:
        """The answers of a page, in a few queries whatever their number."""
        return cards(self.facets.page(self.matching, self.wish.sort, pages.start, pages.size))


@dataclass(frozen=True)
class Card:
    """An answer as a list shows it: the pair, where and when, and whether more is owed."""

    answer: Response
    activity: Activity
    places: list[str]
    more: int  # further activities it answers
    steps: list[thread.Step]
    owed: str
    how_late: str = ""

    @property
    def finished(self) -> bool:
        """Whether nothing is left open."""
        return self.answer.is_finished and self.steps[-1].mark != "owed"

    @property
    def address(self) -> str:
        """Where it is read in full."""
        return f"{self.activity.get_absolute_url()}#answer-{self.answer.pk}"


def cards(ids: Collection[int]) -> list[Card]:
    """The cards of these answers, in this order."""
    rows = Response.objects.prefetch_related(
        "themes", "promise", "activities__places", "activities__promises", "activities__responses"
    ).in_bulk(ids)
    with_corrections(rows.values())
    return [card for pk in ids if pk in rows and (card := _card(rows[pk]))]


def _card(answer: Response) -> Card | None:
    shown = [one for one in answer.activities.all() if one.state in PUBLIC_STATES]
    if not shown:
        return None
    activity = max(shown, key=lambda one: (one.last_day or datetime.date.min, one.pk))
    owed = [
        found.promise.due for one in shown
        if (found := promises.standing(one)).promise and found.promise.is_open
    ]  # fmt: skip
    return Card(
        answer=answer,
        activity=activity,
        places=[place.label for place in activity.places.all()],
        more=len(shown) - 1,
        steps=thread.steps(
            answer,
            owed_by=min(owed) if owed else None,
            among=[one for one in activity.responses.all() if one.state in PUBLIC_STATES],
        ),
        owed=promises.in_words("owed", min(owed)) if owed else "Heard back",
        how_late=promises.how_late(answer.promise) if answer.promise else "",
    )


def newest() -> Card | None:
    """The newest answer that is no example."""
    rows = Response.objects.current().filter(is_example=False)
    rows = rows.exclude(activities__is_example=True).order_by("-given_on", "-pk")
    return next(iter(cards(rows.values_list("pk", flat=True)[:1])), None)


def answers_of(project: Any) -> QuerySet[Any]:
    """Published answers to the activities of a project, by its number or ``OuterRef``: a row for
    each activity."""
    rows: QuerySet[Any] = Response.activities.through.objects.filter(
        activity__project=project,
        activity__state__in=PUBLIC_STATES,
        response__state=State.PUBLISHED,
    )
    return rows


def newest_of(project: int) -> Card | None:
    """The newest answer to an activity of a project."""
    newest = answers_of(project).order_by("-response__given_on", "-response")
    return next(iter(cards(newest.values_list("response", flat=True)[:1])), None)
