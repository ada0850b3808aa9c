"""Logging an activity on a phone: three answers, a green page, two more if there is time."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.accounts.scope import scope_of
from apps.involvement import actions, completeness, promises
from apps.involvement.forms.quick import QuickLog, QuickMore
from apps.involvement.models import Activity
from apps.partners.models import Place


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def quick_log(request: StaffRequest) -> HttpResponse:
    """What, when, where, and which way; one press saves a draft."""
    partners = actions.partners_of(request.user)
    if not partners:
        raise Http404
    form = QuickLog(
        request.POST if request.method == "POST" else None,
        partners=partners,
        places=list(Place.objects.exclude(kind=Place.Kind.NEIGHBOURHOOD)),
        usual=request.user.usual_place,
        last_project=actions.last_project_of(request.user),
    )
    if request.method == "POST" and form.is_valid():
        activity = actions.log(**form.answers(), by=request.user)
        if "details" in request.POST:
            return redirect("publishing:desk", "activities", activity.pk)
        return redirect("involvement:saved", activity.pk)
    return render(
        request,
        "involvement/quick_log.html",
        {"form": form},
        status=422 if request.method == "POST" else 200,
    )


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: StaffRequest, pk: int) -> HttpResponse:
    """The draft is saved; how many came and what they said may follow now, or later."""
    activity = get_object_or_404(Activity.objects.to_finish(request.user), pk=pk)
    begin: dict[str, Any] = {"took_part": activity.took_part, "heard": activity.heard}
    form = QuickMore(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        actions.add_quick(activity=activity, by=request.user, **form.cleaned_data)
        return redirect("home:staff")
    return render(
        request,
        "involvement/saved.html",
        {"form": form, "activity": activity},
        status=422 if request.method == "POST" else 200,
    )


def desk_parts(activity: Activity, request: Any) -> str:
    """What the page of an activity shows besides its sections: how full it is, and its promise."""
    context = {
        "activity": activity,
        "filled": completeness.in_words(activity),
        "line": promises.line(activity),
        "answers": list(activity.responses.all()),
        "owned": Activity.objects.filter(
            Activity.owned_by(scope_of(request.user, "involvement.write_activity")), pk=activity.pk
        ).exists(),
    }
    return render_to_string("involvement/desk_parts.html", context, request)
