"""How it felt: the page behind a code, and the desk of a round."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import limits
from apps.core.elsewhere import not_from_elsewhere
from apps.core.personal import look
from apps.involvement import hear_back, pressed, rating_words, ratings
from apps.involvement.actions import rating as actions
from apps.involvement.forms.rating import Codes, RatingForm
from apps.involvement.models import Activity, RatingComment, RatingRound
from apps.publishing.models import PUBLIC_STATES
from apps.publishing.workflow import NotAllowed

MOST_WRONG = 200  # codes that are none, from one network in an hour; a hall is one network
BRAKE: dict[str, Any] = {"of": "rating-code", "most": MOST_WRONG, "seconds": 60 * 60}


@access(public=True)
@require_safe
@never_cache
@sensitive_variables("code")
def type_code(request: HttpRequest) -> HttpResponse:
    """Type the code of a slip."""
    code = actions.typed(request.GET.get("code", ""))
    if code:
        return redirect("involvement:rate", code)
    return render(request, "involvement/rate_code.html")


@access(link="rating code")
@csrf_exempt  # no cookie is set here: the code is the right to answer once
@require_http_methods(["GET", "HEAD", "POST"])
@not_from_elsewhere
@never_cache
@gzip_page  # it holds no secret of ours beside what somebody typed
@sensitive_variables("code")
@sensitive_post_parameters()
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """The questions, without an account, a cookie or a script. A code that is used, closed,
    mistyped or never was gets the same page; the same press twice the same thanks."""
    opened = pressed.round_of(request.POST.get(pressed.FIELD, ""), code)
    braked = opened is None and limits.over(request, **BRAKE)
    asked = None if braked else actions.round_of(code)
    if asked is None:
        return not_kept(request, code, opened)
    form = RatingForm(
        request.POST if request.method == "POST" else None, asked_in=rating_words.of(asked)
    )
    if request.method == "POST" and form.is_valid():
        if actions.rate(code=code, answers=form.cleaned_data):
            return redirect("involvement:rated")
        return not_kept(request, code, opened)
    activities = sorted(asked.activities.all(), key=lambda one: one.pk)
    context = {
        "form": form,
        "activities": activities,
        "least": ratings.least(),
        "opened": pressed.proof(code, asked),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/rate.html", context, status=status)


@sensitive_variables("code")
def not_kept(request: HttpRequest, code: str, opened: RatingRound | None) -> HttpResponse:
    """Where no answer was kept now: thanks where one by this code was kept already and the press
    came twice, else the page of a code that is none. Only a guess counts as one."""
    if opened is None:
        return no_code(request, many=limits.too_many(request, **BRAKE))
    if pressed.is_used(code, opened):
        return redirect("involvement:rated")
    return no_code(request, many=False)


def no_code(request: HttpRequest, *, many: bool) -> HttpResponse:
    """One friendly page that reveals nothing; words that were typed can be copied from it."""
    typed = request.POST.get("words", "")[:2000] if request.method == "POST" else ""
    context = {"many": many, "typed": typed}
    return render(request, "involvement/rate_no_code.html", context, status=429 if many else 404)


@access(public=True)
@require_safe
def rated(request: HttpRequest) -> HttpResponse:
    """Thank you."""
    return render(request, "involvement/rated.html", {"least": ratings.least()})


def owned(request: StaffRequest, pk: int) -> Activity:
    """An activity of the person's own. Raises ``Http404``."""
    return get_object_or_404(Activity.objects.owned_by(request.user), pk=pk)


