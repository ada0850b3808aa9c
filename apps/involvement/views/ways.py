"""Ways to take part at the desk: what became of one, and the button that makes it an activity."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.involvement import actions
from apps.involvement.models import Activity, Opportunity
from apps.publishing.models import State
from apps.publishing.workflow import NotAllowed


@access("involvement.write_activity")
@require_http_methods(["POST"])
def become(request: StaffRequest, pk: int) -> HttpResponse:
    """Make the draft of an activity from a way to take part; the second press leads to the same."""
    opportunity = get_object_or_404(Opportunity.objects.editable_by(request.user), pk=pk)
    try:
        activity, new = actions.become(opportunity=opportunity, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("publishing:desk", "opportunities", opportunity.pk)
    if new:
        messages.success(request, "The draft of the activity is made. Complete it here.")
    elif not Activity.objects.editable_by(request.user).filter(pk=activity.pk).exists():
        messages.success(request, f"Somebody made it an activity already: {activity.reference}.")
        return redirect("publishing:desk", "opportunities", opportunity.pk)
    return redirect("publishing:desk", "activities", activity.pk)


def desk_parts(opportunity: Opportunity, request: Any) -> str:
    """What the desk of a way to take part shows of its own: the activity that it became, or the
    button that makes it one."""
    user = request.user
    became = Activity.objects.filter(came_from=opportunity).first()
    theirs = Opportunity.objects.editable_by(user).filter(pk=opportunity.pk)
    context = {
        "opportunity": opportunity,
        "became": became,
        "readable": became is not None
        and Activity.objects.visible_to(user).filter(pk=became.pk).exists(),
        "may_become": became is None
        and opportunity.state != State.WITHDRAWN
        and user.has_perm(Activity.write_permission)
        and theirs.exists(),
    }
    return render_to_string("involvement/opportunity_parts.html", context, request)
