"""Where staff begin: what they have to finish, what they owe, what waits for them."""

import datetime
from typing import Any

from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.home.week import ToFinish
from apps.involvement import actions, measures, promises
from apps.involvement.models import Activity, Promise, Response
from apps.publishing import queue, sent_back
from apps.publishing.models import State
from apps.showcase.models import CaseStudy, StoryAnswer

MOST = 30  # of each list on the start page
DRAFTS_FIRST = Case(When(state=State.DRAFT, then=0), default=1)  # an old one is still to finish


@access("home.view_staff")
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    """My activities: sent back first, then what is easiest to finish, what is owed, then all."""
    mine: list[Any] = list(
        Activity.objects.mine(request.user)
        .prefetch_related("places", "promises", "responses")
        .order_by(DRAFTS_FIRST, "-when_first", "-pk")[: 2 * MOST]
    )
    newest = sorted(mine, key=lambda one: (one.when_first or datetime.date.min, one.pk))[::-1]
    drafts = [a for a in mine if a.state == State.DRAFT and not a.imported]
    to_finish = [ToFinish(a, a.still_to_add()) for a in drafts if is_to_finish(a)]
    may_review = request.user.has_perm("publishing.review")
    owed = Promise.objects.looked_after_by(request.user).prefetch_related("activities")
    context = {
        "sent_back": sent_back.to(request.user)[:MOST],
        "to_finish": sorted(to_finish, key=lambda row: (row.minutes, row.activity.pk)),
        "owed": [(promise, promises.state_of(promise)) for promise in owed.order_by("due")[:MOST]],
        "answers": Response.objects.editable_by(request.user)
        .filter(author=request.user, state=State.DRAFT, on_the_day=False, note="")
        .select_related("promise")[:MOST],
        "changes": changes_asked(request.user),
        "to_agree": actions.to_agree(request.user).prefetch_related("promise__activities")[:MOST],
        "mine": newest[:MOST],
        "may_log": request.user.has_perm("involvement.write_activity"),
        "may_read": request.user.has_perm("involvement.read_activity"),
        "logging": measures.seconds_to_log()
        if request.user.has_perm("home.change_settings")
        else None,
        "reviews": queue.waiting_for(request.user) if may_review else [],
    }
    return render(request, "home/staff.html", context)


def changes_asked(user: Any) -> list[StoryAnswer]:
    """What people in stories that somebody writes ask to change, the longest wait first."""
    if not user.has_perm("showcase.write_story"):
        return []
    rows = StoryAnswer.objects.open().filter(story__in=CaseStudy.objects.editable_by(user))
    return list(rows.select_related("story", "consent").order_by("pk")[:MOST])


def is_to_finish(draft: Activity) -> bool:
    """Whether a draft waits for its person: not sent back, which has a list of its own, not
    cancelled, not as full as it will be, and not still to come."""
    cancelled = draft.happened == Activity.Happened.CANCELLED
    return not (draft.note or cancelled or draft.nothing_to_add or draft.lies_ahead)
