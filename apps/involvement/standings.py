"""Where activities stand with those who took part, worked out by the database from dates and rows.

The same rule as ``promises.standing``, for lists: a test holds the two together.
"""

import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from apps.core import clock, site_settings
from apps.involvement.models import Activity, PromiseCover, Response, ResponseTheme
from apps.involvement.promises import PromiseState, overdue_before
from apps.projects.levels import Level
from apps.publishing.models import PUBLIC_STATES


def state() -> Case:
    """An expression over activities that gives their ``PromiseState`` today.

    Asked as EXISTS, not as ``pk IN (…)``: PostgreSQL reads a list that outgrows its work_mem anew
    for each row, which at a million activities does not end.
    """
    today = clock.today()
    soon = today + datetime.timedelta(days=site_settings.number("due_soon"))
    open_ones = PromiseCover.objects.filter(
        promise__answered_on=None, promise__cancelled_on=None
    ).order_by()
    answered = PromiseCover.objects.filter(promise__answered_on__isnull=False).order_by()
    told = Response.activities.through.objects.filter(
        Q(response__on_the_day=True) & ~Q(activity__state__in=PUBLIC_STATES)
        | Q(response__state__in=PUBLIC_STATES)
    )
    missed = Q(promise__due__lt=overdue_before()) | Q(promise__overdue_since__isnull=False)
    return Case(
        When(happened=Activity.Happened.CANCELLED, then=Value(PromiseState.NOT_NEEDED.value)),
        _those(open_ones.filter(missed), PromiseState.OVERDUE),
        _those(open_ones.filter(promise__due__lt=today), PromiseState.LATE),
        _those(open_ones.filter(promise__due__lte=soon), PromiseState.DUE_SOON),
        _those(open_ones, PromiseState.OPEN),
        _those(answered, PromiseState.ANSWERED),
        _those(told, PromiseState.ANSWERED),
        When(
            ~Q(nobody_owed_because="") | Q(claimed_level=Level.INFORM),
            then=Value(PromiseState.NOT_NEEDED.value),
        ),
        default=Value(PromiseState.NONE_MADE.value),
        output_field=CharField(),
    )


def newest_closing() -> Subquery:
    """An expression over activities that gives how the newest answer that people read closes, or
    nothing."""
    told = Response.objects.filter(activities=OuterRef("pk"), state__in=PUBLIC_STATES)
    return Subquery(told.order_by("-given_on", "-pk").values("closing")[:1])


def themes_open() -> Exists:
    """An expression over activities that says whether a thing that people asked for, in an answer
    that they read, is neither done nor not possible."""
    themes = ResponseTheme.objects.filter(
        response__activities=OuterRef("pk"), response__state__in=PUBLIC_STATES
    )
    return Exists(themes.exclude(outcome__in=ResponseTheme.ENDS))


def due() -> Subquery:
    """An expression over activities that gives the day of their open promise, or nothing."""
    open_ones = PromiseCover.objects.filter(
        activity=OuterRef("pk"), promise__answered_on=None, promise__cancelled_on=None
    )
    return Subquery(open_ones.values("promise__due")[:1])


def _those(rows: QuerySet[Any], found: PromiseState) -> When:
    return When(Exists(rows.filter(activity=OuterRef("pk"))), then=Value(found.value))
