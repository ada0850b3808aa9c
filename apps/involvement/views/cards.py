"""Hear-back cards: the page behind the code on one, for people with only a slip of paper, and the
card itself for staff to print. The page works without a cookie and before anything is published."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import limits
from apps.core.elsewhere import not_from_elsewhere
from apps.involvement import hear_back, promises, thread
from apps.involvement.forms.reply import Reply
from apps.involvement.models import Activity, ParticipantReply, Response
from apps.involvement.models.response import with_corrections
from apps.partners.models import Contact
from apps.publishing.models import PUBLIC_STATES, State

NO_CARD = "There is no card with this code. Look at it again: small letters do not matter."
MOST_WRONG = 200  # codes that are none, from one network in an hour
TOO_MANY = "Many codes were tried from here that are none. Please wait an hour."
MOST_IN_AN_HOUR = 100  # replies from one network: a group may share one


@access(public=True)
@require_safe
@never_cache
def look(request: HttpRequest) -> HttpResponse:
    """Type the code of a card. A code that is none says so, and nothing else."""
    given = request.GET.get("code", "")
    if not given:
        return render(request, "involvement/card_code.html")
    code = hear_back.typed(given)
    if code and Activity.objects.filter(hear_back_code=code).exists():
        return redirect("involvement:card-page", code)
    return no_card(request, given)


def no_card(request: HttpRequest, given: str) -> HttpResponse:
    """The box for a code again, with a sentence; after many of one network another one."""
    many = limits.too_many(request, of="card-code", most=MOST_WRONG, seconds=60 * 60)
    wrong = TOO_MANY if many else NO_CARD
    context = {"given": given[:20], "wrong": wrong, "links": [("code", wrong)]}
    return render(request, "involvement/card_code.html", context, status=429 if many else 404)


@access(public=True)
@csrf_exempt  # no cookie is set here; what is sent changes nothing but one unread line
@require_http_methods(["GET", "HEAD", "POST"])
@not_from_elsewhere
@never_cache
def card_page(request: HttpRequest, code: str) -> HttpResponse:
    """What came of it, or by when people hear; below an answer a few questions about it."""
    rows = Activity.objects.select_related("partner")
    activity = rows.filter(hear_back_code=hear_back.typed(code) or None).first()
    if activity is None:
        return no_card(request, code)
    prefetch_related_objects([activity], "promises__extensions", "responses__themes")
    public = activity.state in PUBLIC_STATES
    answers = [one for one in activity.responses.all() if public and one.state in PUBLIC_STATES]
    with_corrections(answers)
    answers.sort(key=lambda one: (one.given_on, one.pk), reverse=True)
    form = Reply(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not answers:
            raise Http404
        if limits.too_many(request, of="hear-back", most=MOST_IN_AN_HOUR, seconds=60 * 60):
            form.add_error(None, "Many people wrote just now. Please try again in an hour.")
        elif form.is_valid():
            ParticipantReply.objects.create(response=answers[0], **form.cleaned_data)
            return redirect(f"{request.path}?thank-you=1")
    context = {
        "activity": activity,
        "public": public,
        "withdrawn": activity.state == State.WITHDRAWN and activity.revision > 0,
        "reopened": not public and activity.state != State.WITHDRAWN and activity.revision > 0,
        "told_on": told_on(activity),
        "standing": promises.standing(activity),
        "line": promises.line(activity),
        "cancelled": next((one for one in activity.promises.all() if one.cancelled_on), None),
        "answers": [(one, thread.steps(one, among=answers)) for one in answers],
        "form": form,
        "thanks": "thank-you" in request.GET,
        "contacts": Contact.objects.filter(public=True).exclude(phone="")[:3],
        "ask_key": f"activity-{activity.slug}" if public else "site",
    }
    status = 422 if form.errors else 200
    return render(request, "involvement/card_page.html", context, status=status)


def told_on(activity: Activity) -> datetime.date | None:
    """The day of the newest answer that was given, whether or not it is shown at present."""
    given = [one.given_on for one in activity.responses.all() if one.state in PUBLIC_STATES]
    return max(given, default=None)


@access("involvement.write_activity")
@require_safe
def card(request: StaffRequest, pk: int) -> HttpResponse:
    """The cards of an activity on one sheet, to be cut and given to people."""
    activity = get_object_or_404(Activity.objects.owned_by(request.user), pk=pk)
    standing = promises.standing(activity)
    path = reverse("involvement:card-page", args=[activity.hear_back_code])
    address = f"{settings.SITE_URL}{path}"
    context: dict[str, Any] = {
        "activity": activity,
        "promise": standing.promise if standing.promise and standing.promise.is_open else None,
        "standing": standing.state,
        "address": address,
        "short": address.partition("://")[2].rstrip("/"),
        "picture": hear_back.picture(address),
        "contact": standing.promise.contact if standing.promise else None,
        "cards": range(4),
    }
    return render(request, "involvement/card.html", context)


@access("involvement.write_activity")
@require_POST
def looked_at(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody of the team has read what people said of an answer."""
    owned = Activity.objects.owned_by(request.user)
    answer = get_object_or_404(Response.objects.filter(activities__in=owned).distinct(), pk=pk)
    answer.replies.filter(looked_at=False).update(looked_at=True)
    messages.success(request, "Thank you: what people said is marked as read.")
    return redirect("publishing:desk", "answers", answer.pk)
