"""The gallery's pages: components, and a form in each of its states."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import access
from apps.core.counts import Count
from apps.core.dates import PartialDate
from apps.home.gallery.components import COMPONENTS, LONG
from apps.home.gallery.forms import EveryKind, OneQuestion, Partners
from apps.projects.levels import Level

OPEN_IN = ("development", "test")  # whoever builds it looks at it unsigned
ARABIC = "أخبرنا الناس أن اللافتات عالية جدا"
FILLED: dict[str, Any] = {
    "title": "Carers’ café",
    "heard": "The signs are too high to read from a wheelchair.",
    "minutes": 90,
    "place": "leeds",
    "way": "engage",
    "reply_by": "phone",
    "phone": "01632 960000",
    "needs": ["captions", "other"],
    "other_need": "A quiet room",
    "agreed": True,
    "held_on": datetime.date(2026, 5, 4),
    "started": PartialDate.parse("2022-04"),
    "took_part": Count(100, "more_than", "people"),
}
WRONG = {
    "minutes": "an hour",
    "held_on_0": "31",
    "held_on_1": "2",
    "held_on_2": "2026",
    "started_0": "4",
    "started_2": "2022",
    "took_part_0": "about",
    "took_part_1": "many",
    "took_part_2": "people",
    "needs": ["captions", "none"],
    "reply_by": "email",
}


def form_in(state: str) -> EveryKind:
    """The form with every kind of question in a state. Raises ``Http404`` for an unknown one."""
    match state:
        case "empty":
            return EveryKind()
        case "filled":
            return EveryKind(initial=FILLED)
        case "wrong":
            return EveryKind(WRONG)
        case "long":
            return EveryKind(initial={**FILLED, "title": LONG, "heard": LONG, "other_need": LONG})
        case "right-to-left":
            return EveryKind(initial={**FILLED, "title": ARABIC, "heard": ARABIC})
    raise Http404


STATES = ("empty", "filled", "wrong", "long", "right-to-left")


@access("home.see_components", open_in=OPEN_IN)
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components in all states."""
    context = {"components": COMPONENTS, "states": STATES, "codes": [*Level.values, ""]}
    return render(request, "home/gallery/components.html", context)


@access("home.see_components", open_in=OPEN_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, state: str) -> HttpResponse:
    """The form in a state; sent in, it answers 422 with what is
    wrong, or shows what was understood."""
    shown, status, understood = form_in(state), 422 if state == "wrong" else 200, None
    if request.method == "POST":
        shown = EveryKind(request.POST, request.FILES)
        understood = shown.cleaned_data if shown.is_valid() else None
        status = 200 if understood is not None else 422
    context = {
        "form": shown,
        "state": state,
        "states": STATES,
        "understood": understood,
        "direction": "rtl" if state == "right-to-left" else "",
    }
    return render(request, "home/gallery/form.html", context, status=status)


@access("home.see_components", open_in=OPEN_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def one_question(request: HttpRequest) -> HttpResponse:
    """A page whose question is its heading."""
    shown = OneQuestion(request.POST or None)
    wrong = request.method == "POST" and not shown.is_valid()
    return render(request, "home/gallery/one_question.html", {"form": shown},
                  status=422 if wrong else 200)  # fmt: skip


@access("home.see_components", open_in=OPEN_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def formset(request: HttpRequest) -> HttpResponse:
    """A set of forms; "Add another" adds one and keeps what was typed, without script."""
    if request.method != "POST":
        return render(request, "home/gallery/formset.html", {"formset": Partners()})
    data = request.POST.copy()
    if "add" in data:
        total = str(request.POST.get("form-TOTAL_FORMS", "1"))
        wanted = min(9, int(total[:3]) + 1 if total.isascii() and total.isdigit() else 1)
        values = [
            {name: data.get(f"form-{n}-{name}", "") for name in ("partner", "role")}
            for n in range(wanted - 1)
        ]
        return render(request, "home/gallery/formset.html", {"formset": Partners(initial=values)})
    shown = Partners(data)
    status = 200 if shown.is_valid() else 422
    return render(request, "home/gallery/formset.html", {"formset": shown, "sent": status == 200},
                  status=status)  # fmt: skip
