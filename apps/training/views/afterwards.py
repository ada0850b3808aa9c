"""What whoever came finds on their own page afterwards: a certificate, and what was shown."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import documents, limits
from apps.training import certificates
from apps.training.views.own import of

MOST_CERTIFICATES = 60  # in an hour from one network; a hospital is one network
MANY = "Many people on your network asked for theirs just now. Please try again in an hour."
OVER = "We make certificates while we keep the names of those who came. That time is over."


@access(link="booking")
@require_safe
@never_cache
@sensitive_variables("token")
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """Their certificate, made now and kept nowhere; for whoever came, while their name is kept."""
    booking = of(token)
    if not certificates.came(booking):
        raise Http404
    if certificates.is_too_late(booking):
        return _none(request, token, "This certificate is no longer made", OVER, 410)
    not_now = "Your certificate could not be made just now"
    if limits.too_many(request, of="certificate", most=MOST_CERTIFICATES, seconds=60 * 60):
        return _none(request, token, not_now, MANY, 429)
    try:
        made = certificates.file_of(booking)
    except documents.NotDrawn as problem:
        return _none(request, token, not_now, str(problem), 503)
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"certificate-{booking.session.reference}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _none(request: HttpRequest, token: str, heading: str, says: str, status: int) -> HttpResponse:
    """Why there is none."""
    context = {"token": token, "heading": heading, "says": says}
    return render(request, "training/no_certificate.html", context, status=status)
