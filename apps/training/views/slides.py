"""What was shown at a session: added by its trainers, read by those who present and by those who
came, each by their own link. Files are always to be saved and never shown in the page."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.training import certificates, links
from apps.training.actions import slides as actions
from apps.training.forms.slides import SlidesForm
from apps.training.models import Session, SessionSlides
from apps.training.views.desk import KEEP, kept
from apps.training.views.own import of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@access(KEEP)
@get_or_post
def slides(request: StaffRequest, reference: str) -> HttpResponse:
    """What there is, and one more."""
    session = kept(request, reference)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SlidesForm(*sent)
    if request.method == "POST" and form.is_valid():
        row = actions.add(session=session, by=request.user, **form.cleaned_data)
        messages.success(request, f"“{row}” is added.")
        return redirect("training:slides", session.reference)
    context = {
        "session": session,
        "form": form,
        "slides": SessionSlides.objects.filter(session=session),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "training/desk_slides.html", context, status=status)


@access(KEEP)
@require_safe
def slides_file(request: StaffRequest, reference: str, pk: int) -> HttpResponseBase:
    """A file, as its trainers get it."""
    return _handed_out(kept(request, reference), pk)


@access(KEEP)
@require_POST
def slides_delete(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Take one away, for everybody."""
    session = kept(request, reference)
    row = get_object_or_404(SessionSlides, pk=pk, session=session)
    actions.remove(slides=row, by=request.user)
    messages.success(request, f"“{row}” is deleted. Nobody finds it any more.")
    return redirect("training:slides", session.reference)


@access(link="booking")
@require_safe
@never_cache
@sensitive_variables("token")
def slides_of_booking(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A file, for somebody who came."""
    booking = of(token)
    if not certificates.may_still(booking):
        raise Http404
    return _handed_out(booking.session, pk)


@access(link="presenter's link")
@require_safe
@never_cache
@sensitive_variables("token")
def slides_of_presenter(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A file, for somebody who presents."""
    slot = links.slot_of(token)
    if slot is None or not slot.is_asked:
        raise Http404
    return _handed_out(slot.session, pk)


def _handed_out(session: Session, pk: int) -> HttpResponseBase:
    row: Any = get_object_or_404(SessionSlides.objects.exclude(file=""), pk=pk, session=session)
    try:
        return FileResponse(
            row.file.open("rb"), as_attachment=True, filename=row.file_name,
            content_type="application/octet-stream",
        )  # fmt: skip
    except FileNotFoundError:
        raise Http404 from None
