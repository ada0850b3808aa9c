"""The front page: what this is, for whom, one thing to do, and what the records really say."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core.charts import bar
from apps.core.versions import public_page
from apps.home import open_now
from apps.insights import measures
from apps.involvement import hear_back, what_changed
from apps.involvement import measures as log
from apps.involvement.models import Activity
from apps.library.models import Quotation
from apps.projects.levels import NOT_STATED, WAYS, name_of
from apps.projects.models import Project, ProjectCount, ProjectLink
from apps.publishing.models import State
from apps.showcase.models import CaseStudy

MOST_STORIES = 3
FAMILY_AT_LEAST = 2  # things a project led to, before the front page tells of it


@access(public=True)
@require_safe
@public_page
def front(request: HttpRequest) -> HttpResponse:
    """Panels without content are left out; example records never stand here."""
    mix = measures.LEVEL_MIX.of(measures.real())
    total = sum(mix.values())
    context = {
        "ways": WAYS,
        "open_now": open_now.rows(),
        "newest": what_changed.newest(),
        "cards": hear_back.is_given_out(Activity.objects.all()),
        "promised": log.promised_in_public(),
        "total": total,
        "not_stated": mix[""],
        "mix": bar([(code or NOT_STATED, name_of(code), n) for code, n in mix.items()]),
        "finding": finding(mix),
        "places": measures.work_by_place() if total else [],
        "stories": list(
            CaseStudy.objects.current()
            .filter(is_example=False)
            .as_curated()
            .for_cards()[:MOST_STORIES]
        ),
        "family": largest_family(),
        "numbers": ProjectCount.objects.filter(
            featured=True, project__state=State.PUBLISHED, project__is_example=False
        )
        .select_related("project")
        .order_by("-value", "id"),
        "quotation": Quotation.objects.filter(key="q-trauma")
        .select_related("project", "resource")
        .first(),
    }
    return render(request, "home/front.html", context)


def finding(mix: dict[str, int]) -> str:
    """The level mix in one sentence, also where it is unflattering."""
    total, missing = sum(mix.values()), mix[""]
    if not total:
        return ""
    if missing:
        verb = "does" if missing == 1 else "do"
        return f"{missing} of {total} projects {verb} not name one of the five ways"
    return f"All {total} projects name one of the five ways"


def largest_family() -> dict[str, Any] | None:
    """The project that led to most others, with them; None while none led to two."""
    links = ProjectLink.objects.filter(
        kind=ProjectLink.Kind.LED_TO,
        source__state=State.PUBLISHED,
        target__state=State.PUBLISHED,
        source__is_example=False,
        target__is_example=False,
    )
    largest = (
        links.order_by()
        .values("source")
        .annotate(number=Count("id"))
        .order_by("-number", "source")
        .first()
    )
    if largest is None or largest["number"] < FAMILY_AT_LEAST:
        return None
    project = Project.objects.get(pk=largest["source"])
    led_to = [link.target for link in links.filter(source=project).select_related("target")]
    return {"project": project, "led_to": led_to, "places": list(project.places.all())}
