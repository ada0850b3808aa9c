"""Figures for leads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.insights import figures


@access("involvement.publish_answer")
@require_safe
def team(request: StaffRequest) -> HttpResponse:
    """What the team owes, and what waits; each number leads to its list."""
    context = {
        "figures": [
            *figures.of_team(request.user),
            figures.waiting(request.user),
            figures.unread(request.user),
        ],
        "promised": figures.promised(request.user),
        "look_again": figures.to_look_at_again(request.user),
        "worth_a_talk": figures.worth_a_talk(request.user),
    }
    return render(request, "insights/team.html", context)
