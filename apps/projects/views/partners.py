"""Partners as curators see them: find, edit, merge."""

from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import access
from apps.core.paging import Pages
from apps.partners.models import Partner, PartnerName
from apps.projects import actions
from apps.projects.models import ProjectPartner
from apps.projects.partner_forms import PARTNERS
from apps.publishing.lists import screens
from apps.publishing.models import PUBLIC_STATES

PARTNERS_A_PAGE = 25
LONGEST_SEARCH = 100
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@access("projects.edit_partners")
@require_safe
def partner_list(request: HttpRequest) -> HttpResponse:
    """All partners from A to Z, or those found by a present or earlier name."""
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH].strip()
    found = named(words).select_related("place").annotate(number=number_of_projects())
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    pages = Pages.of(page, found.count(), PARTNERS_A_PAGE)
    partners = found[pages.start : pages.start + PARTNERS_A_PAGE]
    context = {
        "partners": list(partners.prefetch_related("earlier_names") if words else partners),
        "words": words,
        "total": pages.total,
        "pages": pages,
        "pager": pages.links(lambda page: "?" + urlencode({"q": words, "page": page})),
    }
    return render(request, "projects/partner_list.html", context)


def named(words: str) -> QuerySet[Partner]:
    """Partners by a part of any of their names."""
    if not words:
        return Partner.objects.all()
    earlier = PartnerName.objects.filter(name__icontains=words).values("partner")
    return Partner.objects.filter(
        Q(name__icontains=words) | Q(short_name__icontains=words) | Q(pk__in=earlier)
    )


def number_of_projects() -> Subquery:
    """How many public projects a partner has a part in."""
    parts = ProjectPartner.objects.filter(
        partner=OuterRef("pk"), project__state__in=PUBLIC_STATES
    ).order_by()
    numbers = parts.values("partner").annotate(n=Count("project", distinct=True))
    return Subquery(numbers.values("n"))


@access("projects.edit_partners")
@get_or_post
def new(request: HttpRequest) -> HttpResponse:
    """A new partner."""
    return screens.new(request, PARTNERS)


@access("projects.edit_partners")
@get_or_post
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A partner."""
    names = list(PartnerName.objects.filter(partner=pk).order_by("-until_first", "name"))
    return screens.edit(
        request, PARTNERS, pk, template="projects/partner_form.html", earlier_names=names
    )


@access("projects.edit_partners")
@get_or_post
@reauthentication_required
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make two partners one. Roles that hold for one then hold for both, so it is asked again who
    is at the keyboard."""
    return screens.merge(request, PARTNERS, pk)


@access("projects.edit_partners")
@require_POST
def forget_name(request: HttpRequest, pk: int, name: int) -> HttpResponse:
    """Take an earlier name away."""
    held = get_object_or_404(PartnerName.objects.select_related("partner"), pk=name, partner=pk)
    actions.forget_earlier_name(name=held, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"“{held.name}” is no earlier name any more.")
    return redirect("projects:partner-edit", pk)
