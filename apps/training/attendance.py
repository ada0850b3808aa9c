"""How many came over time: counts alone, also of sessions whose names are erased."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncQuarter
from django.utils import timezone

from apps.core import clock
from apps.involvement import equality
from apps.involvement.periods import Period
from apps.training.models import Course, CourseEqualityCount, Session

YEARS = 3  # that the page looks back


@dataclass
class Line:
    """Some sessions whose register is closed, added up."""

    name: str
    sessions: int
    places: int
    came: int
    missed: int
    walked_in: int  # of those who came, without having booked

    @property
    def booked(self) -> int:
        """How many had a place on the day."""
        return self.came - self.walked_in + self.missed


def held(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Of these, the sessions of the last years whose register is closed."""
    first = clock.add_months(clock.today(), -12 * YEARS)
    since = timezone.make_aware(datetime.datetime.combine(first, datetime.time()))
    return rows.filter(state=Session.State.COMPLETED, starts_at__gte=since).order_by()


def courses_of(rows: QuerySet[Session]) -> list[tuple[int, str]]:
    """The courses of these sessions: number and title."""
    found = rows.values_list("course_id", "course__title").distinct()
    return list(found.order_by("course__title", "course_id"))


def by_quarter(rows: QuerySet[Session]) -> list[Line]:
    """The same sessions by the quarter in which they were, as London counts; the newest first."""
    quarter = TruncQuarter("starts_at")
    found = rows.annotate(quarter=quarter).values("quarter").annotate(**ADDED).order_by("-quarter")
    return [
        Line(str(Period(day.year, (day.month + 2) // 3)), **sums)
        for row in found
        for day, sums in [(row["quarter"], _numbers(row))]
    ]


def by_course(rows: QuerySet[Session]) -> list[Line]:
    """The same sessions by course; two courses of one title are two lines."""
    found = rows.values("course_id", "course__title").annotate(**ADDED)
    found = found.order_by("course__title", "course_id")
    return [Line(row["course__title"], **_numbers(row)) for row in found]


ADDED: Any = {
    "sessions": Count("pk"), "places": Sum("capacity"), "all_came": Sum("came"),
    "all_missed": Sum("missed"), "all_walked_in": Sum("walked_in"),
}  # fmt: skip


def _numbers(row: Any) -> dict[str, int]:
    return {name.removeprefix("all_"): row[name] for name in ADDED}


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
