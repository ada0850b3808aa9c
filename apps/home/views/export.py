"""Everything as one file, for administrators who have just shown again who they are."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import access
from apps.accounts.models import User
from apps.core import audit, clock, site_settings
from apps.home.everything import everything, tables


@access("home.export_everything")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What is in the file, and the button."""
    return render(request, "home/export.html", {"number": len(tables())})


@access("home.export_everything")
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def export_file(request: HttpRequest) -> HttpResponseBase:
    """The file. By GET, as after the password was asked again, the button once more."""
    if request.method != "POST":
        return render(request, "home/export.html", {"number": len(tables()), "again": True})
    file, number, rows = everything(site_settings.values()["name"])
    audit.note(act="took everything away", by=cast(User, request.user), tables=number, rows=rows)
    name = f"everything-{clock.today():%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
