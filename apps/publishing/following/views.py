"""Following by e-mail, without an account: ask, say yes, stop. Nothing changes but by a button."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import limits
from apps.core.elsewhere import not_from_elsewhere
from apps.publishing import addressed
from apps.publishing.addressed import THE_SITE, Item
from apps.publishing.following import actions, sources
from apps.publishing.following.forms import WEEKLY, HowOften, Lift, Where
from apps.publishing.models.follow import Follow
from apps.publishing.ringing.kinds import MOST_TRIES
from apps.publishing.workflow import NotAllowed

MOST_IN_AN_HOUR = 40  # from one network; a hospital is one network
WAIT = "Many people asked from your network just now. Please try again in an hour."
ONE_CLICK = "List-Unsubscribe"  # what a mail program sends, which shows nobody a page


@access(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def follow(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Ask for news of an activity or a project."""
    item = addressed.find(f"{kind}-{key}") if kind in sources.FOLLOWED else None
    if item is None or sources.is_example(item):
        raise Http404
    return _ask(request, item)


@access(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def follow_everything(request: HttpRequest) -> HttpResponse:
    """Ask for news of everything."""
    return _ask(request, THE_SITE)


def _ask(request: HttpRequest, item: Item) -> HttpResponse:
    """The page asks for an address; what it says afterwards is the same for every address."""
    by_phone = item is not THE_SITE
    form = Where(request.POST if request.method == "POST" else None, by_phone=by_phone)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if not limits.too_many(request, of="follow", most=MOST_IN_AN_HOUR, seconds=60 * 60):
                data = form.cleaned_data
                if form.rings:
                    actions.ask_to_ring(item=item, phone=data["phone"], name=data["name"])
                    return redirect("publishing:follow-rung")
                actions.ask(item=item, email=data["email"])
                return redirect("publishing:follow-asked")
            form.add_error(None, WAIT)
            status = 429
    context = {"form": form, "item": item}
    return render(request, "publishing/follow.html", context, status=status)


@access(public=True)
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox."""
    return render(request, "publishing/follow_asked.html", {"days": actions.KEPT_DAYS})


@access(public=True)
@require_safe
def rung(request: HttpRequest) -> HttpResponse:
    """Somebody will ring."""
    return render(request, "publishing/follow_rung.html", {"tries": MOST_TRIES})


@access(link="follower's link")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes, and how often."""
    row = actions.by_link("follow.confirm", token)
    if row is None:
        return _gone(request)
    if "never" in request.POST:
        actions.stop(follow=row, everything=True, forever=True)
        return render(request, "publishing/follow_stopped.html")
    often = WEEKLY if row.weekly else "news"
    form = HowOften(request.POST if request.method == "POST" else None, initial={"often": often})
    if request.method == "POST" and form.is_valid():
        actions.confirm(follow=row, weekly=form.cleaned_data["often"] == WEEKLY)
        return _page(request, row, "publishing/follow_confirmed.html", form=form)
    status = 422 if request.method == "POST" else 200
    return _page(request, row, "publishing/follow_confirm.html", status, form=form)


@access(link="follower's link")
@csrf_exempt  # no cookie is set here: the link is the right to stop, and mail programs use it
@require_http_methods(["GET", "HEAD", "POST"])
@not_from_elsewhere
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop, by a button here or in the mail program. Stopped already is stopped as well."""
    row = actions.by_link("follow.stop", token)
    if request.method == "POST":
        if row is not None:
            one_click = ONE_CLICK in request.POST
            actions.stop(follow=row, everything=one_click or "everything" in request.POST)
        return render(request, "publishing/follow_stopped.html")
    if row is None:
        return _gone(request)
    more = Follow.objects.of_one_mailbox(row.mailbox).exclude(pk=row.pk).count()
    return _page(request, row, "publishing/follow_stop.html", more=more)


def _gone(request: HttpRequest) -> HttpResponse:
    """A link that is none any more: mistyped, stopped, or never confirmed and deleted."""
    return render(request, "publishing/follow_gone.html", status=404)


def _page(
    request: HttpRequest, row: Follow, template: str, status: int = 200, **more: Any
) -> HttpResponse:
    """A page about one thing that is followed; its title only while it is public."""
    item = sources.thing(row.kind, row.object_id)
    return render(request, template, {"item": item, "row": row, **more}, status=status)


@access(actions.LIFT)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def lift(request: StaffRequest) -> HttpResponse:
    """Let somebody follow again who once wanted no mail and no call ever."""
    form = Lift(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.lift_refusal(by=request.user, **form.cleaned_data)
            messages.success(request, "They can ask for news again. Nothing was sent to them.")
            return redirect("publishing:lift-refusal")
        except NotAllowed as refused:
            form.add_error("mailbox", str(refused))
    status = 422 if request.method == "POST" else 200
    return render(request, "publishing/lift_refusal.html", {"form": form}, status=status)
