"""The portal's addresses and the unit page F: one query, 20 rows, one template, all middleware.

And how many pages this process drew so far: it counts what is put into the store of pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from apps.accounts.access import access
from apps.core import versions
from apps.projects.models import EvidenceSign
from coprod_portal.urls import urlpatterns as portal


@access(public=True)
def fortunes(request: HttpRequest) -> HttpResponse:
    """Twenty rows in a table, drawn each time."""
    rows = EvidenceSign.objects.order_by("id")[:20]
    return render(request, "fortunes.html", {"rows": rows}, using="unit")


class Counting(versions.PageStore):
    """A store of pages that knows how often one was drawn."""

    drawn = 0

    def put(self, key: versions.PageKey, address: str, bodies: dict[str, bytes]) -> None:
        """Keep a page, and count it."""
        self.drawn += 1
        super().put(key, address, bodies)


versions.store = counting = Counting(versions.store.limit)


@access(public=True)
def drawn(request: HttpRequest) -> HttpResponse:
    """How many pages were drawn by this process."""
    return HttpResponse(str(counting.drawn))


urlpatterns = [path("bench/fortunes/", fortunes), path("bench/drawn/", drawn), *portal]
