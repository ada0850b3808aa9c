"""Ways to take part, as everybody reads them: starting from the person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core.versions import public_page
from apps.involvement.models import Opportunity
from apps.partners.models import Place
from apps.projects.models import Project
from apps.publishing.formats import shown as formats
from apps.publishing.gone import public_or_gone
from apps.publishing.models import PUBLIC_STATES, Correction
from apps.publishing.recordings import showing as recordings

# What somebody may start from: the name in the address, the words before it, its choices.
STARTS = (
    ("time", "I have about", [c for c in Opportunity.Time.choices if c[0]]),
    ("want", "I want to", [c for c in Opportunity.Purpose.choices if c[0]]),
    ("who", "I am one of", [c for c in Opportunity.Who.choices if c[0]]),
)
MOST_LATER = 20
COLUMNS = {"time": "time", "want": "purpose", "who": "for_whom"}


@access(public=True)
@require_safe
@public_page
def opportunities(request: HttpRequest) -> HttpResponse:
    """What is open today or opens later, by the time somebody has, what they want and who they
    are; groups and networks; and what is over, with what came of it."""
    chosen = {
        name: request.GET.get(name, "")
        for name, _words, choices in STARTS
        if request.GET.get(name, "") in dict(choices)
    }
    place = Place.objects.filter(slug=request.GET.get("place", "")).first()
    wanted: dict[str, Any] = {COLUMNS[name]: value for name, value in chosen.items()}
    if place:
        wanted["places"] = place
    rows = Opportunity.objects.open_today().filter(**wanted).select_related("partner", "project")
    later = Opportunity.objects.opens_later().filter(**wanted).order_by("opens_on", "title", "pk")
    closed = (
        Opportunity.objects.closed()
        .select_related("activity", "became")
        .order_by("-closes_on", "pk")
    )
    groups = Project.objects.current().filter(kind__in=[Project.Kind.GROUP, Project.Kind.NETWORK])
    asked = chosen | ({"place": place.slug} if place else {})
    context = {
        "rows": list(rows.prefetch_related("places").order_by("closes_on", "title", "pk")),
        "later": list(later[:MOST_LATER]),
        "starts": starts(asked),
        "asked": asked,
        "place": place,
        "groups": [] if asked else list(groups.prefetch_related("places").order_by("sort_key")),
        "closed": [] if asked else list(closed[:20]),
    }
    return render(request, "involvement/take_part.html", context)


def starts(asked: dict[str, str]) -> list[dict[str, Any]]:
    """Rows of links: each adds its choice, or takes it away where it is chosen."""
    found = []
    for name, words, choices in STARTS:
        links = []
        for value, label in choices:
            on = asked.get(name) == value
            others = {key: held for key, held in asked.items() if key != name}
            wanted = others if on else {**others, name: value}
            query = "&".join(f"{key}={held}" for key, held in wanted.items())
            links.append({"label": label, "on": on, "address": f"?{query}" if query else "?"})
        found.append({"words": words, "links": links})
    return found


@access(public=True)
@require_safe
@public_page
def opportunity_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One way to take part; one that was public says what became of it, others are not found."""
    rows = Opportunity.objects.select_related("partner", "project", "contact", "activity", "became")
    return draw(public_or_gone(rows.filter(slug=slug).first()), request)


def draw(opportunity: Opportunity, request: HttpRequest) -> HttpResponse:
    """The page of a way to take part, public or not yet."""
    project, contact = opportunity.project, opportunity.contact
    context = {
        "opportunity": opportunity,
        "places": [place.label for place in opportunity.places.all()],
        "project": project if project and project.state in PUBLIC_STATES else None,
        "activity": opportunity.outcome,
        "contact": contact if contact and contact.public else None,
        "ask_key": f"opportunity-{opportunity.slug}",
        "corrected": Correction.objects.of(opportunity).first(),
        "formats": formats.of(opportunity),
        "recordings": recordings.of(opportunity, request),
        "trail": [(reverse("involvement:take-part"), "Take part")],
    }
    return render(request, "involvement/opportunity.html", context)
