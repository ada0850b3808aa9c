"""Merge an activity that was logged twice: choose which one stays, see what moves, confirm."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.involvement.actions import merging as actions
from apps.involvement.forms.merging import WhichStays
from apps.publishing.models import PUBLIC_STATES
from apps.publishing.workflow import NotAllowed


@access("involvement.publish_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    """The choice and the preview are read, so their address can be kept; the last press merges."""
    rows = actions.mergeable_by(request.user)
    source = get_object_or_404(rows, pk=pk)
    asked = request.POST if request.method == "POST" else request.GET
    form = WhichStays(
        asked if asked else None, offered=actions.candidates(source, request.user), rows=rows
    )
    found = None
    if form.is_bound and form.is_valid():
        target = form.cleaned_data["target"]
        sentence = actions.refusal(source, target)
        if not sentence and request.method == "POST":
            try:
                actions.merge(
                    source=source, target=target, by=request.user,
                    seen=request.POST.get("seen", ""),
                )  # fmt: skip
            except NotAllowed as refused:
                sentence = str(refused)
            else:
                messages.success(request, f"{source.reference} was merged into this.")
                return redirect("publishing:desk", "activities", target.pk)
        if sentence:
            form.add_error(None, sentence)
        else:
            found = actions.preview(source, target)
    wrong = form.is_bound and bool(form.errors)
    context = {
        "activity": source,
        "form": form,
        "found": found,
        "public": found is not None and found.target.state in PUBLIC_STATES,
    }
    return render(request, "involvement/merge.html", context, status=422 if wrong else 200)
