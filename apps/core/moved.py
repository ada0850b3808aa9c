"""Addresses that moved for good: old ones lead on as long as the portal stands."""

from urllib.parse import urlencode

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict

from apps.core.middleware import GetResponse
from apps.core.models import OldAddress

LONGEST = 250  # of a stored path


def leads_on(to: str) -> HttpResponse:
    """An answer that a browser may keep but asks about each time: an address may come back."""
    response = HttpResponsePermanentRedirect(to)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


class MovedMiddleware:
    """Where there is nothing, looks whether something was. Staff pages look for themselves, since
    who may not see a page may not see where it went."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if request.path.startswith("/staff/") or len(request.path) > LONGEST:
            return response
        to = _stored(request.path)
        if not to:
            return response
        query = request.META.get("QUERY_STRING", "")
        return leads_on(f"{to}?{query}" if query else to)


def _stored(path: str) -> str:
    """Where a path leads; nowhere while the database is away."""
    if "\x00" in path:
        return ""
    try:
        found = OldAddress.objects.filter(path=path).values_list("to_path", flat=True).first()
    except (OperationalError, InterfaceError):
        return ""
    return found or ""


def filters(path: str, query: QueryDict) -> str:
    """The address of a list whose filter names something that was merged; "" where none does.

    Stored one by one: ``/our-work/?topic=old`` leads to ``/our-work/?topic=new``.
    """
    pairs = [(name, value) for name, values in query.lists() for value in values][:200]
    stored = {
        f"{path}?{urlencode([pair])}": pair for pair in pairs if pair[1] and len(pair[1]) < LONGEST
    }
    found = dict(OldAddress.objects.filter(path__in=stored).values_list("path", "to_path"))
    moved = {stored[old]: QueryDict(new.partition("?")[2]) for old, new in found.items()}
    if not moved:
        return ""
    after: list[tuple[str, str]] = []
    for pair in pairs:
        to = moved.get(pair)
        after += [(name, str(to[name])) for name in to] if to else [pair]
    return f"{path}?{urlencode(list(dict.fromkeys(after)))}"
