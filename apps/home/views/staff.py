"""Where staff begin: what they have to finish, what they owe, what waits for them."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.involvement import measures, promises
from apps.involvement.models import Activity, Promise
from apps.publishing import queue
from apps.publishing.models import State

MOST = 30  # of each list on the start page
# How long a part takes, in minutes: ours, said so that nobody puts off what is quick.
MINUTES = {"when": 1, "who": 1, "said": 1, "promise": 1, "way": 2, "summary": 5}


@dataclass(frozen=True)
class ToFinish:
    """A draft of somebody's, what it lacks in words, and the page of the easiest part."""

    activity: Activity
    missing: list[tuple[str, str]]

    @property
    def words(self) -> str:
        """What is still to add."""
        return ", ".join(words for _part, words in self.missing)

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(MINUTES[part] for part, _words in self.missing)

    @property
    def address(self) -> str:
        """Where the easiest part is added; where nothing is missing, it is sent for review."""
        pk = self.activity.pk
        if not self.missing:
            return reverse("publishing:move", args=["activities", pk, "submit"])
        part = self.missing[0][0]
        if part == "promise":
            return reverse("involvement:promise", args=[pk])
        return reverse("publishing:edit", args=["activities", pk, part])


@access("home.view_staff")
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    """My activities: sent back first, then what is easiest to finish, what is owed, then all."""
    mine = list(
        Activity.objects.mine(request.user)
        .prefetch_related("places", "promises", "responses")
        .order_by("-when_first", "-pk")[:MOST]
    )
    drafts = [a for a in mine if a.state == State.DRAFT and not a.imported]
    to_finish = [ToFinish(a, a.still_to_add()) for a in drafts if not a.note]
    may_review = request.user.has_perm("publishing.review")
    owed = Promise.objects.looked_after_by(request.user).prefetch_related("activities")
    context = {
        "sent_back": [activity for activity in drafts if activity.note],
        "to_finish": sorted(to_finish, key=lambda row: (row.minutes, row.activity.pk)),
        "owed": [(promise, promises.state_of(promise)) for promise in owed.order_by("due")[:MOST]],
        "mine": mine,
        "may_log": request.user.has_perm("involvement.write_activity"),
        "may_read": request.user.has_perm("involvement.read_activity"),
        "logging": measures.seconds_to_log()
        if request.user.has_perm("home.change_settings")
        else None,
        "reviews": queue.waiting_for(request.user) if may_review else [],
    }
    return render(request, "home/staff.html", context)
