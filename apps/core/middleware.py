"""What every answer gets: headers that keep other sites out, and calm pages when something
fails."""

from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = structlog.get_logger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]


class Gone(Exception):
    """Raised by a view for what was public once and was withdrawn;
    the message is the public reason."""


class CrossOriginMiddleware:
    """Nothing of ours is embedded elsewhere, and nothing from elsewhere is embedded here."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class CalmErrorsMiddleware:
    """A page of ours for 405, 410, 429 and a database that is away, which Django has none for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in (405, 429) and not response.content:
            page = render_to_string(f"{response.status_code}.html", request=request)
            response.content = page.encode()
            response.headers["Content-Type"] = "text/html; charset=utf-8"
            response.headers["Content-Length"] = str(len(response.content))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Gone):
            return render(request, "410.html", {"reason": str(error)}, status=410)
        if isinstance(error, (OperationalError, InterfaceError)):
            logger.error("database_away", exc_info=error)
            return unavailable()
        return None


def unavailable() -> HttpResponse:
    """The 503 page: needs no database, asks browsers to come back in half a minute."""
    return HttpResponse(
        render_to_string("503.html"),
        status=503,
        headers={"Retry-After": "30", "Cache-Control": "no-store"},
    )
