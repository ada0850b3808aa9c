"""Search as pages: the ranked list, and titles that begin with what was typed."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core.versions import public_page
from apps.partners.models import Place
from apps.publishing import search
from apps.publishing.search import labels
from apps.publishing.search.asking import Result, said


@access(public=True)
@require_safe
@public_page
def results(request: HttpRequest) -> HttpResponse:
    """Everything public that has all the words, by kind and place; what is unknown in the address
    is left out and said so."""
    names, places = labels(), places_by_slug()
    kind, place = request.GET.get("kind", ""), request.GET.get("place", "")
    left_out = (bool(kind) and kind not in names) or (bool(place) and place not in places)
    kind, place = kind if kind in names else "", place if place in places else ""
    page = request.GET.get("page", "")
    found = search.search(
        request.GET.get("q", ""),
        kinds=[kind] if kind else [],
        place=place,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )

    def address(**changes: object) -> str:
        held: dict[str, Any] = {"q": found.question, "kind": kind, "place": place, **changes}
        return "?" + urlencode({name: value for name, value in held.items() if value})

    everywhere = sum(found.counts.values())
    context = {
        "found": found,
        "kind": kind,
        "kind_name": names.get(kind, ""),
        "place": place,
        "place_name": places.get(place, ""),
        "places": places.items(),
        "left_out": left_out,
        "everywhere": everywhere,
        "types": [
            ("Everything", said(everywhere), address(kind=""), not kind),
            *(
                (names[one], said(number), address(kind=one), one == kind)
                for one, number in found.counts.items()
                if number or one == kind
            ),
        ],
        "chips": chips(address, names.get(kind, ""), places.get(place, "")),
        "clear": address(kind="", place=""),
        "pager": found.pages.links(lambda number: address(page=number if number > 1 else "")),
        "meant": ("?" + urlencode({"q": found.meant})) if found.meant else "",
        "elsewhere": elsewhere(found, everywhere, address),
    }
    return render(request, "publishing/search.html", context)


def places_by_slug() -> dict[str, str]:
    """The places that can be chosen; neighbourhoods are not."""
    rows = Place.objects.exclude(kind=Place.Kind.NEIGHBOURHOOD)
    return {place.slug: place.label for place in rows}


def chips(address: Any, kind_name: str, place_name: str) -> list[tuple[str, str]]:
    """(label, address without it) for what is chosen."""
    found = [(kind_name, address(kind=""))] if kind_name else []
    return found + ([(place_name, address(place=""))] if place_name else [])


def elsewhere(found: Result, everywhere: int, address: Any) -> tuple[str, str] | None:
    """For an empty list: the address that has some, and how many it has."""
    if found.total or not everywhere:
        return None
    return said(everywhere), address(kind="")


@access(public=True)
@require_safe
@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles with words that begin like those typed; ``format=json`` for a script."""
    typed = request.GET.get("q", "")
    rows = search.suggest(typed)
    if request.GET.get("format") == "json":
        held = [{"title": r.title, "address": r.address, "kind": r.label} for r in rows]
        return JsonResponse({"suggestions": held})
    context = {"typed": search.clean(typed), "rows": rows}
    return render(request, "publishing/suggest.html", context)
