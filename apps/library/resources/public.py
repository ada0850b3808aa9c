"""Resources as everybody finds and reads them, their files, and their cards."""

import uuid
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import moved, versions
from apps.core.middleware import Gone
from apps.core.text import plain, to_html
from apps.core.versions import public_page
from apps.library.models import Card, Resource, ResourceFile
from apps.library.resources import facets, reading
from apps.library.resources.listing import ResourceListing
from apps.projects.levels import BY_CODE
from apps.publishing import languages
from apps.publishing.filtering.nothing import nothing
from apps.publishing.formats import shown as formats
from apps.publishing.models import PUBLIC_STATES, Correction, State
from apps.publishing.pictures.showing import is_preview

TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


@access(public=True)
@require_safe
@public_page
def resource_list(request: HttpRequest) -> HttpResponse:
    """The resources for the filters in the address."""
    index = facets.kept.under(request.page_key)  # type: ignore[attr-defined]
    listing = ResourceListing.of(request.GET, index)
    wish = listing.wish
    if wish.left_out and (to := moved.filters(request.path, request.GET)):
        return moved.leads_on(to)
    pages = listing.pages()
    context = {
        **listing.panel(),
        "downloads": None,
        "cards": listing.cards(pages),
        "any": bool(index.ids),
        "pages": pages,
        "pager": pages.links(lambda number: wish.address(page=number) or "?"),
        "nothing": nothing(listing) if index.ids and not listing.total else None,
    }
    return render(request, "library/resource_list.html", context)


def found(slug: str) -> Resource:
    """The public resource of this address. Raises ``Http404``, or ``Gone`` for a withdrawn one."""
    resource = Resource.objects.filter(slug=slug).first()
    if resource is None:
        raise Http404
    if resource.state == State.WITHDRAWN:
        raise Gone(resource.withdrawn_reason)
    if resource.state not in PUBLIC_STATES:
        raise Http404
    return resource


@access(public=True)
@require_safe
@public_page
def resource_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A resource: what it says first, then what there is to open."""
    return draw(found(slug), request)


def draw(resource: Resource, request: HttpRequest) -> HttpResponse:
    """The page of a resource, public or not yet."""
    makers = list(resource.makers.select_related("partner"))
    topics = list(resource.topics.all())
    items = reading.items_of([resource.pk], resource.slug or "", is_preview(request))
    shown = items.get(resource.pk, [])
    told = resource.slug and not resource.is_example
    context = {
        "resource": resource,
        "summary": to_html(resource.summary),
        "summary_line": plain(resource.summary)[:300],
        "who": reading.by_role(makers),
        "items": shown,
        "open_items": [item for item in shown if item.opens],
        "broken": [item for item in shown if not item.opens],
        "topics": topics,
        "audiences": list(resource.audiences.all()),
        "projects": list(resource.projects.public()),
        "levels": [BY_CODE[code] for code in resource.levels if code in BY_CODE],
        "tongue": languages.of(resource.language),
        "has_cards": resource.takes_cards and resource.cards.exists(),
        "formats": formats.of(resource) if resource.slug else [],
        "ask_key": f"resource-{resource.slug}" if resource.slug else "site",
        "corrected": Correction.objects.of(resource).first(),
        "linked": reading.linked(resource, makers, topics) if told else None,
        "trail": [(reverse("library:resources"), "Resources")],
    }
    return render(request, "library/resource.html", context)


@access(public=True)
@require_safe
def resource_file(
    request: HttpRequest, slug: str, key: uuid.UUID | None = None
) -> HttpResponseBase:
    """A file that the text of a public resource names, the first where no key is given; asked anew
    each time, since a browser that has it asks too. Nobody is counted."""
    items = found(slug).items.exclude(file=None).select_related("file")
    item = (items.filter(file__key=key) if key else items).first()
    if item is None or item.file is None:
        raise Http404
    tag = f'W/"{item.file.key.hex}"'
    if versions.has_already(request, tag):
        return versions.finish(HttpResponse(status=304), tag)
    answer: Any = handed_out(item.file)
    return versions.finish(answer, tag)


def handed_out(file: ResourceFile) -> FileResponse:
    """The file itself, always to be saved and never shown in the page, for a view that has looked
    who may have it. Raises ``Http404``."""
    try:
        content = file.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        content, as_attachment=True, filename=file.name, content_type=TYPES[file.ending]
    )


@access(public=True)
@require_safe
@public_page
def resource_cards(request: HttpRequest, slug: str) -> HttpResponse:
    """The prompt cards of a resource, to be read or printed; not found where it has none."""
    resource = found(slug)
    sets = reading.sets_of_cards(resource)
    if not sets:
        raise Http404
    owners = {card.words for _, held in sets for card in held}
    context = {
        "resource": resource,
        "sets": sets,
        "ours": bool(owners & {Card.Words.OURS}),
        "theirs": bool(owners & {Card.Words.SOURCE}),
        "who": reading.by_role(list(resource.makers.select_related("partner"))),
        "trail": [
            (reverse("library:resources"), "Resources"),
            (resource.get_absolute_url(), resource.title),
        ],
    }
    return render(request, "library/cards.html", context)


def on_project(project: Any, request: HttpRequest) -> str:
    """What came of a project to take away, for its page."""
    return _panel(request, _index(request).of_project.get(project.pk, []))


def on_partner(partner: Any, request: HttpRequest) -> str:
    """What is from a partner to take away, for its page."""
    address = f"{reverse('library:resources')}?partner={partner.slug}"
    return _panel(request, _index(request).of_partner.get(partner.pk, []), address)


MOST_IN_PANEL = 5


def _panel(request: HttpRequest, briefs: list[facets.Brief], address: str = "") -> str:
    if not briefs:
        return ""
    more = len(briefs) - MOST_IN_PANEL
    shown = briefs if not address or more < 1 else briefs[:MOST_IN_PANEL]
    context = {"briefs": shown, "all": address if more > 0 else "", "number": len(briefs)}
    return render_to_string("library/_resources_panel.html", context, request)


def _index(request: HttpRequest) -> facets.ResourceFacets:
    """The index under the key of the page that is drawn; a preview has none."""
    key = getattr(request, "page_key", None) or versions.current_key()
    return facets.kept.under(key)
