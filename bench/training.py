"""Made-up courses with sessions and bookings in any number, and fifty people a second who press the
last button of booking (B2)."""

import datetime
import os
import secrets
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.core import versions
from apps.partners.models import Partner
from apps.training.models import Booking, Course, Session
from bench.measure import Reader, cpu_seconds, workers
from bench.words import PUBLISHED

A_COURSE, A_SESSION = 50, 100  # sessions of a course, bookings of a session
KEPT = {"state": "completed", "came": 80, "missed": 20, "walked_in": 0}  # of those bookings
LARGE, PLACES = "S-2000-LARGE", 10_000  # the session that is booked
RATE, SECONDS, PEOPLE = 50, 60, 24  # a second, for so long, by so many at once
BOOKINGS = """
INSERT INTO training_booking (session_id, name, name_key, email, phone, contact_key,
  for_someone_else, describes, state, booked_at, walked_in, questions_done, anonymised,
  moved_at_sequence, public_id, link_version)
WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < %s)
SELECT session.id, 'Person ' || i, 'person ' || i, 'p' || i || '@example.org', '',
  'p' || i || '@example.org', FALSE, 'not_said',
  CASE WHEN session.state <> 'completed' THEN 'confirmed'
    WHEN i %% 5 = 0 THEN 'missed' ELSE 'attended' END,
  session.created_at, FALSE, FALSE, FALSE, 0, 'b' || session.id || '-' || i, 1
FROM training_session AS session CROSS JOIN numbers
"""


def make(number: int) -> None:
    """Add so many sessions, half of them past, of as many courses as they need, each booked by a
    hundred; and one with places for everybody who comes while it is measured."""
    partner = Partner.objects.order_by("pk")[0]
    courses = Course.objects.bulk_create(
        Course(
            title=f"Made course {n}", slug=f"made-course-{n}", partner=partner, state="published",
            revision=1, published_at=PUBLISHED, availability="running", about="Made up.",
            outcomes="Listen well\nShare power",
        )
        for n in range(max(1, number // A_COURSE))
    )  # fmt: skip
    rows = (_session(n, number, courses[n % len(courses)]) for n in range(number))
    Session.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute(BOOKINGS, [A_SESSION])
    Session.objects.create(
        reference=LARGE, course=courses[0], capacity=PLACES, mode="online", state="open",
        starts_at=timezone.now() + datetime.timedelta(days=900),
        ends_at=timezone.now() + datetime.timedelta(days=901),
    )  # fmt: skip
    versions.raise_public()


def _session(number: int, of: int, course: Course) -> Session:
    """Spread over five years; the first half is over."""
    days = 1825 * (number - of // 2 + 0.5) / of
    start = timezone.now() + datetime.timedelta(days=days)
    return Session(
        reference=f"S-2000-{number:05}", course=course, capacity=A_SESSION + 20, mode="online",
        starts_at=start, ends_at=start + datetime.timedelta(hours=2),
        **(KEPT if days < 0 else {"state": "open"}),
    )  # fmt: skip


def references() -> list[str]:
    """Sessions ahead."""
    rows = Session.objects.filter(state="open", reference__startswith="S-2000-0")
    return list(rows.order_by("pk").values_list("reference", flat=True)[:500])


def book(number: int) -> str:
    """Every answer, and the last button; nobody twice."""
    return urlencode(
        {
            "step": "check", "answered": "who describes needs", "name": f"Somebody {number}",
            "email": f"somebody.{number}@example.org", "phone": "", "describes": "not_said",
            "needs": "bsl", "words": "",
        }
    )  # fmt: skip


def a_form() -> dict[str, str]:
    """The headers of a browser that may send a form, without an account."""
    token = secrets.token_hex(16)
    return {"Cookie": f"{settings.CSRF_COOKIE_NAME}={token}", "X-CSRFToken": token}


def another_network(number: int) -> dict[str, str]:
    """What a proxy says of a visitor: one network may book sixty times in an hour."""
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def rush(address: str, master: int, path: str) -> dict[str, float]:
    """B2: so many bookings a second for a minute: how many failed or are lost, what each cost the
    server, how long people waited, and how often this disk can be written to a second."""
    before = Booking.objects.filter(session__reference=LARGE).count()
    pids = workers(master)
    start = cpu_seconds(pids)
    waited, failed = _at_a_rate(address, path)
    spent = cpu_seconds(pids) - start
    stands = Booking.objects.filter(session__reference=LARGE).count() - before
    return {
        "sent": len(waited), "failed": failed, "lost": len(waited) - failed - stands,
        "p50": statistics.median(waited) * 1000,
        "p99": sorted(waited)[int(len(waited) * 0.99)] * 1000,
        "ms": spent / len(waited) * 1000, "fsyncs": fsyncs(),
    }  # fmt: skip


def _at_a_rate(address: str, path: str) -> tuple[list[float], int]:
    """How long each booking took, and how many were refused; each person waits for their turn."""
    began, lock, waited, failed = time.monotonic(), threading.Lock(), [], []
    numbers, headers = iter(range(RATE * SECONDS)), a_form()

    def next_one() -> int | None:
        with lock:
            return next(numbers, None)

    def person() -> None:
        with Reader(address) as reader:
            while (number := next_one()) is not None:
                time.sleep(max(0.0, began + number / RATE - time.monotonic()))
                start = time.perf_counter()
                body = book(50_000_000 + number)
                status, _, _ = reader.ask("POST", path, body, headers | another_network(number))
                waited.append(time.perf_counter() - start)
                if status != 302:
                    failed.append(status)

    _all_at_once([person] * PEOPLE)
    return waited, len(failed)


def _all_at_once(people: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=person) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def fsyncs(seconds: float = 1.0) -> float:
    """How often a second a page is written and flushed to the disk here."""
    with tempfile.NamedTemporaryFile(dir=Path.cwd() / "var") as file:
        number, until = 0, time.monotonic() + seconds
        while time.monotonic() < until:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            number += 1
    return number / seconds
