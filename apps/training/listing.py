"""The list of training: sessions by month with filters, then courses without a date."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone

from apps.core import clock
from apps.core.paging import Pages
from apps.training import places
from apps.training.models import Course, Session
from apps.training.offered import Offered
from apps.training.places import Places

A_PAGE = 20  # sessions shown at once
ONLINE = "online"


@dataclass(frozen=True)
class Shown:
    """A session with its places, as lists show it."""

    session: Session
    places: Places

    @property
    def says(self) -> str:
        """The one fact that decides the click."""
        session, counted = self.session, self.places
        if session.state == Session.State.CANCELLED:
            return "Cancelled"
        if session.state == Session.State.ON_HOLD:
            return "On hold"
        if session.is_past:
            if session.state == Session.State.COMPLETED:
                return "Held"
            return "Past" if session.is_over else "Under way"
        if session.state == Session.State.SCHEDULED:
            opens = session.booking_opens_on
            return f"Booking opens on {opens:%-d %B %Y}" if opens else "Booking opens later"
        if session.opens_later:
            return f"Booking opens on {session.booking_opens_on:%-d %B %Y}"
        if not session.takes_bookings:
            return "Booking has closed"
        if counted.is_full:
            return "Full: join the waiting list" if counted.list_has_room else "Full"
        return f"{counted.free} of {counted.capacity} places free"


def with_places(sessions: Iterable[Session]) -> list[Shown]:
    """Sessions with their places, counted at once."""
    rows = list(sessions)
    counted = places.of_many(rows)
    return [Shown(session, counted[session.pk]) for session in rows]


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; only words that we know count."""

    place: str = ""
    audience: str = ""
    kind: str = ""
    month: str = ""
    course: str = ""
    free: bool = False

    @classmethod
    def of(cls, given: QueryDict) -> "Wish":
        """From an address, whatever it holds."""
        kinds = dict(Course.Kind.choices)
        month = given.get("month", "")[:7]
        kind = given.get("kind", "")
        return cls(
            place=given.get("place", "")[:80],
            audience=given.get("audience", "")[:80],
            kind=kind if kind in kinds else "",
            month=month if _is_month(month) else "",
            course=given.get("course", "")[:120],
            free=given.get("free", "") == "1",
        )

    @property
    def asks(self) -> bool:
        """Whether it narrows anything."""
        return any((self.place, self.audience, self.kind, self.month, self.course, self.free))

    def address(self, page: int) -> str:
        """A page of the sessions that it means."""
        asked = {name: value for name, value in vars(self).items() if value and name != "free"}
        free = {"free": "1"} if self.free else {}
        return f"?{urlencode({**asked, **free, 'page': page})}"

    def sessions(self) -> Q:
        """Which sessions it means."""
        wanted = Q()
        if self.place == ONLINE:
            wanted &= Q(mode__in=[Session.Mode.ONLINE, Session.Mode.HYBRID])
        elif self.place:
            wanted &= Q(place__slug=self.place)
        if self.audience:
            through = Course.audiences.through.objects
            wanted &= Q(
                Exists(through.filter(course=OuterRef("course"), audience__slug=self.audience))
            )
        if self.course:
            wanted &= Q(course__slug=self.course)
        if self.kind:
            wanted &= Q(course__kind=self.kind)
        if self.month:
            first = datetime.date.fromisoformat(f"{self.month}-01")
            wanted &= Q(starts_at__gte=_midnight(first))
            wanted &= Q(starts_at__lt=_midnight(clock.add_months(first, 1)))
        return wanted


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _is_month(text: str) -> bool:
    year, dash, number = text.partition("-")
    return (
        dash == "-" and len(year) == 4 and year.isascii() and year.isdigit() and int(year) > 1900
        and number.isascii() and number.isdigit() and 1 <= int(number) <= 12
    )  # fmt: skip


def context(given: QueryDict, offered: Offered) -> dict[str, Any]:
    """All that the list shows, and what it can be narrowed to."""
    wish = Wish.of(given)
    ahead = Session.objects.listed().coming().select_related("course__partner", "place")
    found = ahead.filter(wish.sessions())
    if wish.free:
        found = places.with_free(found.bookable())
    asked = given.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    pages = Pages.of(number, found.count(), A_PAGE)
    shown = with_places(found[pages.start : pages.start + A_PAGE])
    return {
        "wish": wish,
        "months": offered.months,
        "by_month": by_month(shown),
        "total": pages.total,
        "pages": pages,
        "pager": pages.links(wish.address),
        "chosen_course": Course.objects.current().filter(slug=wish.course).first()
        if wish.course
        else None,
        "courses": [] if wish.asks or pages.number < pages.last else _without_date(),
        "place_choices": [(ONLINE, "Online"), *offered.places],
        "audiences": offered.audiences,
        "kinds": Course.Kind.choices,
    }


def by_month(shown: list[Shown]) -> list[tuple[str, list[Shown]]]:
    """The same sessions under the months that they begin in, in their order."""
    found: dict[str, list[Shown]] = {}
    for one in shown:
        found.setdefault(f"{one.session.starts:%B %Y}", []).append(one)
    return list(found.items())


def _without_date() -> list[Course]:
    """Public courses of which no session lies ahead: on hold, run elsewhere, or no date yet."""
    ahead = Session.objects.listed().coming().filter(course=OuterRef("pk"))
    rows = Course.objects.current().filter(~Exists(ahead)).select_related("partner")
    return list(rows.prefetch_related("audiences").in_order())
