"""What staff see of their activities together: a list to take away, a quarter for a board."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import audit, clock, tables
from apps.core.paging import Pages
from apps.involvement import periods, quarter
from apps.involvement.models import Activity
from apps.involvement.periods import Period
from apps.involvement.staff_list import SHOWN, Asked, filled, hears, team_scope, where
from apps.partners.models import Partner, Place
from apps.projects.models import Project

PAGE_SIZE = 20
COLUMNS = (
    ("title", "Activity"), ("when", "When"), ("", "Where"), ("level", "Way of involving people"),
    ("state", "State"), ("due", "When people hear back"),
)  # fmt: skip


@access("home.view_staff")
@require_safe
def activities(request: StaffRequest) -> HttpResponseBase:
    """The activities that the person may write; ``format=xlsx`` hands out exactly what is shown."""
    asked = Asked.read(request.GET)
    rows = asked.rows(request.user)
    if request.GET.get("format") == "xlsx":
        return take_away(request, asked)
    pages = Pages.of(asked.page, rows.count(), PAGE_SIZE)
    if not (pages.total or asked.filtered or may_write(request)):
        raise Http404
    shown = filled(asked.ordered(rows))[pages.start : pages.start + PAGE_SIZE]
    context = {
        "asked": asked,
        "rows": [(row, where(row), hears(row)) for row in shown],
        "pages": pages,
        "pager": pages.links(lambda number: asked.address(page=number)),
        "chips": [(f"Project: {name}", asked.address(project=""))]
        if (name := named(asked, request.user))
        else [],
        "columns": [column(asked, name, label) for name, label in COLUMNS],
        "download": asked.address(format="xlsx"),
        "may_log": may_write(request),
        "leads": request.user.has_perm(Activity.publish_permission),
    }
    return render(request, "involvement/staff_list.html", context)


def named(asked: Asked, user: Any) -> str:
    """The title of the project that the list is asked for, as far as the person may see it."""
    if not asked.project:
        return ""
    project = Project.objects.visible_to(user).filter(slug=asked.project).first()
    return project.title if project else "not one we know"


def may_write(request: StaffRequest) -> bool:
    """Whether the person logs activities."""
    return request.user.has_perm(Activity.write_permission)


def column(asked: Asked, name: str, label: str) -> dict[str, str]:
    """The head of a column: what its link sorts by, and how the list is sorted now."""
    if not name:
        return {"label": label}
    order = {name: "ascending", f"-{name}": "descending"}.get(asked.sort, "")
    first = "-when" if name == "when" else name
    other = f"-{name}" if order == "ascending" else name
    return {
        "label": label,
        "order": order,
        "address": asked.address(sort=other if order else first),
    }


@transaction.atomic
def take_away(request: StaffRequest, asked: Asked) -> HttpResponseBase:
    """The list as a spreadsheet, and a line in the audit record."""
    ids = list(asked.ordered(asked.rows(request.user)).values_list("pk", flat=True))
    audit.note(act="downloaded activities", by=request.user, rows=len(ids), filters=asked.filtered)
    name = f"activities-{'filtered-' if asked.filtered else ''}{clock.today():%Y-%m-%d}.xlsx"
    return tables.download(SHOWN, tables.in_order(filled(Activity.objects.all()), ids), name)


@access("involvement.publish_activity")
@require_safe
def quarter_sheet(request: StaffRequest) -> HttpResponse:
    """One page for a board: the quarter asked for, or the last that is over."""
    period = Period.read(request.GET.get("quarter", ""))
    if period is None or not period.quarter:
        period = Period.latest_quarter()
    context = {
        "sheet": quarter.sheet(request.user, period),
        "quarters": [
            one for one in periods.choices() if one.quarter and one.first <= clock.today()
        ],
        "whom": whom(request),
        "today": clock.today(),
        "trail": [(reverse("involvement:activities"), "Activities")],
    }
    return render(request, "involvement/quarter.html", context)


def whom(request: StaffRequest) -> str:
    """Whose quarter it is."""
    scope = team_scope(request.user)
    if scope.everywhere:
        return "the whole partnership"
    names = [*Partner.objects.filter(pk__in=scope.partners).values_list("name", flat=True)]
    names += Place.objects.filter(pk__in=scope.places).values_list("name", flat=True)
    return ", ".join(names)
