"""The directory of partners, and what each did with whom."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import moved
from apps.core.charts import bar
from apps.core.versions import public_page
from apps.partners.models import Partner, Place
from apps.projects.levels import NOT_STATED, name_of
from apps.projects.models import Project, ProjectPartner
from apps.publishing import panels
from apps.publishing.models import State


@access(public=True)
@require_safe
@public_page
def partner_list(request: HttpRequest) -> HttpResponse:
    """All partners from A to Z, or those of one place, which is told apart from "no such place"."""
    places = list(Place.objects.annotate(number=Count("partners")).order_by("position", "name"))
    asked = request.GET.get("place", "")
    place = next((place for place in places if place.slug == asked), None)
    left_out = bool(asked) and not place and asked != NOT_STATED
    if left_out and (to := moved.filters(request.path, request.GET)):
        return moved.leads_on(to)
    partners = Partner.objects.public().select_related("place")
    if place:
        partners = partners.filter(place=place)
    elif asked == NOT_STATED:
        partners = partners.filter(place=None)
    known = dict(
        ProjectPartner.objects.filter(project__state=State.PUBLISHED, partner__isnull=False)
        .order_by()
        .values_list("partner")
        .annotate(number=Count("project", distinct=True))
    )
    context = {
        "partners": [(partner, known.get(partner.pk, 0)) for partner in partners],
        "places": places,
        "place": place,
        "not_stated": asked == NOT_STATED,
        "trail": [(reverse("showcase:projects"), "Our work")],
        "left_out": left_out,
    }
    return render(request, "showcase/partner_list.html", context)


@access(public=True)
@require_safe
@public_page
def partner_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A partner: what they do, their work by role, the ways of involving in their projects."""
    partner = get_object_or_404(Partner.objects.public().select_related("place"), slug=slug)
    projects = Project.objects.current().with_partner(partner)
    mix = projects.level_mix()
    context = {
        "partner": partner,
        "trail": [
            (reverse("showcase:projects"), "Our work"),
            (reverse("showcase:partners"), "Partners"),
        ],
        "earlier_names": list(partner.earlier_names.all()),
        "by_role": work_by_role(partner),
        "total": sum(mix.values()),
        "not_stated": mix[""],
        "panels": panels.shown(panels.PARTNER, partner, request),
        "mix": bar([(code or NOT_STATED, name_of(code), n) for code, n in mix.items()]),
    }
    return render(request, "showcase/partner.html", context)


def work_by_role(partner: Partner) -> list[tuple[str, list[dict[str, Any]]]]:
    """(role, projects) in the order of the roles; a project stands under each role it had."""
    held: dict[str, list[dict[str, Any]]] = {}
    parts = ProjectPartner.objects.filter(partner=partner, project__state=State.PUBLISHED)
    for part in parts.select_related("project").order_by("project__sort_key"):
        row = {"project": part.project, "words": part.role_words}
        held.setdefault(part.role, []).append(row)
    roles = {
        "lead": "Led",
        "partner": "In partnership",
        "commissioner": "Commissioned",
        "funder": "Funded",
        "host": "Hosted",
        "owner": "Owns",
        "origin": "Began the conversation that led to",
        "designer": "Designed",
        "facilitator": "Facilitated",
        "provider": "Provided something for",
        "author": "Wrote",
        "co-presenter": "Co-presents",
        "member": "Member of",
        "took-part": "Took part in",
    }
    return [(label, held[role]) for role, label in roles.items() if role in held]
