"""Where staff begin: what they have to finish, what waits for them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.involvement.models import Activity
from apps.publishing import queue
from apps.publishing.models import State

MOST = 30  # of each list on the start page


@access("home.view_staff")
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    """My activities: sent back first, then what is easiest to finish, then all."""
    mine = list(
        Activity.objects.mine(request.user)
        .prefetch_related("places")
        .order_by("-when_first", "-pk")[:MOST]
    )
    drafts = [activity for activity in mine if activity.state == State.DRAFT]
    may_review = request.user.has_perm("publishing.review")
    context = {
        "sent_back": [activity for activity in drafts if activity.note],
        "to_finish": sorted(
            (activity for activity in drafts if not activity.note),
            key=lambda activity: len(activity.still_to_add()),
        ),
        "mine": mine,
        "may_log": request.user.has_perm("involvement.write_activity"),
        "reviews": queue.waiting_for(request.user) if may_review else [],
    }
    return render(request, "home/staff.html", context)
