"""The portal's addresses and the unit page F: one query, 20 rows, one template, all middleware."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from apps.accounts.access import access
from apps.projects.models import EvidenceSign
from coprod_portal.urls import urlpatterns as portal


@access(public=True)
def fortunes(request: HttpRequest) -> HttpResponse:
    """Twenty rows in a table, drawn each time."""
    rows = EvidenceSign.objects.order_by("id")[:20]
    return render(request, "fortunes.html", {"rows": rows}, using="unit")


urlpatterns = [path("bench/fortunes/", fortunes), *portal]
