"""Same group, next date: one question makes the next draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.core import once
from apps.involvement import actions
from apps.involvement.forms.again import NextDate
from apps.involvement.models import Activity
from apps.publishing.models import State


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def next_date(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask when; the next one is then a draft of whoever asked for it."""
    rows = Activity.objects.owned_by(request.user).exclude(state=State.WITHDRAWN)
    activity = get_object_or_404(rows, pk=pk)
    form = NextDate(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(once.address_after(request, lambda: _made(request, activity, form)))
    context = {"activity": activity, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "involvement/next_date.html", context, status=status)


def _made(request: StaffRequest, activity: Activity, form: NextDate) -> str:
    """Make it; where its person goes on."""
    made = actions.same_again(activity=activity, when=form.date(), by=request.user)
    joined = made.promises.open().first()
    owed = f" It stands under the answer that is {str(joined).lower()}." if joined else ""
    messages.success(
        request,
        f"{made}, {made.when}, is saved as a draft. What stays the same is filled in.{owed}",
    )
    return reverse("publishing:desk", args=["activities", made.pk])
