"""Figures for leads, and the lists behind them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.core.paging import Pages
from apps.insights import figures
from apps.insights.lists import LISTS

PAGE_SIZE = 50


@access("involvement.publish_answer")
@require_safe
def team(request: StaffRequest) -> HttpResponse:
    """What the team owes, and what waits; each number leads to its list."""
    context = {
        "figures": [
            *figures.of_team(request.user),
            figures.waiting(request.user),
            figures.unread(request.user),
            figures.to_look_at_again(request.user),
        ],
        "promised": figures.promised(request.user),
        "examples": figures.examples(request.user),
        "answering": figures.answering(request.user),
        "worth_a_talk": figures.worth_a_talk(request.user),
    }
    return render(request, "insights/team.html", context)


@access("involvement.publish_answer")
@require_safe
def team_list(request: StaffRequest, name: str) -> HttpResponse:
    """What one of the figures counts."""
    if name not in LISTS:
        raise Http404
    listed = LISTS[name]
    rows = listed.of(request.user)
    asked = request.GET.get("page", "")
    number = int(asked[:6]) if asked.isascii() and asked.isdigit() else 1
    pages = Pages.of(number, rows.count(), PAGE_SIZE)
    context: dict[str, Any] = {
        "listed": listed,
        "rows": [listed.row(row) for row in rows[pages.start : pages.start + PAGE_SIZE]],
        "pages": pages,
        "pager": pages.links(lambda number: f"?page={number}"),
    }
    return render(request, "insights/list.html", context)
