"""Log lines as JSON with a request id, and nothing in them that
names a person, a path or an address."""

import sys
import traceback
import uuid
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware as StructlogMiddleware


class RequestMiddleware(StructlogMiddleware):
    """One line a request: its route, never its path, since paths may carry words, codes or
    tokens."""

    def prepare(self, request: HttpRequest) -> None:
        """Give the request its id; a proxy's own id is taken over only where a proxy is trusted."""
        given = request.headers.get("X-Request-ID", "")[:64] if settings.BEHIND_PROXY else ""
        structlog.contextvars.bind_contextvars(request_id=given or uuid.uuid4().hex)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        match = request.resolver_match
        return f"{request.method} {match.view_name if match else 'unmatched'}"

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """The user's number, only where a view has already asked who is signed in."""
        user = getattr(request, "_cached_user", None)
        if user is not None and user.pk:
            structlog.contextvars.bind_contextvars(user_id=user.pk)


def frames_only(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> Any:
    """Where it failed and with which kind of error; its message may quote what somebody typed."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info if isinstance(info, BaseException) else info[1] if info else None
    if error is not None:
        event["error"] = type(error).__qualname__
        event["frames"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event


def configuration(*, level: str, readable: bool) -> dict[str, Any]:
    """Python's logging configuration; ``readable`` colours lines for a developer's terminal."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            *([] if readable else [frames_only]),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Any = (
        structlog.dev.ConsoleRenderer(
            colors=True, exception_formatter=structlog.dev.plain_traceback
        )
        if readable
        else structlog.processors.JSONRenderer()
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": renderer,
                "foreign_pre_chain": [*shared, *([] if readable else [frames_only])],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own request log repeats the path; ours above says the same without it.
            "django.request": {"level": "CRITICAL"},
            "django.security": {"level": "CRITICAL"},
            "django_structlog": {"level": level},
            # How much it says is its own option; here, that it says it as we do.
            "gunicorn.error": {"handlers": [], "propagate": True},
        },
    }
