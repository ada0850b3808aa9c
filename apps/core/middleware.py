"""What every answer gets: headers that keep other sites out, and calm pages when something
fails."""

import inspect
import re
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

logger = structlog.get_logger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]
OF_STAFF = ("/staff/", "/accounts/")
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
COOKIE_OF_OURS = re.compile("[A-Za-z0-9]{32}|[A-Za-z0-9]{64}")


class Gone(Exception):
    """Raised by a view for what was public once and was withdrawn;
    the message is the public reason."""

    heading = "This page was withdrawn"


class NotNow(Gone):
    """The same for what was public once and may come back: somebody works on it again."""

    heading = "This page is not shown at the moment"


class CrossOriginMiddleware:
    """Nothing of ours is embedded elsewhere, and nothing from elsewhere is embedded here. What
    staff read is kept nowhere, not on their own machine either: others sit down at it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(OF_STAFF):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class HostMiddleware:
    """Only our own names are answered to, files included. Django looks when somebody asks for the
    name, and a file asks for none. Health comes before, since a machine asks by any name."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()
        return self.get_response(request)


class CookieMiddleware:
    """A cookie that can't be ours is none. Django would delete such a session, and set a new token,
    on pages that everybody may keep."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            if not COOKIE_OF_OURS.fullmatch(request.COOKIES.get(name, "")):
                request.COOKIES.pop(name, None)
        return self.get_response(request)


class MethodMiddleware:
    """An address that takes no form says so. It comes before the check of forms, which would
    complain about a token instead."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method in ("GET", "HEAD"):
            return None
        methods = methods_of(view)
        return (
            HttpResponseNotAllowed(methods) if methods and request.method not in methods else None
        )


def methods_of(view: Any) -> list[str]:
    """What ``require_safe`` or ``require_http_methods`` beside a view lets through; empty if
    neither stands there. Django keeps it in the closure of its decorator."""
    while inspect.isfunction(view):
        if "request_method_list" in view.__code__.co_freevars:
            return list(inspect.getclosurevars(view).nonlocals["request_method_list"])
        view = getattr(view, "__wrapped__", None)
    return []


class CalmErrorsMiddleware:
    """A page of ours for 405, 410, 429 and a database that is away, which Django has none for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        code = response.status_code
        has_words = not response.streaming and response.content
        if code not in (405, 429) or has_words:
            return response
        page = render(request, f"{code}.html", status=code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                page.headers[name] = response.headers[name]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Gone):
            context = {"heading": error.heading, "reason": str(error)}
            return render(request, "410.html", context, status=410)
        if isinstance(error, (OperationalError, InterfaceError)):
            logger.error("database_away", exc_info=error)
            return unavailable()
        return None


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django's 400 becomes: what is too large says that, anything else names no cause."""
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def unavailable() -> HttpResponse:
    """The 503 page: needs no database, asks browsers to come back in half a minute."""
    return HttpResponse(
        render_to_string("503.html"),
        status=503,
        headers={"Retry-After": "30", "Cache-Control": "no-store"},
    )
