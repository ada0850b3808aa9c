"""What all teams see of each other: what is coming up, and what people said."""

import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import clock
from apps.core.paging import Pages
from apps.involvement import known
from apps.involvement.models import Activity
from apps.partners.models import Community, Place
from apps.publishing.models import PUBLIC_STATES, State, Topic

FORTNIGHT = 14  # days
MOST_PLANNED = 300
PAGE_SIZE = 20
LONGEST_WORDS = 100


@access("involvement.read_activity")
@require_safe
def coming_up(request: StaffRequest) -> HttpResponse:
    """Planned activities of all partners by month: title, day, place, who is sought; nothing else
    of a draft. The same community in the same place within a fortnight is pointed out."""
    rows = list(
        known.sought(Activity.objects.filter(happened=Activity.Happened.PLANNED))
        .filter(when_last__gte=clock.today())
        .select_related("partner")
        .prefetch_related("places", "communities")
        .order_by("when_first", "pk")[:MOST_PLANNED]
    )
    planned = [(row, close_to(row, rows)) for row in rows]
    months = [
        (month, list(of_month))
        for month, of_month in groupby(planned, key=lambda pair: pair[0].when.first.replace(day=1))
    ]
    return render(request, "involvement/coming_up.html", {"months": months, "total": len(rows)})


def close_to(activity: Activity, others: list[Activity]) -> list[Activity]:
    """Others that ask the same community in the same place within a fortnight of it."""
    near = datetime.timedelta(days=FORTNIGHT)
    communities, places = set(activity.communities.all()), set(activity.places.all())
    return [
        other
        for other in others
        if other != activity
        and abs(other.when.first - activity.when.first) <= near
        and communities & set(other.communities.all())
        and (places & set(other.places.all()) or not places)
    ]


@access("involvement.read_activity")
@require_safe
def what_people_said(request: StaffRequest) -> HttpResponse:
    """What people said in all published and in-review activities, by words, place, topic and
    community."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_WORDS]
    chosen = {name: number(request.GET.get(name, "")) for name in ("place", "topic", "community")}
    rows = Activity.objects.filter(state__in=[State.IN_REVIEW, *PUBLIC_STATES]).exclude(heard="")
    for word in words.split():
        rows = rows.filter(Q(heard__icontains=word) | Q(title__icontains=word))
    for name, many in (("place", "places"), ("topic", "topics"), ("community", "communities")):
        if chosen[name]:
            rows = rows.filter(**{many: chosen[name]})
    pages = Pages.of(number(request.GET.get("page", "")) or 1, rows.count(), PAGE_SIZE)
    shown = rows.select_related("partner").prefetch_related("places")
    asked = urlencode({"q": words, **{name: value for name, value in chosen.items() if value}})
    context = {
        "rows": list(shown.order_by("-when_first", "-pk")[pages.start : pages.start + PAGE_SIZE]),
        "pages": pages,
        "pager": pages.links(lambda at: f"?{asked}&page={at}"),
        "words": words,
        "filters": [
            ("place", "Place", Place.objects.all(), chosen["place"]),
            ("topic", "Topic", Topic.objects.all(), chosen["topic"]),
            ("community", "Community", Community.objects.all(), chosen["community"]),
        ],
        "asked": bool(words or any(chosen.values())),
    }
    return render(request, "involvement/said.html", context)


def number(text: Any) -> int:
    """A number from an address; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
