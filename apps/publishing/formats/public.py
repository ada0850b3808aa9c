"""A version as everybody reads it: a page of its own, in its own language, that says from which
text it was made."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core.text import to_html
from apps.core.versions import public_page
from apps.publishing import types
from apps.publishing.formats import shown
from apps.publishing.gone import public_or_gone
from apps.publishing.models import AccessibleVersion, Correction, Picture
from apps.publishing.pictures.showing import as_shown, is_preview

Form = AccessibleVersion.Form


@access(public=True)
@require_safe
@public_page
def version_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A version. It says so where it or its page was public and is not any more."""
    version = AccessibleVersion.objects.filter(slug=slug).with_page_now().first()
    version = public_or_gone(version)
    if not AccessibleVersion.objects.public().filter(pk=version.pk).exists():
        public_or_gone(version.page)
        raise Http404
    return draw(version, request)


def draw(version: AccessibleVersion, request: HttpRequest) -> HttpResponse:
    """The page of a version, public or not yet."""
    page = version.public_page
    address = key = ""
    if page is not None:
        address = types.of(page).address(page.slug or "")
        key = f"{page.record_kind}-{page.slug}"
    rows = lines(version, request) if version.form == Form.EASY_READ else []
    context = {
        "format": version,
        "look": version.form.replace("_", "-"),
        "page": page,
        "address": address,
        "ask_key": key,
        "lines": rows,
        "pictured": any(row["picture"] for row in rows),
        "credits": sorted({row["picture"]["credit"] for row in rows if row["picture"]} - {""}),
        "body": to_html(version.body) if version.form in AccessibleVersion.TEXTS else "",
        "transcript": to_html(version.transcript) if version.link else "",
        "link": version.link if version.form in AccessibleVersion.LINKED else "",
        "host": urlsplit(version.link).hostname,
        "others": [one for one in others(version) if one["address"] != request.path],
        "corrected": Correction.objects.of(version).first(),
        "trail": [*types.of(page).above, (address, str(page))] if page else [],
    }
    return render(request, "publishing/format.html", context)


def lines(version: AccessibleVersion, request: HttpRequest) -> list[dict[str, Any]]:
    """The lines of an Easy Read version, each with its picture where that may be shown today."""
    shown_today = Prefetch("picture", queryset=Picture.objects.showable())
    preview = is_preview(request)
    return [
        {"sentence": row.sentence, "picture": row.picture and as_shown(row.picture, preview)}
        for row in version.lines.prefetch_related(shown_today)
    ]


def others(version: AccessibleVersion) -> list[dict[str, Any]]:
    """The further versions of the same page."""
    return shown.of(version.public_page) if version.public_page else []
