"""Words and lists for curators: which there are, and the rows of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import access
from apps.core.paging import Pages
from apps.publishing.lists import kinds, screens
from apps.publishing.lists.kinds import ListKind

ROWS_A_PAGE = 100
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def kind_of(name: str, *, growing: bool = False) -> ListKind:
    """The list of this name; ``growing``: one to which rows may be added. Raises ``Http404``;
    lists with addresses of their own stand there."""
    kind = kinds.registered.get(name)
    if kind is None or kind.own_routes or (growing and kind.fixed):
        raise Http404
    return kind


@access("publishing.edit_lists")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All lists, each with what it is for."""
    held = sorted(
        (kind for kind in kinds.registered.values() if not kind.own_routes),
        key=lambda kind: kind.many,
    )
    return render(request, "publishing/lists/index.html", {"kinds": held})


@access("publishing.edit_lists")
@require_safe
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """The rows of a list in their order."""
    kind = kind_of(name)
    found = kind.rows()
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    pages = Pages.of(number, found.count(), ROWS_A_PAGE)
    shown = list(found[pages.start : pages.start + ROWS_A_PAGE])
    context = {
        "kind": kind,
        "rows": [
            (row, kind.url("-edit", row.pk), kind.meta(row),
             "" if kind.ordered is None else kind.url("-move", row.pk))
            for row in shown
        ],
        "total": pages.total,
        "pages": pages,
        "pager": pages.links(lambda page: f"?page={page}"),
    }  # fmt: skip
    return render(request, "publishing/lists/list.html", context)


@access("publishing.edit_lists")
@get_or_post
def new(request: HttpRequest, name: str) -> HttpResponse:
    """A new row."""
    return screens.new(request, kind_of(name, growing=True))


@access("publishing.edit_lists")
@get_or_post
def edit(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """A row."""
    return screens.edit(request, kind_of(name), pk)


@access("publishing.edit_lists")
@get_or_post
def delete(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Take a row away."""
    return screens.delete(request, kind_of(name, growing=True), pk)


@access("publishing.edit_lists")
@get_or_post
def merge(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Make two rows one."""
    return screens.merge(request, kind_of(name), pk)


@access("publishing.edit_lists")
@require_POST
def move(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Change the order."""
    return screens.move(request, kind_of(name), pk)
