"""The second tick beside the checklist of a story, and its two buttons."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from apps.accounts.access import StaffRequest, access
from apps.publishing import ahead, workflow
from apps.publishing.models import State
from apps.publishing.moves import PUBLISH
from apps.publishing.views.finding import desk
from apps.publishing.workflow import NotAllowed
from apps.showcase import ticks
from apps.showcase.actions import ticks as actions
from apps.showcase.models import CaseStudy
from apps.showcase.views.story_desk import AREA


def beside_checklist(story: CaseStudy, request: Any) -> str:
    """Who has to look twice and why, who did, and the button; "" for a story that needs none. Of a
    change of something public, as it would be."""
    people = ahead.as_it_would_be(story, ticks.asked_for)
    if not people:
        return ""
    given = ticks.given(story)
    user = request.user
    moved: Any = ahead.subject(story, ahead.copy_of(story))
    context = {
        "story": story,
        "people": people,
        "given": given,
        "mine": any(tick.by_id == user.pk for tick in given),
        "alone": [tick.by_id for tick in given] == [user.pk],
        "may": moved.state == State.IN_REVIEW
        and PUBLISH in workflow.reach(user, story)
        and user.pk not in workflow.writers(story),
        "in_review": moved.state == State.IN_REVIEW,
        "seen": ticks.mark(story),
    }
    return render_to_string("showcase/story_tick.html", context, request)


@access("showcase.publish_story")
@require_POST
def tick(request: StaffRequest, pk: int) -> HttpResponse:
    """Give the second tick, or take it back."""
    at = desk(request, AREA, pk, words="publishable_by")
    story: Any = at.item
    if request.POST.get("do") == "take-back":
        actions.take_back(story=story, by=request.user)
        messages.success(request, "Your tick is taken back.")
        return redirect(at.address("review"))
    try:
        actions.tick(story=story, seen=request.POST.get("seen", ""), by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Your tick is noted. Another reviewer publishes it.")
    return redirect(at.address("review"))