def open_of(activity: Activity) -> RatingRound | None:
    """The round of an activity that is open."""
    return activity.rating_rounds.filter(closed_on=None).first()


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask how it felt: codes given out and used while it is open, and nothing else; who closes it
    with too few answers is warned first."""
    activity = owned(request, pk)
    asked = open_of(activity)
    others = [] if asked else actions.others(activity, request.user)
    form = Codes(request.POST if "codes" in request.POST else None, others=others)
    if form.is_bound and form.is_valid():
        return print_codes(request, activity, form.cleaned_data)
    if "words" in request.POST:
        return decide_words(request, activity)
    if "close" in request.POST and asked is not None:
        few = not ratings.enough(list(asked.ratings.all()))
        if few and request.POST["close"] != "sure":
            return render(request, "involvement/rating_close.html", {"activity": activity})
        try:
            closed_one = actions.close(round=asked, by=request.user)
            messages.success(request, closed_words(activity, closed_one))
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect("involvement:rating", activity.pk)
    leads = Activity.objects.owned_by(request.user, "involvement.read_comments")
    reads = leads.filter(pk=activity.pk).exists()
    shown = ratings.shown(activity)
    words = shown.round.comments.all() if shown and reads else []
    context = {
        "activity": activity,
        "asked": asked,
        "together": list(asked.activities.exclude(pk=activity.pk)) if asked else [],
        "form": form,
        "shown": shown,
        "stands": activity.rating_rounds.filter(answers__gt=0).exists(),
        "too_few": ratings.too_few(activity),
        "comments": [looked_at(comment) for comment in words],
        "least": ratings.least(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "involvement/rating.html", context, status=status)


def looked_at(comment: RatingComment) -> tuple[RatingComment, list[str]]:
    """What somebody wrote, and what in it looks like a fact about one person."""
    return comment, [f"“{one.words}” looks like {one.looks_like}" for one in look(comment.words)]


def decide_words(request: StaffRequest, activity: Activity) -> HttpResponse:
    """Show what somebody wrote to the public, or take it back."""
    rows = RatingComment.objects.filter(round__activities=activity)
    comment = get_object_or_404(rows, pk=number_of(request.POST["words"]))
    show = request.POST.get("do") == "show"
    try:
        actions.show_words(comment=comment, show=show, by=request.user)
        said = "People read these words now." if show else "These words are not shown any more."
        messages.success(request, said)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("involvement:rating", activity.pk)


def number_of(typed: str) -> uuid.UUID:
    """The number of a comment. Raises ``Http404`` for what is none."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        raise Http404 from None


def closed_words(activity: Activity, closed: RatingRound) -> str:
    """What became of a round, in a sentence."""
    if not closed.answers:
        return f"Closed. {ratings.FEW} The answers are deleted."
    if ratings.shown(activity) is None:
        return f"Closed. {ratings.NOT_TOLD}"
    where = "read" if activity.state in PUBLIC_STATES else "will read"
    return f"Closed, with {closed.answers} answers. People {where} the result on the activity."


@sensitive_variables("codes")
def print_codes(request: StaffRequest, activity: Activity, given: dict[str, Any]) -> HttpResponse:
    """A sheet with a slip for each person, shown this once."""
    try:
        asked = actions.open_round(activity=activity, by=request.user, also=given.get("also") or ())
        codes = actions.give_codes(round=asked, number=given["number"], by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("involvement:rating", activity.pk)
    site = settings.SITE_URL
    slips = []
    for code in codes:
        address = f"{site}{reverse('involvement:rate', args=[code])}"
        slips.append({"code": f"{code[:4]} {code[4:]}", "picture": hear_back.picture(address)})
    context: dict[str, Any] = {
        "activity": activity,
        "more": asked.activities.count() - 1,
        "slips": slips,
        "short": f"{site.partition('://')[2]}{reverse('involvement:rate-code')}",
        "least": ratings.least(),
    }
    response = render(request, "involvement/slips.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access("involvement.write_activity")
@require_safe
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The questions on paper, for people who have no phone with them; in the words of the open
    round, or of the next one."""
    activity = owned(request, pk)
    asked = open_of(activity)
    form = RatingForm(asked_in=rating_words.of(asked) if asked else rating_words.current())
    context = {"activity": activity, "form": form, "least": ratings.least()}
    return render(request, "involvement/rating_sheet.html", context)


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """Key in an answer on paper, while the round is open."""
    activity = owned(request, pk)
    asked = open_of(activity)
    if asked is None:
        messages.error(request, "No asking is open. Print slips first.")
        return redirect("involvement:rating", activity.pk)
    form = RatingForm(
        request.POST if request.method == "POST" else None, asked_in=rating_words.of(asked)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.key_in(round=asked, answers=form.cleaned_data, by=request.user)
            messages.success(request, "The answer on paper is kept. Destroy the paper now.")
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect("involvement:paper", activity.pk)
    context = {"activity": activity, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/rating_paper.html", context, status=status)
