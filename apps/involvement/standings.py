"""Where activities stand with those who took part, worked out by the database from dates and rows.

The same rule as ``promises.standing``, for lists: a test holds the two together.
"""

import datetime
from typing import Any

from django.db.models import (
    BooleanField,
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


def finished() -> Case:
    """An expression over activities that says whether nothing is left open for their people; the
    same rule as ``promises.is_finished``, for those that are answered."""
    told = Response.objects.filter(activities=OuterRef("pk"), state__in=PUBLIC_STATES)
    newest = told.order_by("-given_on", "-pk").values("pk")[:1]
    decided = told.filter(pk=Subquery(newest)).exclude(closing=Response.Closing.NOT_DECIDED)
    still_open = ResponseTheme.objects.filter(
        response__activities=OuterRef("pk"), response__state__in=PUBLIC_STATES
    ).exclude(outcome__in=ResponseTheme.ENDS)
    return Case(
        When(~Exists(told), then=Value(None)),  # answered on the day, and not public yet
        When(Exists(decided) & ~Exists(still_open), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(null=True),
    )


def due() -> Subquery:
    """An expression over activities that gives the day of their open promise, or nothing."""
    open_ones = PromiseCover.objects.filter(
        activity=OuterRef("pk"), promise__answered_on=None, promise__cancelled_on=None
    )
    return Subquery(open_ones.values("promise__due")[:1])


def _those(rows: QuerySet[Any], found: PromiseState) -> When:
    return When(Exists(rows.filter(activity=OuterRef("pk"))), then=Value(found.value))
