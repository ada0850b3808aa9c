"""Answers at the desk: begin one, put one off, agree to that, promise more."""

import html
from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.involvement import actions, promises
from apps.involvement.forms.response import Later
from apps.involvement.models import Activity, Promise, Response
from apps.involvement.promises import PromiseState
from apps.involvement.views import public
from apps.publishing.workflow import NotAllowed


@access("involvement.write_activity")
@require_http_methods(["POST"])
def begin(request: StaffRequest, pk: int) -> HttpResponse:
    """The answer to an activity and whatever its promise covers; the second press leads to the
    same."""
    activity = get_object_or_404(Activity.objects.owned_by(request.user), pk=pk)
    try:
        answer, new = actions.begin_answer(activity=activity, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("publishing:desk", "activities", activity.pk)
    if new:
        messages.success(request, "The answer is begun. Write it section by section.")
    return redirect("publishing:desk", "answers", answer.pk)


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for another day, with a reason that people read; a lead agrees."""
    owned = Activity.objects.owned_by(request.user)
    rows = Promise.objects.open().filter(pk__in=owned.values("promises"))
    promise = get_object_or_404(rows.select_related("team"), pk=pk)
    covered = list(promise.activities.order_by("when_first", "pk"))
    form = Later(request.POST if request.method == "POST" else None, after=promise.due)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_extension(
                promise=promise, new=form.cleaned_data["day"],
                reason=form.cleaned_data["reason"], by=request.user,
            )  # fmt: skip
            messages.success(request, "Asked. The new day holds once a lead has agreed to it.")
            return redirect("involvement:promise", covered[0].pk)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
    context = {"promise": promise, "covered": covered, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/extend.html", context, status=status)


@access("involvement.publish_answer")
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: StaffRequest, pk: int) -> HttpResponse:
    """A lead who did not ask for it agrees that an answer comes later, or does not."""
    extension = get_object_or_404(actions.to_agree(request.user), pk=pk)
    if request.method == "POST" and request.POST.get("say") in ("yes", "no"):
        agreed = request.POST["say"] == "yes"
        try:
            actions.decide_extension(extension=extension, agree=agreed, by=request.user)
            said = "Agreed. The public reads both days and the reason." if agreed else (
                "Not agreed. The day that was promised stays."
            )  # fmt: skip
            messages.success(request, said)
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect("home:staff")
    covered = list(extension.promise.activities.order_by("when_first", "pk"))
    context = {
        "extension": extension,
        "covered": covered,
        "late": promises.state_of(extension.promise) is PromiseState.OVERDUE,
    }
    return render(request, "involvement/agree.html", context)


@access("involvement.publish_answer")
@require_http_methods(["GET", "HEAD", "POST"])
def more(request: StaffRequest, pk: int) -> HttpResponse:
    """A lead promises to say more about what was answered; the reason is public."""
    led = Activity.objects.owned_by(request.user, "involvement.publish_answer")
    activity = get_object_or_404(led, pk=pk)
    form = Later(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.promise_more(
                activity=activity, due=form.cleaned_data["day"],
                because=form.cleaned_data["reason"], by=request.user,
            )  # fmt: skip
            messages.success(request, "Promised. The answer that is out stays where it is.")
            return redirect("publishing:desk", "activities", activity.pk)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
    context = {"activity": activity, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/promise_more.html", context, status=status)


def may_begin(activity: Activity, user: Any) -> bool:
    """Whether an answer can be written: it was held, and people wait or heard nothing."""
    if activity.happened != Activity.Happened.HELD:
        return False
    if promises.standing(activity).state is PromiseState.ANSWERED:
        return False
    return Activity.objects.owned_by(user).filter(pk=activity.pk).exists()


def may_promise_more(activity: Activity, user: Any) -> bool:
    """Whether a lead may reopen what was answered."""
    if promises.standing(activity).state is not PromiseState.ANSWERED:
        return False
    led = Activity.objects.owned_by(user, Response.publish_permission)
    return bool(activity.revision) and led.filter(pk=activity.pk).exists()


def replies_to(answer: Response) -> dict[str, Any]:
    """What people said of it: the words, and how often each answer was chosen."""
    found = list(answer.replies.all())
    said = Counter(row.get_said_display() for row in found if row.said)
    difference = Counter(row.get_difference_display() for row in found if row.difference)
    return {
        "replies": found,
        "said": list(said.items()),
        "difference": list(difference.items()),
        "unread": any(not row.looked_at for row in found),
    }


def draw(answer: Response, request: HttpRequest) -> HttpResponse:
    """The page of the activity as people will read it with this answer."""
    rows = answer.activities.select_related("partner", "project", "came_from")
    activity = rows.order_by("-when_first", "-pk")[0]
    return public.draw(activity, request, answer=answer)


def to_read_aloud(answer: Response) -> str:
    """Its text for a reading, the same as on the page to read aloud."""
    activity = answer.activities.select_related("partner").order_by("-when_first", "-pk").first()
    context = {"answer": answer, "activity": activity}
    drawn = render_to_string("involvement/read_aloud_parts.html", context)
    paragraphs = [" ".join(line.split()) for line in html.unescape(strip_tags(drawn)).splitlines()]
    return "\n\n".join(line for line in paragraphs if line)


def desk_parts(answer: Response, request: Any) -> str:
    """What the desk of an answer shows of its own: whom it answers, and by when."""
    owned = Activity.objects.owned_by(request.user)
    covered = list(answer.activities.order_by("when_first", "pk"))
    context = {
        "answer": answer,
        "covered": covered,
        "promise": answer.promise,
        "owned": owned.filter(responses=answer).exists(),
        "leads": any(may_promise_more(one, request.user) for one in covered[:1]),
        **replies_to(answer),
    }
    return render_to_string("involvement/answer_parts.html", context, request)
