"""Refuses what another site's page sends, for views that set no cookie and so have no token."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def not_from_elsewhere(view: View) -> View:
    """Wrap a view that is exempt from Django's own check. A browser says where a form was sent
    from; a mail program that stops news for its reader says nothing, and is let through.

    Raises ``PermissionDenied`` for what comes from another site.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and _from_elsewhere(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _from_elsewhere(request: HttpRequest) -> bool:
    said = request.headers.get("Sec-Fetch-Site", "")
    if said:
        return said in ("cross-site", "same-site")
    origin = request.headers.get("Origin", "null")  # "null" where the page sends no referrer
    return origin != "null" and urlsplit(origin).netloc != request.get_host()
