"""To ring today: whom, and what to say; what came of it by a button each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.publishing.ringing import actions, kinds
from apps.publishing.workflow import NotAllowed

ACTS: dict[str, tuple[Any, str]] = {
    "reached": (actions.reached, "Thank you: this call is done."),
    "no-answer": (actions.no_answer, "It stands here again on the next working day."),
    "no-more": (actions.no_more, "Their name and number are deleted. Nobody rings them again."),
}


@access(actions.PERMISSION)
@require_http_methods(["GET", "HEAD", "POST"])
def ring(request: StaffRequest) -> HttpResponse:
    """The calls of today, and what came of one."""
    if request.method == "POST":
        found = {str(call.task.pk): call.task for call in actions.to_ring(request.user)}
        task, act = found.get(request.POST.get("call", "")), ACTS.get(request.POST.get("do", ""))
        try:
            if task is None or act is None:
                raise NotAllowed(actions.RANG_ALREADY)
            act[0](task=task, by=request.user)
            messages.success(request, act[1])
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect("publishing:ring")
    calls = actions.to_ring(request.user)
    for call in calls:
        kinds.of(call.task).shown(call.task, request.user)
    return render(request, "publishing/ring.html", {"calls": calls})
