"""The curator's care page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.showcase import care as found
from apps.showcase.models import CaseStudy


@access("showcase.publish_story")
@require_safe
def care(request: StaffRequest) -> HttpResponse:
    """What ends, what grows old and what is missing; consents only for those who keep them."""
    keeps = request.user.has_perm("showcase.keep_consents")
    context = {
        "keeps": keeps,
        "ending": found.consents_ending() if keeps else [],
        "confirm": found.consents_to_confirm() if keeps else [],
        "again": found.to_check_again(),
        "older": found.versions_older(),
        "without_words": found.pictures_without_words(),
        "requests": found.requests_open(),
        "featured": list(CaseStudy.objects.exclude(featured=None).order_by("featured")),
    }
    return render(request, "showcase/care.html", context)
