"""How many came over time: counts alone, also of sessions whose names are erased."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.core import clock
from apps.involvement import equality
from apps.involvement.periods import Period
from apps.training.models import Booking, Course, CourseEqualityCount, Session

YEARS = 3  # that the page looks back


@dataclass
class Line:
    """Some sessions whose register is closed, added up."""

    name: str
    sessions: int = 0
    places: int = 0
    came: int = 0
    missed: int = 0
    walked_in: int = 0  # of those who came, without having booked

    @property
    def booked(self) -> int:
        """How many had a place on the day."""
        return self.came - self.walked_in + self.missed

    def add(self, session: Session, counted: dict[str, int]) -> None:
        """One more session."""
        self.sessions += 1
        self.places += session.capacity
        self.came += counted.get("came", 0)
        self.missed += counted.get("missed", 0)
        self.walked_in += counted.get("walked_in", 0)


def held(rows: QuerySet[Session]) -> list[Session]:
    """Of these, the sessions of the last years whose register is closed, the newest first."""
    first = clock.add_months(clock.today(), -12 * YEARS)
    since = timezone.make_aware(datetime.datetime.combine(first, datetime.time()))
    found = rows.filter(state=Session.State.COMPLETED, starts_at__gte=since)
    return list(found.select_related("course").order_by("-starts_at", "-pk"))


def lines(sessions: Iterable[Session]) -> tuple[list[Line], list[Line]]:
    """The same sessions by quarter, and by course."""
    rows = list(sessions)
    counted = _counted(rows)
    quarters: dict[str, Line] = {}
    courses: dict[str, Line] = {}
    for session in rows:
        day = session.starts.date()
        quarter = str(Period(day.year, (day.month + 2) // 3))
        for found, name in ((quarters, quarter), (courses, session.course.title)):
            found.setdefault(name, Line(name)).add(session, counted.get(session.pk, {}))
    return list(quarters.values()), sorted(courses.values(), key=lambda one: one.name)


def who_booked(courses: QuerySet[Course], course: int) -> list[tuple[int, list[equality.Table]]]:
    """Of one of these courses, what those who answered the questions after booking said, by
    financial year (the year in which it starts), each number disclosed as in public. Of one course
    at a time: the sum of several would tell of one by what is left."""
    counts: dict[int, dict[str, dict[str, int]]] = {}
    rows = CourseEqualityCount.objects.filter(course__in=courses.filter(pk=course))
    for row in rows.order_by("-year"):
        asked = counts.setdefault(row.year, {}).setdefault(row.characteristic, {})
        asked[row.category] = row.value
    return [(year, equality.as_public(found)) for year, found in counts.items()]


def _counted(sessions: list[Session]) -> dict[int, dict[str, int]]:
    """How many came, did not, and walked in, by session."""
    came = Q(state=Booking.State.ATTENDED)
    rows: Any = (
        Booking.objects.filter(session__in=[session.pk for session in sessions])
        .order_by()
        .values("session")
        .annotate(
            came=Count("pk", filter=came),
            missed=Count("pk", filter=Q(state=Booking.State.MISSED)),
            walked_in=Count("pk", filter=came & Q(walked_in=True)),
        )
    )
    return {row["session"]: row for row in rows}
