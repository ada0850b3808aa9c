"""Versions of a text: who changed what when, side by side, and an earlier one made the text
again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import StaffRequest, access
from apps.publishing import actions, reading
from apps.publishing.views.editing import STAFF, trail
from apps.publishing.views.finding import either_desk
from apps.publishing.workflow import NotAllowed

MOST = 200


@access(STAFF)
@require_safe
def history(request: StaffRequest, area: str, pk: int) -> HttpResponse:
    """All versions, newest first."""
    at = either_desk(request, area, pk)
    context = {
        "at": at,
        "versions": actions.versions_of(at.item).defer("data")[:MOST],
        "trail": trail(at, (at.address(), str(at.item))),
    }
    return render(request, "publishing/history.html", context)


@access(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: StaffRequest, area: str, pk: int, number: int) -> HttpResponse:
    """One version beside the one before it; a POST makes it the text again, as a new version."""
    at = either_desk(request, area, pk)
    if number > 2_000_000_000:
        raise Http404
    shown = get_object_or_404(actions.versions_of(at.item), number=number)
    if request.method == "POST":
        try:
            actions.restore_version(
                item=at.item, number=number, edit_count=at.edit_count, by=request.user
            )
        except NotAllowed as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Version {number} is the text again, as a new version.")
        return redirect(at.address())
    before = actions.versions_of(at.item).filter(number__lt=number).first()
    context = {
        "at": at,
        "version": shown,
        "before": before,
        "differences": reading.differences(at.document, before.data if before else {}, shown.data),
        "since": reading.differences(at.document, shown.data, at.data),
        "trail": trail(at, (at.address(), str(at.item)), (at.address("history"), "Versions")),
    }
    return render(request, "publishing/version.html", context)
