"""What changed because people told us: the list of answers, and one on paper."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import moved
from apps.core.versions import public_page
from apps.involvement import hear_back, measures, thread, what_changed
from apps.involvement.models import Activity, Response
from apps.involvement.poster import sheet
from apps.involvement.views.public import readable
from apps.involvement.what_changed import WhatChanged
from apps.publishing.filtering.nothing import nothing
from apps.publishing.models import PUBLIC_STATES


@access(public=True)
@require_safe
@public_page
def what_changed_page(request: HttpRequest) -> HttpResponseBase:
    """The answers for the filters in the address, and how many are still owed."""
    index = what_changed.kept.under(request.page_key)  # type: ignore[attr-defined]
    listing = WhatChanged.of(request.GET, index)
    wish = listing.wish
    if wish.left_out and (to := moved.filters(request.path, request.GET)):
        return moved.leads_on(to)
    pages = listing.pages()
    context = {
        **listing.panel(),
        "cards": listing.cards(pages),
        "examples": listing.examples,
        "pages": pages,
        "pager": pages.links(lambda number: wish.address(page=number) or "?"),
        "promised": measures.promised_in_public(),
        "nothing": nothing(listing) if not listing.total else None,
    }
    return render(request, "involvement/what_changed.html", context)


def of_address(reference: str) -> tuple[Activity, Response]:
    """The public activity with this reference and its newest answer. Raises ``Http404``, or
    ``Gone`` for one that was public."""
    rows = Activity.objects.filter(reference=reference).select_related("partner")
    activity = readable(rows.first())
    answers = activity.responses.filter(state__in=PUBLIC_STATES).order_by("-given_on", "-pk")
    answer = answers.first()
    if answer is None:
        raise Http404
    return activity, answer


@access(public=True)
@require_safe
@public_page
def poster(request: HttpRequest, reference: str) -> HttpResponse:
    """The newest answer of an activity on one sheet for a waiting room."""
    return _on_paper(request, reference, "involvement/poster.html", on_one_sheet=True)


@access(public=True)
@require_safe
@public_page
def read_aloud(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a text to read aloud, on one page."""
    return _on_paper(request, reference, "involvement/read_aloud.html")


def _on_paper(
    request: HttpRequest, reference: str, template: str, *, on_one_sheet: bool = False
) -> HttpResponse:
    activity, answer = of_address(reference)
    context = {
        "activity": activity,
        "sheet": sheet(activity, answer) if on_one_sheet else None,
        "answer": answer,
        "steps": thread.steps(answer),
        "picture": hear_back.picture(f"{settings.SITE_URL}{activity.get_absolute_url()}"),
        "trail": [
            (reverse("involvement:what-changed"), "What changed"),
            (activity.get_absolute_url(), activity.title),
        ],
    }
    return render(request, template, context)
