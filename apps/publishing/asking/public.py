"""Where anybody asks us something: one form for all kinds, on a page of its own."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import access
from apps.core import clock, limits, once, site_settings
from apps.publishing import addressed
from apps.publishing.addressed import Item
from apps.publishing.asking.forms import WORDINGS, AskForm
from apps.publishing.models import Request

MOST_IN_AN_HOUR = 12  # from one network; a hospital is one network
WAIT = (
    "Many requests came from your network in the last hour, so this one was not sent. What you "
    "wrote is still here. Wait an hour and send it again."
)


@access(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The form for one kind of request about one thing, or about the site."""
    item = addressed.find(key)
    if item is None:
        raise Http404
    if request.method != "POST":
        form = AskForm(kind=kind, initial={"words": request.GET.get("of", "")[:200]})
        return page(request, form, item)
    form = AskForm(request.POST, kind=kind)
    if not form.is_valid():
        return page(request, form, item, status=422)
    if limits.too_many(request, of="ask", most=MOST_IN_AN_HOUR, seconds=60 * 60):
        form.add_error(None, WAIT)
        return page(request, form, item, status=429)

    def receive() -> str:
        asked = Request.objects.receive(
            item_kind=item.kind, object_id=item.object_id, about=item.title[:300], **form.asked()
        )
        return reverse("publishing:thanks", args=[asked.due, asked.reference])

    return redirect(once.address_after(request, receive))


def page(request: HttpRequest, form: AskForm, item: Item, status: int = 200) -> HttpResponse:
    """The form with what it is about."""
    context = {"form": form, "item": item, "wording": WORDINGS[form.kind]}
    return render(request, "publishing/ask.html", context, status=status)


@access(public=True)
@require_safe
@never_cache
def thanks(request: HttpRequest, due: datetime.date, reference: str) -> HttpResponse:
    """By when we answer and what to call it by; nothing is looked up, and the address says nothing
    about anybody. A day that we could not have named is not found."""
    latest = clock.add_working_days(clock.today(), site_settings.number("request_days"))
    if not clock.today() <= due <= latest:
        raise Http404
    return render(request, "publishing/ask_thanks.html", {"due": due, "reference": reference})
