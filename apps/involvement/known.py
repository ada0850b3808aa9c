"""What is known already: activities like this one, and how often a community was asked.

About communities and places only, never about a person; it informs and never blocks.
"""

import datetime
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Count, Q, QuerySet

from apps.core import clock
from apps.involvement import promises
from apps.involvement.models import Activity
from apps.partners.models import Partner
from apps.publishing.models import PUBLIC_STATES, State

NEAR_DAYS = 3
ALIKE = 0.75  # of two titles, by difflib; found by trying real pairs
MONTHS_BACK = 12
MOST = 5
CANDIDATES = 50


def likely_same(
    *, title: str, day: datetime.date, place_id: int | None, partner: Partner
) -> Activity | None:
    """An activity of the same partner, near in time and place, with a like title."""
    near = datetime.timedelta(days=NEAR_DAYS)
    rows = Activity.objects.filter(
        partner=partner, when_first__lte=day + near, when_last__gte=day - near
    ).exclude(state=State.WITHDRAWN)
    rows = rows.filter(places=place_id) if place_id else rows.filter(places=None)
    found = (one for one in rows.order_by("-pk")[:CANDIDATES] if alike(title, one.title))
    return next(found, None)


def alike(title: str, other: str) -> bool:
    """Whether two titles are likely of the same activity."""
    return SequenceMatcher(None, title.casefold(), other.casefold()).ratio() >= ALIKE


def since() -> datetime.date:
    """Twelve months ago."""
    return clock.today() - datetime.timedelta(days=365 * MONTHS_BACK // 12)


def like(activity: Activity) -> list[tuple[Activity, str]]:
    """Others in review or published in the last 12 months, in its places or without one, of its
    project, topics or communities; with what became of them, in words. Newest first."""
    places = [place.pk for place in activity.places.all()]
    topics = {topic.pk for topic in activity.topics.all()}
    if activity.project:
        topics |= set(activity.project.topics.values_list("pk", flat=True))
    about = Q(communities__in=list(activity.communities.all())) | Q(topics__in=topics)
    if activity.project_id:
        about |= Q(project=activity.project_id)
    rows = Activity.objects.filter(
        about, state__in=[State.IN_REVIEW, *PUBLIC_STATES], when_last__gte=since()
    )
    rows = rows.filter(Q(places__in=places) | Q(places=None)) if places else rows
    ids = rows.exclude(pk=activity.pk).values("pk")
    found = (
        Activity.objects.filter(pk__in=ids)
        .prefetch_related("promises", "responses", "places")
        .order_by("-when_first", "-pk")[:MOST]
    )
    return [(one, WORDS[promises.standing(one).state]) for one in found]


WORDS = {
    promises.PromiseState.NOT_NEEDED: "nobody is owed an answer",
    promises.PromiseState.NONE_MADE: "no promise made",
    promises.PromiseState.OPEN: "an answer is still owed",
    promises.PromiseState.DUE_SOON: "an answer is still owed",
    promises.PromiseState.LATE: "an answer is still owed",
    promises.PromiseState.OVERDUE: "the answer is overdue",
    promises.PromiseState.ANSWERED: "people heard back",
}


@dataclass(frozen=True)
class Load:
    """How often a community was sought in a place in 12 months."""

    community: str
    place: str
    times: int


def load(activity: Activity) -> list[Load]:
    """How often the communities that an activity seeks were sought in its places until today,
    beside it, by every partner."""
    past = Activity.objects.filter(when_last__gte=since(), when_first__lte=clock.today())
    rows = (
        sought(past.exclude(pk=activity.pk))
        .filter(communities__in=list(activity.communities.all()))
        .filter(places__in=list(activity.places.all()))
        .values("communities__name", "places__name")
        .annotate(times=Count("pk", distinct=True))
        .order_by("-times", "communities__name")
    )
    return [Load(r["communities__name"], r["places__name"], r["times"]) for r in rows[:MOST]]


def sought(rows: "QuerySet[Activity]") -> "QuerySet[Activity]":
    """Activities for which a community is, or was, asked to come."""
    return rows.exclude(happened=Activity.Happened.CANCELLED).exclude(state=State.WITHDRAWN)
