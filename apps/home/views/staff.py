"""Where staff begin: what they have to finish, what waits for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.involvement.models import Activity


@access("home.view_staff")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """My activities: to finish first, then all."""
    context = {
        "to_finish": Activity.objects.to_finish(request.user),
        "mine": Activity.objects.mine(request.user),
    }
    return render(request, "home/staff.html", context)
