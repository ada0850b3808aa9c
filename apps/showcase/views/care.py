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
    context = {
        **found.of(request.user, request.GET.get("whole", "")),
        "featured": list(CaseStudy.objects.exclude(featured=None).order_by("featured")),
    }
    return render(request, "showcase/care.html", context)
