"""When people hear back: a page with one question, and one to cancel a mistake."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.involvement import actions, promises
from apps.involvement.forms.promise import CancelPromise, HearBack
from apps.involvement.models import Activity, Promise
from apps.partners.models import Contact
from apps.publishing.models import PUBLIC_STATES
from apps.publishing.workflow import NotAllowed


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def hear_back(request: StaffRequest, pk: int) -> HttpResponse:
    """By when people hear what came of it; for the partner that owns the activity."""
    rows = Activity.objects.owned_by(request.user).select_related("partner", "project")
    activity = get_object_or_404(rows, pk=pk)
    standing = promises.standing(activity)
    if standing.promise is not None and standing.promise.is_open:
        return render(
            request,
            "involvement/promised.html",
            {
                "activity": activity,
                "standing": standing,
                "line": promises.line(activity),
                "covered": covered(standing.promise),
                "asked": standing.promise.extensions.filter(
                    agreed_on=None, declined_on=None
                ).first(),
            },
        )
    form = HearBack(request.POST if request.method == "POST" else None, activity=activity)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, keep(activity, form.cleaned_data, request.user))
            return redirect("publishing:desk", "activities", activity.pk)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
    status = 422 if request.method == "POST" else 200
    context = {"activity": activity, "form": form}
    return render(request, "involvement/hear_back.html", context, status=status)


def keep(activity: Activity, data: dict[str, Any], by: Any) -> str:
    """Do what was chosen; the sentence that says so. Raises ``NotAllowed``."""
    match data["how"]:
        case "new":
            contact = Contact.objects.filter(pk=data["contact"] or 0).first()
            promise = actions.make_promise(
                activity=activity, due=data["due"], contact=contact, looked_after_by=by, by=by
            )
            return f"{promise}. You look after it."
        case "join":
            promise = get_object_or_404(Promise, pk=data["promise"])
            actions.join(activity=activity, promise=promise, by=by)
            return f"Added to the answer that is promised by {promises.in_full(promise.due)}."
        case "day":
            texts = {name: data[name] for name in ("we_did", "could_not_because", "closing")}
            actions.answer_on_the_day(activity=activity, texts=texts, by=by)
            return "Your answer is kept. It is published together with the activity."
    actions.owe_nobody(activity=activity, reason=data["reason"], by=by)
    if activity.state in PUBLIC_STATES:
        return "Kept as a change: the public reads it once somebody else has published it."
    return "The public will read why nobody is owed an answer."


def covered(promise: Promise) -> list[Activity]:
    """The activities that wait for the same answer."""
    return list(promise.activities.order_by("when_first", "pk"))


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """A promise that was made by mistake; the reason is public."""
    owned = Activity.objects.owned_by(request.user)
    rows = Promise.objects.open().filter(pk__in=owned.values("promises"))
    promise = get_object_or_404(rows, pk=pk)
    activities = covered(promise)
    form = CancelPromise(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(promise=promise, because=form.cleaned_data["because"], by=request.user)
            messages.success(request, "The promise is cancelled, with your reason.")
            return redirect("publishing:desk", "activities", activities[0].pk)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
    context = {"promise": promise, "covered": activities, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/cancel_promise.html", context, status=status)
