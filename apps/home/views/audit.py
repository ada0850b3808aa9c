"""The audit record: who did which sensitive act and when. Nothing here can be changed."""

import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core.forms import DateField, PortalForm
from apps.core.models import AuditRecord
from apps.core.paging import Pages

A_PAGE = 50


class AuditFilter(PortalForm):
    """What to look for; each part may be left out."""

    person = forms.CharField(label="Who", required=False, max_length=200)
    act = forms.ChoiceField(
        label="What was done", required=False,
        error_messages={"invalid_choice": "Choose an act from the list"},
    )  # fmt: skip
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = AuditRecord.objects.order_by("act").values_list("act", flat=True).distinct()
        field: Any = self.fields["act"]
        field.choices = [("", "Anything"), *((act, act.capitalize()) for act in acts)]

    def clean(self) -> dict[str, Any]:
        """The days must not run backwards."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", "The second day must be the same as the first, or later")
        return data

    def rows(self) -> Any:
        """The lines that fit; none while the filter is wrong."""
        found = AuditRecord.objects.all()
        if not self.is_bound:
            return found
        if not self.is_valid():
            return found.none()
        data = self.cleaned_data
        if data["person"]:
            found = found.filter(actor_label__icontains=data["person"].replace("\0", ""))
        if data["act"]:
            found = found.filter(act=data["act"])
        if data["since"]:
            found = found.filter(at__gte=begin_of(data["since"]))
        if data["until"]:
            found = found.filter(at__lt=begin_of(data["until"] + datetime.timedelta(days=1)))
        return found


def begin_of(day: datetime.date) -> datetime.datetime:
    """The first moment of a London day."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


@access("home.read_audit")
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The record, newest first, a page at a time."""
    asked = request.GET.copy()
    page = asked.pop("page", ["1"])[-1]
    chosen = AuditFilter(asked if any(asked.values()) else None)
    rows = chosen.rows()
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
    pages = Pages.of(number, rows.count(), A_PAGE)
    kept = asked.urlencode()

    def address(at: int) -> str:
        return f"?{kept}&page={at}" if kept else f"?page={at}"

    wrong = chosen.is_bound and not chosen.is_valid()
    context = {
        "form": chosen,
        "wrong": wrong,
        "filtered": chosen.is_bound,
        "rows": [line(row) for row in rows[pages.start : pages.start + A_PAGE]],
        "pages": pages,
        "pager": pages.links(address),
    }
    return render(request, "home/audit.html", context, status=422 if wrong else 200)


def line(row: AuditRecord) -> dict[str, Any]:
    """A line of the record in words."""
    details = [
        f"{name.replace('_', ' ')}: {in_words(value)}"
        for name, value in row.details.items()
        if value not in ("", None, [], {})
    ]
    return {"row": row, "details": details}


def in_words(value: Any) -> str:
    """A detail as people read it."""
    if isinstance(value, list):
        return ", ".join(map(in_words, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {in_words(one)}" for name, one in value.items())
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )
