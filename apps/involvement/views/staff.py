"""Logging an activity on a phone: three answers, a green page, two more if there is time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.core import once
from apps.involvement import actions, completeness, known, promises
from apps.involvement.actions import merging
from apps.involvement.forms.quick import ONLINE, QuickLog, QuickMore
from apps.involvement.models import Activity, Opportunity
from apps.involvement.views import answers
from apps.partners.models import Place
from apps.publishing.models import State


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def quick_log(request: StaffRequest) -> HttpResponse:
    """What, when, where, and which way; one press saves a draft."""
    partners = actions.partners_of(request.user)
    if not partners:
        raise Http404
    last = actions.last_logged_by(request.user)
    form = QuickLog(
        request.POST if request.method == "POST" else None,
        partners=partners,
        places=list(Place.objects.exclude(kind=Place.Kind.NEIGHBOURHOOD)),
        usual=request.user.usual_place,
        last_project=last.project if last else None,
        last_place=where_of(last) if last else "",
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once.address_after(request, lambda: logged(request, form)))
        except LikelyTheSame as found:
            context = {"form": form, "same": found.same, "details": "details" in request.POST}
            return render(request, "involvement/is_it_the_same.html", context, status=409)
    return render(
        request,
        "involvement/quick_log.html",
        {"form": form},
        status=422 if request.method == "POST" else 200,
    )


def where_of(activity: Activity) -> str:
    """The answer to "where?" that would say the same of another one."""
    place = activity.places.first()
    if place:
        return str(place.pk)
    return ONLINE if activity.mode == Activity.Mode.ONLINE else ""


class LikelyTheSame(Exception):
    """An activity much like this one is logged already: its person decides."""

    def __init__(self, same: Activity) -> None:
        super().__init__(str(same))
        self.same = same


def logged(request: StaffRequest, form: QuickLog) -> str:
    """Log what the form says; where its person goes on. Raises ``LikelyTheSame``."""
    if same := form.same_as():
        raise LikelyTheSame(same)
    activity = actions.log(**form.answers(), by=request.user)
    if "details" in request.POST:
        return reverse("publishing:desk", args=["activities", activity.pk])
    return reverse("involvement:saved", args=[activity.pk])


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: StaffRequest, pk: int) -> HttpResponse:
    """The draft is saved; how many came and what they said may follow now, or later. Of what lies
    ahead nothing is asked."""
    activity = get_object_or_404(Activity.objects.to_finish(request.user), pk=pk)
    if activity.happened == Activity.Happened.PLANNED:
        context = {"activity": activity, "like": known.like(activity)}
        return render(request, "involvement/planned.html", context)
    begin: dict[str, Any] = {"took_part": activity.took_part, "heard": activity.heard}
    form = QuickMore(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        actions.add_quick(activity=activity, by=request.user, **form.cleaned_data)
        return redirect("home:staff")
    return render(
        request,
        "involvement/saved.html",
        {"form": form, "activity": activity, "like": known.like(activity)},
        status=422 if request.method == "POST" else 200,
    )


@access("involvement.write_activity")
@require_http_methods(["POST"])
def nothing_to_add(request: StaffRequest, pk: int) -> HttpResponse:
    """The owner says that a record is as full as it will be: it leaves "To finish"."""
    rows = Activity.objects.to_finish(request.user)
    activity = get_object_or_404(rows.exclude(happened=Activity.Happened.PLANNED), pk=pk)
    actions.close(activity=activity, by=request.user)
    messages.success(request, f"{activity} is as full as it will be. You can still change it.")
    return redirect("publishing:desk", "activities", activity.pk)


def desk_parts(activity: Activity, request: Any) -> str:
    """What the page of an activity shows besides its sections: how full it is, and its promise."""
    context = {
        "activity": activity,
        "began_as": Opportunity.objects.visible_to(request.user).filter(became=activity).first(),
        "filled": completeness.in_words(activity),
        "line": promises.line(activity),
        "answers": list(activity.responses.prefetch_related("themes")),
        "may_answer": answers.may_begin(activity, request.user),
        "may_promise_more": answers.may_promise_more(activity, request.user),
        "may_close": activity.author_id == request.user.pk
        and activity.state == State.DRAFT
        and not activity.nothing_to_add
        and activity.happened != Activity.Happened.PLANNED
        and bool(activity.still_to_add()),
        "answered": promises.standing(activity).state == promises.PromiseState.ANSWERED,
        "like": known.like(activity),
        "load": known.load(activity),
        "may_give": Activity.objects.given_by(request.user).filter(pk=activity.pk).exists(),
        "may_merge": merging.mergeable_by(request.user).filter(pk=activity.pk).exists(),
        "owned": Activity.objects.owned_by(request.user).filter(pk=activity.pk).exists(),
    }
    return render_to_string("involvement/desk_parts.html", context, request)
