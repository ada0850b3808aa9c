"""Two answers for machines: "the process lives" and "it can do its work", ahead of any session."""

import datetime
import shutil
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from apps.core import clock
from apps.core.backup.write import last_backup
from apps.core.outgoing import OutgoingMail

LEAST_FREE_BYTES = 200_000_000
TEXT = "text/plain; charset=utf-8"


class HealthMiddleware:
    """Answers ``/healthz`` without a database and ``/readyz`` after its checks; keeps no copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in ("/healthz", "/readyz"):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            refusal = HttpResponseNotAllowed(["GET", "HEAD"], "only GET", content_type=TEXT)
            return never_kept(refusal)
        if request.path == "/healthz":
            return never_kept(HttpResponse("ok", content_type=TEXT))
        return never_kept(ready())


def never_kept(response: HttpResponse) -> HttpResponse:
    """Health is asked anew each time."""
    response.headers["Cache-Control"] = "no-store"
    return response


def ready() -> HttpResponse:
    """200 if every check holds, else 503; says which, and no version or address."""
    checks = {
        "database": database_answers,
        "migrations": migrations_applied,
        "cache": cache_keeps,
        "disk": disk_has_room,
    }
    results = {}
    for name, check in checks.items():
        try:
            results[name] = check()
        except (DatabaseError, OSError):
            results[name] = False
    words = {name: "ok" if held else "failed" for name, held in results.items()}
    status = 200 if all(results.values()) else 503
    # Told, but no reason to take the site away: people can read it while mail waits.
    return JsonResponse(words | {"outbox": outbox_age(), "backup": backup_age()}, status=status)


def outbox_age() -> str:
    """Whether mail goes, or since how many hours the oldest has waited."""
    try:
        oldest = OutgoingMail.objects.late(clock.now()).order_by("due_at").first()
    except DatabaseError:
        return "unknown"
    return f"late by {age(oldest.due_at)}" if oldest else "ok"


def backup_age() -> str:
    """How old the last backup made from this machine is."""
    made = last_backup()
    return f"{age(made)} old" if made else "none yet"


def age(moment: datetime.datetime) -> str:
    """How long ago, in hours, or in days from the third on."""
    hours = int((clock.now() - moment).total_seconds() // 3600)
    return f"{hours // 24} days" if hours >= 48 else f"{hours} hours"


def database_answers() -> bool:
    """The database takes a question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_applied() -> bool:
    """The tables are those that this code expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def cache_keeps() -> bool:
    """What is put into the shared cache comes out again."""
    cache.set("readyz", "kept", 10)
    return bool(cache.get("readyz") == "kept")


def disk_has_room() -> bool:
    """There is room for the database to grow."""
    return shutil.disk_usage(settings.VAR_DIR).free > LEAST_FREE_BYTES
