"""What somebody can come to or take up now, for the front page: training, and views that are asked
for until a day. How many places are free stands on the session's own page: here it would have to be
counted anew with each booking, for every visitor."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from apps.core import clock
from apps.involvement.models import Opportunity
from apps.training.models import Session

MOST_OF_EACH = 2


@dataclass(frozen=True)
class Open:
    """One line: the day that matters, and what it is about."""

    day: datetime.date
    title: str
    address: str
    words: str
    link: str


def rows() -> list[Open]:
    """The next ones, the nearest day first; never examples."""
    return sorted([*_sessions(), *_opportunities()], key=lambda one: one.day)


def _sessions() -> list[Open]:
    """From tomorrow on: the page is kept for the day, and a session of today may have begun."""
    tomorrow = clock.today() + datetime.timedelta(days=1)
    first = timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time()))
    found = Session.objects.public().coming().bookable()
    found = found.filter(starts_at__gte=first, course__is_example=False)
    return [
        Open(
            day=one.starts.date(),
            title=one.course.title,
            address=one.get_absolute_url(),
            words=" · ".join(_about(one)),
            link="See who it is for and book",
        )
        for one in found.select_related("course", "place")[:MOST_OF_EACH]
    ]


def _about(session: Session) -> list[str]:
    where = session.get_mode_display()
    if session.place:
        where = f"{where}, {session.place.label}"
    return [
        session.course.get_kind_display(), where, session.day_in_words, session.times_in_words,
    ]  # fmt: skip


def _opportunities() -> list[Open]:
    """Those with a last day: what is always open stands with the ways to take part."""
    found = Opportunity.objects.open_today().filter(
        closes_on__isnull=False, is_example=False, on_hold_because=""
    )  # fmt: skip
    return [
        Open(
            day=one.closes_on,
            title=one.title,
            address=one.get_absolute_url(),
            words=one.closes_in_words(),
            link="See what your views can change",
        )
        for one in found.order_by("closes_on", "pk")[:MOST_OF_EACH]
        if one.closes_on
    ]
